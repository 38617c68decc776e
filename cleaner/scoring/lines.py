"""Numbers of a line among the lines of scraped text, which has no head and no markup that would say more.

They take the columns that tell of a page's head where there is markup. The window is the run of blocks with the most
running text in it (maximum subsequence segmentation, Pasternack and Roth 2009); the topic is what a block's words have
in common with that text, so that a heading of the article looks unlike the titles of other ones in any language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Page

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

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
LOOK = 4000
"""Characters of a block whose words are looked at."""
STEM = 5
WORD = re.compile(r"[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u9fff]+")
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u9fff]{2,}")


def line_numbers(page: Page, weight: Floats, linked: Floats) -> Floats:
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
    stems = stems_of(page.blocks.texts)
    columns = (
        topic(*stems, long),
        topic(*stems, long & inside),
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


def topic(owner: Ints, stem: Ints, long: NDArray[np.bool_]) -> Floats:
    """(n,) the share of each block's stems that the long blocks, itself left out, have too; rare ones weigh more."""
    n = len(long)
    if not len(stem):
        return np.zeros(n, dtype=np.float32)
    times = np.bincount(stem, weights=long[owner])[stem] - long[owner]
    worth = 1 / (1 + np.log1p(times))
    shared = np.bincount(owner, weights=worth * (times > 0), minlength=n)
    return (shared / np.maximum(np.bincount(owner, weights=worth, minlength=n), 1e-9)).astype(np.float32)


def stems_of(texts: list[str]) -> tuple[Ints, Ints]:
    """The beginnings of words, which inflection leaves alone; pairs of characters where no spaces part words.

    Gives the text each stem is of, and the stem's number; every stem of a text once.
    """
    numbers: dict[str, int] = {}
    number = numbers.setdefault
    stems: list[int] = []
    ends: list[int] = []
    for text in texts:
        low = text[:LOOK].lower()
        stems += [number(word[:STEM], len(numbers)) for word in WORD.findall(low)]
        if not low.isascii():
            for run in UNSPACED.findall(low):
                stems += [number(run[k : k + 2], len(numbers)) for k in range(len(run) - 1)]
        ends.append(len(stems))
    owner = np.repeat(np.arange(len(texts)), np.diff(ends, prepend=0))
    size = max(len(numbers), 1)
    pairs = np.unique(owner * size + np.array(stems, dtype=np.int64))
    return pairs // size, pairs % size


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
