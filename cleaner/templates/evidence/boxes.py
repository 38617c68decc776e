"""Boxes of their own on a page: those that begin with a text which the site repeats, and do not hold the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.templates.site.paths import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

FIRST = 2
"""Paragraphs of the article, the first ones, that tell where it stands: what follows may be a list of other stories."""
MOST_OUTER = 3
"""How many boxes around a heading may be between it and what it is the heading of."""


class OwnBoxes(NamedTuple):
    """How the blocks of a page stand to the boxes of its article and to those under a heading."""

    with_article: Bools
    """(n,) which stand at the place of one of the article's first paragraphs."""
    beside_article: Bools
    """(n,) which stand in the box around one of them, at any place."""
    heading: Ints
    """(n,) the block at the beginning of the box of its own that a block stands in; -1 for none."""
    first: tuple[str, ...]
    """The places of the article's first paragraphs."""


def own_boxes(places: Sequence[str], above: Ints, paragraphs: Bools) -> OwnBoxes:
    """Tell the boxes of a page from the paths of its blocks.

    :param places: (n,) the path of each block.
    :param above: (n,) the number of the block with the recurring text above each one; -1 for none.
    :param paragraphs: (n,) which blocks are paragraphs of the article, as the scorer sees it.
    """
    first = list(dict.fromkeys(places[k] for k in np.flatnonzero(paragraphs)[:FIRST].tolist()))
    around = tuple(dict.fromkeys(outer(place) + SEPARATOR for place in first))
    n = len(places)
    heading = np.full(n, -1, dtype=np.int64)
    boxes: dict[str, str] = {}
    for block, over in enumerate(above.tolist()) if first else ():
        if over < 0:
            continue
        head = places[over]
        if head not in boxes:
            boxes[head] = own_box(head, first)
        if boxes[head] and places[block].startswith(boxes[head]):
            heading[block] = over
    return OwnBoxes(
        np.fromiter((place in first for place in places), dtype=np.bool_, count=n),
        np.fromiter((place.startswith(around) for place in places), dtype=np.bool_, count=n),
        heading,
        tuple(first),
    )


def own_box(head: str, first: Sequence[str]) -> str:
    """The outermost box around a heading that is near it and does not hold the article's first paragraphs, or nothing."""
    found = ""
    box = outer(head)
    for _ in range(MOST_OUTER):
        name = box + SEPARATOR
        if not box or any(place.startswith(name) for place in first):
            break
        found = name
        box = outer(box)
    return found


def outer(path: str) -> str:
    """The path of the box around a box."""
    return path.rpartition(SEPARATOR)[0]
