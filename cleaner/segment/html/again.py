"""The parts of a page that are read once more for their markup: those with kept blocks, and what may be shown between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Boxes, Page


class KeptParts:
    """A guide that skips boxes in which nothing is kept, and fills the places of their boxes and blocks.

    So every block and box has the number that it had the first time.
    """

    def __init__(self, page: Page, again: Page, kept: NDArray[np.bool_]) -> None:
        self._page = page
        self._texts = again.blocks.texts
        self._needed = needed(page, kept).tolist()

    def enter(self, _around: int, _tag: str, _attributes: int, boxes: Boxes) -> bool:
        """Whether to read the next box."""
        box = len(boxes.tags)
        if self._needed[box]:
            return True
        old = self._page.boxes
        end = end_of(old, box)
        boxes.tags += old.tags[box:end]
        boxes.parents += old.parents[box:end]
        boxes.attributes += old.attributes[box:end]
        boxes.begins += old.begins[box:end]
        boxes.ends += old.ends[box:end]
        self._texts += self._page.blocks.texts[old.begins[box] : old.ends[box]]
        return False


def end_of(boxes: Boxes, box: int) -> int:
    """One past the last box inside a box."""
    parents, end = boxes.parents, box + 1
    while end < len(parents) and parents[end] >= box:
        end += 1
    return end


def needed(page: Page, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(boxes,) which boxes are read: those with kept blocks, empty ones beside such, and figures in or beside what is kept.

    What is between blocks is shown only where a block next to it is kept that the innermost box with text holds, too;
    the blocks of a figure do not count there (see ``cleaner.content.floating``).

    :param kept: (n,) which blocks are kept.
    """
    boxes = page.boxes
    begins, ends = np.array(boxes.begins), np.array(boxes.ends)
    sums = np.concatenate(([0], np.cumsum(kept)))
    beside = np.zeros(len(kept) + 1, dtype=bool)  # whether the block before or behind each place is kept
    beside[1:] |= kept
    beside[:-1] |= kept
    found: NDArray[np.bool_] = (sums[ends] > sums[begins]) | ((begins == ends) & beside[begins])
    for figure in [box for box, tag in enumerate(boxes.tags) if tag == "figure"]:
        begin, end = boxes.begins[figure], boxes.ends[figure]
        if found[figure] or (begin and kept[begin - 1]) or (end < len(kept) and kept[end]):
            found[figure : end_of(boxes, figure)] = True
            around = boxes.parents[figure]
            while around >= 0 and not found[around]:
                found[around] = True
                around = boxes.parents[around]
    return found
