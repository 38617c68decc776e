"""When a page was published and last changed: what its markup says, and what its readers see near the title."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cleaner.metadata import jsonld
from cleaner.metadata.dates import SHORT_OR_LONG, find_days, read_stamp
from cleaner.metadata.evidence import MOST_MARKS
from cleaner.metadata.record import Found
from cleaner.metadata.zone import class_words
from cleaner.words.dates import CHANGED, LABEL, NEITHER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.metadata.evidence import Mark
    from cleaner.metadata.sources import Sources
    from cleaner.metadata.zone import Line, Surroundings
    from cleaner.page.page import Page

PUBLISHED = (
    "article:published_time og:published_time og:article:published_time article:published og:pubdate datepublished"
    " published_time"
    " parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime cxenseparse:article:published"
    " citation_publication_date citation_online_date citation_date dc.date.issued dcterms.issued dc.date.published"
    " prism.publicationdate pubdate publishdate publish-date publish_date publication_date publication-date"
    " publicationdate"
    " pub_date published_at published published-date displaydate originalpublicationdate article_date_original"
    " article.published bt:pubdate ptime rnews:datepublished shareaholic:article_published_time dc.date dcterms.date"
    " date"
    " datecreated dc.date.created dcterms.created article:created_time created pdate ms.date"
).split()
OTHER_NAME = re.compile(r"(?:^|[._:-])publi(?:shed|sh|cation)[._-]?(?:date|time|on|at)$", re.I)
"""How other names of meta elements end that hold the date of publication."""
MODIFIED = (
    "article:modified_time og:article:modified_time og:updated_time og:modified_time article:modified datemodified"
    " dcterms.modified"
    " dc.date.modified last-modified lastmod modified article_date_updated cxenseparse:recs:moddate bt:moddate"
    " revision_date"
).split()
CASE_CHANGE = re.compile(r"(?<=[a-z])(?=[A-Z])")
MOST_WORDS = 10
"""Words that a line with a date may have besides it and still be a date line, not a sentence that names a day."""
REACH = 10
"""Blocks between the title and the last line whose date is the page's."""

DATE_CLASS = re.compile(
    r"(?<![a-z])(?:pub(?:lish(?:ed)?|lication)?-?|post(?:ed)?-?|entry-?|article-?)?dates?(?![a-z-])|posted-on"
    r"|(?<![a-z])published(?![a-z])"
)
"""Class words of what holds the date of a page."""
LONGEST_LABELLED = 100
YEAR = re.compile(r"\d{4}|\d[./]\d\d\b")
CLOSE = 5
"""Blocks between the title and a date that counts more than markup."""
OFFSET = re.compile(r"[+-]\d\d:\d\d$")


class Shown(NamedTuple):
    """A date near the title."""

    day: str
    changed: bool
    """Whether it is said to be that of a change."""
    distance: int


def read_dates(
    sources: Sources, page: Page | None, around: Surroundings | None, lines: list[Line]
) -> tuple[Found | None, Found | None]:
    """The dates of publication and of the last change.

    A plain date right at the title is what readers see, and counts more than markup, which often has the
    day on which the page was put into its system, or the same day in UTC; but not where markup says that it is the day
    of a change. A page that only says when it was changed last was published by then: that day is given for both.
    """
    stated = next(published(sources), None)
    changed = next(modified(sources), None)
    shown = list(shown_days(lines, sources.tag())) if not sources.is_home else []
    fresh = next((one for one in shown if not one.changed), None)
    renewed = next((one for one in shown if one.changed), None)
    if changed is None and renewed is not None:
        changed = Found(renewed.day, "text near the title")
    if fresh is not None and (stated is None or beats(fresh, stated.value, changed.value if changed else "")):
        stated = Found(fresh.day, "text near the title")
    if stated is None and (renewed is None or fresh is not None):
        mark, stated = next(loose(sources), (None, None))
        if stated is None and page is not None:
            stated = labelled(page, around, sources)
        elif page is not None and mark is not None and stated is not None and is_change(page, mark):
            changed = changed or stated
            stated = Found(stated.value, f"{stated.source}, of a change")
    if stated is None and renewed is not None:
        stated = Found(renewed.day, "text near the title, of a change")
    return stated, changed


