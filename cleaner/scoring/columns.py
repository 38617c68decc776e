"""The numbers that the scorer sees of each block: what it says, where it stands, what stands around it.

A group of numbers is a function that fills rows of a matrix of (numbers, blocks): whole columns at a time, so that
a page costs a few dozen passes in numpy however many blocks it has.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.page.page import Kind
from cleaner.scoring.characters import CLASSES, Class

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Page
    from cleaner.scoring.characters import Characters

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

ANCESTORS = 9
"""How many boxes around a block are looked at, innermost first."""
POOLED = (0, 1, 2, 4)
"""The ancestors over whose whole extent sums are taken."""
RUNNING = 12
"""Words from which on a block with few links is running text."""
BUCKETS = 1 << 13
BUCKET_SHIFT = np.uint32(32 - 13)
"""How finely words are told apart where texts are compared."""

LOGARITHMS = {
    "words": 4, "chars": 5, "links": 1, "emphasis": 1, "images": 1, "controls": 1, "lines": 1, "periods": 1,
    "commas": 1, "repeated": 1,
}  # fmt: skip
"""Counts of the block itself, given as their logarithm over a number that brings them near one."""
OWN = (
    *LOGARITHMS,
    "word_length", "link_density", "ends_sentence", "ends_colon", "digits", "capitals", "starts_lower", "starts_digit",
    "question", "quote", "currency", "copyright", "separator", "at", "arrow", "brackets", "level", "quoted",
)  # fmt: skip
"""Numbers of the block itself."""
SPACE, NEWLINE, LOWER, DIGIT, PERIOD, QUESTION, COMMA, COLON = map(
    int,
    (
        Class.SPACE, Class.NEWLINE, Class.LOWER, Class.DIGIT,
        Class.PERIOD, Class.QUESTION, Class.COMMA, Class.COLON,
    ),
)  # fmt: skip
"""Plain numbers: numpy takes its time to see that a member of an enumeration is one."""
ENDING = np.isin(np.arange(CLASSES), (PERIOD, QUESTION))
SHOWN = (
    QUESTION,
    Class.QUOTE,
    Class.CURRENCY,
    Class.COPYRIGHT,
    Class.SEPARATOR,
    Class.AT,
    Class.ARROW,
    Class.CLOSER,
)
"""What ``question`` to ``brackets`` look for."""
COMPARED = ("title_overlap", "title_covered", "in_title", "described", "topic", "topic_before", "topic_after")
"""What a block's words have in common with the title, the description, and the page's running text."""
PLACE = (
    "position",
    "words_before",
    "depth",
    "box_words",
    "box_blocks",
    "page_words",
    "page_blocks",
    "page_links",
    "page_images",
)
ANCHOR = ("title_fit", "after_title", "blocks_from_title", "words_from_title", "shared_with_title")
PATTERN = ("pattern_count", "pattern_words", "pattern_links", "pattern_share")
SUMS = ("words", "link_density", "text_blocks", "blocks", "sentences", "headings", "share", "mean_words")
"""Numbers of everything inside an ancestor."""


COUNTED = ("links", "emphasis", "images", "controls", "link_chars", "levels")
"""The columns of :class:`Blocks` that :func:`own_numbers` takes as numbers."""


def own_numbers(page: Page, characters: Characters, weight: Floats, counted: Ints, out: Floats) -> None:
    """Fill (len(OWN), n) numbers that come from each block alone.

    :param counted: (len(COUNTED), n) columns of the blocks.
    """
    blocks = page.blocks
    n = len(weight)
    counts = characters.counts[:, :n].astype(np.float32)
    length = characters.lengths[:n].astype(np.float32)
    spoken = np.maximum(weight, 1)
    seen = Counter(blocks.texts)
    logarithms = out[: len(LOGARITHMS)]
    logarithms[0] = weight
    logarithms[1] = length
    logarithms[2:6] = counted[:4]
    logarithms[6] = counts[NEWLINE]
    logarithms[7] = counts[PERIOD]
    logarithms[8] = counts[COMMA]
    logarithms[9] = np.fromiter(map(seen.__getitem__, blocks.texts), np.int64, n)
    np.log1p(logarithms, out=logarithms)
    logarithms /= SCALES
    last, first = characters.last[:n], characters.first[:n]
    rest = out[len(LOGARITHMS) :]
    np.minimum(length / spoken / 10, 2, out=rest[0])
    np.divide(counted[4], np.maximum(length - counts[SPACE], 1), out=rest[1], dtype=np.float32, casting="same_kind")
    np.minimum(rest[1], 1, out=rest[1])
    rest[2] = ENDING.take(last)
    rest[3] = last == COLON
    np.divide(counts[DIGIT], length, out=rest[4])
    np.divide(characters.capitals[:n], spoken, out=rest[5])
    rest[6] = first == LOWER
    rest[7] = first == DIGIT
    rest[8 : 8 + len(SHOWN)] = counts.take(SHOWN, axis=0) > 0
    np.divide(counted[5], 6, out=rest[16], dtype=np.float32, casting="same_kind")
    body = page.hints.body
    if body:
        rest[17] = [len(text) > 20 and text[:40] in body for text in blocks.texts]


SCALES = np.array([*LOGARITHMS.values()], dtype=np.float32)[:, None]
LINK_DENSITY, ENDS_SENTENCE, LEVEL = map(OWN.index, ("link_density", "ends_sentence", "level"))


def compared_numbers(characters: Characters, weight: Floats, own: Floats, out: Floats) -> None:
    """Fill (len(COMPARED), n) numbers; the last two of the texts are the page's title and description."""
    n = len(weight)
    owners = characters.owners
    first, second = owners.searchsorted((n, n + 1)).tolist()
    buckets = (characters.all_words >> BUCKET_SHIFT).astype(np.int64)
    title, described = buckets[first:second], buckets[second:]
    chosen = (characters.words[: characters.word_ends[n - 1]] >> BUCKET_SHIFT).astype(np.int64)
    per_block = characters.word_counts[:n]
    owner = np.arange(n).repeat(per_block)
    several = np.maximum(per_block, 1)

    def shared(known: NDArray[np.bool_]) -> NDArray[np.float64]:
        return sums_of(known.take(chosen), owner, n)

    if len(title):
        known = np.zeros(BUCKETS, dtype=bool)
        known[title] = True
        found = shared(known) * (weight < 40)
        out[0] = found / several
        out[1] = np.minimum(found / np.count_nonzero(known), 1)
        out[2] = (out[0] > 0.95) & (per_block > 2)
    if len(described):
        known = np.zeros(BUCKETS, dtype=bool)
        known[described] = True
        out[3] = shared(known) / several
    running = (weight >= RUNNING) & (own[LINK_DENSITY] < 0.5)
    times = np.bincount(buckets[:first][running.take(owners[:first])], minlength=BUCKETS).take(chosen)
    worth = 1 / (1 + np.log1p(times))
    # A block's own words do not count as common to it and the rest: one that has them alone has them once.
    elsewhere = times > running.take(owner)
    topic = sums_of(worth * elsewhere, owner, n)
    topic /= np.maximum(sums_of(worth, owner, n), 1e-9)
    out[4] = topic
    sums = np.zeros((2, n + 1 + 2 * AROUND))  # running sums, with their first and last value going on at both ends
    inner = sums[:, AROUND + 1 : AROUND + 1 + n]
    inner[1] = np.minimum(weight, 30)
    inner[0] = inner[1] * topic
    np.cumsum(inner, axis=1, out=inner)
    sums[:, AROUND + 1 + n :] = inner[:, -1:]
    near = sums[:, AROUND:] - sums[:, :-AROUND]
    near /= np.maximum(near[1], 1)
    out[5] = near[0, :n]
    out[6] = near[0, AROUND + 1 :]


