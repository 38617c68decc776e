"""The kept lines of scraped text, so that they are read again as they were: with bullets, numbers and fences of code."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from cleaner.content.build import Builder
from cleaner.content.scraped_source import ScrapedSource
from cleaner.content.tree import Fence, List, Quote, Table, plain
from cleaner.segment.space import CONTROL
from cleaner.segment.text.lines import Shape
from cleaner.segment.text.segment import marks_of, segment_text
from cleaner.views.text.blocks import pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.content.tree import Block
    from cleaner.page.page import Page

PROSE = frozenset((Shape.PLAIN, Shape.HEADING, Shape.IMAGE))
"""Lines that stand in nothing but a paragraph or a heading."""
READINGS = 3
"""At most; what lost its neighbours may be read in another way: a quote without its text above, the rest of a list."""


def render_scraped(page: Page, kept: Sequence[int]) -> str:
    """A blank line between blocks; items, rows, and lines that stood together as verse does, on lines of their own.

    The text is what it would be if it were read and written again.

    :param kept: the blocks that are shown.
    """
    return read_again(page, kept).source


def read_again(page: Page, kept: Sequence[int]) -> Page:
    """The page that the text of some blocks is: its source is what :func:`render_scraped` gives."""
    read = segment_text(written(page, kept))
    for _ in range(READINGS):
        again = written(read, range(len(read)))
        if again == read.source:
            break
        read = segment_text(again)
    return read


def written(page: Page, kept: Sequence[int]) -> str:
    """The text of some blocks: a tree only of what stands in lists, quotes, tables and code."""
    lines, texts, boxes = marks_of(page), page.blocks.texts, page.blocks.boxes
    words = {block: text for block in kept if lines[block].shape in PROSE and (text := CONTROL.sub("", texts[block]))}
    builder: Builder | None = None
    parts: list[str] = []
    for is_prose, group in groupby(kept, words.__contains__):
        if not is_prose:
            if builder is None:
                builder = Builder(page, list(kept), ScrapedSource(page, kept, markup=False))
            blocks = builder.part(group)
            parts += ("\n\n", joined(blocks)) if blocks else ()
            continue
        box = -1
        for block in group:
            parts += ("\n" if boxes[block] == box else "\n\n", words[block])
            box = -1 if lines[block].shape is Shape.HEADING else boxes[block]  # lines of one paragraph
    return "".join(parts[1:])


def joined(blocks: Sequence[Block]) -> str:
    """Blocks with a blank line between them, except for lists of one kind, which are one list."""
    if not blocks:
        return ""
    texts = [one(blocks[0])]
    for before, block in pairwise(blocks):
        same = isinstance(before, List) and isinstance(block, List) and (before.start is None) == (block.start is None)
        texts.append(("\n" if same else "\n\n") + one(block))
    return "".join(texts)


def one(block: Block) -> str:
    """A block."""
    match block:
        case Fence(text, language):
            fence = "```" if "```" not in text else "~~~"
            return f"{fence}{language}\n{text}\n{fence}"
        case List(items, start, delimiter):
            signs = ["-" if start is None else f"{start + index}{delimiter}" for index in range(len(items))]
            return "\n".join(f"{sign} {item_text(item)}" for sign, item in zip(signs, items, strict=True))
        case Quote(inner):
            return joined(inner)
        case Table(rows):
            return "\n".join("\t".join(text for cell in row if (text := plain(cell.runs, " "))) for row in rows)
        case _:
            return "\n\n".join(pieces((block,)))


def item_text(blocks: Sequence[Block]) -> str:
    """What an item says; what comes after its first line stands in."""
    return "\n".join(map(one, blocks)).replace("\n", "\n  ")
