"""Made-up parts of made-up sites: what templates meet on real ones, and the gold collections show too seldom.

Each is put into all pages of a site, at the same place: a prompt or an author's box with the same text, between the
paragraphs or behind them; a list of other stories with other texts on every page; image paths that a scraper left; a
second copy of the article for printing; readers' comments, some on one page and many on another. And what must stay:
a heading that recurs inside the articles.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.templates.site.sketch import Seen

    Floats = NDArray[np.float32]

PARTS = {"prompt": 0.3, "related": 0.35, "heading": 0.25, "image": 0.15, "print": 0.12, "comments": 0.12}
"""How often a site has each part."""
HEADING, PARAGRAPH = int(Kind.HEADING), int(Kind.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Line:
    """One block of a part."""

    place: str
    """Empty for the place of the block before it."""
    kind: int
    words: float
    link: float
    log_odds: float
    text: int
    """Its fingerprint; 0 for another one on every page."""
    content: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Something that all pages of a site have."""

    lines: tuple[Line, ...]
    inside: bool
    """Between the blocks of the article, not behind them."""
    share: float
    """The share of the pages that have it."""
    times: int = 1
    """How often a page has it at most."""


def draw_parts(chance: np.random.Generator, article: bool = True) -> list[Part]:
    """What one site has; only below articles are readers' comments no content."""
    parts = []
    if chance.random() < PARTS["prompt"]:
        own = "" if chance.random() < 0.4 else "body>div.story>div>p"
        log_odds = chance.uniform(-1.5, 3)
        lines = tuple(
            Line(own, PARAGRAPH, float(chance.integers(6, 45)), 0.2 * (chance.random() < 0.3), log_odds, fresh(chance))
            for _ in range(chance.integers(1, 4))
        )
        parts.append(Part(lines, bool(chance.random() < 0.5), float(chance.choice((1, 1, 0.6)))))
    if chance.random() < PARTS["related"]:
        head, body = chance.uniform(-2.5, 1.5), chance.uniform(-1, 2)
        lines = ()
        for _ in range(chance.integers(2, 7)):
            lines += (
                Line("body>div>div.box>h4", HEADING, float(chance.integers(4, 13)), 1.0, head, 0),
                Line("body>div>div.box>p", PARAGRAPH, float(chance.integers(8, 40)), 0.0, body, 0),
            )
        parts.append(Part(lines, bool(chance.random() < 0.2), float(chance.choice((1, 1, 0.7)))))
    if chance.random() < PARTS["heading"]:
        line = Line(
            "body>div.story>h3", HEADING, float(chance.integers(1, 4)), 0, chance.normal(0.8, 1), fresh(chance), True
        )
        parts.append(Part((line,), True, float(chance.choice((1, 0.7, 0.4)))))
    if chance.random() < PARTS["image"]:
        line = Line("", PARAGRAPH, 1, 0, chance.normal(0.3, 0.8), fresh(chance))
        parts.append(Part((line,), True, float(chance.choice((1, 0.7)))))
    if chance.random() < PARTS["print"]:
        parts.append(Part((), False, 1))
    if article and chance.random() < PARTS["comments"]:
        head, body = chance.uniform(-3, 0.5), chance.uniform(-0.5, 2)
        lines = (
            Line("body>div>div.c>div.h", 0, float(chance.integers(2, 7)), 0.5 * (chance.random() < 0.5), head, 0),
            Line("body>div>div.c>div.t", 0, float(chance.integers(8, 80)), 0.0, body, 0),
        )
        parts.append(Part(lines, False, float(chance.choice((1, 0.7, 0.4))), int(chance.integers(3, 16))))
    return parts


def add(seen: Seen, labels: Floats, parts: list[Part], chance: np.random.Generator) -> tuple[Seen, Floats]:
    """A page with these parts; where its labels are positive is its article."""
    for part in parts:
        article = np.flatnonzero(labels > 0.5)
        if not len(article) or chance.random() > part.share:
            continue
        if part.lines:
            at = (
                int(chance.choice(article[1:] if len(article) > 1 else article))
                if part.inside
                else int(article[-1]) + 1
            )
            lines = part.lines * int(chance.integers(1, part.times + 1))
            seen, labels = insert(seen, labels, at, lines, chance)
        else:
            seen, labels = with_print_layer(seen, labels, article)
    return seen, labels


def insert(
    seen: Seen, labels: Floats, at: int, lines: tuple[Line, ...], chance: np.random.Generator
) -> tuple[Seen, Floats]:
    """A page with some blocks before block ``at``."""
    beside = seen.places[max(0, at - 1)]

    def put(column: NDArray[np.float32], values: list[float]) -> Floats:
        return np.concatenate((column[:at], values, column[at:])).astype(np.float32)

    return replace(
        seen,
        texts=[*seen.texts[:at], *(line.text or fresh(chance) for line in lines), *seen.texts[at:]],
        places=[*seen.places[:at], *(line.place or beside for line in lines), *seen.places[at:]],
        kinds=np.concatenate((seen.kinds[:at], [line.kind for line in lines], seen.kinds[at:])),
        words=put(seen.words, [line.words * (1 if line.text else chance.lognormal(0, 0.4)) for line in lines]),
        links=put(seen.links, [line.link for line in lines]),
        log_odds=put(seen.log_odds, [line.log_odds + chance.normal(0, 0.4) for line in lines]),
    ), put(labels, [float(line.content) for line in lines])


def with_print_layer(seen: Seen, labels: Floats, chosen: NDArray[np.int64]) -> tuple[Seen, Floats]:
    """A page with the chosen blocks once more at its end, in a box of their own, as boilerplate."""
    twice = np.concatenate((np.arange(len(seen)), chosen))
    both = replace(
        seen,
        texts=[seen.texts[k] for k in twice],
        places=[*seen.places, *("body>div#print>p" for _ in chosen)],
        kinds=np.concatenate((seen.kinds, np.full(len(chosen), PARAGRAPH))),
        words=seen.words[twice],
        links=seen.links[twice],
        log_odds=np.concatenate((seen.log_odds, seen.log_odds[chosen] - 0.7)).astype(np.float32),
    )
    return both, np.concatenate((labels, np.zeros(len(chosen)))).astype(np.float32)


def fresh(chance: np.random.Generator) -> int:
    """A fingerprint that nothing else has."""
    return int(chance.integers(1, 1 << 42))
