"""The kept text of a document, plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleaner.page import Form, Kind
from cleaner.render.scraped import render_scraped
from cleaner.structure import LISTS, data_tables, enclosing

if TYPE_CHECKING:
    from cleaner.document import Document
    from cleaner.page import Page


def render_text(document: Document) -> str:
    """A blank line between blocks; list items and table rows on lines of their own, cells separated by a tab."""
    page = document.page
    if page.form is Form.TEXT:
        return render_scraped(document)
    blocks = page.blocks
    kept = np.flatnonzero(document.kept).tolist()
    tables = table_of(page) if any(blocks.kinds[k] == Kind.CELL for k in kept) else {}
    out: list[str] = []
    row = item = outer = table = -1  # the row, list item, its outermost list, and table that were written last
    gap = ""
    for number in kept:
        text, box = blocks.texts[number], blocks.boxes[number]
        own_table = tables.get(number, -1)
        own_row = enclosing(page, box, "tr") if own_table >= 0 else -1
        own_item = enclosing(page, box, "li") if own_table < 0 and blocks.kinds[number] != Kind.HEADING else -1
        if own_row >= 0:
            out.append("\t" if own_row == row else "\n" if own_table == table else gap)
            out.append(text.replace("\n", " "))
        elif own_item >= 0:
            indent = "  " * list_depth(page, own_item)
            if own_item == item:  # another paragraph of the same item
                out.append("\n" + indent + text.replace("\n", "\n" + indent))
            else:
                top = outermost_list(page, own_item)
                out.append("\n" if item >= 0 and top == outer else gap)
                out.append(indent[2:] + "- " + text.replace("\n", "\n" + indent))
                outer = top
        else:
            out.append(gap)
            out.append(text)
        row, table, item = own_row, own_table, own_item
        gap = "\n\n"
    return "".join(out)


def table_of(page: Page) -> dict[int, int]:
    """The data table that each block of one stands in."""
    return {number: group.box for group in data_tables(page) for number in range(group.begin, group.end)}


def list_depth(page: Page, item: int) -> int:
    """How many lists are around an item; 1 at least."""
    count, box = 0, item
    while box >= 0:
        count += page.boxes.tags[box] in LISTS
        box = page.boxes.parents[box]
    return max(1, count)


def outermost_list(page: Page, item: int) -> int:
    """The outermost of the lists that an item stands in, one directly in the other."""
    parents = page.boxes.parents
    top = parents[item]
    while top >= 0 and (above := enclosing(page, parents[top], "li")) >= 0:
        top = parents[above]
    return top
