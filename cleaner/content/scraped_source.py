"""Scraped text as a source of the tree: its lines have the markup, and the numbers, that they came with."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cleaner.content.block_source import BlockSource
from cleaner.content.scraped_inline import read_runs
from cleaner.content.tree import Fence
from cleaner.page.page import Kind
from cleaner.segment.space import CONTROL
from cleaner.segment.text.lines import Shape, split_row
from cleaner.segment.text.markup import is_markdown, read_markup
from cleaner.segment.text.segment import marks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.content.tree import Inline
    from cleaner.page.page import Page


class ScrapedSource(BlockSource):
    """The lines of a text."""

    def __init__(self, page: Page, kept: Sequence[int], url: str | None = None, markup: bool = True) -> None:
        """Read what the lines say.

        :param markup: whether words have marks: links, emphasis, code; else they are as the blocks have them.
        """
        super().__init__(page)
        self._page = page
        self._lines = marks_of(page)
        self._url = url or ""
        self._markup = markup
        self._is_markdown = markup and is_markdown(page.source)
        self._cells = cells_of(page) if markup else {}
        self._items = {page.blocks.boxes[block]: block for block in reversed(range(len(page))) if self._is_item(block)}
        begun = {page.blocks.boxes[block] for block in kept if self._is_item(block)}
        self.loose = frozenset(
            block for block in kept if self._lines[block].shape is Shape.MORE and page.blocks.boxes[block] not in begun
        )

    def _is_item(self, block: int) -> bool:
        return self._lines[block].shape is Shape.ITEM

    def runs(self, block: int) -> Inline:
        """The words of a block with their marks."""
        if not self._markup:
            return super().runs(block)
        line = self._cells.get(block, self._lines[block].text)
        return read_runs(CONTROL.sub("", line), self._is_markdown, self._url)

    def fence(self, block: int) -> Fence | None:
        """A block of code, with its language as the fence names it."""
        if self._page.blocks.kinds[block] != Kind.CODE:
            return None
        line = self._lines[block]
        return Fence(CONTROL.sub("", line.text), "".join(CONTROL.sub("", line.marker).split()[:1]))

    def number(self, box: int) -> int | None:
        """The number that an item, or the first item of a list, has in the text."""
        block = self._items.get(box)
        if block is None:
            return None
        digits = self._lines[block].marker.rstrip(".)")
        return int(digits) if digits.isascii() and digits.isdigit() else None

    def delimiter(self, box: int) -> str:
        """The sign behind the number of an item."""
        block = self._items.get(box)
        return ")" if block is not None and self._lines[block].marker.endswith(")") else "."


def cells_of(page: Page) -> dict[int, str]:
    """What each cell of a table says, markup included."""
    lines, boxes = marks_of(page), page.boxes
    cells = [block for block, kind in enumerate(page.blocks.kinds) if kind == Kind.CELL]
    found: dict[int, str] = {}
    markdown = bool(cells) and is_markdown(page.source)
    for _, row in groupby(cells, key=lambda block: boxes.parents[page.blocks.boxes[block]]):
        blocks = list(row)
        said = [cell for cell in split_row(lines[blocks[0]].raw) if read_markup(cell, markdown).text]
        if len(said) == len(blocks):
            found.update(zip(blocks, said, strict=True))
    return found
