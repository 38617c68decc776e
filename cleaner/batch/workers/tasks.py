"""What is done with a page, in a worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Protocol, TypeVar

from cleaner.batch.outputs.record import Cleaned, record_of
from cleaner.batch.settings import Content, Dedup
from cleaner.pipeline import clean_page

if TYPE_CHECKING:
    from pathlib import Path

    from cleaner.batch.inputs.page import Page
    from cleaner.document import Document
    from cleaner.options import Options
    from cleaner.templates.find import TemplateFinder
    from cleaner.templates.site.stored import PageRecord
    from cleaner.templates.template import SiteTemplate

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
        document = clean_one(page, self.form, self.options, store_at(self.templates))
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
    templates: TemplateFinder | None

    def __call__(self, page: Page) -> Document:
        """The document."""
        return clean_one(page, self.form, self.options, self.templates)


@dataclass(frozen=True, slots=True)
class Look:
    """Take what a site's template remembers of the page."""

    options: Options
    form: str
    period: int

    def __call__(self, page: Page) -> PageRecord | None:
        """The page's record; None for a page without text."""
        from cleaner.templates.learn import sketch_source

        return sketch_source(
            page.data, page.url, self.form, page.encoding, period=self.period, max_bytes=self.options.max_bytes
        ).record


def clean_one(page: Page, form: str, options: Options, templates: TemplateFinder | None) -> Document:
    """Clean a page of the input."""
    return clean_page(page.data, page.url, form, page.encoding, None, options, templates)


@dataclass(frozen=True, slots=True)
class SharedTemplates:
    """Templates that go to workers with every chunk, and are made ready once in each process."""

    token: str
    """What is equal in all copies."""
    finder: TemplateFinder = field(compare=False)

    def find(self, url: str | None, source: str = "") -> SiteTemplate | None:
        """The template for a page."""
        return first_copy(self).finder.find(url, source)


@cache
def first_copy(templates: SharedTemplates) -> SharedTemplates:
    """The first of equal copies that came to this process: it has its templates ready."""
    return templates


@cache
def store_at(path: Path | None) -> TemplateFinder | None:
    """The template store of a process: opened once."""
    if path is None:
        return None
    from cleaner.templates.site.store import TemplateStore

    return TemplateStore(path)
