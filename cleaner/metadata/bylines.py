"""Who wrote a page: what its markup says, and what its readers see near the title."""

from __future__ import annotations

import re
from itertools import chain, tee
from typing import TYPE_CHECKING, NamedTuple

from cleaner.metadata import authors, jsonld
from cleaner.metadata.dates import find_days
from cleaner.words.bylines import ROLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.metadata.evidence import Mark
    from cleaner.metadata.sources import Sources
    from cleaner.metadata.zone import Line

METAS = (
    "article:author:name author parsely-author sailthru.author citation_author dc.creator dcterms.creator dc.author"
    " cxenseparse:author article:author_name article_author article.author byl byline og:author og:article:author"
    " article:author"
    " rbauthors authors creator shareaholic:article_author_name"
).split()
SURNAME_FIRST = frozenset(("citation_author", "dc.creator", "dcterms.creator"))
LABEL = re.compile(
    r"written by|author|autor|auteur|verfasst von|geschrieben von|écrit par|escrito por|scritto da|geschreven door"
    r"|przez|автор",
    re.I,
)
USER = re.compile(r"[!-@\[-~]+|\S*\d\S*")
"""What is rather an account than a name."""

STARTER = re.compile(r"\W*(?:thread|discussion|topic) start", re.I)
BARE_REACH = 4
SHOWN = frozenset(("text near the title", "byline", "microdata author"))
"""Sources that say "by" before a name, or that are there to hold one: such a person comes before an organisation."""
LEAST_MORE = 6
"""Characters that a line has at least besides an author, if it names another."""
BIOGRAPHY = 60
"""Characters of the shortest paragraph about an author."""
FULL_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}")
READING = re.compile(r"\d{1,4}\s?-?\s?min(?:ute)?s?\b", re.I)
AUTHOR_BOX = re.compile(r"about-?(?:the-)?author|author-?(?:box|bio|info|card|about)")
FIELD = re.compile(r"(?:^|\s)(?:(?:post|entry|article)?[-_]*)?(?:author|byline)(?:[-_]+(?:name|link|url))?(?:\s|$)")


class Byline(NamedTuple):
    """The authors that one source names."""

    names: tuple[str, ...]
    source: str


def read_authors(sources: Sources, lines: list[Line], texts: Sequence[str]) -> Byline:
    """The authors: people that markup names, else people named near the title, else the organisation that is named.

    A byline that names those of the markup and more is the fuller one.

    :param texts: the texts of the page's blocks.
    """
    stated = next(people(sources, stated_bylines(sources)), None)
    if stated and names_persons(stated, sources) and not goes_on(stated, lines):
        return stated
    first, again = tee(shown_bylines(sources, lines, texts))
    shown = next(people(sources, first), None)
    if stated and shown:
        return shown if is_better(shown, stated, sources) else stated
    if shown:
        for byline in stated_bylines(sources):
            if byline.names and all(any(one in other for other in shown.names) for one in byline.names):
                return byline  # the text goes on after the name
        return shown
    if stated:
        return stated
    if not sources.is_home:
        for byline in chain(stated_bylines(sources), again):
            if byline.names:
                return byline
    return Byline((), "")


def is_account(byline: Byline, sources: Sources) -> bool:
    """Whether markup has the account of the author instead of a name; in a forum the account is the name."""
    return all(USER.fullmatch(name) for name in byline.names) and not sources.is_discussion()


def is_organisation(byline: Byline, sources: Sources) -> bool:
    """Whether the names are those of organisations, as they look or as markup says."""
    return all(map(authors.is_organisation, byline.names)) or set(byline.names) <= set(sources.organizations())


def names_persons(stated: Byline, sources: Sources) -> bool:
    """Whether markup names persons, by the names that readers know them by."""
    return not is_account(stated, sources) and not is_organisation(stated, sources)


def goes_on(stated: Byline, lines: Sequence[Line]) -> bool:
    """Whether a line near the title has the first author and more, which may be other authors."""
    name = bare(stated.names[0])
    return any(len(line.text) > len(name) + LEAST_MORE and name in line.text.casefold() for line in lines)


def is_better(shown: Byline, stated: Byline, sources: Sources) -> bool:
    """Whether readers see more than markup has: more authors, a name for an account, a person for a firm."""
    if len(shown.names) > len(stated.names) and all(
        any(bare(one) == bare(other) for other in shown.names) for one in stated.names
    ):
        return True
    if is_account(stated, sources):
        return True
    person = shown.source in SHOWN and not any(map(authors.is_organisation, shown.names))
    return person and is_organisation(stated, sources)


def bare(name: str) -> str:
    """A name to be found in a fuller one."""
    return name.split(",")[0].casefold()


def people(sources: Sources, bylines: Iterable[Byline]) -> Iterator[Byline]:
    """Bylines without the names of the site; those that are nothing else are left out."""
    for names, source in bylines:
        kept = tuple(name for name in names if not sources.site.has(name))
        if kept:
            yield Byline(kept, source)


