"""Markup to blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.page.page import Blocks, Boxes, Form, Page
from cleaner.segment.html.again import KeptParts
from cleaner.segment.html.elements import ACTIONS, BOX
from cleaner.segment.html.hints import read_hints
from cleaner.segment.html.signs import TEX_SCRIPT
from cleaner.segment.html.tree import PageTree
from cleaner.segment.html.walk import Inlines, SameSkips, walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from cleaner.segment.html.walk import Guide


def segment_html(html: str, guide: Guide | None = None, utf8: bytes | None = None) -> Page:
    """Segment markup into a page; what ``guide`` skips is left out (see :mod:`cleaner.segment.html.whole`).

    ``<noscript>`` is read when, and only when, it holds more text than all that is visible (some forums keep
    every post there for readers without scripts).

    :param utf8: the markup in UTF-8, if it is at hand: the parser takes that.
    """
    page = Page(form=Form.HTML, source=html, origin=PageTree(html))
    tree = tree_of(page, utf8)
    page.hints = read_hints(tree.head, fill(page, tree, guide=guide))
    return page


def tree_of(page: Page, utf8: bytes | None = None) -> LexborHTMLParser:
    """The tree of a page of markup: the one that was made for its text, while that is there."""
    origin = page.origin
    if not isinstance(origin, PageTree):
        origin = page.origin = PageTree(page.source)
    return origin.read(utf8)


def segment_inlines(page: Page, kept: NDArray[np.bool_] | None = None) -> Inlines:
    """Walk the source of a page again, for its inline markup; the blocks come out as they did the first time.

    :param kept: (n,) the blocks that markup is asked of; all where this is not given.
    """
    again = Page(form=page.form, source=page.source)
    tree = tree_of(page)
    base = tree.head.css_first("base[href]") if tree.head is not None else None
    if base is None and "base" in page.elements:
        base = tree.css_first("base[href]")
    inlines = Inlines([], [], [], (base.attributes.get("href") or "").strip() if base is not None else "")
    guide: Guide | None = None
    if page.skipped:
        guide = SameSkips(page.skipped)
    elif kept is not None and "noscript" not in page.boxes.tags:  # whether that is read depends on the whole page
        guide = KeptParts(page, again, kept)
    fill(again, tree, inlines, guide)
    return inlines


def fill(
    page: Page, tree: LexborHTMLParser, inlines: Inlines | None = None, guide: Guide | None = None
) -> Sequence[LexborNode]:
    """Write the blocks and boxes of a parsed tree into an empty page; gives the nodes of its body that declare things."""
    body = tree.body
    if body is None:
        return []
    unseen = walk(page, body, ACTIONS, inlines, guide)
    spare = sum(len(" ".join(node.text(separator=" ").split())) for node in unseen if node.tag == "noscript")
    if spare and spare > sum(map(len, page.blocks.texts)):
        page.blocks, page.boxes, page.skipped = Blocks(), Boxes(), []
        if inlines is not None:
            inlines.events.clear()
            inlines.floating.clear()
            inlines.nodes.clear()
        if guide is not None:  # what was skipped may be what is visible
            return fill(page, tree, inlines)
        walk(page, body, {**ACTIONS, "noscript": BOX}, inlines, None)
    if any((node.attributes.get("type") or "").startswith(TEX_SCRIPT) for node in unseen if node.tag == "script"):
        page.elements |= {TEX_SCRIPT}
    return unseen
