"""Tables of data: which ones are, and where each cell stands in the grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.page.page import Form
from cleaner.page.tables import all_tables, data_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cleaner.page.page import Page, TableCells

MOST_COLUMNS = 100
PLACES_A_CELL, SPARE = 6, 2000
"""How many places a grid may have for each cell that the page has, and besides: what is written is no longer than that."""
NOTHING = -1
"""A place in a grid without a cell."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The places of a table. All rows have the same length; a merged cell is in each place it covers."""

    rows: tuple[tuple[int, ...], ...]
    """Boxes of cells, or ``NOTHING``."""
    headed: bool


def written_tables(page: Page) -> dict[int, TableCells]:
    """The tables of data, by their box, but for those of which merged cells would make far more than the page has."""
    boxes = page.boxes
    # Scraped text has no tables for its layout.
    tables = data_tables(page) if page.form is Form.HTML else all_tables(boxes)
    return {
        box: table
        for box, table in tables.items()
        if size(table, boxes.spans) <= PLACES_A_CELL * sum(map(len, table.rows)) + SPARE
    }


def size(table: TableCells, spans: Mapping[int, tuple[int, int]]) -> int:
    """At most so many places a table has when merged cells stand in each place that they cover."""
    if not spans:
        return max(map(len, table.rows), default=0) * len(table.rows)
    width = count = 0
    for row in table.rows:
        own = [spans.get(cell, (1, 1)) for cell in row]
        width = max(width, len(own), min(MOST_COLUMNS, sum(wide for wide, _ in own)))
        count += 1
    reach = sum(
        min(MOST_COLUMNS, wide) * (count if high == 0 else min(count, high))
        for wide, high in (spans.get(cell, (1, 1)) for row in table.rows for cell in row)
    )
    return max(width * count, reach)


def grid_of(table: TableCells, is_kept: Callable[[int], bool], spans: Mapping[int, tuple[int, int]]) -> Grid:
    """Rows and columns of which something is kept.

    :param is_kept: whether anything in a cell is.
    :param spans: see ``Boxes.spans``.
    """
    is_plain = not spans or not any(cell in spans for cells in table.rows for cell in cells)
    if is_plain and len(set(map(len, table.rows))) == 1 and all(is_kept(cell) for row in table.rows for cell in row):
        return Grid(tuple(map(tuple, table.rows)), table.headed)
    rows: list[list[int]] = [list(cells) if is_plain else [] for cells in table.rows]
    for number, cells in enumerate(() if is_plain else table.rows):
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
    own = [any(is_kept(cell) for cell in cells) for cells in table.rows]
    full = [
        tuple(cell if cell >= 0 and is_kept(cell) else NOTHING for cell in (*row, *[NOTHING] * (width - len(row))))
        for row, shown in zip(rows, own, strict=True)
        if shown
    ]
    columns = [column for column in range(width) if any(row[column] >= 0 for row in full)]
    return Grid(tuple(tuple(row[column] for column in columns) for row in full), table.headed and own[0])


def put(row: list[int], column: int, wide: int, cell: int) -> None:
    """Put a cell into a row; what stands there already stays."""
    row += [NOTHING] * (column + wide - len(row))
    for place in range(column, column + wide):
        if row[place] == NOTHING:
            row[place] = cell


def filled(row: tuple[object, ...]) -> list[bool]:
    """Which places of a row show their cell: all that it covers, but only the first where it covers the whole row."""
    if len(row) > 1 and row[0] is row[-1] and all(cell is row[0] for cell in row):
        return [True] + [False] * (len(row) - 1)
    return [True] * len(row)
