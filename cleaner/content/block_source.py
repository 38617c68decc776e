"""Blocks as a source of the tree: enough for text, and little to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.content.footnotes import NO_NOTES
from cleaner.content.tree import Break, Fence, Run, Text
from cleaner.page.page import Kind
from cleaner.segment.space import CONTROL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cleaner.content.source import Floating
    from cleaner.content.tree import Inline, Math
    from cleaner.page.page import Page


class BlockSource:
    """Blocks alone: cheap, and enough for text."""

    notes = NO_NOTES
    loose: frozenset[int] = frozenset()

    def __init__(self, page: Page) -> None:
        self._texts = page.blocks.texts
        self._kinds = page.blocks.kinds

    def runs(self, block: int) -> Inline:
        """The words of a block, with its line breaks."""
        text = CONTROL.sub("", self._texts[block])
        if "\n" not in text:
            return (Run(Text(text)),) if text else ()
        runs: list[Run] = []
        for line in text.split("\n"):
            runs += [Run(Break()), Run(Text(line))]
        return tuple(runs[1:])

    def fence(self, block: int) -> Fence | None:
        """A block of code."""
        return Fence(CONTROL.sub("", self._texts[block])) if self._kinds[block] == Kind.CODE else None

    def code_tables(self) -> Mapping[int, Fence]:
        """None: blocks do not say."""
        return {}

    def floating(self) -> Sequence[Floating]:
        """Nothing: pictures have no words."""
        return ()

    def formula(self, _box: int) -> Math | None:
        """None: blocks do not say."""
        return None

    def align(self, _box: int) -> str:
        """Not known."""
        return ""

    def number(self, _box: int) -> int | None:
        """Not known."""
        return None

    def is_reversed(self, _box: int) -> bool:
        """Not known."""
        return False

    def level(self, _box: int) -> int:
        """Not known: the level that headings by role have by default."""
        return 2

    def delimiter(self, _box: int) -> str:
        """The usual sign behind the number of an item."""
        return "."

    def check(self, _box: int) -> bool | None:
        """Not known."""
        return None
