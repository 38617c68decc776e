"""What blocks are looked up by: the keys under which a site's pages are counted.

Each view answers another question: what stands at this place, what says the same, what comes behind the same line. A
view's keys are numbered from 0; -1 is a key that no remembered page has.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import numpy as np

from cleaner.templates.site.paths import around, coarse, inner, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from cleaner.templates.site.stored import StoredPage

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

T = TypeVar("T")
VIEWS = ("place", "coarse", "box", "inner", "text", "begin", "close", "after", "step", "between", "relative")
"""By place; by place less exactly; by the box around the place; by the two innermost boxes, wherever they stand; by
text; by its first words; by its last words; by the recurring text above; by that and how far above it is; by the
recurring texts above and below; by where in the article the block stands and what it is like."""
PLACE_VIEWS = 4
"""How many of them, the first, are of places."""
FARTHEST = 12
"""Blocks behind a recurring text that are told apart; what is farther behind is one."""
MOST_BEFORE = 6
"""Paragraphs of the article before a block that are told apart."""
LONG = 8
"""Words from which on a block is no short one."""
LINKED = 0.5
"""The link density from which on a block is no running text."""
RELATIVE = (MOST_BEFORE + 1) * 2 * 8
"""How many keys the view by the place in the article has."""


class Numbering(Generic[T]):
    """Numbers for things, in the order in which they come."""

    def __init__(self) -> None:
        self._numbers: dict[T, int] = {}

    def __len__(self) -> int:
        """How many have a number."""
        return len(self._numbers)

    def add(self, things: Iterable[T]) -> Ints:
        """The numbers of things, new ones for those that have none."""
        numbers = self._numbers
        return np.fromiter((numbers.setdefault(thing, len(numbers)) for thing in things), dtype=np.int64)

    def add_one(self, thing: T) -> int:
        """The number of a thing, a new one if it has none."""
        return self._numbers.setdefault(thing, len(self._numbers))

    def find_one(self, thing: T) -> int:
        """The number of a thing; -1 if it has none."""
        return self._numbers.get(thing, -1)

    def find(self, things: Iterable[T]) -> Ints:
        """The numbers of things; -1 for those that have none."""
        numbers = self._numbers
        return np.fromiter((numbers.get(thing, -1) for thing in things), dtype=np.int64)


class Places:
    """The places of a site: each path's place, that place less exactly, and the box around it."""

    def __init__(self, records: Sequence[StoredPage]) -> None:
        self._known: dict[str, tuple[int, ...]] = {}
        self.views = tuple(Numbering[str]() for _ in range(PLACE_VIEWS))
        for record in records:
            for path in record.paths:
                if path not in self._known:
                    named = zip(self.views, names_of(path), strict=True)
                    self._known[path] = tuple(view.add_one(key) if key else -1 for view, key in named)

    def find(self, paths: Sequence[str]) -> Ints:
        """(PLACE_VIEWS, n) the keys of each path in the first views; -1 for none."""
        found = {path: self._known.get(path) or self._unknown(path) for path in dict.fromkeys(paths)}
        return np.array([found[path] for path in paths], dtype=np.int64).reshape(-1, PLACE_VIEWS).T

    def _unknown(self, path: str) -> tuple[int, ...]:
        """The keys of a path that no remembered page has: its end may be known all the same."""
        named = zip(self.views, names_of(path), strict=True)
        return tuple(view.find_one(key) if key else -1 for view, key in named)


@lru_cache(1 << 15)
def names_of(path: str) -> tuple[str, str, str, str]:
    """What a path is called in each of the first views."""
    name = place_of(path)
    return name, coarse(name), around(name), inner(path)


class Anchors(NamedTuple):
    """The recurring texts around each of n blocks."""

    above: Ints
    """(n,) the number of the block with the recurring text above each block of its page; -1 for none."""
    after: Ints
    """(n,) that text; -1 for none."""
    before: Ints
    """(n,) the recurring text below; -1 for none."""
    distance: Ints
    """(n,) how many blocks the text above is above; FARTHEST where there is none."""


def anchors(text: Ints, recurring: Bools, owner: Ints) -> Anchors:
    """Find the recurring texts around blocks."""
    n = len(text)
    if not n:
        return Anchors(text, text, text, text)
    index = np.arange(n)
    above = np.concatenate(([-1], np.maximum.accumulate(np.where(recurring, index, -1))[:-1]))
    below = np.concatenate((np.minimum.accumulate(np.where(recurring, index, n)[::-1])[::-1][1:], [n]))
    padded_text, padded_owner = np.concatenate((text, [-1])), np.concatenate((owner, [-1]))
    after = np.where(padded_owner[above] == owner, padded_text[above], -1)
    before = np.where(padded_owner[below] == owner, padded_text[below], -1)
    nothing = after < 0
    distance = np.where(nothing, FARTHEST, np.minimum(index - above, FARTHEST))
    return Anchors(np.where(nothing, -1, above), after, before, distance)


def in_article(article: Bools, owner: Ints) -> tuple[Ints, Bools]:
    """(n,) how many paragraphs of its page's article stand before each block, and whether some stand behind it.

    :param article: (n,) which blocks are such paragraphs.
    """
    if not len(article):
        return owner, article
    through = np.cumsum(article)
    begins = np.flatnonzero(np.diff(owner, prepend=-1))
    lengths = np.diff(np.append(begins, len(owner)))
    earlier: Ints = np.repeat(through[begins] - article[begins], lengths)
    total = np.repeat(through[begins + lengths - 1], lengths)
    return through - article - earlier, through < total


def relative(
    before: Ints, goes_on: Bools, words: NDArray[np.floating], links: NDArray[np.floating], sentences: Bools
) -> Ints:
    """(n,) the key of each block's place in the article: how far in, whether it goes on, and what the block is like."""
    shape = 4 * (words >= LONG) + 2 * (links >= LINKED) + sentences
    found: Ints = (np.minimum(before, MOST_BEFORE) * 2 + goes_on) * 8 + shape
    return found
