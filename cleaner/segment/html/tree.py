"""The parsed tree of a page: made once for its text, its metadata and its Markdown."""

from __future__ import annotations

import threading
import weakref
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from cleaner.segment.html.limits import within_limits
from cleaner.segment.html.repair import parse_is_cut, without_swallowers
from cleaner.segment.html.shadow import with_shadow_roots

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_KEPT = 4_000_000
"""Characters of the longest page whose tree is kept: it takes some five times as much."""


class PageTree:
    """The tree of one page, which the page has: parsed once for its text, its metadata and its Markdown.

    A tree takes some five times the memory of its page, and people keep lists of documents. So a thread that reads the
    next page takes the tree from the one before, whoever still has that; what asks for it later, parses again. Nor are
    trees pickled.
    """

    __slots__ = ("__weakref__", "_source", "_tree")

    def __init__(self, source: str) -> None:
        self._source = source
        self._tree: LexborHTMLParser | None = None

    def read(self, utf8: bytes | None = None) -> LexborHTMLParser:
        """The tree, to be read and never changed.

        :param utf8: the markup in UTF-8, if it is at hand: the parser takes that.
        """
        tree = self._tree
        if tree is None:
            tree = parse(self._source, utf8)
            before = LATEST.page()
            if before is not None:
                before.let_go()
            if len(self._source) <= MOST_KEPT:
                self._tree = tree
                LATEST.page = weakref.ref(self)
        return tree

    def let_go(self) -> None:
        """Free the memory, as soon as nobody reads the tree any more."""
        self._tree = None

    def __reduce__(self) -> tuple[type[PageTree], tuple[str]]:
        """Without the tree."""
        return PageTree, (self._source,)


class Latest(threading.local):
    """The page whose tree a thread made last: only to take it away, never to find it again."""

    page: Callable[[], PageTree | None] = staticmethod(lambda: None)


LATEST = Latest()


def parse(markup: str, utf8: bytes | None = None) -> LexborHTMLParser:
    """A new tree, without the parser's mutation callbacks; of hostile pages within limits, and of swallowed ones whole.

    :param utf8: the markup in UTF-8, if it is at hand: the parser takes that.
    """
    html = with_shadow_roots(markup)
    html = within_limits(html, utf8 if html is markup else None)
    source = utf8 if html is markup and utf8 is not None else html
    tree = LexborHTMLParser(source, options=LexborDocumentOptions.WO_EVENTS)
    if parse_is_cut(tree, html):
        tree = LexborHTMLParser(without_swallowers(html), options=LexborDocumentOptions.WO_EVENTS)
    return tree
