"""Scraped text to blocks: a line is a block; runs of bullets are lists, runs of short and of long lines are boxes.

The boxes stand in for those of markup, so that the same features and the same network see the structure: a section
begins at a heading, or where short lines follow long ones; in it, runs of short lines and runs of long lines are boxes
of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cleaner.errors import TooManyLinesError
from cleaner.page.page import Attributes, Blocks, Boxes, Form, Kind, Page
from cleaner.segment.space import HAS_INVISIBLE, visible, wide
from cleaner.segment.text.lines import Line, Shape, read_lines, split_row
from cleaner.segment.text.markup import is_markdown, read_markup

if TYPE_CHECKING:
    from cleaner.segment.text.markup import Reading

LONG, LONG_WIDE = 80, 30
"""Characters from which on a line is running text; the second for scripts without spaces."""
TAGS = {
    Shape.PLAIN: "p", Shape.MORE: "p", Shape.IMAGE: "img", Shape.CODE: "pre", Shape.QUOTE: "p", Shape.ITEM: "li",
}  # fmt: skip
KINDS = {
    Shape.PLAIN: Kind.PARAGRAPH, Shape.MORE: Kind.LIST_ITEM, Shape.IMAGE: Kind.OTHER, Shape.CODE: Kind.CODE,
    Shape.QUOTE: Kind.QUOTE, Shape.ITEM: Kind.LIST_ITEM, Shape.HEADING: Kind.HEADING, Shape.ROW: Kind.CELL,
}  # fmt: skip
MOST_LINES, MOST_BLOCKS = 1_000_000, 300_000
"""What has more is not a page; scoring it would take gigabytes of memory."""
APART = "apart"
"""The inline name of a block with an empty line before it."""


def segment_text(text: str) -> Page:
    """Segment text that someone already scraped. Linear in its length; NULs and invisible characters are dropped.

    :raises TooManyLinesError: there are more lines or cells than one page can have.
    """
    if text.count("\n") > MOST_LINES:
        raise TooManyLinesError(text.count("\n"), "lines", MOST_LINES)
    page = build(text)
    if len(page) > MOST_BLOCKS:
        raise TooManyLinesError(len(page), "blocks", MOST_BLOCKS)
    return page


def marks_of(page: Page) -> list[Line]:
    """(n,) the line each block came from, with its own markup, for views that keep it."""
    if not isinstance(page.origin, TextLines):
        page.origin = build(page.source).origin
    assert isinstance(page.origin, TextLines)
    return page.origin.lines


def build(text: str) -> Page:
    """Read a text."""
    builder = Builder(text)
    builder.build()
    return builder.page


class TextLines:
    """The line each block of a text came from. Pickled without: they are read again from the text where they are needed."""

    __slots__ = ("lines",)

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines

    def __reduce__(self) -> tuple[type[object], tuple[()]]:
        """Nothing."""
        return object, ()


def is_long(text: str) -> bool:
    """Whether a line is running text, by its length."""
    length = len(text)
    return length >= LONG or (length >= LONG_WIDE and wide(text[length // 2]))


@dataclass(slots=True)
class Builder:
    """The page that is being written, and the boxes that are open."""

    source: str
    page: Page = field(init=False)
    origins: list[Line] = field(default_factory=list)
    section: int = -1
    run: int = -1
    """The open box of short lines, of long lines, a list or a table; -1 for none."""
    run_of: str = ""
    item: int = -1
    lists: list[tuple[int, int]] = field(default_factory=list)
    """Open lists with their indentation, outermost first."""
    images: int = 0
    sets: dict[str, int] = field(default_factory=lambda: {"": 0})

    def build(self) -> None:
        """Write all blocks."""
        source = self.source
        if not source.isascii() and HAS_INVISIBLE.search(source) is not None:
            source = "\n".join(map(visible, source.split("\n")))  # by line: each must read the same without the others
        self.page = Page(form=Form.TEXT, source=self.source, origin=TextLines(self.origins))
        boxes = self.page.boxes
        self.open("body", -1)
        markdown = is_markdown(source)
        lines = read_lines(source)
        stanzas = keeps_lines(lines)
        before: Line | None = None
        for line in lines:
            self.add(line, before, markdown, stanzas)
            before = line
        n = len(self.page.blocks.texts)
        boxes.ends[0] = n
        close_boxes(boxes, self.page.blocks, n)

    def open(self, tag: str, parent: int, names: str = "") -> int:
        """Begin a box at the next block; boxes are closed in the end."""
        boxes = self.page.boxes
        boxes.tags.append(tag)
        boxes.parents.append(parent)
        number = self.sets.get(names)
        if number is None:
            number = self.sets[names] = len(boxes.attribute_sets)
            boxes.attribute_sets.append(Attributes(classes=names))
        boxes.attributes.append(number)
        boxes.begins.append(len(self.page.blocks.texts))
        boxes.ends.append(len(self.page.blocks.texts))
        return len(boxes.tags) - 1

    def add(self, line: Line, before: Line | None, markdown: bool, stanzas: bool) -> None:
        """Add the blocks of one line."""
        if line.shape is Shape.ROW:
            self.add_row(line, markdown)
            return
        literal = line.shape in (Shape.CODE, Shape.IMAGE)
        reading = None if literal else read_markup(line.text, markdown)
        text = reading.text if reading is not None else line.text
        if not text:
            self.images += reading.images if reading is not None else 0
            return
        self.images += line.shape is Shape.IMAGE
        box = self.box_for(line, before, text, stanzas)
        self.write(text, KINDS[line.shape], line.level if line.shape is Shape.HEADING else 0, box, reading, line)

    def box_for(self, line: Line, before: Line | None, text: str, stanzas: bool) -> int:
        """The innermost box of a line, opened where it is a new one."""
        shape = line.shape
        if shape is Shape.HEADING:
            self.begin_section()
            return self.open(f"h{line.level}", self.section)
        if shape is Shape.ITEM:
            return self.box_of_item(line)
        if shape is Shape.MORE and self.item >= 0:
            return self.item
        if shape is Shape.IMAGE:
            parent = self.run if self.run_of in ("short", "long") else self.in_section()
            return self.open("img", parent)
        kind = (
            "quote" if shape is Shape.QUOTE else "code" if shape is Shape.CODE else "long" if is_long(text) else "short"
        )
        same = self.run_of == kind
        if not same:
            if kind == "short" and self.run_of in ("long", "quote", "code"):
                self.section = -1
            self.begin_run("blockquote" if kind == "quote" else "div", kind)
        elif (
            ((stanzas and kind == "short") or kind == "quote")
            and not line.apart
            and before is not None
            and before.shape is shape
            and self.page.boxes.tags[-1] == "p"
        ):
            return len(self.page.boxes.tags) - 1  # verse and addresses: lines of one paragraph
        return self.open(TAGS[shape], self.run)

    def box_of_item(self, line: Line) -> int:
        """The box of a list item, in the list that its indentation calls for."""
        if self.run_of != "list" or (line.level <= self.lists[0][0] and self.changes_list(line)):
            self.begin_run(*list_names(line))
            self.run_of = "list"
            self.lists = [(line.level, self.run)]
        while len(self.lists) > 1 and line.level < self.lists[-1][0]:
            self.lists.pop()
        if line.level >= self.lists[-1][0] + 2 and self.item >= 0 and len(self.lists) < 6:
            tag, names = list_names(line)
            self.lists.append((line.level, self.open(tag, self.item, names)))
        self.item = self.open("li", self.lists[-1][1])
        return self.item

    def changes_list(self, line: Line) -> bool:
        """Whether an item is numbered and the outermost list is not, or the other way round."""
        return self.page.boxes.tags[self.lists[0][1]] != list_names(line)[0]

    def add_row(self, line: Line, markdown: bool) -> None:
        """Add the cells of a table's row."""
        if self.run_of != "table" or line.apart:
            self.begin_run("table", "table")
        row = self.open("tr", self.run)
        for cell in split_row(line.raw):
            reading = read_markup(cell, markdown)
            if reading.text:
                self.write(reading.text, Kind.CELL, 0, self.open("td", row), reading, line)

    def begin_section(self) -> None:
        """Begin a section; what was open in the one before is closed."""
        self.section = self.open("section", 0)
        self.run, self.run_of, self.item = -1, "", -1

    def in_section(self) -> int:
        """The open section; a new one where none is."""
        if self.section < 0:
            self.begin_section()
        return self.section

    def begin_run(self, tag: str, names: str) -> None:
        """Begin a run of lines of one kind."""
        self.run = self.open(tag, self.in_section(), names)
        self.run_of, self.item = names, -1

    def write(self, text: str, kind: Kind, level: int, box: int, reading: Reading | None, line: Line) -> None:
        """Add one block."""
        blocks = self.page.blocks
        blocks.texts.append(text)
        blocks.kinds.append(int(kind))
        blocks.levels.append(level)
        blocks.boxes.append(box)
        blocks.link_chars.append(reading.link_chars if reading else 0)
        blocks.links.append(reading.links if reading else 0)
        blocks.emphasis.append(reading.emphasis if reading else 0)
        blocks.images.append(self.images + (reading.images if reading else 0))
        blocks.controls.append(0)
        blocks.inlines.append(APART if line.apart else "")
        self.images = 0
        self.origins.append(line)


def list_names(line: Line) -> tuple[str, str]:
    """The tag of the list that an item begins, and what it is like."""
    return "ol" if line.marker[0].isdigit() else "ul", "lone" if line.lone else "inline"


def keeps_lines(lines: list[Line]) -> bool:
    """Whether single line breaks mean something in a text: it sets its paragraphs apart, or has no long lines."""
    apart = any(line.apart for line in lines[1:])
    return apart or not any(line.shape is Shape.PLAIN and is_long(line.text) for line in lines)


def close_boxes(boxes: Boxes, blocks: Blocks, n: int) -> None:
    """Write where each box ends: at its last block or that of the boxes inside it."""
    ends, parents = boxes.ends, boxes.parents
    for number, box in enumerate(blocks.boxes):
        ends[box] = number + 1
    for box in range(len(ends) - 1, 0, -1):
        parent = parents[box]
        if ends[parent] < ends[box]:
            ends[parent] = ends[box]
