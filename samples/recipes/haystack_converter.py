"""Haystack: a converter of byte streams; those that cannot be cleaned come out beside, with the reason."""

from haystack import Document, component
from haystack.dataclasses import ByteStream

from cleaner.records import clean_records


@component
class CleanerConverter:
    @component.output_types(documents=list[Document], failed=list[dict])
    def run(self, sources: list[ByteStream]):
        rows = list(clean_records([{"html": one.data, "url": one.meta.get("url")} for one in sources]))
        named = [{name: row[name] for name in ("url", "title", "date", "language") if row[name]} for row in rows]
        done = [Document(content=row["text"], meta=meta) for row, meta in zip(rows, named) if row["text"]]
        return {"documents": done, "failed": [row for row in rows if row["reason"]]}
