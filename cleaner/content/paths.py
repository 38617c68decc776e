"""Which lists, quotes, tables and notes each box stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cleaner.page.structure import LISTS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from cleaner.page.page import Boxes

DEEPEST = 14
"""Lists, items and quotes around a block that are shown; parsers of Markdown give up at twenty levels."""
HOLDS = {"list": "item", "dl": "part"}
"""What has no content of its own, but only parts."""


class Step(NamedTuple):
    """One thing around a block: ``quote``, ``list``, ``item``, ``dl``, ``part``, ``note`` or ``table``."""

    kind: str
    box: int
    """Its box; less than zero for lists that the page left out around its items."""


Path: TypeAlias = tuple[Step, ...]


class Paths:
    """What is around each box, outermost first; every box is looked at once."""

    def __init__(self, boxes: Boxes, tables: Collection[int], notes: Mapping[int, tuple[int, str]]) -> None:
        self._boxes = boxes
        self._tables = tables
        self._notes = notes
        self._known: dict[int, Path] = {-1: ()}
        self._shown: dict[int, Path] = {}

    def to(self, box: int) -> Path:
        """What is around a box; lists of which no item is around it are left out."""
        shown = self._shown.get(box)
        if shown is None:
            shown = self._shown[box] = self._without_loose(self._to(box))
        return shown

    @staticmethod
    def _without_loose(path: Path) -> Path:
        return tuple(
            step
            for place, step in enumerate(path)
            if step.kind not in HOLDS
            or (place + 1 < len(path) and path[place + 1].kind in (HOLDS[step.kind], step.kind))
        )

    def _to(self, box: int) -> Path:
        missing = []
        while box not in self._known:
            missing.append(box)
            box = self._boxes.parents[box]
        path = self._known[box]
        for inner in reversed(missing):
            path = self._known[inner] = self._with(path, inner)
        return path

    def _with(self, path: Path, box: int) -> Path:
        """The path of what stands directly in a box with this path around it."""
        tag = self._boxes.tags[box]
        last = path[-1].kind if path else ""
        if last == "table":
            return path
        if box in self._tables:
            return (*path, Step("table", box))
        if box in self._notes:
            return (*(path[:-1] if last in HOLDS else path), Step("note", self._notes[box][0]))
        if len(path) >= DEEPEST:
            return path
        if tag == "blockquote":
            return (*path, Step("quote", box))
        if tag in LISTS:
            return (*path, Step("list", box))
        if tag == "li":
            around = path if last == "list" else (*path, Step("list", -2 - self._boxes.parents[box]))
            return (*around, Step("item", box))
        if tag == "dl":
            return (*path, Step("dl", box))
        if tag in ("dt", "dd") and last == "dl":
            return (*path, Step("part", box))
        return path
