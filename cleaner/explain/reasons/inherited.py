"""What the boxes around each box say, derived from its parent and itself, so that deep pages cost no more than flat ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.explain.reasons.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cleaner.page.page import Boxes

MARGIN = re.compile(r"(?<![a-z])side-?bar|widget-area", re.I)


class Inherited(NamedTuple):
    """What a box and all boxes around it say. Depths are those of boxes in the page; the outermost box has 0."""

    depth: int
    near: Mapping[Reason, int] = {}
    """The depth of the innermost box that says so; boxes that hold the article say nothing."""
    far: Mapping[Reason, int] = {}
    """The same of the outermost box."""
    in_foot: bool = False
    """Whether one of them is the foot of the site."""
    in_article_of_comments: bool = False
    """Whether one that holds the article is of readers' comments, as in a forum."""
    in_main: bool = False
    """Whether one is what the page calls its main part."""
    in_margin: bool = False
    """Whether one stands beside the main part of the page."""


OUTSIDE = Inherited(-1)


def inherited(
    boxes: Boxes,
    names_of: Callable[[int], Iterable[Reason]],
    holds_article: Callable[[int], bool],
    is_foot: Callable[[int], bool],
) -> list[Inherited]:
    """Of every box, what it and the boxes around it say.

    :param names_of: what a box says of itself.
    :param holds_article: whether a box holds a part of the article worth naming.
    :param is_foot: whether a box with legal matters in it stands at the foot of the site.
    """
    margins = [MARGIN.search(own.classes) is not None for own in boxes.attribute_sets]
    found: list[Inherited] = []
    for box, (tag, parent) in enumerate(zip(boxes.tags, boxes.parents, strict=True)):
        _, near, far, in_foot, of_comments, in_main, in_margin = outer = found[parent] if parent >= 0 else OUTSIDE
        depth = outer.depth + 1
        reasons = names_of(box)
        if reasons and holds_article(box):
            of_comments = of_comments or Reason.COMMENTS in reasons
        elif reasons:
            in_foot = in_foot or (Reason.LEGAL in reasons and is_foot(box))
            own = dict.fromkeys(reasons, depth)
            near, far = {**near, **own}, {**own, **far}
        in_main = in_main or tag in ("main", "article")
        in_margin = in_margin or tag == "aside" or margins[boxes.attributes[box]]
        found.append(Inherited(depth, near, far, in_foot, of_comments, in_main, in_margin))
    return found
