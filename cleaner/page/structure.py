"""Tables and lists of a page, told from its boxes: which blocks belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Page

LISTS = frozenset(("ul", "ol", "menu", "dir"))
LONGEST_CELL = 400
"""Characters; a longer cell is a column of a page that uses tables for its layout."""

BLOCKS_A_CELL = 1.3
"""Cells of data are one block each, nearly all of them; columns of a layout hold many."""


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks [begin, end) that stand in one table."""

    box: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Structure:
    """The tables and lists of a page: looked for once, and used wherever blocks are to stay together."""

    tables: list[Group]
    begins: NDArray[np.intp]
    """(k,) the first block of each list."""
    ends: NDArray[np.intp]
    """(k,) one past the last block of each list."""


def structure_of(page: Page) -> Structure:
    """What belongs together on a page."""
    return Structure(data_tables(page), *lists(page))


def data_tables(page: Page) -> list[Group]:
    """The tables that hold data, not layout: two rows or more, one with two cells, and no long text or table inside."""
    boxes, blocks = page.boxes, page.blocks
    if "table" not in boxes.tags:
        return []
    found = []
    for box in [k for k, tag in enumerate(boxes.tags) if tag == "table"]:
        begin, end = boxes.begins[box], boxes.ends[box]
        if end - begin < 3 or nested(page, box):
            continue
        cells = [k for k in range(begin, end) if blocks.kinds[k] == Kind.CELL]
        others = sum(blocks.kinds[k] in (Kind.PARAGRAPH, Kind.HEADING, Kind.CODE) for k in range(begin, end))
        if others * 4 > end - begin or max(len(blocks.texts[k]) for k in range(begin, end)) > LONGEST_CELL:
            continue
        if len(cells) > BLOCKS_A_CELL * len({blocks.boxes[k] for k in cells}):
            continue
        rows = [enclosing(page, blocks.boxes[k], "tr") for k in cells]
        if len(set(rows)) > 1 and len(set(rows)) < len(rows):
            found.append(Group(box, begin, end))
    return found


def lists(page: Page) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(k,) the begins and (k,) the ends of the outermost lists of two blocks or more."""
    boxes = page.boxes
    begins, ends = [], []
    last = 0
    for box in [k for k, tag in enumerate(boxes.tags) if tag in LISTS]:
        begin, end = boxes.begins[box], boxes.ends[box]
        if end - begin > 1 and begin >= last:
            begins.append(begin)
            ends.append(end)
            last = end
    return np.array(begins, dtype=np.intp), np.array(ends, dtype=np.intp)


def nested(page: Page, table: int) -> bool:
    """Whether a table has another one, with text, inside."""
    boxes = page.boxes
    for box in range(table + 1, len(boxes.tags)):
        if boxes.begins[box] >= boxes.ends[table]:
            return False
        if boxes.tags[box] == "table" and boxes.ends[box] > boxes.begins[box]:
            return True
    return False


def enclosing(page: Page, box: int, tag: str) -> int:
    """The innermost box of a tag around, or equal to, a box; -1 where there is none."""
    boxes = page.boxes
    while box >= 0 and boxes.tags[box] != tag:
        box = boxes.parents[box]
    return box
