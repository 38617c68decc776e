"""What is done with a page, in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol, TypeVar

from cleaner.batch.outputs.record import Cleaned, record_of
from cleaner.batch.settings import Content, Dedup
from cleaner.pipeline import Cleaner

if TYPE_CHECKING:
    from pathlib import Path

    from cleaner.batch.inputs.page import Page
    from cleaner.document import Document
    from cleaner.options import Options
    from cleaner.templates.site.stored import PageRecord

R_co = TypeVar("R_co", covariant=True)


class Work(Protocol[R_co]):
    """What a pool does with every page: picklable, hashable, and the same page gives the same result in every process."""

    def __call__(self, page: Page) -> R_co:
        """The result; what it raises becomes the page's failure."""
        ...

    def __hash__(self) -> int:
        """Equal work is prepared once in a process."""
        ...


@dataclass(frozen=True, slots=True)
class Clean:
    """Clean the page."""

    options: Options
    content: Content = Content.TEXT
    form: str = "auto"
    templates: Path | None = None
    dedup: Dedup | None = None

    def __call__(self, page: Page) -> Cleaned:
        """The record of the clean page."""
        document = cleaner_with(self.options, self.templates).clean(page.data, page.url, self.form, page.encoding)
        whole = document.whole
        lengths = [len(text) for text in whole.page.blocks.texts]
        kept = sum(length for length, keep in zip(lengths, whole.kept.tolist(), strict=True) if keep)
        signature = b""
        if self.dedup is not None and document.kept.any():
            from cleaner.batch.dedup.near import signature_of

            signature = signature_of(document.text, self.dedup)
        return Cleaned(record_of(page, document, self.content), kept, sum(lengths) - kept, page.name, signature)


@dataclass(frozen=True, slots=True)
class Whole:
    """Clean the page, and give the document itself."""

    options: Options
    form: str
    templates: Path | None

    def __call__(self, page: Page) -> Document:
        """The document."""
        return cleaner_with(self.options, self.templates).clean(page.data, page.url, self.form, page.encoding)


@dataclass(frozen=True, slots=True)
class Look:
    """Take what a site's template remembers of the page."""

    options: Options
    form: str
    period: int

    def __call__(self, page: Page) -> PageRecord | None:
        """The page's record; None for a page without text."""
        from cleaner.templates.site.sketch import see
        from cleaner.templates.site.stored import record

        found, scored = cleaner_with(self.options, None).look(page.data, self.form, page.encoding)
        return record(see(found, scored), self.period, found.blocks.texts) if len(found) else None


@cache
def cleaner_with(options: Options, templates: Path | None) -> Cleaner:
    """The cleaner of a process: made once."""
    if templates is None:
        return Cleaner(options)
    from cleaner.templates.site.store import TemplateStore

    return Cleaner(options, TemplateStore(templates))
