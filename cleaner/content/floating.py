"""Whether what stands between two blocks belongs to the content: pictures, formulas, thematic breaks, captions."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cleaner.content.images import same_picture
from cleaner.content.tree import Image
from cleaner.page.page import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.content.source import Floating
    from cleaner.content.tree import Inline
    from cleaner.page.page import Page


AROUND_CONTENT = frozenset(("header", "nav", "footer", "aside", "button", "form"))
"""Elements that are not content where there is no text in them."""
MOST_AROUND = 60
"""How many boxes around a picture are looked at."""
CAPTION_BLOCKS = 4
"""The largest number of blocks in the caption of a picture."""


class Surroundings:
    """What of a page is kept, to be asked of many places."""

    def __init__(self, page: Page, kept: Sequence[int]) -> None:
        self._page = page
        is_kept = bytearray(len(page) + 1)
        for block in kept:
            is_kept[block] = 1
        self._is_kept = is_kept
        self._sums = [0, *accumulate(is_kept)]
        self._figures = innermost(page, "figure") if "figure" in page.boxes.tags else None

    def count(self, begin: int, end: int) -> int:
        """How many of the blocks [begin, end) are kept."""
        return self._sums[end] - self._sums[begin]

    def figure(self, box: int) -> int:
        """The innermost figure around a box; -1 where there is none."""
        return -1 if self._figures is None else self._figures[box]

    def shows(self, before: int, box: int) -> bool:
        """Whether a picture or formula is content: it is if the text next to it, in the innermost box with text, is.

        A figure may lose its caption and stay: then what is around the figure counts.

        :param before: the block it stands before.
        :param box: the innermost box it stands in.
        """
        boxes = self._page.boxes
        begin = end = before
        figure = self.figure(box)
        if figure >= 0:
            begin, end = boxes.begins[figure], boxes.ends[figure]
            if self.count(begin, end):
                return True
            box = boxes.parents[figure]
        for _ in range(MOST_AROUND):
            if box < 0 or boxes.begins[box] < begin or boxes.ends[box] > end:
                break
            if boxes.tags[box] in AROUND_CONTENT:
                return False
            box = boxes.parents[box]
        if box < 0:
            return False
        return (begin > boxes.begins[box] and self._is_kept[begin - 1] == 1) or (
            end < boxes.ends[box] and self._is_kept[end] == 1
        )

    def divides(self, box: int) -> bool:
        """Whether a thematic break stands between two kept blocks of the same part of the page."""
        boxes = self._page.boxes
        before, parent = boxes.begins[box], boxes.parents[box]
        return (
            boxes.begins[parent] < before < boxes.ends[parent]
            and self._is_kept[before - 1] == 1
            and self._is_kept[before] == 1
        )

    def caption(self, floating: Floating) -> list[int]:
        """The blocks that are the caption of a picture, where none of them is kept."""
        page, boxes = self._page, self._page.boxes
        figure = self.figure(floating.box)
        box = figure if figure >= 0 else boxes.parents[floating.box]
        if box < 0 or not any(isinstance(run.leaf, Image) for run in floating.runs):
            return []
        begin, end = boxes.begins[box], boxes.ends[box]
        if not 0 < end - begin <= CAPTION_BLOCKS or self.count(begin, end) or floating.before >= end:
            return []
        found = [block for block in range(floating.before, end) if is_caption(page, block)]
        return found if figure >= 0 or len(found) == end - begin else []


def is_caption(page: Page, block: int) -> bool:
    """Whether a block is the caption of something, by its element or by its class."""
    if page.blocks.kinds[block] == Kind.CAPTION:
        return True
    boxes = page.boxes
    box = page.blocks.boxes[block]
    return "caption" in boxes.attribute_sets[boxes.attributes[box]].classes.lower()


def innermost(page: Page, tag: str) -> list[int]:
    """Of each box, the innermost one of a tag around it, or itself; -1 where there is none."""
    found: list[int] = []
    for box, (own, parent) in enumerate(zip(page.boxes.tags, page.boxes.parents, strict=True)):
        found.append(box if own == tag else found[parent] if parent >= 0 else -1)
    return found


def leads_home(runs: Inline) -> bool:
    """Whether pictures are nothing but the logo that leads to the site's first page."""
    targets = [mark.target for run in runs if isinstance(run.leaf, Image) for mark in run.marks if mark.kind == "link"]
    return bool(targets) and all(urlsplit(target).path in ("", "/") and "?" not in target for target in targets)


def without_twins(floats: Iterable[Floating], surroundings: Surroundings) -> list[Floating]:
    """What floats, without the other sizes of a picture that a page has for other screens."""
    out: list[Floating] = []
    for one in floats:
        before = out[-1] if out else None
        if before is not None and before.before == one.before and is_twin(before, one, surroundings):
            continue
        out.append(one)
    return out


def is_twin(one: Floating, other: Floating, surroundings: Surroundings) -> bool:
    """Whether two pictures next to each other are one: by their files, or by what they say in the same figure."""
    pictures = [[run.leaf for run in floating.runs if isinstance(run.leaf, Image)] for floating in (one, other)]
    if not (len(pictures[0]) == len(pictures[1]) == len(other.runs) == 1):
        return False
    first, second = pictures[0][0], pictures[1][0]
    if same_picture(first, second):
        return True
    figure = surroundings.figure(one.box)
    return figure >= 0 and figure == surroundings.figure(other.box) and first.alt == second.alt != ""
