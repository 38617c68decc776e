"""The kept text of a document, plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleaner.page import Kind

if TYPE_CHECKING:
    from cleaner.document import Document
    from cleaner.page import Boxes

LISTS = frozenset(("ul", "ol", "menu", "dir"))


def render_text(document: Document) -> str:
    """A blank line between blocks; list items and table rows on lines of their own, cells separated by a tab."""
    page = document.page
    blocks, boxes = page.blocks, page.boxes
    out: list[str] = []
    row = item = outer = -1  # the table row, the list item and its outermost list that were written last
    gap = ""
    for number in np.flatnonzero(document.kept).tolist():
        text, kind = blocks.texts[number], blocks.kinds[number]
        if kind == Kind.CELL:
            own = enclosing(boxes, blocks.boxes[number], "tr")
            same_table = row >= 0 and boxes.parents[own] == boxes.parents[row]
            out.append("\t" if own == row else "\n" if same_table else gap)
            out.append(text.replace("\n", " "))
            row, item = own, -1
        elif kind == Kind.LIST_ITEM:
            own = enclosing(boxes, blocks.boxes[number], "li")
            indent = "  " * (depth(boxes, own) - 1)
            if own >= 0 and own != item:
                top = outermost_list(boxes, own)
                out.append("\n" if item >= 0 and top == outer else gap)
                outer = top
                out.append(f"{indent}- " + text.replace("\n", f"\n{indent}  "))
                item = own
            else:  # another paragraph of the same item, or an item without a list
                out.append("\n" if own >= 0 or item == -2 else gap)
                out.append(f"{indent}  " * (own >= 0) + text)
                item = own if own >= 0 else -2
            row = -1
        else:
            out.append(gap)
            out.append(text)
            row = item = -1
        gap = "\n\n"
    return "".join(out)


def enclosing(boxes: Boxes, box: int, tag: str) -> int:
    """The innermost box of a tag around, or equal to, a box; -1 where there is none."""
    while box >= 0 and boxes.tags[box] != tag:
        box = boxes.parents[box]
    return box


def depth(boxes: Boxes, box: int) -> int:
    """How many lists are around a box; 1 at least."""
    count = 0
    while box >= 0:
        count += boxes.tags[box] in LISTS
        box = boxes.parents[box]
    return max(1, count)


def outermost_list(boxes: Boxes, item: int) -> int:
    """The outermost list of the lists that an item stands in, one directly in the other."""
    top = boxes.parents[item]
    while True:
        above = enclosing(boxes, boxes.parents[top], "li") if boxes.parents[top] >= 0 else -1
        if above < 0:
            return top
        top = boxes.parents[above]
