"""Numbers of a line among the lines of scraped text, which has no head and no markup that would say more.

They take the columns that tell of a page's head where there is markup. The window is the run of blocks with the most
running text in it (maximum subsequence segmentation, Pasternack and Roth 2009); the topic is what a block's words have
in common with that text, so that a heading of the article looks unlike the titles of other ones in any language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleaner.page import Kind
from cleaner.scoring.characters import read

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page import Page
    from cleaner.scoring.characters import Characters

    Floats = NDArray[np.float32]

LINES = [
    "topic",
    "topic_of_window",
    "in_window",
    "from_window",
    "words_from_window",
    "window_share",
    "apart",
    "apart_share",
    "lone_bullet",
    "item_share",
    "long_share",
    "since_long",
    "until_long",
    "run",
    "words_before_it",
    "words_after_it",
    "words_around",
]
"""The names of the columns."""
LONG = 12
"""Words from which on a block without links is running text."""
PENALTY = 6
"""What a block that is no running text takes from the window's words."""
TOPIC_WORDS = 300
"""How many words of a long block are looked at."""


def line_numbers(page: Page, characters: Characters, weight: Floats, linked: Floats) -> Floats:
    """(n, len(LINES)) numbers of each block.

    :param weight: (n,) length of each block in words.
    :param linked: (n,) share of each block that is links.
    """
    n = len(weight)
    long = (weight >= LONG) & (linked < 0.5)
    begin, end = window(np.where(long, weight, -PENALTY))
    place = np.arange(n)
    outside = np.where(place < begin, place - begin, np.where(place >= end, place - end + 1, 0))
    before = np.cumsum(weight) - weight
    apart = np.array([name == "apart" for name in page.blocks.inlines], dtype=np.float32)
    attributes = page.boxes.attribute_sets
    lone = np.array(
        [
            attributes[page.boxes.attributes[max(page.boxes.parents[box], 0)]].classes == "lone"
            for box in page.blocks.boxes
        ]
    )
    kinds = np.array(page.blocks.kinds)
    size = np.log1p(weight) / 4
    padded = np.concatenate((np.zeros(9), np.cumsum(size), np.full(8, size.sum())))
    total = max(float(weight.sum()), 1.0)
    inside = (place >= begin) & (place < end)
    columns = (
        topic(page.blocks.texts, characters, long),
        topic(page.blocks.texts, characters, long & inside),
        inside,
        np.sign(outside) * np.log1p(np.abs(outside)) / 4,
        np.where(
            outside < 0,
            -np.log1p(np.abs(before[begin] - before)) / 6,
            np.log1p(np.abs(before - before[end - 1])) / 6 * (outside > 0),
        ),
        np.full(n, weight[begin:end].sum() / total),
        apart,
        np.full(n, apart.mean()),
        lone,
        np.full(n, (kinds == int(Kind.LIST_ITEM)).mean()),
        np.full(n, weight[long].sum() / total),
        np.log1p(since(long)) / 4,
        np.log1p(since(long[::-1])[::-1]) / 4,
        np.log1p(runs(long)) / 4,
        np.concatenate(([0], size[:-1])),
        np.concatenate((size[1:], [0])),
        (padded[17:] - padded[:-17]) / 17,
    )
    return np.stack(columns, axis=1).astype(np.float32)


def window(worth: NDArray[np.float64]) -> tuple[int, int]:
    """The run of blocks [begin, end) with the greatest sum; the first of equals, and of one block at least."""
    sums = np.concatenate(([0.0], np.cumsum(worth)))
    lowest = np.minimum.accumulate(sums[:-1])
    end = int((sums[1:] - lowest).argmax()) + 1
    begin = int(sums[:end].argmin())
    return begin, end


def topic(texts: list[str], characters: Characters, long: NDArray[np.bool_]) -> Floats:
    """(n,) the share of each block's words that the long blocks, itself left out, have too; rare words weigh more."""
    n = len(texts)
    if not long.any():
        return np.zeros(n, dtype=np.float32)
    known, count = np.unique(
        read([texts[k] for k in np.flatnonzero(long)], first=TOPIC_WORDS).words, return_counts=True
    )
    owner = np.repeat(np.arange(n), np.diff(characters.word_ends, prepend=0))
    place = np.minimum(np.searchsorted(known, characters.words), len(known) - 1)
    times = np.where(known[place] == characters.words, count[place], 0) - long[owner]
    worth = 1 / (1 + np.log1p(np.maximum(times, 0)))
    shared = np.bincount(owner, weights=worth * (times > 0), minlength=n)
    return (shared / np.maximum(np.bincount(owner, weights=worth, minlength=n), 1e-9)).astype(np.float32)


def since(marks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(n,) how many places ago the last mark was; the place itself counts, the beginning does too."""
    place = np.arange(len(marks))
    last: NDArray[np.int64] = place - np.maximum.accumulate(np.where(marks, place, -1))
    return last


def runs(marks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(n,) the length of the run of equal values around each place."""
    number = np.concatenate(([0], np.cumsum(marks[1:] != marks[:-1])))
    length: NDArray[np.int64] = np.bincount(number)[number]
    return length
