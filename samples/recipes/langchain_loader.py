"""LangChain: a loader of pages; Markdown, which its MarkdownHeaderTextSplitter takes apart."""

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from cleaner.records import clean_records


class CleanedPages(BaseLoader):
    def __init__(self, pages, **settings):
        self.pages, self.settings = pages, settings  # settings are those of clean_records: templates, workers ...

    def lazy_load(self):
        for row in clean_records(self.pages, view="markdown", **self.settings):
            if row["markdown"]:
                yield Document(
                    row["markdown"], metadata={name: row[name] for name in ("url", "title", "date") if row[name]}
                )
