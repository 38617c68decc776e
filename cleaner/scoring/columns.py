"""Numbers of each block: what it says, where it stands, what stands around it.

A group of numbers is a function that fills the rows of a matrix of (columns, blocks): whole columns at a time, so that
a page costs a few dozen passes in numpy however many blocks it has. :mod:`cleaner.scoring.layout` says which groups
each kind of source has.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Kind
from cleaner.scoring.characters import CLASSES, COLON, DIGIT, LOWER, NEWLINE, PERIOD, QUESTION, Class
from cleaner.scoring.measures import ANCESTORS

if TYPE_CHECKING:
    from cleaner.scoring.measures import Floats, Measures

POOLED = (0, 1, 2, 4)
"""The ancestors over whose whole extent sums are taken."""
LOGARITHMS = {
    "words": 4, "chars": 5, "links": 1, "emphasis": 1, "images": 1, "controls": 1, "lines": 1, "periods": 1,
    "commas": 1, "repeated": 1,
}  # fmt: skip
"""Counts of the block itself, given as their logarithm over a number that brings them near one."""
SCALES = np.array([*LOGARITHMS.values()], dtype=np.float32)[:, None]
OWN = (
    *LOGARITHMS,
    "word_length", "link_density", "ends_sentence", "ends_colon", "digits", "capitals", "starts_lower", "starts_digit",
    "question", "quote", "currency", "copyright", "separator", "at", "arrow", "brackets", "level",
)  # fmt: skip
"""Numbers of the block itself."""
ENDING = np.isin(np.arange(CLASSES), (PERIOD, QUESTION))
SHOWN = (
    QUESTION, Class.QUOTE, Class.CURRENCY, Class.COPYRIGHT, Class.SEPARATOR, Class.AT, Class.ARROW, Class.CLOSER,
)  # fmt: skip
"""What ``question`` to ``brackets`` look for."""
KIND = tuple(f"kind={kind.name.lower()}" for kind in Kind)
PLACE = (
    "position", "words_before", "depth", "box_words", "box_blocks", "page_words", "page_blocks", "page_links",
    "page_images",
)  # fmt: skip
"""Where a block stands and how large its page is; links count for nothing, lest a menu move everything."""
ANCHOR = ("title_fit", "after_title", "blocks_from_title", "words_from_title", "shared_with_title")
PATTERN = ("pattern_count", "pattern_words", "pattern_links", "pattern_share")
SUM = ("words", "link_density", "text_blocks", "blocks", "link_blocks", "sentences", "headings", "share", "mean_words")
SUMS = tuple(f"{name}@{level}" for level in POOLED for name in SUM)
"""Numbers of everything inside an ancestor."""
SUM_SCALES = np.array([1 / 5, 1, 1 / 3, 1 / 4, 1 / 4, 1, 1 / 3, 1, 1 / 4], dtype=np.float32)[:, None]


def own(m: Measures, out: Floats) -> None:
    """Fill (len(OWN), n) numbers that come from each block alone."""
    n = len(m)
    texts = m.page.blocks.texts
    counts = m.characters.counts[:, :n].astype(np.float32)
    length = m.characters.lengths[:n].astype(np.float32)
    spoken = np.maximum(m.words, 1)
    seen = Counter(texts)
    logarithms = out[: len(LOGARITHMS)]
    logarithms[0] = m.words
    logarithms[1] = length
    logarithms[2:6] = m.counted[:4]
    logarithms[6] = counts[NEWLINE]
    logarithms[7] = counts[PERIOD]
    logarithms[8] = counts[int(Class.COMMA)]
    logarithms[9] = np.fromiter(map(seen.__getitem__, texts), np.int64, n)
    np.log1p(logarithms, out=logarithms)
    logarithms /= SCALES
    last, first = m.characters.last[:n], m.characters.first[:n]
    rest = out[len(LOGARITHMS) :]
    np.minimum(length / spoken / 10, 2, out=rest[0])
    rest[1] = m.link_density
    rest[2] = ENDING.take(last)
    rest[3] = last == COLON
    np.divide(counts[DIGIT], length, out=rest[4])
    np.divide(m.characters.capitals[:n], spoken, out=rest[5])
    rest[6] = first == LOWER
    rest[7] = first == DIGIT
    rest[8 : 8 + len(SHOWN)] = counts.take(SHOWN, axis=0) > 0
    np.divide(m.counted[5], 6, out=rest[16], dtype=np.float32, casting="same_kind")


def kind(m: Measures, out: Floats) -> None:
    """Fill (len(KIND), n) one-hot columns of what each block is."""
    out[m.kinds, np.arange(len(m))] = 1


def compared(m: Measures, out: Floats) -> None:
    """Fill (len(COMPARED), n) numbers (see :func:`cleaner.scoring.agreement.compare`)."""
    out[:] = m.compared


def place(m: Measures, out: Floats) -> None:
    """Fill (len(PLACE), n) numbers of where a block stands and how large its page is."""
    after = m.prose_sums
    unlinked = np.add.accumulate(m.link_density < 0.5)
    begin, end = m.window
    words = float(m.words[begin:end].sum())
    out[0] = unlinked / max(int(unlinked[-1]), 1)
    out[1] = (after - m.prose) / m.total
    out[2] = np.divide((m.lineage >= 0).sum(axis=0, dtype=np.uint8), ANCESTORS, dtype=np.float64)
    innermost = m.lineage[0]
    sums = np.zeros(len(m) + 1)
    np.add.accumulate(m.words, out=sums[1:])
    box_ends, box_begins = m.ends.take(innermost), m.begins.take(innermost)
    out[3] = np.log1p(sums.take(box_ends) - sums.take(box_begins)) / 5
    out[4] = np.log1p(box_ends - box_begins) / 4
    out[5] = math.log1p(m.total) / 8
    out[6] = math.log1p(int(unlinked[-1])) / 6
    out[7] = float((m.words - m.prose)[begin:end].sum()) / max(words, 1)
    out[8] = math.log1p(int(m.counted[2, begin:end].sum())) / 5


def anchor(m: Measures, out: Floats) -> None:
    """Fill (len(ANCHOR), n) numbers of where each block stands from the block that shows the page's title."""
    at, fit = m.anchor
    if at is None:
        return
    distance = np.arange(len(m)) - at
    before = m.prose_sums
    around = np.ones(len(m.begins) + 1, dtype=bool)
    np.logical_and(m.begins <= at, m.ends > at, out=around[:-1])
    sign = np.sign(distance)
    out[0] = fit
    out[1] = sign
    out[2] = np.log1p(np.abs(distance)) / 5
    out[3] = sign * np.log1p(np.abs(before - before[at])) / 6
    shared = around.take(m.lineage).sum(axis=0, dtype=np.uint8)  # a box around it is in boxes around it
    out[4] = 1 - np.divide(shared, ANCESTORS, dtype=np.float64)


