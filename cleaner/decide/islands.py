"""Short runs of blocks between kept ones that belong to the sentence before: the list, code or formula it announces."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from cleaner.decide.constants import SHIPPED
from cleaner.page.page import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.decide.constants import Constants
    from cleaner.page.page import Page
    from cleaner.page.structure import Group

NEAREST, MOST_BETWEEN = 3, 3
"""How many boxes around a table are looked at for kept text, and how many blocks may stand between it and its heading."""
MOST_BLOCKS = 30
PARTS = frozenset((int(Kind.LIST_ITEM), int(Kind.CODE), int(Kind.CAPTION), int(Kind.CELL), int(Kind.QUOTE)))
COLONS = (":", "：", "︰")


def keep_islands(
    page: Page,
    scores: NDArray[np.float32],
    words: NDArray[np.float32],
    kept: NDArray[np.bool_],
    constants: Constants = SHIPPED,
) -> None:
    """Keep runs of list items, code, captions, cells and quotes that stand between kept prose of one box, or that a
    kept line of prose announces with a colon.

    Each block is looked at once: linear in the page.
    """
    blocks, boxes = page.blocks, page.boxes
    edges = (kept[1:] != kept[:-1]).nonzero()[0] + 1  # where runs of kept blocks, and of others, begin
    for begin, end in pairwise((*edges.tolist(), len(kept))):
        around = boxes.parents[blocks.boxes[begin - 1]]
        if kept[begin] or around < 0:
            continue
        last = min(end, boxes.ends[around], begin + MOST_BLOCKS)
        stop = begin
        while stop < last and blocks.kinds[stop] in PARTS:
            stop += 1
        if stop > begin and belongs(page, scores, words, kept, begin, stop, around, constants):
            kept[begin:stop] = True


def keep_headed_tables(
    page: Page,
    scores: NDArray[np.float32],
    kept: NDArray[np.bool_],
    tables: Sequence[Group],
    constants: Constants = SHIPPED,
) -> None:
    """Keep a table with header cells that stands right below a heading, with both and what is between, where the box
    of its section holds or stands beside what is kept: opening hours, specifications, people of a company.
    """
    blocks, boxes = page.blocks, page.boxes
    if not tables or not kept.any():
        return
    first = int(kept.argmax())
    for table in tables:
        begin, end = table.begin, table.end
        if begin <= first or kept[begin:end].any() or scores[begin:end].max() < constants.least_headed:
            continue
        around = [table.box]
        while len(around) <= NEAREST and around[-1] > 0:
            around.append(boxes.parents[around[-1]])
        section = boxes.begins[around[-1]]
        heading = next(
            (k for k in range(begin - 1, max(first, begin - 2 - MOST_BETWEEN), -1) if blocks.kinds[k] == Kind.HEADING),
            None,
        )
        if heading is None or heading < section or not kept[section:begin].any() or scores[heading] < constants.island:
            continue
        letters = sum(map(len, blocks.texts[begin:end]))
        if sum(blocks.link_chars[begin:end]) <= constants.linked_run * letters and has_header(page, table):
            kept[heading:end] = True


def has_header(page: Page, table: Group) -> bool:
    """Whether a table has header cells."""
    boxes = page.boxes
    for box in range(table.box + 1, len(boxes.tags)):
        if boxes.begins[box] >= table.end:
            return False
        if boxes.tags[box] == "th" and boxes.ends[box] > boxes.begins[box]:
            return True
    return False


def belongs(
    page: Page,
    scores: NDArray[np.float32],
    words: NDArray[np.float32],
    kept: NDArray[np.bool_],
    begin: int,
    end: int,
    around: int,
    constants: Constants,
) -> bool:
    """Whether a run [begin, end) belongs to the kept block before it.

    :param around: the box that the block before stands in directly.
    """
    blocks, boxes = page.blocks, page.boxes
    if words[begin - 1] < constants.prose_words and not blocks.texts[begin - 1].endswith(COLONS):
        return False
    letters = sum(len(blocks.texts[block]) for block in range(begin, end))
    if sum(blocks.link_chars[begin:end]) > constants.linked_run * letters:
        return False
    mean = float(np.average(scores[begin:end], weights=words[begin:end] + 1e-3))
    if blocks.texts[begin - 1].endswith(COLONS) and mean >= constants.announced:
        return True
    return (
        end < len(kept)
        and bool(kept[end])
        and boxes.parents[blocks.boxes[end]] == around
        and words[end] >= constants.prose_words
        and mean >= constants.island
    )
