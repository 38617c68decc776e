"""The words of kept blocks without a tree of all of them: most blocks stand in no list, quote or table, or in a plain list."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING

from cleaner.content.code import CODE_NAMED
from cleaner.content.grid import written_tables
from cleaner.content.math.detect import FORMULA, RENDERED, may_hold_tex, tex_pattern
from cleaner.page.page import Kind
from cleaner.page.structure import LISTS
from cleaner.segment.html.segment import tree_of
from cleaner.segment.html.signs import SPEAKING_IMAGE, TEX_DATA, TEX_SCRIPT
from cleaner.segment.space import CONTROL

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from cleaner.content.build import Builder
    from cleaner.content.tree import Block
    from cleaner.page.page import Boxes, Page

HOLDERS = frozenset((*LISTS, "li", "dl", "blockquote", "table"))
"""Elements whose blocks may be more than one paragraph after the other."""
TELLING = frozenset(("math", TEX_SCRIPT, TEX_DATA, "rt", "q", FORMULA))
"""Elements whose words depend on markup."""
INSIDE_LINKS = ('href="#', "href='#", "href=#")
TASK = re.compile(
    r"<li\b[^<>]{0,400}>\s{0,40}(?:<(?:label|p|span|div)\b[^<>]{0,200}>\s{0,40}){0,3}<input\b[^<>]{0,300}checkbox"
)
"""An item that begins with a box to be checked."""
LONGEST_TASK = 1600
"""Characters of what is matched, at most."""
CODE_HOLDERS = frozenset(("table", "td", "th"))
NOTE_SIGN = re.compile(r"[\[(*†‡§]|[^\W\d_]\d|[.,;:!?»”’\"']\d|^\d")
"""What the sign of a footnote looks like in the words of a block: bracketed, a mark, or glued to the word before."""
OUTSIDE = -1


def words_of(page: Page, kept: list[int]) -> Iterator[str | tuple[Block, ...]]:
    """What kept blocks say, one after the other; as a tree where they stand in something that is not a plain list."""
    tables = written_tables(page)
    holder_of = holders(page, tables)
    builder: Builder | None = None
    for holder, numbers in groupby(kept, holder_of.__getitem__):
        if holder == OUTSIDE:
            yield from filter(None, [said(page, number) for number in numbers])
            continue
        inside = [*numbers]
        words = plain_list(page, holder, inside)
        if words is not None:
            yield words
        else:
            if builder is None:  # a tree is a lot to import for a plain page
                from cleaner.content.block_source import BlockSource
                from cleaner.content.build import Builder

                builder = Builder(page, kept, BlockSource(page), tables)
            yield builder.part(inside)


def needs_markup(page: Page, kept: list[int]) -> bool:
    """Whether the words of kept blocks depend on markup that blocks do not have.

    Formulas, ruby, quotations, tasks, signs of footnotes, code with line numbers and buttons, signs shown as pictures.
    Asked of every page, so that it looks at the source itself only where elements say that something may be there.
    """
    blocks, source = page.blocks, page.source
    if not kept:
        return False
    elements = page.elements
    if not elements.isdisjoint(TELLING) or (SPEAKING_IMAGE in elements and has_images(page, kept)):
        return True
    if (
        "sup" in elements
        and any(NOTE_SIGN.search(blocks.texts[block]) for block in kept)
        and any(link in source for link in INSIDE_LINKS)
        and has_note_signs(page)
    ):
        return True
    if "input" in elements and "li" in elements and holds_task(source):
        return True
    kinds = blocks.kinds
    if any(kinds[block] == Kind.CODE for block in kept):
        return True
    if holds_numbered_code(page, kept):
        return True
    names = " ".join([blocks.inlines[block] for block in kept])
    return any(sign in names for sign in RENDERED) or (
        any(may_hold_tex(blocks.texts[block]) for block in kept) and tex_pattern(source) is not None
    )


def has_note_signs(page: Page) -> bool:
    """Whether a link on the page looks like the sign of a footnote: asked where words do."""
    from cleaner.content.footnotes import is_sign, label_of  # few pages need it

    return any(label_of(link) and is_sign(link) for link in tree_of(page).css('a[href*="#"]'))


def holds_task(source: str) -> bool:
    """Whether an item on a page begins with a box to be checked."""
    at = source.find("checkbox")
    while at >= 0:
        item = source.rfind("<li", max(0, at - LONGEST_TASK), at)
        if item >= 0 and TASK.match(source, item):
            return True
        at = source.find("checkbox", at + 1)
    return False


def has_images(page: Page, kept: list[int]) -> bool:
    """Whether there are images in kept blocks, or right after one."""
    images = page.blocks.images
    behind = [*images[1:], 0]
    return any(images[block] or behind[block] for block in kept)


def holds_numbered_code(page: Page, kept: list[int]) -> bool:
    """Whether a kept cell stands in a table that may be lines of code with their numbers, by its name or that of a cell."""
    boxes = page.boxes
    if "table" not in boxes.tags:
        return False
    sets = boxes.attribute_sets
    told: dict[int, bool] = {}  # whether attributes name code
    for box, (tag, own) in enumerate(zip(boxes.tags, boxes.attributes, strict=True)):
        if tag in CODE_HOLDERS and own:
            if own not in told:
                told[own] = CODE_NAMED.search(sets[own].classes[:400]) is not None
            if told[own] and holds_one_of(kept, boxes, box):
                return True
    return False


def holds_one_of(kept: list[int], boxes: Boxes, box: int) -> bool:
    """Whether one of some blocks, in order, stands in a box."""
    at = bisect_left(kept, boxes.begins[box])
    return at < len(kept) and kept[at] < boxes.ends[box]


def said(page: Page, number: int) -> str:
    """The words of a block."""
    text = page.blocks.texts[number]
    return text if text.isprintable() else CONTROL.sub("", text)


def holders(page: Page, tables: Container[int]) -> list[int]:
    """The outermost list, quote or data table that each block stands in; of items without a list, one number for all."""
    boxes = page.boxes
    found = [OUTSIDE] * len(page)
    for box in [box for box, tag in enumerate(boxes.tags) if tag in HOLDERS]:
        tag, begin, end = boxes.tags[box], boxes.begins[box], boxes.ends[box]
        if begin < end and found[begin] == OUTSIDE and (tag != "table" or box in tables):
            found[begin:end] = [-2 - boxes.parents[box] if tag == "li" else box] * (end - begin)
    return found


def plain_list(page: Page, holder: int, inside: list[int]) -> str | None:
    """A list without numbers, of items that hold nothing but paragraphs; None for anything else."""
    tags, parents = page.boxes.tags, page.boxes.parents
    if holder < 0 or tags[holder] not in LISTS or tags[holder] == "ol":
        return None
    lines: list[str] = []
    last = -1
    for number in inside:
        box, item = page.blocks.boxes[number], -1
        while box != holder:
            tag = tags[box]
            if tag in HOLDERS:
                if tag != "li" or item >= 0:
                    return None
                item = box
            box = parents[box]
        words = said(page, number)
        if item < 0 or not words:
            return None
        lines.append(("\n  " if item == last else "\n- ") + words.replace("\n", "\n  "))
        last = item
    return "".join(lines)[1:]
