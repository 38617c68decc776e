"""cleaner: web pages and scraped text in, the article out; it learns what each site repeats."""

from importlib import import_module
from typing import TYPE_CHECKING

from cleaner.errors import (
    ArgumentError,
    ArgumentTypeError,
    BusyError,
    CleanerError,
    FailureReason,
    JobError,
    MissingLibraryError,
    NotTextError,
    ReadError,
    SelectorError,
    StoreError,
    TemplateError,
    TooLargeError,
    TooManyLinesError,
    UnknownEncodingError,
    WeightsError,
    WorkerError,
)

if TYPE_CHECKING:
    from cleaner.batch.workers.clean_many import Result, Workers
    from cleaner.cleaner import Cleaner, clean
    from cleaner.decision import Decider
    from cleaner.document import Block, Document
    from cleaner.explain.reasons import Reason
    from cleaner.metadata import Metadata
    from cleaner.options import Focus, Options
    from cleaner.page.page import Form
    from cleaner.records import learn_many
    from cleaner.templates.site.site import site_of
    from cleaner.templates.site.store import TemplateStore
    from cleaner.templates.template import SiteTemplate

__version__ = "0.1.0"

LATER = {
    "Block": "document",
    "Cleaner": "cleaner",
    "Decider": "decision",
    "Document": "document",
    "Focus": "options",
    "Form": "page.page",
    "Options": "options",
    "clean": "cleaner",
    "Metadata": "metadata",
    "Reason": "explain.reasons",
    "Result": "batch.workers.clean_many",
    "Workers": "batch.workers.clean_many",
    "learn_many": "records",
    "SiteTemplate": "templates.template",
    "TemplateStore": "templates.site.store",
    "site_of": "templates.site.site",
}
"""Where the names are that are imported when they are asked for: they take time, which the command line does not have."""

__all__ = [
    "ArgumentError",
    "ArgumentTypeError",
    "Block",
    "BusyError",
    "Cleaner",
    "CleanerError",
    "Decider",
    "Document",
    "FailureReason",
    "Focus",
    "Form",
    "JobError",
    "Metadata",
    "MissingLibraryError",
    "NotTextError",
    "Options",
    "ReadError",
    "Reason",
    "Result",
    "SelectorError",
    "SiteTemplate",
    "StoreError",
    "TemplateError",
    "TemplateStore",
    "TooLargeError",
    "TooManyLinesError",
    "UnknownEncodingError",
    "WeightsError",
    "WorkerError",
    "Workers",
    "clean",
    "learn_many",
    "site_of",
]

if not TYPE_CHECKING:  # else no misspelt name would be found

    def __getattr__(name: str) -> object:
        if name not in LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{LATER[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *LATER})
