"""The page as the steps after segmentation see it: blocks of text, and the boxes they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Literal, NamedTuple


class Form(StrEnum):
    """What a source is: markup, or text that someone already scraped."""

    HTML = "html"
    TEXT = "text"


FormName = Literal["auto", "html", "text"]
"""What callers may say of a source; ``auto`` looks at it."""


class Kind(IntEnum):
    """What a block is on the page."""

    OTHER = 0
    HEADING = 1
    PARAGRAPH = 2
    LIST_ITEM = 3
    CELL = 4
    CODE = 5
    QUOTE = 6
    CAPTION = 7


class Attributes(NamedTuple):
    """The attributes of a box that say what it is for."""

    classes: str = ""
    id: str = ""
    role: str = ""
    itemprop: str = ""
    label: str = ""
    """The value of ``aria-label``, or the names of ``data-`` attributes that say what a component is."""
    hidden: bool = False
    """By the ``hidden`` attribute, ``aria-hidden`` or an inline style."""


NO_ATTRIBUTES = Attributes()


@dataclass(slots=True)
class Boxes:
    """The block-level elements of a page in document order, as columns; box 0 is the root."""

    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    """The index of the box around each one; -1 for the root."""
    attributes: list[int] = field(default_factory=list)
    """The place of each box's attributes in ``attribute_sets``."""
    attribute_sets: list[Attributes] = field(default_factory=lambda: [NO_ATTRIBUTES])
    """The distinct attributes of the page; the first are none at all."""
    begins: list[int] = field(default_factory=list)
    """The first block inside each box."""
    ends: list[int] = field(default_factory=list)
    """One past the last block inside each box."""
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    """How many columns and rows those cells of tables cover that say so; 0 rows are all that follow."""


Row = tuple[int, int, int, int, int, int, int, int, str]
"""What :class:`Blocks` has of one block behind its text, in the order in which it is declared there."""


@dataclass(slots=True)
class Blocks:
    """The blocks of a page in reading order, as columns of one length: arrays, not objects, for speed."""

    texts: list[str] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    """Values of :class:`Kind`."""
    levels: list[int] = field(default_factory=list)
    """1 to 6 for a heading, else 0."""
    boxes: list[int] = field(default_factory=list)
    """The innermost box around each block."""
    link_chars: list[int] = field(default_factory=list)
    """Characters of the text, white space not counted, that are inside links."""
    links: list[int] = field(default_factory=list)
    """How many links begin in the block."""
    emphasis: list[int] = field(default_factory=list)
    """How many bold, strong or emphasised runs begin in the block."""
    images: list[int] = field(default_factory=list)
    """Images between the block before and the end of this one."""
    controls: list[int] = field(default_factory=list)
    """Form controls between the block before and the end of this one."""
    inlines: list[str] = field(default_factory=list)
    """Class words of the inline elements in the block, separated by spaces."""

    def fill(self, rows: list[Row]) -> None:
        """Set all columns but the texts."""
        (
            self.kinds, self.levels, self.boxes, self.link_chars, self.links, self.emphasis, self.images,
            self.controls, self.inlines,
        ) = map(list, zip(*rows, strict=True))  # fmt: skip


class Hints(NamedTuple):
    """What a page's head says of its content."""

    title: str = ""
    """What the page calls itself; empty if it does not."""
    description: str = ""
    types: frozenset[str] = frozenset()
    """Declared kinds of the page and of what is on it: schema.org types, and OpenGraph types behind ``og:``."""
    body: str = ""
    """The article's text, where the page repeats it for search engines; HTML in it is not resolved."""
    headline: str = ""
    """What the page is called where it is shared (``og:title``): seldom with the site's name."""
    site: str = ""
    """What the site is called (``og:site_name``)."""


@dataclass(slots=True)
class TableCells:
    """The cells of a table as the page has them: rows of boxes, in the order in which they are shown."""

    table: int
    rows: list[list[int]]
    headed: bool = False
    """Whether there is a ``<thead>``, and the first row is in it."""


MOST_STEPS = 50
"""Boxes around a block that are named: no page that people made has more, and what is written stays in proportion."""


@dataclass(slots=True)
class Page:
    """One segmented page. ``source`` is the very text that was segmented: views that need markup walk it again."""

    form: Form
    source: str
    hints: Hints = Hints()
    boxes: Boxes = field(default_factory=Boxes)
    blocks: Blocks = field(default_factory=Blocks)
    elements: frozenset[str] = frozenset()
    """The names of the elements that were read; ``math/tex`` where a script is one. Views need not look for what is not among them."""
    skipped: list[int] = field(default_factory=list)
    """Boxes that were skipped unread, with all that is in them: how many boxes had been read before each."""
    origin: object = field(default=None, repr=False, compare=False)
    """What it was read from, for views that need more than blocks: a tree of markup, or lines of text."""
    data_tables: dict[int, TableCells] | None = field(default=None, init=False, repr=False, compare=False)
    """See :func:`cleaner.page.tables.data_tables`, which looks for them once."""

    def __len__(self) -> int:
        """How many blocks the page has."""
        return len(self.blocks.texts)

    def ancestors(self, block: int) -> list[int]:
        """The boxes around a block, innermost first."""
        found = []
        box = self.blocks.boxes[block]
        while box >= 0:
            found.append(box)
            box = self.boxes.parents[box]
        return found

    def paths(self, separator: str = " > ") -> list[str]:
        """Where each block stands, for people: tags with their first two classes, outermost first.

        Of more boxes than ``MOST_STEPS``, the outermost and the innermost.
        """
        boxes = self.boxes
        classes = [own.classes.split()[:2] for own in boxes.attribute_sets]
        steps = [".".join([tag, *classes[own]]) for tag, own in zip(boxes.tags, boxes.attributes, strict=True)]
        depths: list[int] = []
        found: dict[int, str] = {}  # of the boxes with blocks in them
        deep = set(self.blocks.boxes)
        for box, (parent, step) in enumerate(zip(boxes.parents, steps, strict=True)):
            depth = depths[parent] + 1 if parent >= 0 else 0
            depths.append(depth)
            if boxes.begins[box] == boxes.ends[box]:
                continue
            if depth < MOST_STEPS:
                found[box] = step if parent < 0 else f"{found[parent]}{separator}{step}"
            elif box in deep:
                inner = [box]
                while len(inner) < MOST_STEPS - 1:
                    inner.append(boxes.parents[inner[-1]])
                found[box] = separator.join([steps[0], "…", *[steps[one] for one in reversed(inner)]])
        return [found[box] for box in self.blocks.boxes]
