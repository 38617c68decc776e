"""The whole page, where some of its boxes were skipped.

``Page.skipped`` has, for every box that was skipped, how many boxes had been read before it. Boxes come in document
order, so that these numbers are enough to find them again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.page.page import Page
from cleaner.segment.html.segment import fill, tree_of
from cleaner.segment.html.walk import SameSkips

if TYPE_CHECKING:
    from cleaner.page.page import Boxes


class Whole(NamedTuple):
    """A whole page, and where what was skipped stands on it."""

    page: Page
    ranges: list[tuple[int, int]]
    """The blocks [begin, end) of each box that was skipped, in order; empty ranges too."""


class Marking:
    """A guide that reads everything, and notes what was skipped the time before."""

    def __init__(self, skipped: list[int]) -> None:
        self._again = SameSkips(skipped)
        self._inside = [False]
        self.found: list[int] = []
        """The boxes that were skipped."""

    def enter(self, around: int, tag: str, attributes: int, boxes: Boxes) -> bool:
        """True: everything is read."""
        inside = self._inside[around]
        if not inside and not self._again.enter(around, tag, attributes, boxes):
            inside = True
            self.found.append(len(self._inside))
        self._inside.append(inside)
        return True


def whole(page: Page) -> Whole:
    """Segment the source of a page once more, all of it."""
    tree = tree_of(page)
    again = Page(form=page.form, source=page.source, hints=page.hints, origin=page.origin)
    guide = Marking(page.skipped)
    fill(again, tree, guide=guide)
    return Whole(again, [(again.boxes.begins[box], again.boxes.ends[box]) for box in guide.found])
