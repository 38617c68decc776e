"""From sources to what a template remembers of them: segment, score, sketch. Nothing is decided."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from cleaner.errors import CleanerError
from cleaner.options import MAX_BYTES
from cleaner.scoring.score import score
from cleaner.scoring.threads import turn
from cleaner.segment.segment import form_of, segment
from cleaner.source import read_source
from cleaner.templates.site.sample import Sample, sample
from cleaner.templates.site.site import site_of
from cleaner.templates.site.sketch import sketch_page, title_of
from cleaner.templates.site.stored import store_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cleaner.page.page import Form, Page
    from cleaner.scoring.score import Scored
    from cleaner.source import Source, SourceText
    from cleaner.templates.site.stored import StoredPage

BATCH = 64
"""Pages that are learned before what does not fit is forgotten."""


class Sketched(NamedTuple):
    """What is learned of one page."""

    site: str
    """The page's site, by its address, else by what it declares; empty if neither says."""
    form: Form
    record: StoredPage | None
    """What a template remembers of it; None for a page without text."""


def score_text(text: SourceText, form: Form | str) -> tuple[Page, Scored]:
    """Segment and score one page that is decoded."""
    page = segment(text.text, form_of(text.text, form), text.utf8)
    return page, score(page)


def sketch_source(
    source: Source,
    url: str | None = None,
    form: Form | str = "auto",
    encoding: str | None = None,
    *,
    period: int,
    max_bytes: int = MAX_BYTES,
) -> Sketched:
    """Sketch one page; raises what :func:`cleaner.source.read_source` raises.

    :param period: when the page was seen, in months since the year 0.
    """
    text = read_source(source, encoding, max_bytes)
    with turn(len(text.text)):
        page, scored = score_text(text, form)
        known = None
        if len(page):
            known = store_page(sketch_page(page), scored.log_odds, period, page.blocks.texts, title_of(page, scored))
    return Sketched(site_of(url, page.source), page.form, known)


class Learned(NamedTuple):
    """What several pages of one site teach."""

    site: str
    """The site of the first page that gives one; empty if none does."""
    sample: Sample


def learn_pages(
    pages: Iterable[Source | tuple[Source, str | None]],
    form: Form | str,
    period: int,
    max_bytes: int,
    on_error: Callable[[CleanerError], None] | None = None,
) -> Learned:
    """Sketch pages of one site, in constant memory; pages are sources, or pairs of a source and its address."""
    site, known = "", Sample()
    fresh: list[StoredPage] = []
    for page in pages:
        source, url = page if isinstance(page, tuple) else (page, None)
        try:
            found = sketch_source(source, url, form, period=period, max_bytes=max_bytes)
        except CleanerError as error:
            if on_error is None:
                raise
            on_error(error)
            continue
        site = site or found.site
        if found.record is not None:
            fresh.append(found.record)
        if len(fresh) == BATCH:
            known |= sample(fresh)
            fresh.clear()
    return Learned(site, known | sample(fresh))


def period_of(when: date | None) -> int:
    """Months since the year 0; of today where no date is given."""
    day = when or datetime.now(UTC).date()
    return day.year * 12 + day.month - 1
