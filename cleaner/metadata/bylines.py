"""Who wrote a page: what its markup says, and what its readers see near the title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.metadata import authors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.metadata.sources import Sources
    from cleaner.metadata.zone import Line

METAS = (
    "article:author:name author parsely-author sailthru.author citation_author dc.creator dcterms.creator dc.author"
    " cxenseparse:author article:author_name article_author article.author byl byline og:author og:article:author article:author"
    " rbauthors authors creator shareaholic:article_author_name"
).split()
SURNAME_FIRST = frozenset(("citation_author", "dc.creator", "dcterms.creator"))
LABEL = re.compile(
    r"written by|author|autor|auteur|verfasst von|geschrieben von|écrit par|escrito por|scritto da|geschreven door|przez|автор",
    re.I,
)
USER = re.compile(r"[^A-Z\s]+|\S*\d\S*")
"""What is rather an account than a name."""


class Byline(NamedTuple):
    """The authors that one source names."""

    names: tuple[str, ...]
    source: str


def read_authors(sources: Sources, lines: list[Line]) -> Byline:
    """The authors: people that markup names, else people named near the title, else the organisation that markup names.

    A byline that names those of the markup and more is the fuller one.
    """
    stated = next(people(sources, stated_bylines(sources)), None)
    shown = next(people(sources, shown_bylines(sources, lines)), None)
    if stated and shown:
        fuller = len(shown.names) > len(stated.names) and all(
            any(bare(one) in bare(other) for other in shown.names) for one in stated.names
        )
        return shown if fuller or all(USER.fullmatch(name) for name in stated.names) else stated
    if stated or shown:
        return stated or shown or Byline((), "")
    if sources.is_article():
        for byline in stated_bylines(sources):
            if byline.names:
                return byline
    return Byline((), "")


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
            yield Byline(in_fields(sources.names(sources.main.get(key))), f"json-ld {key}")
    for name in METAS:
        fields = sources.metas.get(name, [])
        if name in SURNAME_FIRST:
            fields = [authors.given_name_first(field) for field in fields]
        yield Byline(in_fields(fields), f"meta {name}")
    for number in range(1, 4):
        label = sources.first([f"twitter:label{number}"])
        if label and LABEL.search(label.value):
            yield Byline(in_fields(sources.metas.get(f"twitter:data{number}", [])), f"meta twitter:data{number}")


def in_fields(fields: Iterable[str]) -> tuple[str, ...]:
    """The names in several author fields."""
    return authors.distinct(name for field in fields for name in authors.in_field(field))


def shown_bylines(sources: Sources, lines: list[Line]) -> Iterator[Byline]:
    """The bylines that readers see, best first."""
    if sources.is_home:
        return
    language = sources.tag()
    for mark in sources.marks("author", "creator"):
        yield Byline(authors.in_byline(mark.text, language, led=True), f"microdata {mark.itemprop}")
    for k, line in enumerate(lines):
        for text in authors.led_parts(line.text, language):
            following = (
                lines[k + 1].text if k + 1 < len(lines) and abs(lines[k + 1].distance - line.distance) == 1 else ""
            )
            yield Byline(authors.in_byline(f"{text}\n{following}", language), "text near the title")
    near = " ".join(line.text for line in lines)
    marks = [
        mark
        for mark in sources.evidence.marks
        if not mark.apart and mark.tag not in ("time", "meta") and not mark.itemprop
    ]
    for mark in sorted(marks, key=lambda mark: (mark.place < 0, abs(mark.place))):
        names = authors.in_byline(mark.text, language)
        if names and names[0].split(",")[0] in near:
            yield Byline(names, "byline")
    for mark in marks:
        if re.search(r"about-?(?:the-)?author|author-?(?:box|bio|info|card|about)", mark.words):
            yield Byline(authors.in_byline(mark.text, language), "author box")
