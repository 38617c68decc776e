"""Numbers of a line among the lines of scraped text, which has no head and no markup that would say more.

The topic is what a line's words have in common with the running text, by the beginnings of words, so that a heading of
the article looks unlike the titles of other ones in any language.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.scoring.measures import Floats, Ints, Measures

LINES = (
    "line_topic", "line_topic_of_window", "apart", "apart_share", "lone_bullet", "item_share", "running_share",
    "words_before_it", "words_after_it", "words_around",
)  # fmt: skip
"""The names of the columns."""
LOOK = 4000
"""Characters of a block whose words are looked at."""
STEM = 5
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u9fff"


def lines(m: Measures, out: Floats) -> None:
    """Fill (len(LINES), n) numbers."""
    n = len(m)
    page, words, long = m.page, m.words, m.running
    begin, end = m.window
    place = np.arange(n)
    apart = np.array([name == "apart" for name in page.blocks.inlines], dtype=np.float32)
    attributes = page.boxes.attribute_sets
    lone = [
        attributes[page.boxes.attributes[max(page.boxes.parents[box], 0)]].classes == "lone"
        for box in page.blocks.boxes
    ]
    size = np.log1p(words) / 4
    padded = np.concatenate((np.zeros(9), np.add.accumulate(size), np.full(8, size.sum())))
    stems = stems_of(page.blocks.texts)
    out[0] = topic(*stems, long)
    out[1] = topic(*stems, long & (place >= begin) & (place < end))
    out[2] = apart
    out[3] = apart.mean()
    out[4] = lone
    out[5] = (m.kinds == int(Kind.LIST_ITEM)).mean()
    out[6] = words[long].sum() / max(float(words.sum()), 1.0)
    out[7, 1:] = size[:-1]
    out[8, :-1] = size[1:]
    out[9] = (padded[17:] - padded[:-17]) / 17


def topic(owner: Ints, stem: Ints, long: NDArray[np.bool_]) -> Floats:
    """(n,) the share of each block's stems that the long blocks, itself left out, have too; rare ones weigh more."""
    n = len(long)
    if not len(stem):
        return np.zeros(n, dtype=np.float32)
    times = np.bincount(stem, weights=long[owner])[stem] - long[owner]
    worth = 1 / (1 + np.log1p(times))
    shared = np.bincount(owner, weights=worth * (times > 0), minlength=n)
    return (shared / np.maximum(np.bincount(owner, weights=worth, minlength=n), 1e-9)).astype(np.float32)


@cache
def word_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words between spaces, and runs of characters without; made where a text needs them, for markup does not."""
    return re.compile(rf"[^\W_{UNSPACED}]+"), re.compile(rf"[{UNSPACED}]{{2,}}")


def stems_of(texts: list[str]) -> tuple[Ints, Ints]:
    """The beginnings of words, which inflection leaves alone; pairs of characters where no spaces part words.

    Gives the text each stem is of, and the stem's number; every stem of a text once.
    """
    index: dict[str, int] = {}
    number = index.setdefault
    stems: list[int] = []
    ends: list[int] = []
    words, unspaced = word_patterns()
    for text in texts:
        low = text[:LOOK].lower()
        stems += [number(word[:STEM], len(index)) for word in words.findall(low)]
        if not low.isascii():
            for run in unspaced.findall(low):
                stems += [number(run[k : k + 2], len(index)) for k in range(len(run) - 1)]
        ends.append(len(stems))
    owner = np.repeat(np.arange(len(texts)), np.diff(ends, prepend=0))
    size = max(len(index), 1)
    pairs = np.unique(owner * size + np.array(stems, dtype=np.int64))
    return pairs // size, pairs % size