def pattern(m: Measures, out: Floats) -> None:
    """Fill (len(PATTERN), n) numbers of what stands at the same kind of place all over the page."""
    count = np.bincount(m.patterns)
    total = np.bincount(m.patterns, weights=m.words)
    prose = np.bincount(m.patterns, weights=m.prose)
    out[:] = np.stack(
        (
            np.log1p(count) / 4,
            np.log1p(total / count) / 4,
            (total - prose) / np.maximum(total, 1),
            prose / m.total,
        )
    )[:, m.patterns]


def sums(m: Measures, out: Floats) -> None:
    """Fill (len(SUMS), n) numbers of all that stands inside some ancestors of each block.

    The root is where menus stand: what it says of links is what its running text says.
    """
    n = len(m)
    running_sums = np.zeros((7, n + 1), dtype=np.float64)
    per_block = running_sums[:, 1:]
    linked = m.link_density >= 0.5
    per_block[0] = m.prose
    per_block[1] = m.words
    per_block[2] = m.running
    per_block[3] = ~linked
    per_block[4] = linked
    per_block[5] = (m.characters.last[:n] == PERIOD) | (m.characters.last[:n] == QUESTION)
    per_block[6] = m.kinds == int(Kind.HEADING)
    np.add.accumulate(per_block, axis=1, out=per_block)
    inside = (running_sums.take(m.ends, axis=1) - running_sums.take(m.begins, axis=1)).astype(np.float32)
    prose, words, texts, blocks, links, sentences, headings = inside
    several = np.maximum(blocks, 1)
    numbers = np.zeros((len(SUM), len(m.begins) + 1), dtype=np.float32)
    of_box = numbers[:, :-1]
    of_box[0], of_box[2], of_box[3], of_box[4] = prose, texts, blocks, links
    of_box[6], of_box[8] = headings, prose / several
    np.log1p(of_box, out=of_box)
    of_box *= SUM_SCALES
    of_box[1] = (words - prose) / np.maximum(words, 1)
    of_box[5] = sentences / np.maximum(blocks + links, 1)
    of_box[7] = prose / m.total
    begin, end = m.window
    of_box[1, 0] = float((m.words - m.prose)[begin:end].sum()) / max(float(m.words[begin:end].sum()), 1)
    of_box[4, 0] = 0
    of_box[5, 0] = float(running_sums[5, end] - running_sums[5, begin]) / (end - begin)
    numbers[:, -1] = numbers[:, 0]  # beyond the root is the root again
    by_box = np.ascontiguousarray(numbers.T)
    for level, ancestor in enumerate(POOLED):
        out[level * len(SUM) : (level + 1) * len(SUM)] = by_box.take(m.lineage[ancestor], axis=0).T
