"""Which numbers the scorer sees of a block, by name: one layout for markup, one for scraped text.

The order of the columns is that of the groups. Weights store the names they were trained with (see
:class:`cleaner.scoring.model.Weights`), so that a group that changes cannot be read as if it had not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.page.page import Form
from cleaner.scoring import columns, declared, lines, sections
from cleaner.scoring.agreement import COMPARED

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.scoring.measures import Floats, Measures


class Group(NamedTuple):
    """Some columns, and the function that fills them."""

    columns: tuple[str, ...]
    fill: Callable[[Measures, Floats], None]
    """Takes the page and the rows to fill, (len(columns), n) zeros."""


@dataclass(frozen=True)
class Layout:
    """The columns of one form of source."""

    groups: tuple[Group, ...]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns, in order."""
        return tuple(name for group in self.groups for name in group.columns)

    def fill(self, measures: Measures) -> Floats:
        """(n, columns) the numbers of a page; a column is contiguous."""
        rows = np.zeros((len(self.columns), len(measures)), dtype=np.float32)
        begin = 0
        for group in self.groups:
            end = begin + len(group.columns)
            group.fill(measures, rows[begin:end])
            begin = end
        return rows.T

    def column(self, name: str) -> int:
        """Where the column of a name stands."""
        return self.columns.index(name)


COMMON = (
    Group(columns.OWN, columns.own),
    Group(COMPARED, columns.compared),
    Group(columns.KIND, columns.kind),
    Group(columns.PLACE, columns.place),
    Group(columns.ANCHOR, columns.anchor),
    Group(columns.PATTERN, columns.pattern),
    Group(columns.SUMS, columns.sums),
    Group(sections.WINDOW, sections.window),
    Group(sections.SHAPE, sections.shape),
    Group(sections.HEADED, sections.headed),
)
LAYOUTS = {
    Form.HTML: Layout(
        (
            *COMMON,
            Group(sections.REPEATED, sections.repeated),
            Group(sections.BODY, sections.body),
            Group(declared.DECLARED, declared.declared),
        )
    ),
    Form.TEXT: Layout((*COMMON, Group(lines.LINES, lines.lines))),
}
