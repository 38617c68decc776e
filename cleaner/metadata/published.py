"""When a page was published and last changed: what its markup says, and what its readers see near the title."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cleaner.metadata import jsonld
from cleaner.metadata.dates import find_days, read_stamp
from cleaner.metadata.record import Found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.metadata.sources import Sources
    from cleaner.metadata.zone import Line

PUBLISHED = (
    "article:published_time og:published_time og:article:published_time article:published og:pubdate datepublished published_time"
    " parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime cxenseparse:article:published"
    " citation_publication_date citation_online_date citation_date dc.date.issued dcterms.issued dc.date.published"
    " prism.publicationdate pubdate publishdate publish-date publish_date publication_date publication-date publicationdate"
    " pub_date published_at published published-date displaydate originalpublicationdate article_date_original"
    " article.published bt:pubdate ptime rnews:datepublished shareaholic:article_published_time dc.date dcterms.date date"
    " datecreated dc.date.created dcterms.created article:created_time created pdate"
).split()
MODIFIED = (
    "article:modified_time og:article:modified_time og:updated_time og:modified_time article:modified datemodified dcterms.modified"
    " dc.date.modified last-modified lastmod modified article_date_updated cxenseparse:recs:moddate bt:moddate revision_date"
).split()
CHANGED = re.compile(
    r"updat|modifi|revis|edited|amended|last\b|aktualisi|geändert|stand:|mis à jour|mise à jour|actualiz|aggiorna|ultima modifica|atualiza"
    r"|bijgewerkt|gewijzigd|uppdater|oppdater|opdater|ändrad|päivitetty|обновл|измен|оновлен|aktualiz|zaktual|ενημ|τελευταία|güncelle|更新|修改|最終|수정",
    re.I,
)
"""How a date is introduced that says when a page was changed."""
NEITHER = re.compile(
    r"joined|ends?\b|expire|until|deadline|registered|member since|born|valid|effective|copyright|©|\bsince\b|access(?:ed|ible)|starts?\b|event|when:"
    r"|available|released|due\b|through\b|stats:|start date|originally aired|reviewed",
    re.I,
)
"""How a date is introduced that says something else."""
CASE_CHANGE = re.compile(r"(?<=[a-z])(?=[A-Z])")
MOST_WORDS = 12
"""Words that a line with a date may have besides it and still be a date line, not a sentence that names a day."""
REACH = 10
"""Blocks between the title and the last line whose date is the page's."""


class Shown(NamedTuple):
    """A date near the title."""

    day: str
    changed: bool
    """Whether it is said to be that of a change."""
    distance: int


def read_dates(sources: Sources, lines: list[Line]) -> tuple[Found | None, Found | None]:
    """The dates of publication and of the last change.

    What markup and readers are told may differ by a day, for markup often has it in UTC: the page's own day counts. A
    page that only says when it was changed last was published by then: that day is given for both.
    """
    stated = next(published(sources), None)
    changed = next(modified(sources), None)
    shown = list(shown_days(lines, sources.tag()))
    fresh = next((one for one in shown if not one.changed), None)
    renewed = next((one for one in shown if one.changed), None)
    if changed is None and renewed is not None:
        changed = Found(renewed.day, "text near the title")
    if stated is None or (fresh is not None and abs(days_between(stated.value, fresh.day)) == 1):
        stated = Found(fresh.day, "text near the title") if fresh is not None else stated
    if stated is None:
        stated = next(loose(sources), None)
    if stated is None and renewed is not None:
        stated = Found(renewed.day, "text near the title, of a change")
    return stated, changed


def days_between(first: str, second: str) -> int:
    """Days from one date to another; 0 where one has no day."""
    try:
        return (date.fromisoformat(second[:10]) - date.fromisoformat(first[:10])).days
    except ValueError:
        return 0


def published(sources: Sources) -> Iterator[Found]:
    """What markup says of the publication, best first."""
    yield from stamps(sources, sources.main, ("datePublished",))
    yield from meta_stamps(sources, PUBLISHED)
    yield from mark_stamps(sources, ("datepublished", "datecreated"))
    if sources.main is None:
        for entity in sources.entities:
            if jsonld.rank(entity) == jsonld.PAGE:
                yield from stamps(sources, entity, ("datePublished",))
    yield from stamps(sources, sources.main, ("dateCreated", "uploadDate", "datePosted"))


def modified(sources: Sources) -> Iterator[Found]:
    """What markup says of the last change, best first."""
    yield from stamps(sources, sources.main, ("dateModified",))
    yield from meta_stamps(sources, MODIFIED)
    yield from mark_stamps(sources, ("datemodified",))


def loose(sources: Sources) -> Iterator[Found]:
    """``<time>`` elements near the title that say nothing of what they are."""
    marks = [mark for mark in sources.evidence.marks if mark.tag == "time" and not mark.apart and not mark.itemprop]
    for mark in sorted(marks, key=lambda mark: (mark.place < 0, abs(mark.place))):
        if abs(mark.place) <= REACH and not NEITHER.search(mark.text):
            day = read_stamp(mark.value, sources.tag()) or read_stamp(mark.text.replace("\n", " "), sources.tag())
            if day:
                yield Found(day, "time")


def stamps(sources: Sources, entity: jsonld.Entity | None, keys: Iterable[str]) -> Iterator[Found]:
    """The dates of a JSON-LD entity."""
    for key in keys if entity is not None else ():
        for text in jsonld.texts(entity.get(key)) if entity is not None else ():
            day = read_stamp(text, sources.tag())
            if day:
                yield Found(day, f"json-ld {key}")


def meta_stamps(sources: Sources, names: Iterable[str]) -> Iterator[Found]:
    """The dates of meta elements."""
    for value, source in sources.all(names):
        day = read_stamp(value, sources.tag())
        if day:
            yield Found(day, source)


def mark_stamps(sources: Sources, itemprops: tuple[str, ...]) -> Iterator[Found]:
    """The dates of microdata."""
    for mark in sources.marks(*itemprops):
        day = read_stamp(mark.value, sources.tag()) or read_stamp(mark.text.replace("\n", " "), sources.tag())
        if day:
            yield Found(day, f"{mark.tag}[itemprop={mark.itemprop}]")


def shown_days(lines: list[Line], language: str) -> Iterator[Shown]:
    """The dates in lines near the title that are nothing but a date line; those after the title first."""
    for line in lines:
        if abs(line.distance) > REACH or line.caption:
            continue
        text = CASE_CHANGE.sub(" ", line.text)
        days = find_days(text, language, short=True)
        rest = text
        for day in reversed(days):
            rest = rest[: day.begin] + rest[day.end :]
        if not days or len(rest.split()) > MOST_WORDS:
            continue
        end = 0
        for day in days:
            label = text[end : day.begin]
            end = day.end
            if not NEITHER.search(label):
                yield Shown(day.value, CHANGED.search(label) is not None, line.distance)
