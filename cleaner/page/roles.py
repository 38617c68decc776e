"""What elements are by their role: pages without tables, lists and headings of HTML's own name them so (WAI-ARIA 1.2)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaner.page.page import Page

TAG_OF_ROLE = {
    "list": "ul", "listitem": "li", "table": "table", "grid": "table", "treegrid": "table", "rowgroup": "tbody",
    "row": "tr", "cell": "td", "gridcell": "td", "columnheader": "th", "rowheader": "th", "heading": "h2",
    "separator": "hr", "blockquote": "blockquote",
}  # fmt: skip
OWN_MEANING = frozenset(
    "ul ol li menu dl dt dd table thead tbody tfoot tr td th caption h1 h2 h3 h4 h5 h6 hr pre blockquote figure "
    "figcaption nav form body".split()
)
"""Elements that stay what they are, whatever their role."""


def with_roles(page: Page) -> Page:
    """The page with the tags that its boxes have by their roles; the very same page where no role says anything."""
    boxes = page.boxes
    tag_of_set = {
        number: TAG_OF_ROLE[found.role]
        for number, found in enumerate(boxes.attribute_sets)
        if found.role and found.role in TAG_OF_ROLE
    }
    if not tag_of_set:
        return page
    tags = [
        tag if tag in OWN_MEANING else tag_of_set.get(number, tag)
        for tag, number in zip(boxes.tags, boxes.attributes, strict=True)
    ]
    return page if tags == boxes.tags else replace(page, boxes=replace(boxes, tags=tags))
