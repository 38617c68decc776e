"""A table of kept cells: their words, their alignment, and which row names the columns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cleaner.content.grid import grid_of
from cleaner.content.tree import EMPTY, Break, Cell, Mark, Run, Table, Text, plain
from cleaner.page.page import Form

if TYPE_CHECKING:
    from cleaner.content.source import Floating, Source
    from cleaner.content.tree import Inline
    from cleaner.page.page import Page, TableCells


NO_ROW = -1
REPEATED, SPARE = 3, 4000
"""How many times as long a table may be, in characters, than its cells written once, and besides."""


def read_table(
    page: Page, places: TableCells, kept: list[int], source: Source, floats: list[Floating]
) -> tuple[list[Inline], Table | None]:
    """What is in a table outside of its cells, such as its caption, and the table.

    :param kept: the blocks in it that are kept.
    :param floats: pictures that stand between blocks; those in cells are the cells' content.
    """
    cells = {cell for row in places.rows for cell in row}
    lines: dict[int, list[Inline]] = {}
    captions: list[Inline] = []
    drawn = iter((*(one for one in floats if places.table < one.box < len(page.boxes.tags)), None))
    floating = next(drawn)
    box_of = page.blocks.boxes
    row = NO_ROW
    for block in (*kept, len(page)):
        while floating is not None and floating.before <= block:
            if (cell := cell_of(page, floating.box, cells)[0]) >= 0:
                lines.setdefault(cell, []).append(floating.runs)
            floating = next(drawn)
        if block == len(page):
            break
        fence = source.fence(block)
        runs = source.runs(block) if fence is None else code_lines(fence.text)
        before = row
        cell, row = box_of[block], NO_ROW
        if cell not in cells:
            cell, row = cell_of(page, cell, cells)
        if cell < 0:
            captions += [runs] if runs else []
        elif row != NO_ROW and row == before and lines.get(cell):
            lines[cell][-1] = (*lines[cell][-1], Run(Text(" ")), *runs)
        else:
            lines.setdefault(cell, []).append(runs)
    if not any(cell in lines for cell in cells):
        return captions, None
    grid = grid_of(places, lines.__contains__, page.boxes.spans)
    tags, align = page.boxes.tags, source.align
    written = {cell: Cell(stacked(some), tags[cell] == "th", align(cell)) for cell, some in lines.items()}
    rows = tuple([tuple([written.get(cell, EMPTY) for cell in row]) for row in grid.rows])
    if page.boxes.spans and repeats_too_much(rows):
        rows = without_repeats(rows)
    return captions, Table(rows, grid.headed or page.form is Form.TEXT or names_columns(rows[0]), aligns(rows))


def cell_of(page: Page, box: int, cells: set[int]) -> tuple[int, int]:
    """The cell around a box, -1 for none; and the row of a table inside of the cell, if it stands in one."""
    parents, tags = page.boxes.parents, page.boxes.tags
    row = NO_ROW
    while box >= 0 and box not in cells:
        if tags[box] == "tr" and row == NO_ROW:
            row = box
        box = parents[box]
    return box, row


def code_lines(text: str) -> Inline:
    """Code in a cell, where it is one line after the other."""
    runs: list[Run] = []
    for index, line in enumerate(text.expandtabs(4).split("\n")):
        if line.strip():
            runs += [Run(Break()), Run(Text(line.rstrip()), (Mark("code", f"line {index}"),))]
    return tuple(runs[1:])


def repeats_too_much(rows: tuple[tuple[Cell, ...], ...]) -> bool:
    """Whether most of what would be written is merged cells over and over."""
    count = Counter(id(cell) for row in rows for cell in row if cell.runs)
    lengths = {id(cell): len(plain(cell.runs)) for row in rows for cell in row if cell.runs}
    once = sum(lengths.values())
    return sum(lengths[cell] * times for cell, times in count.items()) > REPEATED * once + SPARE


def without_repeats(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """Rows in which a merged cell stands in the first of its places."""
    seen: set[int] = set()
    out = []
    for row in rows:
        new = []
        for cell in row:
            new.append(EMPTY if id(cell) in seen else cell)
            if cell.runs:
                seen.add(id(cell))
        out.append(tuple(new))
    return tuple(out)


def stacked(lines: list[Inline]) -> Inline:
    """Several paragraphs as lines of one."""
    if len(lines) == 1:
        return lines[0]
    found: list[Run] = []
    for runs in lines:
        if runs:
            found += [Run(Break()), *runs]
    return tuple(found[1:])


def names_columns(row: tuple[Cell, ...]) -> bool:
    """Whether a first row is a header: made of header cells, or all of it bold."""
    full = [cell for cell in row if cell.runs]
    if len({id(cell) for cell in full}) < 2:
        return False
    return all(cell.is_header for cell in full) or all(is_bold(cell.runs) for cell in full)


def is_bold(runs: Inline) -> bool:
    """Whether all of a cell is bold."""
    return all(any(mark.kind == "strong" for mark in run.marks) for run in runs)


def aligns(rows: tuple[tuple[Cell, ...], ...]) -> tuple[str, ...]:
    """How each column is aligned: as most of its cells say, else as the first one says."""
    if not any(cell.align for row in rows for cell in row):
        return ("",) * len(rows[0])
    found = []
    for column in zip(*rows, strict=True):
        told = Counter(cell.align for cell in column if cell.runs)
        align = max(told, key=lambda name: told[name]) if told else ""
        found.append(align or column[0].align)
    return tuple(found)
