"""LlamaIndex: a reader that gives a document for each section, with the headings it stands under."""

from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import Document

import cleaner


class CleanedPages(BaseReader):
    def lazy_load_data(self, pages, **settings):
        for result in cleaner.Cleaner(**settings).clean_many(pages):
            for section in result.document.sections() if result.document else ():
                said = {"url": result.url, "title": result.document.title, "section": " > ".join(section.path)}
                yield Document(text=section.text, metadata={name: value for name, value in said.items() if value})
