"""Whether what stands between two blocks belongs to the content."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cleaner.content.tree import Image
from cleaner.page.structure import enclosing

if TYPE_CHECKING:
    from collections.abc import Container

    from cleaner.content.tree import Inline
    from cleaner.page.page import Page


AROUND_CONTENT = frozenset(("header", "nav", "footer", "aside", "button", "form"))
"""Elements that are no content where there is no text in them."""


def leads_home(runs: Inline) -> bool:
    """Whether pictures are nothing but the logo that leads to the site's first page."""
    targets = [mark.target for run in runs if isinstance(run.leaf, Image) for mark in run.marks if mark.kind == "link"]
    return bool(targets) and all(urlsplit(target).path in ("", "/") and "?" not in target for target in targets)


def is_shown(page: Page, before: int, box: int, kept: Container[int]) -> bool:
    """Whether a picture or formula is content: it is if the text next to it, in the innermost box with text, is.

    A figure may lose its caption and stay: then what is around the figure counts.

    :param before: the block it stands before.
    :param box: the innermost box it stands in.
    """
    boxes = page.boxes
    begin = end = before
    figure = enclosing(page, box, "figure")
    if figure >= 0:
        begin, end = boxes.begins[figure], boxes.ends[figure]
        if any(number in kept for number in range(begin, end)):
            return True
        box = boxes.parents[figure]
    while box >= 0 and boxes.begins[box] >= begin and boxes.ends[box] <= end:
        if boxes.tags[box] in AROUND_CONTENT:
            return False
        box = boxes.parents[box]
    if box < 0:
        return False
    return (begin > boxes.begins[box] and begin - 1 in kept) or (end < boxes.ends[box] and end in kept)
