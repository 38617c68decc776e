"""The tables of a page: their rows and cells, and which of them hold data.

One definition for the decision, which keeps a table of data whole or not at all, and for the views, which write it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.page.page import Kind

if TYPE_CHECKING:
    from cleaner.page.page import Boxes, Page

LONGEST_CELL, LONGEST_UNDER_HEADER = 400, 1500
"""Characters; a longer cell is a column of a page that uses tables for its layout. The second where columns have names."""
MOST_BLOCKS = 1.3
"""Cells of data without a header are one block each, nearly all of them."""
LAYOUT_ROLES = frozenset(("presentation", "none"))
NOTHING = -1
"""A place in a grid without a cell."""


@dataclass(slots=True)
class Places:
    """The cells of a table as the page has them: rows of boxes."""

    table: int
    rows: list[list[int]]
    headed: bool = False
    """Whether there is a ``<thead>``, and the first row is in it."""


def all_tables(boxes: Boxes) -> dict[int, Places]:
    """Every table with its rows and cells."""
    found: dict[int, Places] = {}
    table_of: list[int] = []  # the table around each box, itself included
    row_of: dict[int, list[int]] = {}
    feet: dict[int, list[list[int]]] = {}  # the rows at the end of each table
    for box, (tag, parent) in enumerate(zip(boxes.tags, boxes.parents, strict=True)):
        table = table_of[parent] if parent >= 0 else NOTHING
        if tag == "table":
            table = box
            found[box] = Places(box, [])
        table_of.append(table)
        if tag == "tr" and table >= 0:
            row_of[box] = []
            places = found[table]
            if not places.rows:
                places.headed = boxes.tags[parent] == "thead"
            (feet.setdefault(table, []) if boxes.tags[parent] == "tfoot" else places.rows).append(row_of[box])
        elif tag in ("td", "th") and parent in row_of:
            row_of[parent].append(box)
    for table, rows in feet.items():  # shown last, wherever they stand
        found[table].rows += rows
    return found


def is_data(page: Page, places: Places) -> bool:
    """Whether a table holds data: two rows, one with two cells, no long text, no table with text inside."""
    boxes, blocks = page.boxes, page.blocks
    table = places.table
    begin, end = boxes.begins[table], boxes.ends[table]
    if end - begin < 3 or boxes.attribute_sets[boxes.attributes[table]].role in LAYOUT_ROLES:
        return False
    full = [[cell for cell in row if boxes.ends[cell] > boxes.begins[cell]] for row in places.rows]
    cells = [cell for row in full for cell in row]
    if sum(map(bool, full)) < 2 or max(map(len, full)) < 2:
        return False
    header = any(boxes.tags[cell] == "th" for cell in full[0]) or places.headed
    longest = LONGEST_UNDER_HEADER if header else LONGEST_CELL
    count = 0
    for cell in cells:
        inside = range(boxes.begins[cell], boxes.ends[cell])
        count += len(inside)
        if sum(len(blocks.texts[number]) for number in inside) > longest:
            return False
    for number in range(begin, end):
        if blocks.kinds[number] == Kind.CODE and "\n" in blocks.texts[number]:
            return False
        if blocks.kinds[number] == Kind.HEADING and not header:
            return False
    if not header and count > MOST_BLOCKS * len(cells):
        return False
    return not holds_table(boxes, table)


def holds_table(boxes: Boxes, table: int) -> bool:
    """Whether a table has another one, with text, inside."""
    for box in range(table + 1, len(boxes.tags)):
        if boxes.parents[box] < table:
            return False
        if boxes.tags[box] == "table" and boxes.ends[box] > boxes.begins[box]:
            return True
    return False
