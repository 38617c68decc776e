"""Where the tree takes its words and details from: the blocks alone, or the page's markup walked once more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cleaner.content.code_language import language_of
from cleaner.content.footnotes import NO_NOTES, find_notes
from cleaner.content.inline import Surroundings, read_inline
from cleaner.content.links import base_of
from cleaner.content.math.detect import may_have_math, tex_pattern
from cleaner.content.math.mathml import math_of
from cleaner.page.page import Kind
from cleaner.segment.html.attributes import whole
from cleaner.segment.html.segment import segment_inlines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborNode

    from cleaner.content.footnotes import Notes
    from cleaner.content.tree import Inline, Math
    from cleaner.page.page import Page

ALIGNED = re.compile(r"text-align\s*:\s*(left|center|right)", re.I)
ALIGNS = frozenset(("left", "center", "right"))


class Floating(NamedTuple):
    """Pictures or formulas that stand between two blocks."""

    before: int
    """The block they stand before."""
    box: int
    runs: Inline


class Source(Protocol):
    """What the tree is built from, besides blocks and boxes."""

    notes: Notes

    def runs(self, number: int) -> Inline:
        """The words of a block."""
        ...

    def floating(self) -> Sequence[Floating]:
        """What stands between blocks, in order."""
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

    def language(self, box: int) -> str:
        """The language of the code in a box."""
        ...


class MarkupSource:
    """The page's own markup."""

    def __init__(self, page: Page, kept: list[int], url: str | None, notes: bool = True) -> None:
        inlines = segment_inlines(page)
        self._page = page
        self._events, self._floats, self._nodes = inlines.events, inlines.floating, inlines.nodes
        source = page.source
        linked = notes and "#" in source
        self.notes = find_notes(kept, self._events, page.blocks.boxes, page.boxes, url) if linked else NO_NOTES
        self._around = Surroundings(
            base=base_of(url, inlines.base),
            url=url,
            has_math=may_have_math(source),
            tex=tex_pattern(source),
            notes=self.notes.labels,
            backs=self.notes.backs,
        )

    def runs(self, number: int) -> Inline:
        """The words of a block with their marks."""
        is_heading = self._page.blocks.kinds[number] == Kind.HEADING
        return read_inline(self._events[number], self._around, is_heading)

    def floating(self) -> Sequence[Floating]:
        """Pictures and formulas that stand between blocks."""
        return [
            Floating(before, box, runs)
            for before, box, events in self._floats
            if (runs := read_inline(events, self._around))
        ]

    def formula(self, box: int) -> Math | None:
        """The formula that a box is: MathJax 3 has elements of its own for them."""
        node = self._nodes[box]
        return math_of(node) if node.tag == "mjx-container" else None

    def align(self, box: int) -> str:
        """How a cell, or its row, is aligned."""
        node: LexborNode | None = self._nodes[box]
        for _ in range(2):
            if node is None:
                break
            own = (node.attributes.get("align") or "").lower().strip()
            if own in ALIGNS:
                return own
            if found := ALIGNED.search(node.attributes.get("style") or ""):
                return found[1].lower()
            node = node.parent
        return ""

    def number(self, box: int) -> int | None:
        """The number that an item, or the first item of a list, has by an attribute."""
        node = self._nodes[box]
        return whole(node.attributes.get("value" if node.tag == "li" else "start"))

    def language(self, box: int) -> str:
        """The language of the code in a box."""
        return language_of(self._nodes[box])
