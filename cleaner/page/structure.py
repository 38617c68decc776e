"""Tables and lists of a page, told from its boxes: which blocks belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.roles import with_roles
from cleaner.page.tables import data_tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Page

LISTS = frozenset(("ul", "ol", "menu", "dir"))


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
    page = with_roles(page)
    boxes = page.boxes
    tables = [Group(table, boxes.begins[table], boxes.ends[table]) for table in data_tables(page)]
    return Structure(tables, *lists(page))


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


def enclosing(page: Page, box: int, tag: str) -> int:
    """The innermost box of a tag around, or equal to, a box; -1 where there is none."""
    boxes = page.boxes
    while box >= 0 and boxes.tags[box] != tag:
        box = boxes.parents[box]
    return box
