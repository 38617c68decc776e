"""cleaner: web pages and scraped text in, the article out; it learns what each site repeats."""

from importlib import import_module
from typing import TYPE_CHECKING

from cleaner.decode.decode import NotTextError, UnknownEncodingError
from cleaner.document import Block, Decider, Document
from cleaner.options import Focus, Options
from cleaner.pipeline import Cleaner, TooLargeError, clean

if TYPE_CHECKING:
    from cleaner.batch.workers.clean_many import Result
    from cleaner.explain.reasons import Reason
    from cleaner.templates.site.codec import TemplateError
    from cleaner.templates.site.store import StoreError, TemplateStore
    from cleaner.templates.template import SiteTemplate

LATER = {
    "Reason": "explain.reasons",
    "Result": "batch.workers.clean_many",
    "SiteTemplate": "templates.template",
    "StoreError": "templates.site.store",
    "TemplateError": "templates.site.codec",
    "TemplateStore": "templates.site.store",
}
"""What one page alone does not need is imported when it is asked for."""

__all__ = [
    "Block",
    "Cleaner",
    "Decider",
    "Document",
    "Focus",
    "NotTextError",
    "Options",
    "Reason",
    "Result",
    "SiteTemplate",
    "StoreError",
    "TemplateError",
    "TemplateStore",
    "TooLargeError",
    "UnknownEncodingError",
    "clean",
]


def __getattr__(name: str) -> object:
    if name not in LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{LATER[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *LATER})
