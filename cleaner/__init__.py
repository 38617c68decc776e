"""Web pages or scraped text in, the article out; and what each site repeats, learned from its own pages.

    >>> import cleaner
    >>> page = "<h1>Tides</h1><p>The sea came in at dawn and took the jetty with it.</p>"
    >>> cleaner.clean(page).text.splitlines()
    ['Tides', '', 'The sea came in at dawn and took the jetty with it.']

:func:`clean` cleans one page, :class:`Cleaner` many of them with the same options, :class:`SiteTemplate` is what
several pages of one site teach, and :class:`Document` is a cleaned page. ``README.md`` shows how to use them.

This is the way a page takes. Each step is a package of its own and knows nothing of the steps after it::

    bytes -decode-> text -segment-> page -scoring-> log-odds -decide-> decision -content-> tree -views-> output
                                         templates (of a known site) ---^

Around it: ``metadata`` (title, authors, date), ``explain`` (why a block was removed), ``records`` and ``batch`` (many
pages), ``cli``, and ``training``, which makes the weights. ``pipeline.py`` puts the steps in a row.

Glossary:

- *block*: one run of text between block-level boundaries of the page (a paragraph, heading, list item, table cell
  ...); the unit of every decision. *Box*: an element that holds blocks; the boxes of a page form a tree.
- *path*: the boxes around a block, outermost first (``body > main > p``). *Place*: the innermost boxes of a path, by
  which blocks of different pages of a site are compared.
- *form*: whether a source is HTML or text. *Source*: what the caller gives, str or bytes.
- *log-odds*: what the scorer gives for a block, ``log(p / (1 - p))`` of the probability p that it is content.
  *Score*: that probability, after calibration and whatever a template adds.
- *kept*, *removed*: what becomes of a block. *Decider*: who decided that: the page, a template, or a person's rule.
  *Reason*: a name for what a removed block was; it never decides anything.
- *skipped*: a box that a template recognised as furniture, so that nothing in it was even read.
- *furniture*: what a site puts around its articles: menus, prompts, footers, lists of other stories.
- *template*: what was learned of a site: *sketches* (fingerprints of pages, without their texts), and a person's
  *rules*. *Evidence*: what a template says of the blocks of one page.
- *run*: a stretch of text with the same marks. *Mark*: bold, emphasis, link and the like. *View*: text, Markdown,
  HTML or JSON of a document.
- *record*: one page of a dump as a mapping; a *clean record* is its result, flat, with a reason if it failed.
- *gold page*: a page with what people say is its main content.
"""

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
"""The modules of the names that are only imported when they are asked for, as that takes time the command line lacks."""

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
