"""The kept lines of scraped text: plain, or with the markup they came with."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Kind
from cleaner.page.structure import LISTS, enclosing
from cleaner.segment.text.lines import BULLETS, Shape
from cleaner.segment.text.segment import marks_of, segment_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Page
    from cleaner.segment.text.lines import Line

READINGS = 3
"""At most; what lost its neighbours may be read in another way: a quote without its text above, the rest of a list."""


def render_scraped(page: Page, kept_blocks: NDArray[np.bool_], markup: bool = False, links: bool = True) -> str:
    """A blank line between blocks; items, rows, and lines that stood together as verse does, on lines of their own.

    :param markup: headings, links, emphasis, tables and quotes keep the Markdown they came with; else only bullets,
        numbers and the fences of code stay, and the text is what it would be if it were read and written again.
    """
    kept = np.flatnonzero(kept_blocks).tolist()
    if markup:
        return written(page, kept, markup, inline=links)
    text = written(page, kept)
    for _ in range(READINGS):
        read = segment_text(text)
        again = written(read, list(range(len(read))))
        if again == text:
            break
        text = again
    return text


def written(page: Page, kept: list[int], markup: bool = False, inline: bool = False) -> str:
    """The lines of some blocks."""
    blocks = page.blocks
    lines = marks_of(page) if kept else []
    out: list[str] = []
    before: object = None
    item = -1  # the last one whose beginning was written
    for row, numbers in groupby(kept, key=lambda number: row_of(page, number)):
        rest = list(numbers)
        if row >= 0:
            group: object = page.boxes.parents[row]
            out.append(gap(group, before) if out else "")
            out.append(line_of(page, rest, markup, first=group != before))
            before = group
            continue
        for number in rest:
            if lines[number].shape is Shape.ITEM:
                item = blocks.boxes[number]
            orphan = lines[number].shape is Shape.MORE and item != blocks.boxes[number]
            group = ("orphan", number) if orphan else group_of(page, number)
            out.append(gap(group, before) if out else "")
            out.append(one(page, number, lines[number], markup, inline, orphan))
            before = group
    return "".join(out)


def gap(group: object, before: object) -> str:
    """What stands between two blocks."""
    return "\n" if group == before else "\n\n"


def row_of(page: Page, number: int) -> int:
    """The box of the table row that a block is a cell of; -1 for none."""
    return enclosing(page, page.blocks.boxes[number], "tr") if page.blocks.kinds[number] == Kind.CELL else -1


def line_of(page: Page, numbers: list[int], markup: bool, first: bool) -> str:
    """A row of a table; in Markdown the first one has a line below it."""
    cells = [page.blocks.texts[number] for number in numbers]
    if not markup:
        return "\t".join(cells)
    rule = "\n|" + " --- |" * len(cells) if first else ""
    return "| " + " | ".join(cells) + " |" + rule


def one(page: Page, number: int, line: Line, markup: bool, inline: bool, orphan: bool) -> str:
    """A block with its mark; ``orphan`` is the rest of an item whose beginning was removed."""
    text = " ".join(line.text.split()) if inline else page.blocks.texts[number]
    if line.shape is Shape.CODE:
        fence = "```" if "```" not in line.text else "~~~"
        return f"{fence}{line.marker}\n{line.text}\n{fence}"
    if line.shape in (Shape.ITEM, Shape.MORE) and not orphan:
        indent = "  " * (len(lists_of(page, number)) - 1)
        return indent + ("  " if line.shape is Shape.MORE else marker_of(line, markup) + " ") + text
    if markup and line.shape is Shape.HEADING:
        return "#" * line.level + " " + text
    return f"> {text}" if markup and line.shape is Shape.QUOTE else text


def marker_of(line: Line, markup: bool) -> str:
    """The mark of an item: its number, or its bullet; in plain text bullets become ``-``."""
    mark = line.marker
    return "-" if mark in BULLETS and not (markup and mark == "*") else mark


def lists_of(page: Page, number: int) -> list[int]:
    """The lists around a block, innermost first."""
    return [box for box in page.ancestors(number) if page.boxes.tags[box] in LISTS]


def group_of(page: Page, number: int) -> object:
    """What the blocks have in common that stand on lines without an empty one between them: a kind of list, or a box."""
    lists = lists_of(page, number)
    return page.boxes.tags[lists[-1]] if lists else page.blocks.boxes[number]
