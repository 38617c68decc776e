"""Numbers of a block among the sections of its page: runs of running text, repeated boxes, headings, and copies in the head.

They tell an article from what stands below it: a second article is a box built like the first one, a list of teasers a
run of equal places, a reader's comment one of many boxes of text.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Kind
from cleaner.page.structure import numbered
from cleaner.scoring.characters import pair_hashes, read
from cleaner.scoring.measures import runs, since

if TYPE_CHECKING:
    from cleaner.scoring.characters import Words
    from cleaner.scoring.measures import Floats, Ints, Measures

WINDOW = (
    "in_window", "from_window", "words_from_window", "window_share", "since_running", "until_running", "run_of_running",
)  # fmt: skip
"""Where a block stands from the run of blocks with most running text."""
SHAPE = ("shape_run", "shape_before", "shape_behind")
"""The run of blocks at the same kind of place around a block, and how many of it are before and behind it."""
REPEATED = (
    "outer_count", "outer_rank", "outer_first", "outer_words", "outer_share", "outer_has_title", "outer_apart",
    "inner_count", "inner_rank", "inner_words",
)  # fmt: skip
"""Of the outermost and the innermost box around a block that has siblings built alike, with text in them: how many
there are, which one this is, how much text one has, the share of it in this one, whether the title stands in it or in
another one."""
HEADED = ("since_heading", "headings_from_title", "heading_topic", "heading_level")
"""The last heading above a block: how far away it is, how many of the title's level stand between, what it has in common
with the running text, and its level."""
BODY = ("body_known", "body_covered", "body_covered_around")
"""How much of a block the head repeats as the article's text, and whether it does so at all."""
FEWEST_WORDS = 12
"""Words without links that boxes built alike must have in the mean to be looked at."""
FEWEST_BLOCKS = 1.5
PAIR_BITS = 16
BODY_LOOK = 100_000
BODY_KNOWN = 200
"""Characters of an article's text in the head from which on it is more than a teaser."""


def window(m: Measures, out: Floats) -> None:
    """Fill (len(WINDOW), n) numbers; lengths are logarithms."""
    begin, end = m.window
    place = np.arange(len(m))
    outside = np.where(place < begin, place - begin, np.where(place >= end, place - end + 1, 0))
    after = m.prose_sums
    before = after - m.prose
    out[0] = outside == 0
    out[1] = np.sign(outside) * np.log1p(np.abs(outside)) / 4
    out[2] = np.where(
        outside < 0,
        -np.log1p(np.abs(before[begin] - before)) / 6,
        np.log1p(np.abs(before - after[end - 1])) / 6 * (outside > 0),
    )
    out[3] = float(m.prose[begin:end].sum()) / m.total
    out[4] = np.log1p(since(m.running)) / 4
    out[5] = np.log1p(since(m.running[::-1])[::-1]) / 4
    out[6] = np.log1p(runs(m.running)[0] * m.running) / 4


def shape(m: Measures, out: Floats) -> None:
    """Fill (len(SHAPE), n) logarithms."""
    length, into = runs(m.patterns)
    out[0] = length
    out[1] = into
    out[2] = length - into - 1
    np.log1p(out, out=out)
    out /= 4


