"""What a template remembers of one page: its blocks in reading order, without their texts."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from cleaner.templates.articles import CONTENT_WORDS
from cleaner.templates.places import box_places, fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.page import Page
    from cleaner.scoring.score import Scored

ODDS_STEP, MOST_ODDS = 0.25, 6.0
WORDS_STEP = 0.25
"""Steps of log2(1 + words)."""
MOST_BLOCKS = 500
"""Of a longer page the first and last blocks are remembered."""
EXAMPLES, EXAMPLE_CHARS, TITLE_CHARS = 6, 48, 80


@dataclass(frozen=True, slots=True, order=True)
class PageRecord:
    """One page of a site; the columns have one entry for each block, in reading order."""

    id: int
    """64-bit fingerprint of the page's content: the same article at another address has the same, mostly."""
    period: int
    """When it was seen, in months since the year 0."""
    title: str
    paths: tuple[str, ...]
    """The distinct places of the page."""
    places: tuple[int, ...]
    """The number of each block's place in ``paths``."""
    texts: tuple[int, ...]
    """The fingerprint of each block's text."""
    words: bytes
    """The length of each block, in steps of WORDS_STEP of log2(1 + words)."""
    links: bytes
    """The link density of each block, in tenths."""
    odds: bytes
    """What the scorer thinks of each block: steps of ODDS_STEP above -MOST_ODDS."""
    examples: tuple[tuple[int, str], ...] = ()
    """A place (its number in ``paths``) and how a text there begins, for people; every page gives other places'."""


def record(page: Page, scored: Scored, period: int) -> PageRecord:
    """Take the record of a page with at least one block."""
    blocks = page.blocks
    n = len(page)
    chosen = remembered(n)
    names = block_places(page)
    texts = [fingerprint(text) for text in blocks.texts]
    numbers: dict[str, int] = {}
    places = tuple(numbers.setdefault(names[k], len(numbers)) for k in chosen)
    levels = odds_levels(scored.odds)
    sizes = np.minimum(np.round(np.log2(1 + scored.words) / WORDS_STEP), 61).astype(np.uint8)
    links = np.round(10 * link_density(page)).astype(np.uint8)
    pick = np.fromiter(chosen, dtype=np.int64)
    key = content_id(texts, scored)
    return PageRecord(
        id=key,
        period=period,
        title=page.hints.title[:TITLE_CHARS],
        paths=tuple(numbers),
        places=places,
        texts=tuple(texts[k] for k in chosen),
        words=sizes[pick].tobytes(),
        links=links[pick].tobytes(),
        odds=levels[pick].tobytes(),
        examples=examples_of(page, list(chosen), places, key),
    )


def remembered(n: int) -> Sequence[int]:
    """Which blocks of a page of ``n`` are remembered: all, or the first and the last."""
    return range(n) if n <= MOST_BLOCKS else [*range(MOST_BLOCKS // 2), *range(n - MOST_BLOCKS // 2, n)]


def odds_levels(odds: NDArray[np.float32]) -> NDArray[np.uint8]:
    """(n,) log-odds as a record keeps them."""
    return np.clip(np.round((odds + MOST_ODDS) / ODDS_STEP), 0, 2 * MOST_ODDS / ODDS_STEP).astype(np.uint8)


def block_places(page: Page) -> list[str]:
    """The place of every block."""
    places = box_places(page)
    return [places[box] for box in page.blocks.boxes]


def link_density(page: Page) -> NDArray[np.float32]:
    """(n,) share of each block's characters that are inside links, roughly: spaces are not left out."""
    lengths = np.fromiter(map(len, page.blocks.texts), dtype=np.float32, count=len(page))
    density: NDArray[np.float32] = np.minimum(np.array(page.blocks.link_chars) / np.maximum(lengths, 1), 1).astype(
        np.float32
    )
    return density


def content_id(texts: list[int], scored: Scored) -> int:
    """A fingerprint of the texts that the scorer takes for content, or of all where there are none; order aside."""
    content = {
        text
        for text, odds, words in zip(texts, scored.odds, scored.words, strict=True)
        if odds > 0 and words >= CONTENT_WORDS
    }
    joined = ",".join(map(str, sorted(content or set(texts))))
    return int.from_bytes(blake2b(joined.encode(), digest_size=8).digest(), "big")


def examples_of(page: Page, chosen: list[int], places: tuple[int, ...], key: int) -> tuple[tuple[int, str], ...]:
    """The first text at some places, other places on every page."""
    first: dict[int, str] = {}
    for number, place in zip(chosen, places, strict=True):
        first.setdefault(place, " ".join(page.blocks.texts[number][:EXAMPLE_CHARS].split()))
    order = sorted(first, key=lambda place: ((place + 1) * (key | 1)) & 0xFFFFFFFF)
    return tuple((place, first[place]) for place in sorted(order[:EXAMPLES]))
