"""Blocks as a source of the tree: enough for text, and little to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.content.footnotes import NO_NOTES
from cleaner.content.math.detect import CONTROL
from cleaner.content.tree import Break, Run, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.content.source import Floating
    from cleaner.content.tree import Inline, Math
    from cleaner.page.page import Page


class PlainSource:
    """Blocks alone: cheap, and enough for text."""

    notes = NO_NOTES

    def __init__(self, page: Page) -> None:
        self._texts = page.blocks.texts

    def runs(self, number: int) -> Inline:
        """The words of a block, with its line breaks."""
        text = self._texts[number]
        if CONTROL.search(text):
            text = CONTROL.sub("", text)
        if "\n" not in text:
            return (Run(Text(text)),)
        found: list[Run] = []
        for line in text.split("\n"):
            found += [Run(Break()), Run(Text(line))]
        return tuple(found[1:])

    def floating(self) -> Sequence[Floating]:
        """Nothing: pictures have no words."""
        return ()

    def formula(self, _box: int) -> Math | None:
        """None: blocks do not tell."""
        return None

    def align(self, _box: int) -> str:
        """Not known."""
        return ""

    def number(self, _box: int) -> int | None:
        """Not known."""
        return None

    def language(self, _box: int) -> str:
        """Not known."""
        return ""
