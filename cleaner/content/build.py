"""Kept blocks to a tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cleaner.content.block_source import PlainSource
from cleaner.content.floating import is_shown, leads_home
from cleaner.content.grid import data_tables
from cleaner.content.math.detect import CONTROL, FORMULA
from cleaner.content.paths import Paths, Step
from cleaner.content.table import read_table
from cleaner.content.tree import (
    Definition,
    Definitions,
    Fence,
    Heading,
    Image,
    List,
    Note,
    Paragraph,
    Quote,
    Run,
    Text,
    merged,
    plain,
)
from cleaner.content.whitespace import squeezed
from cleaner.page.page import Form, Kind
from cleaner.page.structure import enclosing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from cleaner.content.grid import Places
    from cleaner.content.source import Floating, Source
    from cleaner.content.tree import Block, Inline
    from cleaner.page.page import Page

ENDINGS = frozenset(".,;:!?)]}’”»")
"""What stands right behind a word or formula."""


def content_of(page: Page, kept_blocks: NDArray[np.bool_], url: str | None) -> tuple[Block, ...]:
    """The kept content with its markup: links, emphasis, pictures, formulas, footnotes.

    :param kept_blocks: (n,) which blocks of the page are kept.
    :param url: the page's address, which its links are relative to.
    """
    kept = np.flatnonzero(kept_blocks).tolist()
    if not kept:
        return ()
    if page.form is Form.TEXT:
        return build(page, kept, PlainSource(page))
    from cleaner.content.source import MarkupSource  # a lot to import for who wants plain text

    return build(page, kept, MarkupSource(page, kept, url))


def words_of(page: Page, kept: list[int]) -> tuple[Block, ...]:
    """The kept content with no more of its markup than its words depend on."""
    from cleaner.content.source import MarkupSource

    return build(page, kept, MarkupSource(page, kept, None, notes=False))


@dataclass(slots=True)
class Open:
    """A part of the tree that is still being written."""

    step: Step
    blocks: list[Block] = field(default_factory=list)
    parts: list[Open] = field(default_factory=list)
    """The items of a list, the terms and definitions of a definition list."""
    number: int | None = None
    """The number of the first item of an ordered list."""


@dataclass(slots=True)
class Joint:
    """The last paragraph, where what follows may be the rest of it."""

    box: int
    into: Open
    is_open: bool = False
    """Whether a formula was put into it, or left out, since: what follows belongs to it."""


def build(page: Page, kept: list[int], source: Source) -> tuple[Block, ...]:
    """The tree of kept blocks, and of what stands between them."""
    return Builder(page, kept, source).build()


class Builder:
    """Puts blocks into the tree one after the other."""

    def __init__(self, page: Page, kept: list[int], source: Source, tables: dict[int, Places] | None = None) -> None:
        self.page = page
        self.kept = kept
        self.source = source
        self.tables = data_tables(page) if tables is None else tables
        self.paths = Paths(page.boxes, self.tables, source.notes.boxes)
        self.numbers = item_numbers(page, source)
        self.stack = [Open(Step("root", 0))]
        self.joint: Joint | None = None
        self.has_formulas = FORMULA in page.boxes.tags
        self.done: set[int] = set()  # tables and formulas that were written

    def build(self) -> tuple[Block, ...]:
        """All blocks of the outermost level."""
        is_kept = set(self.kept)
        floats = [
            one
            for one in self.source.floating()
            if is_shown(self.page, one.before, one.box, is_kept) and not leads_home(one.runs)
        ]
        waiting = iter((*floats, None))
        next_float = next(waiting)
        for number in self.kept:
            while next_float is not None and next_float.before <= number:
                self.float(next_float)
                next_float = next(waiting)
            self.block(number, floats)
        while next_float is not None:
            self.float(next_float)
            next_float = next(waiting)
        while len(self.stack) > 1:
            self.shut()
        return tuple(self.stack[0].blocks)

    def part(self, numbers: Iterable[int]) -> tuple[Block, ...]:
        """Some of the blocks, without what floats, as if no others stood before or after them."""
        for number in numbers:
            self.block(number, [])
        while len(self.stack) > 1:
            self.shut()
        found = tuple(self.stack[0].blocks)
        self.stack = [Open(Step("root", 0))]
        self.joint = None
        return found

    def block(self, number: int, floats: list[Floating]) -> None:
        """Write one block."""
        blocks, box = self.page.blocks, self.page.blocks.boxes[number]
        path = self.paths.to(box)
        if path and path[-1].kind == "table":
            self.table(path[-1].box, path, floats)
            return
        kind = blocks.kinds[number]
        if kind == Kind.CODE:
            self.enter(path)
            self.write(Fence(CONTROL.sub("", blocks.texts[number]), self.source.language(box)))
            return
        owner = enclosing(self.page, box, FORMULA) if self.has_formulas else -1
        if owner >= 0:
            self.formula(owner, path)
            return
        runs = self.source.runs(number)
        if not runs:  # a part of a formula that was written as a whole
            if self.joint is not None:
                self.joint.is_open = True
            return
        if kind == Kind.HEADING:
            self.enter(path)
            told = tuple(run for run in runs if not isinstance(run.leaf, Image))  # logos and icons
            self.write(Heading(blocks.levels[number], squeezed(told) or runs))
            return
        self.paragraph(runs, box, path)

    def paragraph(self, runs: Inline, box: int, path: tuple[Step, ...]) -> None:
        """Write a paragraph, or the rest of one that a formula has broken."""
        self.enter(path)
        joint = self.joint
        if joint is not None and joint.is_open and joint.box == box and joint.into is self.stack[-1]:
            self.prolong(runs)
        else:
            self.write(Paragraph(runs))
            self.joint = Joint(box, self.stack[-1])

    def prolong(self, runs: Inline) -> None:
        """Put more into the last paragraph."""
        last = self.stack[-1].blocks[-1]
        if isinstance(last, Paragraph):
            first = runs[0].leaf
            apart = () if isinstance(first, Text) and first.text[0] in ENDINGS else (Run(Text(" ")),)
            self.stack[-1].blocks[-1] = Paragraph(merged((*last.runs, *apart, *runs)))

    def formula(self, owner: int, path: tuple[Step, ...]) -> None:
        """Write a formula that stands in a box of its own."""
        if owner in self.done:
            return
        self.done.add(owner)
        math = self.source.formula(owner)
        if math is None:
            return
        if math.display:
            self.enter(path)
            self.write(Paragraph((Run(math),)))
            return
        around = self.page.boxes.parents[owner]
        if self.joint is not None and self.joint.box == around:
            self.joint.is_open = True
        self.paragraph((Run(math),), around, path)
        if self.joint is not None:
            self.joint.is_open = True

    def float(self, floating: Floating) -> None:
        """Write pictures or formulas that stand between blocks; those in tables are in their cells."""
        path = self.paths.to(floating.box)
        if not (path and path[-1].kind == "table"):
            self.enter(path)
            self.write(Paragraph(floating.runs))

    def table(self, table: int, path: tuple[Step, ...], floats: list[Floating]) -> None:
        """Write a table as a whole, when the first of its blocks comes; its caption before it."""
        if table in self.done:
            return
        self.done.add(table)
        self.enter(path[:-1])
        inside = [k for k in self.kept if self.page.boxes.begins[table] <= k < self.page.boxes.ends[table]]
        captions, found = read_table(self.page, self.tables[table], inside, self.source, floats)
        for runs in captions:
            self.write(Paragraph(runs))
        if found is not None:
            self.write(found)

    def write(self, block: Block) -> None:
        """Put a block into what is open."""
        self.stack[-1].blocks.append(block)
        self.joint = None

    def enter(self, path: tuple[Step, ...]) -> None:
        """Close and open until exactly the steps of a path are open."""
        same = 0
        while same < min(len(path), len(self.stack) - 1) and self.stack[same + 1].step == path[same]:
            same += 1
        while len(self.stack) > same + 1:
            self.shut()
        for step in path[same:]:
            if step.kind == "item":
                self.begin_item(self.numbers.get(step.box))
            self.stack.append(Open(step))

    def begin_item(self, number: int | None) -> None:
        """Number the list that is open; where numbers jump, begin a new one."""
        around = self.stack[-1]
        if around.parts and None not in (number, around.number) and number != (around.number or 0) + len(around.parts):
            self.shut()
            around = Open(around.step)
            self.stack.append(around)
        if not around.parts:
            around.number = number

    def shut(self) -> None:
        """Close the innermost open part and put it where it belongs."""
        part = self.stack.pop()
        around = self.stack[-1]
        if part.step.kind in ("item", "part"):
            around.parts.append(part)
            return
        block = self.closed(part)
        if block is None:
            return
        if around.step.kind in ("list", "dl"):  # a list right in a list belongs to the item before
            if not around.parts:
                around.parts.append(Open(Step("item", -1)))
            around.parts[-1].blocks.append(block)
        else:
            around.blocks.append(block)

    def closed(self, part: Open) -> Block | None:
        """The block that an open part becomes; None where nothing is in it."""
        match part.step.kind:
            case "list":
                items = tuple(tuple(item.blocks) for item in part.parts if item.blocks)
                ordered = part.step.box >= 0 and self.page.boxes.tags[part.step.box] == "ol"
                return List(items, 1 if ordered and part.number is None else part.number) if items else None
            case "dl":
                tags = self.page.boxes.tags
                parts = [Definition(tuple(one.blocks), tags[one.step.box] == "dt") for one in part.parts if one.blocks]
                return Definitions(tuple(parts)) if parts else None
            case "quote":
                return Quote(tuple(part.blocks)) if part.blocks else None
            case _:
                return note(self.source.notes.boxes[part.step.box], part.blocks) if part.blocks else None


def note(label: str, blocks: list[Block]) -> Note:
    """A footnote, without the sign that some pages repeat in a block of its own."""
    first = blocks[0]
    if len(blocks) > 1 and isinstance(first, Paragraph) and plain(first.runs).strip("[]()^. \u21a9") in ("", label):
        blocks = blocks[1:]
    return Note(label, tuple(blocks))


def item_numbers(page: Page, source: Source) -> dict[int, int]:
    """The number of each item of an ordered list, as the page counts them."""
    boxes = page.boxes
    numbers: dict[int, int] = {}
    if "ol" not in boxes.tags:
        return numbers
    following: dict[int, int] = {}
    for box, tag in enumerate(boxes.tags):
        parent = boxes.parents[box]
        if tag == "ol":
            begin = source.number(box)
            following[box] = 1 if begin is None else begin
        elif tag == "li" and parent in following:
            own = source.number(box)
            numbers[box] = following[parent] if own is None else own
            following[parent] = numbers[box] + 1
    return numbers
