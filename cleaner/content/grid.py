"""Tables of data: which ones are, and where each cell stands in the grid."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from cleaner.page.page import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cleaner.page.page import Boxes, Page

LONGEST_CELL, LONGEST_UNDER_HEADER = 400, 1500
"""Characters; a longer cell is a column of a page that uses tables for its layout. The second where columns have names."""
MOST_BLOCKS = 1.3
"""Cells of data without a header are one block each, nearly all of them."""
MOST_COLUMNS = 100
LAYOUT_ROLES = frozenset(("presentation", "none"))
PLACES_A_CELL, SPARE = 6, 2000
"""How many places a grid may have for each cell that the page has, and besides: what is written is no longer than that."""
NOTHING = -1
"""A place in a grid without a cell."""


@dataclass(slots=True)
class Places:
    """The cells of a table as the page has them: rows of boxes."""

    table: int
    rows: list[list[int]]
    headed: bool = False
    """Whether there is a ``<thead>``, and the first row is in it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The places of a table. All rows have the same length; a merged cell is in each place it covers."""

    rows: tuple[tuple[int, ...], ...]
    """Boxes of cells, or ``NOTHING``."""
    headed: bool


def written_tables(page: Page) -> dict[int, Places]:
    """The tables that are written as tables, by their box: those that hold data, not layout."""
    boxes = page.boxes
    if "table" not in boxes.tags:
        return {}
    return {
        table: places
        for table, places in all_tables(boxes).items()
        if is_data(page, places) and size(places, boxes.spans) <= PLACES_A_CELL * sum(map(len, places.rows)) + SPARE
    }


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


def size(places: Places, spans: Mapping[int, tuple[int, int]]) -> int:
    """At most so many places a table has when merged cells stand in each place that they cover."""
    width = count = 0
    for row in places.rows:
        own = [spans.get(cell, (1, 1)) for cell in row]
        width = max(width, min(MOST_COLUMNS, sum(wide for wide, _ in own)))
        count += 1
    reach = sum(
        min(MOST_COLUMNS, wide) * (count if high == 0 else min(count, high))
        for wide, high in (spans.get(cell, (1, 1)) for row in places.rows for cell in row)
    )
    return max(width * count, reach)


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


def grid_of(places: Places, is_kept: Callable[[int], bool], spans: Mapping[int, tuple[int, int]]) -> Grid:
    """Rows and columns of which something is kept.

    :param is_kept: whether anything in a cell is.
    :param spans: see ``Boxes.spans``.
    """
    rows: list[list[int]] = [[] for _ in places.rows]
    for number, cells in enumerate(places.rows):
        column = 0
        for cell in cells:
            row = rows[number]
            while column < len(row) and row[column] != NOTHING:
                column += 1
            wide, high = spans.get(cell, (1, 1))
            last = len(rows) if high == 0 else min(len(rows), number + high)
            if column + wide > MOST_COLUMNS:
                wide = max(1, MOST_COLUMNS - column)
            for below in range(number, last):
                put(rows[below], column, wide, cell)
            column += wide
    width = max(map(len, rows), default=0)
    own = [any(is_kept(cell) for cell in cells) for cells in places.rows]
    full = [
        tuple(cell if cell >= 0 and is_kept(cell) else NOTHING for cell in (*row, *[NOTHING] * (width - len(row))))
        for row, shown in zip(rows, own, strict=True)
        if shown
    ]
    columns = [column for column in range(width) if any(row[column] >= 0 for row in full)]
    return Grid(tuple(tuple(row[column] for column in columns) for row in full), places.headed and own[0])


def put(row: list[int], column: int, wide: int, cell: int) -> None:
    """Put a cell into a row; what stands there already stays."""
    row += [NOTHING] * (column + wide - len(row))
    for place in range(column, column + wide):
        if row[place] == NOTHING:
            row[place] = cell


def filled(row: tuple[object, ...]) -> list[bool]:
    """Which places of a row show their cell: all that it covers, but only the first where it covers the whole row."""
    runs = [len(list(same)) for _, same in groupby(row, key=id)]
    if len(runs) == 1 and len(row) > 1:
        return [True] + [False] * (len(row) - 1)
    return [True] * len(row)
