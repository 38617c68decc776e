"""cleaner: web pages and scraped text in, the article out; it learns what each site repeats."""

from cleaner.decode import NotTextError, UnknownEncodingError
from cleaner.document import Block, Decider, Document
from cleaner.options import Focus, Options
from cleaner.pipeline import Cleaner, TooLargeError, clean

__all__ = [
    "Block",
    "Cleaner",
    "Decider",
    "Document",
    "Focus",
    "NotTextError",
    "Options",
    "TooLargeError",
    "UnknownEncodingError",
    "clean",
]
