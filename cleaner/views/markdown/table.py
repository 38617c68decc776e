"""Tables as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.content.grid import filled
from cleaner.content.tree import Break, Run, Text
from cleaner.views.markdown.inline import write_inline

if TYPE_CHECKING:
    from cleaner.content.tree import Cell, Table

RULES = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}


def write_table(table: Table) -> str:
    """A table with a header, an empty one where the page has none: Markdown has no table without."""
    rows = [line_of(row) for row in table.rows]
    if not table.headed:
        rows.insert(0, "|" + "  |" * len(table.aligns))
    rows.insert(1, "|" + "".join(f" {RULES[align]} |" for align in table.aligns))
    return "\n".join(rows)


def line_of(row: tuple[Cell, ...]) -> str:
    """A row; merged cells are in each place that they cover."""
    cells = [write_cell(cell) if shown else "" for cell, shown in zip(row, filled(row), strict=True)]
    return "|" + "".join(f" {cell} |" for cell in cells)


def write_cell(cell: Cell) -> str:
    """The content of a cell, on one line."""
    return write_inline(cell.runs, "<br>", starts_line=False).replace("|", "\\|")


def write_rows(table: Table) -> str:
    """A table as lines of cells."""
    runs: list[Run] = []
    for row in table.rows:
        cells = [cell for cell, shown in zip(row, filled(row), strict=True) if shown and cell.runs]
        for place, cell in enumerate(cells):
            if place or runs:
                runs.append(Run(Text(" | ") if place else Break()))
            runs += [Run(Text(" "), run.marks) if isinstance(run.leaf, Break) else run for run in cell.runs]
    return write_inline(runs)
