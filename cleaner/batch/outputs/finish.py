"""The last step of a run: records, which were spooled as JSON lines, become the output under its final name.

Each step can be done again: a run that is killed here goes on here.
"""

from __future__ import annotations

import json
import os
import shutil
from itertools import islice
from typing import TYPE_CHECKING, Any

from cleaner.batch.libraries import load
from cleaner.batch.outputs.names import Names
from cleaner.batch.outputs.record import BLOCKS, FIELDS, schema_of
from cleaner.batch.outputs.target import INDEX, Shape
from cleaner.batch.settings import Content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cleaner.batch.outputs.target import Target
    from cleaner.batch.settings import Settings

NAME = "\0name"
"""The field of a spooled record that says what its file may be called; no output has it."""
ROWS = 1000
"""Records of a row group."""
ENDINGS = {Content.TEXT: ".txt", Content.MARKDOWN: ".md", Content.HTML: ".html"}


def finish(target: Target, records: Path, settings: Settings) -> None:
    """Bring the records under the output's name."""
    if target.stream:
        return
    if not records.exists():  # an earlier attempt came as far as that
        return
    if target.shape is Shape.JSONL:
        put(records, target.output)
        return
    made = target.work / "made"
    if made.is_dir():
        shutil.rmtree(made)
    if target.shape is Shape.PARQUET:
        write_parquet(records, made, settings.blocks)
        put(made, target.output)
    else:
        write_folder(lines(records), made, settings.contents)
        if target.output.exists():
            shutil.rmtree(target.output)
        put(made, target.output)
    records.unlink()


def put(path: Path, output: Path) -> None:
    """Give a file or folder its final name."""
    path.replace(output)
    folder = os.open(output.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def lines(records: Path) -> Iterator[dict[str, Any]]:
    """The spooled records."""
    with records.open("rb") as file:
        for line in file:
            yield json.loads(line)


def write_parquet(records: Path, path: Path, blocks: bool) -> None:
    """A table with the fixed schema, and behind it a column for each field of the input that was kept."""
    pa, parquet = load("pyarrow"), load("pyarrow.parquet")
    schema = schema_of(FIELDS, blocks)
    kinds = kept_kinds(lines(records))
    for name, kind in kinds.items():
        schema = schema.append(pa.field(name, getattr(pa, kind)()))
    rows = (as_columns(record, kinds) for record in lines(records))
    with path.open("wb") as file:
        with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            while part := list(islice(rows, ROWS)):
                writer.write_batch(pa.RecordBatch.from_pylist(part, schema))
        file.flush()
        os.fsync(file.fileno())


def kept_kinds(records: Iterator[dict[str, Any]]) -> dict[str, str]:
    """The Arrow types of the fields of the input that were kept, by name, in the order in which they first come.

    A field whose values are of several kinds, or objects or lists, is text: what is not a string is written as JSON.
    """
    found: dict[str, str] = {}
    for record in records:
        for name, value in record.items():
            if name in FIELDS or name == BLOCKS:
                continue
            before, kind = found.get(name, "null"), kind_of(value)
            if {before, kind} == {"int64", "float64"}:
                found[name] = "float64"
            elif before in ("null", kind):
                found[name] = kind
            elif kind != "null":
                found[name] = "string"
    return {name: "string" if kind == "null" else kind for name, kind in found.items()}


def kind_of(value: Any) -> str:
    """The Arrow type of one value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool_"
    if isinstance(value, int):
        return "int64" if -(2**63) <= value < 2**63 else "string"
    return "float64" if isinstance(value, float) else "string"


def as_columns(record: dict[str, Any], kinds: dict[str, str]) -> dict[str, Any]:
    """A record whose kept fields have their columns' types."""
    texts = {name: record[name] for name, kind in kinds.items() if kind == "string" and name in record}
    return record | {
        name: json.dumps(value, ensure_ascii=False)
        for name, value in texts.items()
        if value is not None and not isinstance(value, str)
    }


def write_folder(records: Iterator[dict[str, Any]], folder: Path, contents: Sequence[Content]) -> None:
    """For each page that has an article a file of each view, and an index of all records."""
    folder.mkdir()
    names = Names()
    with (folder / INDEX).open("w", encoding="utf-8") as index:
        for record in records:
            wanted = record.pop(NAME, "")
            row = {name: value for name, value in record.items() if name not in list(Content)}
            texts = {content: record[content.value] for content in contents if record[content.value]}
            name = names.free(wanted) if texts else ""
            files = [name + ENDINGS[content] for content in texts]
            row["file"] = files[0] if files else None
            if len(contents) > 1:
                row["files"] = files
            for file, text in zip(files, texts.values(), strict=True):
                path = folder / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
            index.write(json.dumps(row, ensure_ascii=False) + "\n")
    if hasattr(os, "sync"):
        os.sync()  # thousands of files: once for all