def sums_of(values: NDArray[Any], owner: Ints, n: int) -> NDArray[np.float64]:
    """(n,) sums of the values of each owner."""
    return np.bincount(owner, weights=values, minlength=n).astype(np.float64, copy=False)


AROUND = 6
"""How many neighbours on each side ``topic_before`` and ``topic_after`` look at."""


def place_numbers(page: Page, weight: Floats, lineage: Ints, sums: Floats, own: Floats, out: Floats) -> None:
    """Fill (len(PLACE), n) numbers of where a block stands and how large its page is.

    :param sums: what :func:`sum_numbers` says.
    """
    n = len(weight)
    after = np.cumsum(weight)
    total = float(after[-1]) or 1.0
    out[0] = np.arange(n, dtype=np.float32) / n
    out[1] = (after - weight) / total
    out[2] = np.divide((lineage >= 0).sum(axis=0, dtype=np.uint8), ANCESTORS, dtype=np.float64)
    out[3] = sums[SUMS.index("words")]
    out[4] = sums[SUMS.index("blocks")]
    out[5] = math.log1p(total) / 8
    out[6] = math.log1p(n) / 6
    out[7] = float(own[LINK_DENSITY] @ weight) / total
    out[8] = math.log1p(sum(page.blocks.images)) / 5


