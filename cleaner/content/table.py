"""A table of kept cells: their words, their alignment, and which row names the columns."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cleaner.content.grid import grid_of
from cleaner.content.tree import EMPTY, Break, Cell, Mark, Run, Table, Text
from cleaner.page.page import Kind

if TYPE_CHECKING:
    from cleaner.content.grid import Places
    from cleaner.content.source import Floating, Source
    from cleaner.content.tree import Inline
    from cleaner.page.page import Page


def read_table(
    page: Page, places: Places, kept: list[int], source: Source, floats: list[Floating]
) -> tuple[list[Inline], Table | None]:
    """What stands in a table outside of its cells, such as its caption, and the table.

    :param kept: the blocks in it that are kept.
    :param floats: pictures that stand between blocks; those in cells are the cells' content.
    """
    cells = {cell for row in places.rows for cell in row}
    lines: dict[int, list[Inline]] = {}
    captions: list[Inline] = []
    drawn = iter((*(one for one in floats if places.table < one.box), None))
    floating = next(drawn)
    for number in (*kept, len(page)):
        while floating is not None and floating.before <= number:
            if (cell := cell_of(page, floating.box, cells)) >= 0:
                lines.setdefault(cell, []).append(floating.runs)
            floating = next(drawn)
        if number == len(page):
            break
        runs = source.runs(number)
        if page.blocks.kinds[number] == Kind.CODE:
            runs = tuple(Run(run.leaf, (Mark("code"),)) for run in runs if isinstance(run.leaf, Text))
        cell = cell_of(page, page.blocks.boxes[number], cells)
        if cell >= 0:
            lines.setdefault(cell, []).append(runs)
        elif runs:
            captions.append(runs)
    if not any(cell in lines for cell in cells):
        return captions, None
    grid = grid_of(places, lines.__contains__, page.boxes.spans)
    written = {
        cell: Cell(stacked(some), page.boxes.tags[cell] == "th", source.align(cell)) for cell, some in lines.items()
    }
    rows = tuple(tuple(written.get(cell, EMPTY) for cell in row) for row in grid.rows)
    return captions, Table(rows, grid.headed or names_columns(rows[0]), aligns(rows))


def cell_of(page: Page, box: int, cells: set[int]) -> int:
    """The cell around a box; -1 for none."""
    parents = page.boxes.parents
    while box >= 0 and box not in cells:
        box = parents[box]
    return box


def stacked(lines: list[Inline]) -> Inline:
    """Several paragraphs as lines of one."""
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
    found = []
    for column in zip(*rows, strict=True):
        told = Counter(cell.align for cell in column if cell.runs)
        align = max(told, key=lambda name: told[name]) if told else ""
        found.append(align or column[0].align)
    return tuple(found)