def stated_bylines(sources: Sources) -> Iterator[Byline]:
    """The author fields of markup, best first."""
    if sources.main is not None:
        for key in ("author", "creator"):
            value = sources.main.get(key)
            firms = set(jsonld.texts([one for one in jsonld.listed(value) if jsonld.is_organization(one)]))
            names = [[name] if name in firms else authors.in_field(name) for name in sources.names(value)]
            yield Byline(authors.distinct(chain.from_iterable(names)), f"json-ld {key}")
    for name in METAS:
        if name not in sources.metas:
            continue
        fields = sources.contents(name)
        if name in SURNAME_FIRST:
            fields = [authors.given_name_first(field) for field in fields]
        yield Byline(in_fields(fields), f"meta {name}")
    for number in range(1, 4):
        label = sources.first([f"twitter:label{number}"])
        if label and LABEL.search(label.value):
            yield Byline(in_fields(sources.contents(f"twitter:data{number}")), f"meta twitter:data{number}")


def in_fields(fields: Iterable[str]) -> tuple[str, ...]:
    """The names in several author fields."""
    return authors.distinct(name for field in fields for name in authors.in_field(field))


def shown_bylines(sources: Sources, lines: list[Line], texts: Sequence[str]) -> Iterator[Byline]:
    """The bylines that readers see, best first."""
    if sources.is_home:
        return
    language = sources.tag()
    led = list(led_bylines(lines, language))
    fields = [mark for mark in sources.marks("author", "creator") if mark.text]
    if len(fields) > 1 or sources.is_discussion():
        stated = [authors.in_byline(mark.text, language, led=True) for mark in fields]
        if sources.is_discussion() or len(set(stated) - {()}) > 1:  # a thread: who began it
            fields.sort(key=lambda mark: mark.place)
            yield from led
    for mark in fields:
        yield Byline(authors.in_byline(mark.text, language, led=True), f"microdata {mark.itemprop}")
    yield from led
    marks = [
        mark
        for mark in sources.evidence.marks
        if not mark.apart and mark.tag not in ("time", "meta") and not mark.itemprop
    ]
    marks.sort(key=lambda mark: (mark.place < 0, abs(mark.place)))
    near = " ".join(line.text for line in lines)
    for mark in marks:
        names = authors.in_byline(mark.text, language, led=is_field(mark))
        if names and names[0].split(",")[0] in near:
            yield Byline(names, "byline")
    yield from bare_bylines(lines, texts, language)
    labelled = {authors.in_byline(mark.text, language) for mark in marks if authors.led_parts(mark.text, language)}
    named = {authors.in_byline(mark.text, language, led=True) for mark in marks if is_field(mark)}
    links = {authors.in_byline(mark.text, language, led=True) for mark in marks if is_link(mark)}
    for found, source in ((labelled, "byline"), (links, "link to the author"), (named, "byline")):
        found.discard(())
        if len(found) == 1:  # several are those of other pages
            yield Byline(found.pop(), source)
    for mark in marks:
        if AUTHOR_BOX.search(mark.words):
            yield Byline(authors.in_byline(mark.text, language), "author box")


def led_bylines(lines: list[Line], language: str) -> Iterator[Byline]:
    """The bylines near the title that begin with a word like "by"."""
    for k, line in enumerate(lines):
        for text in authors.led_parts(line.text, language):
            following = (
                lines[k + 1].text if k + 1 < len(lines) and abs(lines[k + 1].distance - line.distance) == 1 else ""
            )
            names = authors.in_byline(f"{text}\n{following}", language)
            if not any(USER.fullmatch(name) for name in names) or STARTER.match(text):
                yield Byline(names, "text near the title")


def bare_bylines(lines: list[Line], texts: Sequence[str], language: str) -> Iterator[Byline]:
    """Lines after the title that are a name beside a date, a reading time, or the name's office.

    So are many lines that name a topic. A name counts where its office is told, or where the page has it elsewhere too:
    on its own, or as what a paragraph begins with ("Jane Doe writes about ...").
    """
    after = [line for line in lines if 0 < line.distance <= BARE_REACH and not line.caption]
    for line in after:
        first, *rest = authors.BREAK.split(authors.without_dates(line.text, language).strip())
        name = authors.tidy(first)
        if not FULL_NAME.fullmatch(name) or not authors.looks_like_name(name, led=False) or ROLE.search(name):
            continue
        beside = [other.text for other in after if abs(other.distance - line.distance) == 1]
        if any(ROLE.search(part) for part in rest) or (
            any(dated(text, language) for text in (line.text, *beside)) and echoed(name, texts)
        ):
            yield Byline((name,), "line at the title")


def echoed(name: str, texts: Sequence[str]) -> bool:
    """Whether a page has a name in two blocks that are it or begin with it."""
    found = [text for text in texts if text.startswith(name)]
    return len(found) > 1 and any(text == name or len(text) > BIOGRAPHY for text in found)


def dated(text: str, language: str) -> bool:
    """Whether a line says when something was written, or how long it takes to read."""
    return len(text) < 60 and (bool(find_days(text, language, short=True)) or READING.search(text) is not None)


def is_link(mark: Mark) -> bool:
    """Whether a mark is a link to a page about the author."""
    return mark.tag == "a" and ("author" in mark.words.split() or "/author" in mark.value)


def is_field(mark: Mark) -> bool:
    """Whether a mark is there to hold a name and nothing else."""
    return "\n" not in mark.text and FIELD.search(mark.words) is not None
