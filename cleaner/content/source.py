"""What the tree is built from, besides blocks and boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cleaner.content.footnotes import Notes
    from cleaner.content.tree import Fence, Inline, Math


class Floating(NamedTuple):
    """Pictures or formulas that stand between two blocks."""

    before: int
    """The block they stand before."""
    box: int
    runs: Inline


class Source(Protocol):
    """Words and details of blocks and boxes: from the blocks alone, from the page's markup, or from scraped text."""

    notes: Notes
    loose: frozenset[int]
    """Kept blocks that belong to no list although they stand in one: the rest of items whose beginning was removed."""

    def runs(self, block: int) -> Inline:
        """The words of a block."""
        ...

    def fence(self, block: int) -> Fence | None:
        """The block as code with its exact white space, if it is code."""
        ...

    def code_tables(self) -> Mapping[int, Fence]:
        """The tables that are nothing but numbered lines of code, by their boxes."""
        ...

    def floating(self) -> Sequence[Floating]:
        """What is between blocks, in order."""
        ...

    def formula(self, box: int) -> Math | None:
        """The formula that a box is, if it is one."""
        ...

    def align(self, box: int) -> str:
        """How a cell is aligned."""
        ...

    def number(self, box: int) -> int | None:
        """The number that an item, or the first item of a list, has by an attribute."""
        ...

    def is_reversed(self, box: int) -> bool:
        """Whether a list counts down."""
        ...

    def level(self, box: int) -> int:
        """The level of a heading that is one by its role."""
        ...

    def delimiter(self, box: int) -> str:
        """The sign behind the number of an item: a full stop or a parenthesis."""
        ...

    def check(self, box: int) -> bool | None:
        """Whether the task that an item is, is done; None for other items."""
        ...
