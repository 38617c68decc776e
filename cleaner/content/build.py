"""Kept blocks to a tree."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from cleaner.content.code import gutters
from cleaner.content.floating import Surroundings, leads_home, without_twins
from cleaner.content.grid import written_tables
from cleaner.content.math.detect import FORMULA
from cleaner.content.paths import Paths, Step
from cleaner.content.stack import Stack
from cleaner.content.table import read_table
from cleaner.content.tree import (
    Break,
    Heading,
    Image,
    Paragraph,
    Rule,
    Run,
    Text,
    merged,
)
from cleaner.content.whitespace import squeezed
from cleaner.page.page import Form, Kind
from cleaner.page.roles import with_roles
from cleaner.page.structure import enclosing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from cleaner.content.source import Floating, Source
    from cleaner.content.tree import Block, Inline
    from cleaner.page.page import Page, TableCells

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SIGN = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡])[\])]?\s")
"""What a note begins with: a rule before it sets it apart from the text, and is not a break in that."""
ENDINGS = frozenset(".,;:!?)]}’”»")
"""What is right after a word or formula."""


def content_of(page: Page, kept_blocks: NDArray[np.bool_], url: str | None) -> tuple[Block, ...]:
    """The kept content with its markup: links, emphasis, pictures, formulas, footnotes.

    :param kept_blocks: (n,) which blocks of the page are kept.
    :param url: the page's address, which its links are relative to.
    """
    kept = np.flatnonzero(kept_blocks).tolist()
    if not kept:
        return ()
    page = with_roles(page)
    if page.form is Form.TEXT:
        from cleaner.content.scraped_source import ScrapedSource  # only scraped text needs it

        return Builder(page, kept, ScrapedSource(page, kept, url)).build()
    from cleaner.content.markup_source import MarkupSource  # a lot to import where plain text is all that is asked for

    return Builder(page, kept, MarkupSource(page, kept, url)).build()


@dataclass(slots=True)
class Joint:
    """The last paragraph, where what follows may be the rest of it."""

    box: int
    into: list[Block]
    """The blocks of the part that it stands in."""
    is_open: bool = False
    """Whether a formula was put into it, or left out, since: what follows belongs to it."""
    lines: list[Run] = field(default_factory=list)
    """All of a paragraph of scraped text that goes on line by line, until it is complete."""


class Builder:
    """Puts blocks into the tree one after the other."""

    def __init__(
        self, page: Page, kept: list[int], source: Source, tables: dict[int, TableCells] | None = None
    ) -> None:
        self.page = page
        numbers = gutters(page, kept)
        self.kept = [block for block in kept if block not in numbers] if numbers else kept
        self.source = source
        self.code_tables = source.code_tables()
        self.tables: Mapping[int, TableCells] = written_tables(page) if tables is None else tables
        self.paths = Paths(page.boxes, {*self.tables, *self.code_tables}, source.notes.boxes)
        self.surroundings = Surroundings(page, self.kept)
        self.stack = Stack(page, source)
        self.joint: Joint | None = None
        self.is_text = page.form is Form.TEXT
        self.has_formulas = FORMULA in page.boxes.tags
        self.done: set[int] = set()  # tables and formulas that were written
        self.written = 0  # all blocks before this one stand in tables that were written
        self.done_captions: set[int] = set()
        self.floats: list[Floating] = []

    def build(self) -> tuple[Block, ...]:
        """All blocks of the outermost level."""
        self.floats = without_twins(
            (
                one
                for one in self.source.floating()
                if self.surroundings.shows(one.before, one.box) and not leads_home(one.runs)
            ),
            self.surroundings,
        )
        # What stands between blocks comes before the block behind it; rules first, as they end what was before.
        between: list[tuple[int, int, Floating | int]] = [(one.before, one.box, one) for one in self.floats]
        between += [(self.page.boxes.begins[box], box, box) for box in rules(self.page, self.surroundings)]
        between.sort(key=lambda one: one[:2])
        index = 0
        for block in self.kept:
            while index < len(between) and between[index][0] <= block:
                self.between(between[index][2])
                index += 1
            self.block(block)
        for _, _, rest in between[index:]:
            self.between(rest)
        return self.finish()

    def part(self, blocks: Iterable[int]) -> tuple[Block, ...]:
        """Some of the blocks, without what floats, as if no others stood before or after them."""
        for block in blocks:
            self.block(block)
        return self.finish()

    def finish(self) -> tuple[Block, ...]:
        """Close all that is open, and give what was written."""
        self.complete()
        self.joint = None
        return self.stack.finish()

    def block(self, block: int) -> None:
        """Write one block."""
        if block < self.written and block not in self.source.loose:
            return
        blocks, box = self.page.blocks, self.page.blocks.boxes[block]
        path = () if block in self.source.loose else self.paths.to(box)
        if path and path[-1].kind == "table":
            self.table(path[-1].box, path)
            return
        if block in self.source.loose:
            self.complete()
            self.joint = None
        kind = blocks.kinds[block]
        fence = self.source.fence(block)
        if fence is not None:
            self.enter(path)
            self.write(fence)
            return
        owner = enclosing(self.page, box, FORMULA) if self.has_formulas else -1
        if owner >= 0:
            self.formula(owner, path)
            return
        runs = self.source.runs(block)
        if not runs:  # a part of a formula that was written as a whole
            if self.joint is not None:
                self.joint.is_open = True
            return
        level = blocks.levels[block] if kind == Kind.HEADING else self.level_by_role(box)
        if level:
            self.enter(path)
            told = tuple(run for run in runs if not isinstance(run.leaf, Image))  # logos and icons
            self.write(Heading(level, squeezed(told) or runs))
            return
        self.paragraph(runs, box, path)

    def level_by_role(self, box: int) -> int:
        """The level of the heading that a box is by its role; 0 for others."""
        return self.source.level(box) if self.page.boxes.tags[box] in HEADINGS else 0

    def paragraph(self, runs: Inline, box: int, path: tuple[Step, ...]) -> None:
        """Write a paragraph, or the rest of one that a formula has broken."""
        self.enter(path)
        joint = self.joint
        if self.is_text and joint is not None and joint.box == box and joint.into is self.stack.blocks:
            last = self.stack.blocks[-1]  # a line of the same paragraph: verse, an address, the rest of an item
            if isinstance(last, Paragraph):
                joint.lines += (*(() if joint.lines else last.runs), Run(Break()), *runs)
        elif joint is not None and joint.is_open and joint.box == box and joint.into is self.stack.blocks:
            self.prolong(runs)
        else:
            self.write(Paragraph(runs))
            self.joint = Joint(box, self.stack.blocks)

    def complete(self) -> None:
        """Write the lines that the last paragraph went on with, all at once: there may be very many."""
        joint = self.joint
        if joint is not None and joint.lines:
            joint.into[-1] = Paragraph(tuple(joint.lines))
            joint.lines.clear()

    def prolong(self, runs: Inline) -> None:
        """Put more into the last paragraph."""
        last = self.stack.blocks[-1]
        if isinstance(last, Paragraph):
            first = runs[0].leaf
            apart = () if isinstance(first, Text) and first.text[0] in ENDINGS else (Run(Text(" ")),)
            self.stack.blocks[-1] = Paragraph(merged((*last.runs, *apart, *runs)))

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

    def between(self, one: Floating | int) -> None:
        """Write pictures or formulas that stand between blocks, or a thematic break; those in tables are in their cells."""
        path = self.paths.to(one if isinstance(one, int) else one.box)
        if path and path[-1].kind == "table":
            return
        self.enter(path)
        if isinstance(one, int):
            if self.stack.blocks and self.stack.blocks[-1] != Rule():
                self.write(Rule())
            return
        self.write(Paragraph(one.runs))
        for block in self.surroundings.caption(one):
            if block not in self.done_captions and (runs := self.source.runs(block)):
                self.done_captions.add(block)
                self.write(Paragraph(runs, is_caption=True))

    def table(self, table: int, path: tuple[Step, ...]) -> None:
        """Write a table as a whole, when the first of its blocks comes; its caption before it."""
        if table in self.done:
            return
        self.done.add(table)
        self.enter(path[:-1])
        self.written = self.page.boxes.ends[table]
        if table in self.code_tables:
            self.write(self.code_tables[table])
            return
        boxes = self.page.boxes
        inside = self.kept[bisect_left(self.kept, boxes.begins[table]) : bisect_left(self.kept, boxes.ends[table])]
        begin = bisect_left(self.floats, boxes.begins[table], key=lambda one: one.before)
        end = bisect_left(self.floats, boxes.ends[table] + 1, key=lambda one: one.before)
        captions, found = read_table(self.page, self.tables[table], inside, self.source, self.floats[begin:end])
        for runs in captions:
            self.write(Paragraph(runs))
        if found is not None:
            self.write(found)

    def enter(self, path: tuple[Step, ...]) -> None:
        """Close and open until exactly the steps of a path are open."""
        if not self.stack.is_at(path):
            self.complete()
            self.stack.enter(path)

    def write(self, block: Block) -> None:
        """Put a block into what is open."""
        self.complete()
        self.stack.blocks.append(block)
        self.joint = None


def rules(page: Page, surroundings: Surroundings) -> list[int]:
    """The thematic breaks between kept blocks."""
    if "hr" not in page.boxes.tags:
        return []
    boxes, texts = page.boxes, page.blocks.texts
    found = [box for box, tag in enumerate(boxes.tags) if tag == "hr" and surroundings.divides(box)]
    return [box for box in found if not SIGN.match(texts[boxes.begins[box]])]
