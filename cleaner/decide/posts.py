"""Places that a page repeats, one for each post: what stands in one of them stays if the others do.

A post may be two words long or stand last on the page; the scorer sees that, and the place says more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Page
    from cleaner.scoring.score import Scored

POST_SHARE = 0.7
"""How far the blocks of a repeated place are drawn to the mean of its long ones."""
LEAST_MEAN = -1.0
"""The mean log-odds of a place's long blocks from which on it may be one of posts, and no column of signatures."""
DEPTH = 3
"""How many boxes around a block make its place."""
NUMBER = re.compile(r"\d+")
FEWEST_BOXES, FEWEST_LONG = 3, 2
"""How many boxes of one kind, and how many of them with running text, make a place of posts."""


class Posts(NamedTuple):
    """The blocks that stand in repeated places with running text."""

    members: NDArray[np.bool_]
    """(n,) which blocks, links aside."""
    means: NDArray[np.float32]
    """(n,) the mean log-odds of the long blocks of each one's place; 0 elsewhere."""


def posts_of(page: Page, scored: Scored) -> Posts:
    """Find the places of posts: blocks that stand in boxes of the same names, long or short."""
    log_odds, words, patterns = scored
    linked, is_long = (patterns // 2) % 2 == 1, patterns % 2 == 1
    places = places_of(page)
    size = int(places.max()) + 1 if len(places) else 0
    free = ~linked
    width = len(page.boxes.tags)
    pairs = places * np.int64(width) + np.array(page.blocks.boxes, dtype=np.int64)
    count = np.bincount(distinct(pairs[free]) // width, minlength=size)
    long_count = np.bincount(distinct(pairs[free & is_long]) // width, minlength=size)
    weight = np.where(free & is_long, np.sqrt(words) + 0.1, 0)
    total = np.bincount(places, weights=weight, minlength=size)
    mean = np.bincount(places, weights=weight * log_odds, minlength=size) / np.maximum(total, 1e-9)
    repeated = (count >= FEWEST_BOXES) & (long_count >= FEWEST_LONG) & (mean > LEAST_MEAN)
    members = repeated[places] & free
    return Posts(members, np.where(members, mean[places], 0).astype(np.float32))


def places_of(page: Page) -> NDArray[np.int64]:
    """(n,) a number for the tags and names of the boxes around each block, three deep.

    Numbers in names are those of single posts: they tell no place from another.
    """
    boxes = page.boxes
    numbers: dict[str, int] = {}
    of_set = [
        numbers.setdefault(NUMBER.sub("0", "\0".join(attributes[:-1])), len(numbers))
        for attributes in boxes.attribute_sets
    ]
    tags = {tag: number for number, tag in enumerate(dict.fromkeys(boxes.tags), 1)}
    names = np.zeros(len(boxes.tags) + 1, dtype=np.int64)  # the last is what is around the root
    np.multiply(np.array(of_set, dtype=np.int64)[boxes.attributes], len(tags) + 1, out=names[:-1])
    names[:-1] += np.fromiter(map(tags.__getitem__, boxes.tags), np.int64, len(boxes.tags))
    parents = np.array([*boxes.parents, -1], dtype=np.int64)
    box = np.array(page.blocks.boxes, dtype=np.int64)
    key = np.array(page.blocks.kinds, dtype=np.int64)
    for _ in range(DEPTH):
        key = (key * 1_000_003 + names[box]) & 0xFFFFFFFFFFFF
        box = parents[box]
    return np.unique(key, return_inverse=True)[1]


def distinct(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """The distinct values, sorted. As ``numpy.unique`` does it, which imports a good part of numpy for that."""
    ordered = np.sort(values)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]]
