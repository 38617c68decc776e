"""Tables of data, as against those that only arrange a page.

One definition for the decision, which keeps a table of data whole or not at all, and for the views, which write it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.page.page import Kind, TableCells

if TYPE_CHECKING:
    from cleaner.page.page import Boxes, Page

LONGEST_CELL, LONGEST_UNDER_HEADER = 400, 1500
"""Characters; a longer cell is a column of a page that uses tables for its layout. The second where columns have names."""
BLOCKS_A_CELL, BLOCKS_UNDER_HEADER = 1.3, 4.0
"""Blocks of a cell in the mean: cells of data are one each, nearly all of them; under a header they may be lists."""
LONGEST_INNER = 200
"""Characters of a table inside a cell of data."""
LAYOUT_ROLES = frozenset(("presentation", "none"))
HEADINGS_OF_PAGES = (1, 2)
"""Levels of headings that stand in no cell of data."""


def data_tables(page: Page) -> dict[int, TableCells]:
    """The tables that hold data, not layout, by their box; of tables in each other the outermost.

    The decision and each view ask for them, so that the page remembers.
    """
    if page.data_tables is None:
        page.data_tables = found_tables(page) if "table" in page.boxes.tags else {}
    return page.data_tables


def found_tables(page: Page) -> dict[int, TableCells]:
    """Look at every table of a page."""
    boxes = page.boxes
    tables = all_tables(boxes)
    inner = inner_characters(page, tables)
    found: dict[int, TableCells] = {}
    end = 0
    for table, cells in tables.items():
        if boxes.begins[table] >= end and is_data(page, cells, inner.get(table, 0)):
            found[table] = cells
            end = boxes.ends[table]
    return found


def all_tables(boxes: Boxes) -> dict[int, TableCells]:
    """Every table with its rows and cells; the rows of a ``<tfoot>`` come last, wherever they stand."""
    found: dict[int, TableCells] = {}
    table_of: list[int] = []  # the table around each box, itself included
    row_of: dict[int, list[int]] = {}
    feet: dict[int, list[list[int]]] = {}
    for box, (tag, parent) in enumerate(zip(boxes.tags, boxes.parents, strict=True)):
        table = table_of[parent] if parent >= 0 else -1
        if tag == "table":
            table = box
            found[box] = TableCells(box, [])
        table_of.append(table)
        if tag == "tr" and table >= 0:
            row_of[box] = []
            cells = found[table]
            if boxes.tags[parent] == "tfoot":
                feet.setdefault(table, []).append(row_of[box])
                continue
            if not cells.rows:
                cells.headed = boxes.tags[parent] == "thead"
            cells.rows.append(row_of[box])
        elif tag in ("td", "th") and parent in row_of:
            row_of[parent].append(box)
    for table, rows in feet.items():
        found[table].rows += rows
    return found


def inner_characters(page: Page, tables: dict[int, TableCells]) -> dict[int, int]:
    """Of each table with another one inside: how long the text of the longest of those right inside is."""
    boxes, texts = page.boxes, page.blocks.texts
    found: dict[int, int] = {}
    around: list[int] = []  # the open tables
    for table in tables:
        begin, end = boxes.begins[table], boxes.ends[table]
        while around and boxes.ends[around[-1]] <= begin:
            around.pop()
        if around and end > begin:
            outer = around[-1]
            length = sum(map(len, texts[begin : min(end, begin + LONGEST_INNER)]))
            found[outer] = max(found.get(outer, 0), length)
        around.append(table)
    return found


def is_data(page: Page, table: TableCells, inner: int) -> bool:
    """Whether a table holds data: two rows, one with two cells, no long text, no large table inside.

    :param inner: characters of the longest table inside.
    """
    boxes, blocks = page.boxes, page.blocks
    begins, ends, texts = boxes.begins, boxes.ends, blocks.texts
    box = table.table
    begin, end = begins[box], ends[box]
    if end - begin < 3 or boxes.attribute_sets[boxes.attributes[box]].role in LAYOUT_ROLES or inner > LONGEST_INNER:
        return False
    full = [cells for row in table.rows if (cells := [cell for cell in row if ends[cell] > begins[cell]])]
    widest = max(map(len, full), default=0)
    if len(full) < 2 or widest < 2:
        return False
    header = names_columns(boxes, table, full, widest)
    if inner and not header:
        return False
    longest = LONGEST_UNDER_HEADER if header else LONGEST_CELL
    count = number = 0
    for row in full:
        for cell in row:
            first, last = begins[cell], ends[cell]
            count += last - first
            number += 1
            if last - first > longest or sum(map(len, texts[first:last])) > longest:
                return False
    if count > (BLOCKS_UNDER_HEADER if header else BLOCKS_A_CELL) * number:
        return False
    if Kind.HEADING not in blocks.kinds[begin:end]:
        return True
    levels = [blocks.levels[block] for block in range(begin, end) if blocks.kinds[block] == Kind.HEADING]
    return header and not any(level in HEADINGS_OF_PAGES for level in levels)


def names_columns(boxes: Boxes, table: TableCells, full: list[list[int]], widest: int) -> bool:
    """Whether the first row, or the first cell of most rows, is a header; a title across the table is none."""
    first = full[0]
    if len(first) * 2 >= widest and len(first) > 1 and (table.headed or "th" in [boxes.tags[cell] for cell in first]):
        return True
    return sum([boxes.tags[row[0]] == "th" for row in full]) * 2 > len(full)
