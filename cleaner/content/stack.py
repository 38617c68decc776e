"""The parts of the tree that are still being written: lists and their items, definitions, quotes, notes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cleaner.content.notes import note_of
from cleaner.content.paths import Step
from cleaner.content.tree import Check, Definition, Definitions, List, Paragraph, Quote, Run, Text
from cleaner.content.whitespace import squeezed

if TYPE_CHECKING:
    from cleaner.content.source import Source
    from cleaner.content.tree import Block
    from cleaner.page.page import Page


@dataclass(slots=True)
class Open:
    """A part of the tree that is still being written."""

    step: Step
    blocks: list[Block] = field(default_factory=list)
    parts: list[Open] = field(default_factory=list)
    """The items of a list, the terms and definitions of a definition list."""
    number: int | None = None
    """The number of the first item of an ordered list."""
    check: bool | None = None
    """Whether the task that an item is, is done."""


class Stack:
    """What is open, the root first."""

    def __init__(self, page: Page, source: Source) -> None:
        self.tags = page.boxes.tags
        self.source = source
        self.numbers = item_numbers(page, source)
        self.open = [Open(Step("root", 0))]

    @property
    def blocks(self) -> list[Block]:
        """The blocks of the innermost open part."""
        return self.open[-1].blocks

    def is_at(self, path: tuple[Step, ...]) -> bool:
        """Whether exactly the steps of a path are open."""
        return len(self.open) == len(path) + 1 and all(
            part.step == step for part, step in zip(self.open[1:], path, strict=True)
        )

    def finish(self) -> tuple[Block, ...]:
        """Close all that is open, and give what was written."""
        while len(self.open) > 1:
            self.shut()
        content = tuple(self.open[0].blocks)
        self.open = [Open(Step("root", 0))]
        return content

    def enter(self, path: tuple[Step, ...]) -> None:
        """Close and open until exactly the steps of a path are open."""
        same = 0
        while same < min(len(path), len(self.open) - 1) and self.open[same + 1].step == path[same]:
            same += 1
        while len(self.open) > same + 1:
            self.shut()
        for step in path[same:]:
            if step.kind == "item":
                self.begin_item(self.numbers.get(step.box))
            opened = Open(step)
            if step.kind == "item" and step.box >= 0:
                opened.check = self.source.check(step.box)
            self.open.append(opened)

    def begin_item(self, number: int | None) -> None:
        """Number the list that is open; where numbers jump, begin a new one."""
        around = self.open[-1]
        if around.parts and None not in (number, around.number) and number != (around.number or 0) + len(around.parts):
            self.shut()
            around = Open(around.step)
            self.open.append(around)
        if not around.parts:
            around.number = number

    def shut(self) -> None:
        """Close the innermost open part and put it where it belongs."""
        part = self.open.pop()
        around = self.open[-1]
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
        """The block that an open part becomes; None if nothing is in it."""
        match part.step.kind:
            case "list":
                items = tuple(with_check(item) for item in part.parts if item.blocks)
                ordered = part.step.box >= 0 and self.tags[part.step.box] == "ol"
                if not items:
                    return None
                number = 1 if ordered and part.number is None else part.number
                return List(items, number, self.source.delimiter(part.parts[0].step.box))
            case "dl":
                parts = [
                    Definition(tuple(one.blocks), self.tags[one.step.box] == "dt") for one in part.parts if one.blocks
                ]
                return Definitions(tuple(parts)) if parts else None
            case "quote":
                return Quote(tuple(part.blocks)) if part.blocks else None
            case _:
                label = self.source.notes.boxes[part.step.box][1]
                return note_of(label, part.blocks, self.tags[part.step.box]) if part.blocks else None


def with_check(item: Open) -> tuple[Block, ...]:
    """The blocks of an item, with the box of the task that it is."""
    first = item.blocks[0]
    if item.check is None or not isinstance(first, Paragraph):
        return tuple(item.blocks)
    runs = (Run(Check(item.check)), Run(Text(" ")), *first.runs)
    return (Paragraph(squeezed(runs)), *item.blocks[1:])


def item_numbers(page: Page, source: Source) -> dict[int, int]:
    """The number of each item of an ordered list, as the page counts them."""
    boxes = page.boxes
    numbers: dict[int, int] = {}
    if "ol" not in boxes.tags:
        return numbers
    following: dict[int, int] = {}
    steps: dict[int, int] = {}
    items = Counter(boxes.parents[box] for box, tag in enumerate(boxes.tags) if tag == "li")
    for box, tag in enumerate(boxes.tags):
        parent = boxes.parents[box]
        if tag == "ol":
            begin = source.number(box)
            steps[box] = -1 if source.is_reversed(box) else 1
            following[box] = (items[box] if steps[box] < 0 else 1) if begin is None else begin
        elif tag == "li" and parent in following:
            own = source.number(box)
            numbers[box] = following[parent] if own is None else own
            following[parent] = numbers[box] + steps[parent]
    return numbers
