"""What is done with a page, in a worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Protocol, TypeVar

from cleaner.batch.outputs.record import Cleaned, Views, cleaned
from cleaner.pipeline import clean_page

if TYPE_CHECKING:
    from cleaner.batch.inputs.page import Page
    from cleaner.batch.settings import Dedup
    from cleaner.document import Document
    from cleaner.options import Options
    from cleaner.templates.find import TemplateFinder
    from cleaner.templates.site.stored import StoredPage
    from cleaner.templates.template import SiteTemplate

R_co = TypeVar("R_co", covariant=True)


class Task(Protocol[R_co]):
    """What a pool does with every page: picklable, hashable, and the same page gives the same result in every process."""

    def __call__(self, page: Page) -> R_co:
        """The result; what it raises becomes the page's failure."""
        ...

    def __hash__(self) -> int:
        """Equal tasks are prepared once in a process."""
        ...


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


@dataclass(frozen=True, slots=True)
class CleanTask:
    """Clean the page, and make its record."""

    options: Options
    views: Views = field(default_factory=Views)
    form: str = "auto"
    """What the pages are; ``auto``: what their input says, else to find out for each."""
    templates: TemplateFinder | None = None
    """Hashable: a :class:`SharedTemplates`, where it goes to workers."""
    dedup: Dedup | None = None
    encoding: str | None = None
    """The charset of all pages, whatever they say."""

    def __call__(self, page: Page) -> Cleaned:
        """The record of the clean page."""
        return cleaned(page, document_of(self, page, self.encoding), self.views, self.dedup)


@dataclass(frozen=True, slots=True)
class DocumentTask:
    """Clean the page, and give the document itself."""

    options: Options
    form: str = "auto"
    templates: TemplateFinder | None = None
    """Hashable: a :class:`SharedTemplates`, where it goes to workers."""

    def __call__(self, page: Page) -> Document:
        """The document."""
        return document_of(self, page)


@dataclass(frozen=True, slots=True)
class LearnTask:
    """Take what a site's template remembers of the page."""

    options: Options
    form: str
    period: int

    def __call__(self, page: Page) -> StoredPage | None:
        """The page's record; None for a page without text."""
        from cleaner.templates.learn import sketch_source  # cleaning alone does not need it

        form = form_of(self.form, page)
        return sketch_source(
            page.data, page.url, form, page.encoding, period=self.period, max_bytes=self.options.max_bytes
        ).record


def document_of(task: CleanTask | DocumentTask, page: Page, encoding: str | None = None) -> Document:
    """The document of a page; ``encoding`` is its charset, whatever its input says."""
    template = None
    if page.template is not None:
        from cleaner.templates.ready import ready  # few pages bring their template along

        template = ready().get(page.template)
    form = form_of(task.form, page)
    return clean_page(page.data, page.url, form, encoding or page.encoding, template, task.options, task.templates)


def form_of(form: str, page: Page) -> str:
    """What a page is: what the caller says of all, else what its input says, else to be looked at."""
    return page.form or "auto" if form == "auto" else form
