"""Places that a page repeats, one for each post: what stands in one of them stays if the others do.

A post may be two words long or stand last on the page; the scorer sees that, and the place says more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.decide.constants import SHIPPED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.decide.constants import Constants
    from cleaner.page.page import Page
    from cleaner.scoring.score import Scored

FEWEST_BOXES, FEWEST_LONG = 3, 2
"""How many boxes of one kind, and how many of them with running text, make a place of posts."""


class Posts(NamedTuple):
    """The blocks that stand in repeated places with running text."""

    members: NDArray[np.bool_]
    """(n,) which blocks, links aside."""
    means: NDArray[np.float32]
    """(n,) the mean log-odds of the long blocks of each one's place; 0 elsewhere."""


def posts_of(page: Page, scored: Scored, places: NDArray[np.int64], constants: Constants = SHIPPED) -> Posts:
    """Find the places of posts: blocks that stand in boxes of the same names, long or short.

    :param places: (n,) the place of each block (see :func:`cleaner.page.structure.places_of`).
    """
    log_odds, words, patterns = scored
    linked, is_long = (patterns // 2) % 2 == 1, patterns % 2 == 1
    size = int(places.max()) + 1 if len(places) else 0
    free = ~linked
    width = len(page.boxes.tags)
    pairs = places * np.int64(width) + np.array(page.blocks.boxes, dtype=np.int64)
    count = np.bincount(distinct(pairs[free]) // width, minlength=size)
    long_count = np.bincount(distinct(pairs[free & is_long]) // width, minlength=size)
    weight = np.where(free & is_long, np.sqrt(words) + 0.1, 0)
    total = np.bincount(places, weights=weight, minlength=size)
    mean = np.bincount(places, weights=weight * log_odds, minlength=size) / np.maximum(total, 1e-9)
    repeated = (count >= FEWEST_BOXES) & (long_count >= FEWEST_LONG) & (mean > constants.least_posts)
    members = repeated[places] & free
    return Posts(members, np.where(members, mean[places], 0).astype(np.float32))


def distinct(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """The distinct values, sorted. As ``numpy.unique`` does it, which imports a good part of numpy for that."""
    ordered = np.sort(values)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]]
