"""The page's own markup, walked once more, as a source of the tree."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from cleaner.content.code import CODE_NAMED, code_of_table
from cleaner.content.code_language import language_of
from cleaner.content.floating import innermost
from cleaner.content.footnotes import NO_NOTES, find_notes
from cleaner.content.inline import InlineContext, read_inline
from cleaner.content.links import base_of, declared_address
from cleaner.content.math.source import math_of
from cleaner.content.source import Floating
from cleaner.content.tree import Fence
from cleaner.page.page import Kind
from cleaner.segment.html.attributes import whole
from cleaner.segment.html.segment import segment_inlines
from cleaner.segment.space import CONTROL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from selectolax.lexbor import LexborNode

    from cleaner.content.tree import Inline, Math
    from cleaner.page.page import Page

ALIGN = re.compile(r"align", re.I)
ALIGNED = re.compile(r"text-align\s{0,9}:\s{0,9}(left|center|right)", re.I)
ALIGNS = frozenset(("left", "center", "right"))
CHECKED = {"true": True, "false": False, "done": True, "checked": True, "unchecked": False}
CODE = frozenset(("pre", "code"))
MOST_LEVELS = 6
MOST_BESIDE = 4
"""Blocks of a box that holds code, its line numbers, a label and the like."""
BEFORE_CHECK = frozenset(("label", "p", "span", "div"))
"""What may be around the box of a task."""


class MarkupSource:
    """The page's own markup."""

    loose: frozenset[int] = frozenset()

    def __init__(self, page: Page, kept: Sequence[int], url: str | None) -> None:
        shown = np.zeros(len(page), dtype=bool)
        shown[kept] = True
        inlines = segment_inlines(page, shown)
        self._page = page
        self._kept = kept
        self._events, self._floats, self._nodes = inlines.events, inlines.floating, inlines.nodes
        source = page.source
        root = self._nodes[0].parent
        url = url or (declared_address(root) if "anonical" in source else None)
        self.notes = find_notes(page, kept, self._events, self._nodes, url) if "#" in source else NO_NOTES
        self._context = InlineContext(
            base=base_of(url, inlines.base),
            source=source,
            url=url,
            language=((root.attributes.get("lang") if root is not None else "") or "").strip().lower(),
            notes=self.notes.labels,
            backs=self.notes.backs,
        )

    def runs(self, block: int) -> Inline:
        """The words of a block with their marks."""
        is_heading = self._page.blocks.kinds[block] == Kind.HEADING
        return read_inline(self._events[block], self._context, is_heading, self._is_note(block))

    def _is_note(self, block: int) -> bool:
        boxes = self.notes.boxes
        if not boxes:
            return False
        parents = self._page.boxes.parents
        box = self._page.blocks.boxes[block]
        for _ in range(MOST_LEVELS):
            if box < 0 or box in boxes:
                break
            box = parents[box]
        return box >= 0 and box in boxes

    def fence(self, block: int) -> Fence | None:
        """The block as code, if it is code."""
        if self._page.blocks.kinds[block] != Kind.CODE:
            return None
        box = self._page.blocks.boxes[block]
        text = CONTROL.sub("", self._page.blocks.texts[block].strip("\n"))
        return Fence(text, language_of(self._nodes[box], self._around(box)))

    def code_tables(self) -> Mapping[int, Fence]:
        """The tables that are nothing but numbered lines of code, by their boxes."""
        boxes = self._page.boxes
        if "table" not in boxes.tags or not self._names_code():
            return {}
        found: dict[int, Fence] = {}
        table_of = innermost(self._page, "table")
        outer = {table_of[boxes.parents[box]] for box, tag in enumerate(boxes.tags) if tag == "table"}
        for box, tag in enumerate(boxes.tags):
            if tag != "table" or box in outer or not self._holds_kept(box):
                continue
            node = self._nodes[box]
            text = CONTROL.sub("", code_of_table(node))
            if text:
                found[box] = Fence(text, language_of(node, self._around(box)))
        return found

    def _names_code(self) -> bool:
        """Whether the page has elements for code, or some that are named so."""
        return not CODE.isdisjoint(self._page.elements) or any(
            CODE_NAMED.search(own.classes[:400]) for own in self._page.boxes.attribute_sets
        )

    def _holds_kept(self, box: int) -> bool:
        boxes, kept = self._page.boxes, self._kept
        place = bisect_left(kept, boxes.begins[box])
        return place < len(kept) and kept[place] < boxes.ends[box]

    def _around(self, box: int) -> Iterator[LexborNode]:
        """The elements of the boxes around one that hold no more than its code, a label and the like."""
        boxes = self._page.boxes
        for _ in range(MOST_LEVELS):
            box = boxes.parents[box]
            if box <= 0 or boxes.ends[box] - boxes.begins[box] > MOST_BESIDE:
                break
            yield self._nodes[box]

    def floating(self) -> Sequence[Floating]:
        """Pictures and formulas that stand between blocks."""
        return [
            Floating(before, box, runs)
            for before, box, events in self._floats
            if (runs := read_inline(events, self._context))
        ]

    def formula(self, box: int) -> Math | None:
        """The formula that a box is: MathJax 3 has elements of its own for them."""
        node = self._nodes[box]
        return math_of(node) if node.tag == "mjx-container" else None

    @cached_property
    def _has_alignment(self) -> bool:
        """Whether anything on the page may be aligned; asked where it has tables."""
        return ALIGN.search(self._page.source) is not None

    def align(self, box: int) -> str:
        """How a cell, or its row, is aligned."""
        if not self._has_alignment:
            return ""
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

    def is_reversed(self, box: int) -> bool:
        """Whether a list counts down."""
        return "reversed" in self._nodes[box].attributes

    def level(self, box: int) -> int:
        """The level of a heading that is one by its role; 2 where it has none (WAI-ARIA 1.2)."""
        level = whole(self._nodes[box].attributes.get("aria-level"))
        return 2 if level is None else max(1, min(MOST_LEVELS, level))

    def delimiter(self, _box: int) -> str:
        """The usual sign behind the number of an item."""
        return "."

    @cached_property
    def _has_tasks(self) -> bool:
        """Whether the page may have tasks; asked where it has lists."""
        return any(sign in self._page.source for sign in ("checkbox", "data-checked", "aria-checked"))

    def check(self, box: int) -> bool | None:
        """Whether the task that an item is, is done: it says so, or begins with a box to be checked."""
        if not self._has_tasks:
            return None
        node: LexborNode | None = self._nodes[box]
        for _ in range(MOST_LEVELS):
            if node is None:
                return None
            state = check_of(node)
            if state is not None:
                return state
            if node.tag not in BEFORE_CHECK and node is not self._nodes[box]:
                return None
            node = first_shown(node)
        return None


def check_of(node: LexborNode) -> bool | None:
    """The state of an element that can be checked."""
    attributes = node.attributes
    if node.tag == "input":
        return "checked" in attributes if attributes.get("type") == "checkbox" else None
    state = attributes.get("data-checked")
    if state is None and (node.tag == "li" or attributes.get("role") == "checkbox"):
        state = attributes.get("aria-checked")
    return None if state is None else CHECKED.get(state.lower())


def first_shown(node: LexborNode) -> LexborNode | None:
    """The first child of a node, if it is an element with nothing but white space before it."""
    child = node.first_child
    while child is not None and child.tag == "-text" and (child.text_content or "").isspace():
        child = child.next
    return child if child is not None and child.tag not in ("-text", "-comment") else None