def beats(shown: Shown, stated: str, changed: str) -> bool:
    """Whether a plain date near the title counts more than the date in markup.

    :param stated: the day of publication that markup states.
    :param changed: that of the last change; empty if it is unknown.
    """
    apart = abs(days_between(stated, shown.day))
    if apart == 0 or shown.day == f"{stated[:4]}-{stated[8:10]}-{stated[5:7]}":  # day and month the other way round
        return False
    if apart == 1:  # the reader's clock, and not that of the page, may have set the day that is shown
        return "T" not in stated or stated.endswith(("+00:00", "Z")) or OFFSET.search(stated) is None
    return -2 <= shown.distance <= CLOSE and not (changed and abs(days_between(changed, shown.day)) <= 1)


def days_between(first: str, second: str) -> int:
    """Days from one date to another; 0 if one has no day."""
    try:
        return (date.fromisoformat(second[:10]) - date.fromisoformat(first[:10])).days
    except ValueError:
        return 0


def published(sources: Sources) -> Iterator[Found]:
    """What markup says of the publication, best first."""
    yield from stamps(sources, sources.main, ("datePublished",))
    yield from meta_stamps(sources, PUBLISHED)
    yield from meta_stamps(sources, filter(OTHER_NAME.search, sources.metas))
    yield from mark_stamps(sources, ("datepublished", "published-date", "datecreated"))
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


def loose(sources: Sources) -> Iterator[tuple[Mark, Found]]:
    """Elements near the title with dates that do not say what they are: ``<time>``, else lines with the author."""
    if sources.is_home:
        return
    headings, main = sources.evidence.headings, sources.evidence.main
    reach = MOST_MARKS if main >= 0 and sources.site.is_one(headings[main]) else REACH
    marks = [
        mark for mark in sources.evidence.marks if not mark.apart and not mark.itemprop and abs(mark.place) <= reach
    ]
    marks.sort(key=lambda mark: (mark.place < 0, abs(mark.place)))
    for mark in marks:
        if mark.tag == "time" and not NEITHER.search(mark.text):
            yield from ((mark, found) for found in stamp_of(mark, sources.tag()))
    for mark in marks:
        if mark.tag not in ("time", "meta") and not NEITHER.search(mark.text) and not CHANGED.search(mark.text):
            days = find_days(mark.text, sources.tag(), short=True)
            yield from ((mark, Found(day.value, "byline")) for day in days[:1])


def is_change(page: Page, mark: Mark) -> bool:
    """Whether the text before an element says that its date is that of a change."""
    text = mark.text.replace("\n", " ")
    line = next((one for one in page.blocks.texts if text and text in one), "")
    return CHANGED.search(line.partition(text)[0]) is not None if line else False


def stamp_of(mark: Mark, language: str) -> Iterator[Found]:
    """The date of an element that is there to hold one."""
    day = read_stamp(mark.value, language) or read_stamp(mark.text.replace("\n", " "), language)
    if day:
        yield Found(day, f"{mark.tag}[itemprop={mark.itemprop}]" if mark.itemprop else mark.tag)


def labelled(page: Page, around: Surroundings | None, sources: Sources) -> Found | None:
    """The date of the first line after the title that is like "Published on May 3, 2021", or is marked up as a date.

    Where several lines have several dates, the page must declare that it is one article: it may be a list of them.
    """
    texts = page.blocks.texts
    days: list[str] = []
    articles = sources.is_article
    for k in range(around.title if around else 0, len(texts)):
        if len(texts[k]) > LONGEST_LABELLED:
            continue
        found = LABEL.match(texts[k])
        if found is None and not (articles and YEAR.search(texts[k]) and DATE_CLASS.search(class_words(page, k))):
            continue
        if NEITHER.search(texts[k]) or CHANGED.search(texts[k]):
            continue
        if around is not None and around.are_apart(k):
            continue
        rest = texts[k][found.end() :] if found else texts[k]
        if not rest.strip(" :") and k + 1 < len(texts) and len(texts[k + 1]) <= LONGEST_LABELLED:
            rest = texts[k + 1]
        days += [day.value for day in find_days(rest, sources.tag(), short=True)[:1]]
    if days and (articles or len(set(days)) == 1):
        return Found(days[0], "text after a label")
    return None


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
        yield from stamp_of(mark, sources.tag())


def shown_days(lines: list[Line], language: str) -> Iterator[Shown]:
    """The dates in lines near the title that are nothing but a date line; those after the title first."""
    for line in lines:
        if line.caption or not SHORT_OR_LONG.search(line.text):
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
            changed = CHANGED.search(label) is not None
            if not NEITHER.search(label) and (abs(line.distance) <= REACH or changed or LABEL.search(label)):
                yield Shown(day.value, changed, line.distance)
