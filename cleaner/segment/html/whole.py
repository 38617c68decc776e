"""Pages of which some boxes were passed by: the same walk again, and the whole page with what was left out.

``Page.passed`` has, for every box that was passed by, how many boxes had been read before it. Boxes come in document
order, so that these numbers are enough to find them again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.page.page import Page
from cleaner.segment.html.segment import fill
from cleaner.segment.html.tree import parse

if TYPE_CHECKING:
    from cleaner.document import Document
    from cleaner.page.page import Boxes


class Whole(NamedTuple):
    """A whole page, and where what was passed by stands on it."""

    page: Page
    ranges: list[tuple[int, int]]
    """The blocks [begin, end) of each box that was passed by, in order; empty ranges too."""


class Again:
    """A guide that passes by the same boxes again."""

    def __init__(self, passed: list[int]) -> None:
        self._passed = passed
        self._next = 0
        self._read = 1  # the body

    def enter(self, _around: int, _tag: str, _attributes: int, _boxes: Boxes) -> bool:
        """Whether to read the next box."""
        if self._next < len(self._passed) and self._passed[self._next] == self._read:
            self._next += 1
            return False
        self._read += 1
        return True


class Marking:
    """A guide that reads everything, and notes what was passed by the time before."""

    def __init__(self, passed: list[int]) -> None:
        self._again = Again(passed)
        self._inside = [False]
        self.found: list[int] = []
        """The boxes that were passed by."""

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
    again = Page(form=page.form, source=page.source, hints=page.hints)
    guide = Marking(page.passed)
    fill(again, parse(page.source), guide=guide)
    return Whole(again, [(again.boxes.begins[box], again.boxes.ends[box]) for box in guide.found])


def complete(document: Document) -> Document:
    """A document with the blocks that were passed by, as removed."""
    from cleaner.document import Decider

    page, ranges = whole(document.page)
    n = len(page)
    rest = np.ones(n, dtype=bool)
    scores = np.zeros(n, dtype=np.float32)
    by, pages = [Decider.TEMPLATE] * n, [0] * n
    for (begin, end), passed in zip(ranges, document.passed, strict=True):
        rest[begin:end] = False
        scores[begin:end] = passed.score
        pages[begin:end] = [passed.pages] * (end - begin)
    at = np.flatnonzero(rest)
    scores[at] = document.scores
    kept = np.zeros(n, dtype=bool)
    kept[at] = document.kept
    for number, place in enumerate(at.tolist()):
        by[place] = document.decided_by[number]
        pages[place] = document.decided_from[number]
    title = None if document.title_block is None else int(at[document.title_block])
    return replace(
        document,
        page=page,
        scores=scores,
        kept=kept,
        decided_by=tuple(by),
        decided_from=tuple(pages),
        title_block=title,
        passed=(),
    )
