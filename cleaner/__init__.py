"""cleaner: web pages and scraped text in, the article out; it learns what each site repeats."""

from cleaner.batch.many import Result
from cleaner.decode import NotTextError, UnknownEncodingError
from cleaner.document import Block, Decider, Document
from cleaner.options import Focus, Options
from cleaner.pipeline import Cleaner, TooLargeError, clean
from cleaner.templates.codec import TemplateError
from cleaner.templates.store import StoreError, TemplateStore
from cleaner.templates.template import SiteTemplate

__all__ = [
    "Block",
    "Cleaner",
    "Decider",
    "Document",
    "Focus",
    "NotTextError",
    "Options",
    "Result",
    "SiteTemplate",
    "StoreError",
    "TemplateError",
    "TemplateStore",
    "TooLargeError",
    "UnknownEncodingError",
    "clean",
]