def anchor_numbers(
    own: Floats, compared: Floats, weight: Floats, lineage: Ints, begins: Ints, ends: Ints, out: Floats
) -> None:
    """Fill (len(ANCHOR), n) numbers of where each block stands from the block that shows the page's title."""
    n = len(weight)
    level = own[LEVEL] * 6
    likeness = np.minimum(compared[0], compared[1])
    top = np.abs(level - 1) < 0.1
    fit = likeness + 0.3 * top + 0.15 * (np.abs(level - 2) < 0.1)
    fit *= (likeness >= 0.25) | top
    anchor = int(fit.argmax())
    if fit[anchor] <= 0:
        return
    distance = np.arange(n) - anchor
    before = np.cumsum(weight)
    around = np.ones(len(begins) + 1, dtype=bool)
    np.logical_and(begins <= anchor, ends > anchor, out=around[:-1])
    sign = np.sign(distance)
    out[0] = fit[anchor]
    out[1] = sign
    out[2] = np.log1p(np.abs(distance)) / 5
    out[3] = sign * np.log1p(np.abs(before - before[anchor])) / 6
    shared = around.take(lineage).sum(axis=0, dtype=np.uint8)  # a box around it is in boxes around it
    out[4] = 1 - np.divide(shared, ANCESTORS, dtype=np.float64)


def pattern_numbers(patterns: Ints, weight: Floats, own: Floats, out: Floats) -> None:
    """Fill (len(PATTERN), n) numbers of what stands at the same kind of place all over the page."""
    count = np.bincount(patterns)
    total = np.bincount(patterns, weights=weight)
    linked = np.bincount(patterns, weights=weight * own[LINK_DENSITY])
    out[:] = np.stack(
        (
            np.log1p(count) / 4,
            np.log1p(total / count) / 4,
            linked / np.maximum(total, 1),
            total / max(1.0, float(weight.sum())),
        )
    )[:, patterns]


def sum_numbers(weight: Floats, own: Floats, kinds: Ints, lineage: Ints, begins: Ints, ends: Ints, out: Floats) -> None:
    """Fill (len(POOLED) * len(SUMS), n) numbers of all that stands inside some ancestors of each block."""
    n = len(weight)
    sums = np.zeros((6, n + 1), dtype=np.float64)
    per_block = sums[:, 1:]
    per_block[0] = weight
    per_block[1] = own[LINK_DENSITY] * weight
    per_block[2] = (weight >= RUNNING) & (own[LINK_DENSITY] < 0.4)
    per_block[3] = 1
    per_block[4] = own[ENDS_SENTENCE]
    per_block[5] = kinds == int(Kind.HEADING)
    np.cumsum(per_block, axis=1, out=per_block)
    inside = (sums.take(ends, axis=1) - sums.take(begins, axis=1)).astype(np.float32)
    words, links, texts, blocks, sentences, headings = inside
    several = np.maximum(blocks, 1)
    numbers = np.zeros((len(SUMS), len(begins) + 1), dtype=np.float32)
    own_boxes = numbers[:, :-1]
    own_boxes[0], own_boxes[2], own_boxes[3], own_boxes[5], own_boxes[7] = (
        words,
        texts,
        blocks,
        headings,
        words / several,
    )
    np.log1p(own_boxes, out=own_boxes)
    own_boxes *= SUM_SCALES
    own_boxes[1] = links / np.maximum(words, 1)
    own_boxes[4] = sentences / several
    own_boxes[6] = words / max(float(sums[0, -1]), 1.0)
    numbers[:, -1] = numbers[:, 0]  # beyond the root is the root again
    by_box = np.ascontiguousarray(numbers.T)
    for level, ancestor in enumerate(POOLED):
        out[level * len(SUMS) : (level + 1) * len(SUMS)] = by_box.take(lineage[ancestor], axis=0).T


SUM_SCALES = np.array([1 / 5, 1, 1 / 3, 1 / 4, 1, 1 / 3, 1, 1 / 4], dtype=np.float32)[:, None]