def repeated(m: Measures, out: Floats) -> None:
    """Fill (len(REPEATED), n) numbers; zero for blocks without such a box."""
    boxes = len(m.begins)
    keys = (m.parents[:boxes] * 1_000_003 + m.box_names) * 131 + m.box_tags
    group = numbered(keys)
    sums = np.zeros(len(m) + 1)
    np.add.accumulate(m.prose, out=sums[1:])
    words = sums.take(m.ends) - sums.take(m.begins)
    filled = m.ends > m.begins
    count = np.bincount(group, weights=filled)
    several = np.maximum(count, 1)
    total = np.bincount(group, weights=words)
    blocks = np.bincount(group, weights=m.ends - m.begins)
    alike = (count >= 2) & (total >= FEWEST_WORDS * several) & (blocks >= FEWEST_BLOCKS * several)
    if not alike.any():
        return
    marked = np.zeros(boxes + 1, dtype=bool)
    marked[:-1] = alike.take(group) & filled
    # Which of its siblings a box is: boxes stand in the order of the document.
    order = group.argsort(kind="stable")
    done = np.add.accumulate(filled.take(order))
    first = np.searchsorted(group.take(order), np.arange(len(count)))
    rank = np.zeros(boxes, dtype=np.int64)
    rank[order] = done - 1
    rank -= (done.take(first) - filled.take(order.take(first))).take(group)
    np.maximum(rank, 0, out=rank)  # of those without blocks, which nobody asks for

    is_marked = marked.take(m.lineage)
    some = is_marked.any(axis=0)
    levels = len(m.lineage)
    outer_level = levels - 1 - is_marked[::-1].argmax(axis=0)
    columns = np.arange(len(m))
    outer, inner = m.lineage[outer_level, columns], m.lineage[is_marked.argmax(axis=0), columns]
    at, _ = m.anchor
    titled = np.zeros(boxes, dtype=bool) if at is None else (m.begins <= at) & (m.ends > at)
    titled_group = np.bincount(group, weights=titled) > 0
    mean = total / several
    for box, begin in ((outer, 0), (inner, 7)):
        of_group = group.take(box)
        out[begin] = np.log1p(count.take(of_group)) / 3
        out[begin + 1] = np.log1p(rank.take(box)) / 3
        out[begin + (3 if begin == 0 else 2)] = np.log1p(mean.take(of_group)) / 6
    of_group = group.take(outer)
    out[2] = rank.take(outer) == 0
    out[4] = words.take(outer) / np.maximum(total.take(of_group), 1)
    out[5] = titled.take(outer)
    out[6] = titled_group.take(of_group) & ~titled.take(outer)
    out *= some


def headed(m: Measures, out: Floats) -> None:
    """Fill (len(HEADED), n) numbers."""
    n = len(m)
    heading = m.kinds == int(Kind.HEADING)
    place = np.arange(n)
    last = m.headings
    has = last >= 0
    above = np.maximum(last, 0)
    levels = m.counted[5]
    out[0] = np.log1p(since(heading)) / 4
    at, _ = m.anchor
    if at is not None:
        top = heading & (levels <= max(int(levels[at]), 1)) & (place > at)
        out[1] = np.log1p(np.add.accumulate(top)) / 2
    out[2] = m.topic.take(above) * has
    out[3] = levels.take(above) / 6 * has


def body(m: Measures, out: Floats) -> None:
    """Fill (len(BODY), n) numbers from the pairs of words that a block and the text in the head have in common."""
    said = m.page.hints.body[:BODY_LOOK]
    if len(said) < BODY_KNOWN:
        return
    n = len(m)
    known = np.zeros(1 << PAIR_BITS, dtype=bool)
    known[pairs(read([said]).all_words)] = True
    end = int(m.characters.owners.searchsorted(n))
    owners, words = m.characters.owners[:end], m.characters.all_words[:end]
    same = owners[1:] == owners[:-1]
    hits = np.bincount(owners[1:][same], weights=known.take(pairs(words))[same], minlength=n)
    have = np.bincount(owners[1:][same], minlength=n)
    out[0] = min(math.log1p(len(said)) / 10, 1)
    out[1] = hits / np.maximum(have, 1)
    around_hits = np.convolve(hits, np.ones(9), "same")[:n] if n >= 9 else np.full(n, hits.sum())
    around = np.convolve(have, np.ones(9), "same")[:n] if n >= 9 else np.full(n, have.sum())
    out[2] = around_hits / np.maximum(around, 1)


def pairs(words: Words) -> Ints:
    """(k - 1,) buckets of neighbouring words."""
    return (pair_hashes(words) >> np.uint32(32 - PAIR_BITS)).astype(np.int64)
