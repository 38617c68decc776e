"""What a template remembers of one page: its blocks in reading order, without their texts."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from cleaner.templates.site.articles import CONTENT_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.templates.site.sketch import PageSketch

ODDS_STEP, MOST_ODDS = 0.25, 6.0
WORDS_STEP = 0.25
"""Steps of log2(1 + words)."""
MOST_BLOCKS = 1200
"""Of a longer page the first and the last blocks are remembered."""
LAST = 400
"""How many of them are the last: what a site puts into its articles stands near their beginnings, behind long menus."""
EXAMPLES, EXAMPLE_CHARS = 8, 80


@dataclass(frozen=True, slots=True, order=True)
class StoredPage:
    """One page of a site; the columns have one entry for each block, in reading order."""

    id: int
    """64-bit fingerprint of the page's content: the same article at another address has the same, mostly."""
    period: int
    """When it was seen, in months since the year 0."""
    title: str
    paths: tuple[str, ...]
    """The distinct paths of the boxes in which blocks stand."""
    places: tuple[int, ...]
    """The number of each block's place in ``paths``."""
    texts: tuple[int, ...]
    """The fingerprint of each block's text."""
    begins: tuple[int, ...]
    """The key of its first words."""
    closes: tuple[int, ...]
    """The key of its last words."""
    words: bytes
    """The length of each block, in steps of WORDS_STEP of log2(1 + words)."""
    links: bytes
    """The link density of each block, in tenths."""
    sentences: bytes
    """How each block ends: 1 as sentences do, 2 as questions do, else 0."""
    log_odds: bytes
    """What the scorer thinks of each block: steps of ODDS_STEP above -MOST_ODDS."""
    examples: tuple[tuple[int, str], ...] = ()
    """The number of a block and how its text begins, for people; every page gives other places'."""


def store_page(
    seen: PageSketch, log_odds: NDArray[np.float32], period: int, texts: Sequence[str] = (), title: str | None = None
) -> StoredPage:
    """Take the record of a page with at least one block; examples are taken from ``texts``.

    :param log_odds: (n,) of being content, by the scorer alone.
    :param title: what the page calls itself, if the sketch does not say so.
    """
    chosen = remembered(len(seen))
    pick = np.fromiter(chosen, dtype=np.int64)
    numbers: dict[str, int] = {}
    places = tuple(numbers.setdefault(seen.places[k], len(numbers)) for k in chosen)
    key = content_id(seen, log_odds)
    return StoredPage(
        id=key,
        period=period,
        title=seen.title if title is None else title,
        paths=tuple(numbers),
        places=places,
        texts=tuple(seen.texts[k] for k in chosen),
        begins=tuple(seen.begins[k] for k in chosen),
        closes=tuple(seen.closes[k] for k in chosen),
        words=np.minimum(np.round(np.log2(1 + np.array(seen.words)[pick]) / WORDS_STEP), 61).astype(np.uint8).tobytes(),
        links=np.round(10 * np.array(seen.links)[pick]).astype(np.uint8).tobytes(),
        sentences=bytes(2 if seen.questions[k] else int(seen.sentences[k]) for k in chosen),
        log_odds=odds_levels(log_odds[pick]).tobytes(),
        examples=examples_of([texts[k] for k in chosen], places, key) if texts else (),
    )


def remembered(n: int) -> Sequence[int]:
    """Which blocks of a page of ``n`` are remembered: all, or the first and the last."""
    return range(n) if n <= MOST_BLOCKS else [*range(MOST_BLOCKS - LAST), *range(n - LAST, n)]


def odds_levels(log_odds: NDArray[np.float32]) -> NDArray[np.uint8]:
    """(n,) log-odds as a record keeps them."""
    return np.clip(np.round((log_odds + MOST_ODDS) / ODDS_STEP), 0, 2 * MOST_ODDS / ODDS_STEP).astype(np.uint8)


def content_id(seen: PageSketch, log_odds: NDArray[np.float32]) -> int:
    """A fingerprint of the texts that the scorer takes for content, or of all where there are none; order aside."""
    chosen = np.flatnonzero((log_odds > 0) & (np.array(seen.words) >= CONTENT_WORDS)).tolist()
    joined = ",".join(map(str, sorted({seen.texts[k] for k in chosen} or set(seen.texts))))
    return int.from_bytes(blake2b(joined.encode(), digest_size=8).digest(), "big")


def examples_of(texts: Sequence[str], places: Sequence[int], key: int) -> tuple[tuple[int, str], ...]:
    """How the first texts at some places begin, other places on every page."""
    first: dict[int, int] = {}
    for block, place in enumerate(places):
        first.setdefault(place, block)
    chosen = sorted(first.values(), key=lambda block: crc32(f"{key} {places[block]}".encode()))[:EXAMPLES]
    return tuple((block, " ".join(texts[block][:EXAMPLE_CHARS].split())) for block in sorted(chosen))
