"""The parsed tree of a page: made once for its text, its metadata and its Markdown."""

from __future__ import annotations

import threading

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from cleaner.segment.html.limits import within_limits
from cleaner.segment.html.repair import parse_is_cut, without_swallowers
from cleaner.segment.html.shadow import with_shadow_roots

MOST_KEPT = 4_000_000
"""Characters of the longest page whose tree is kept: it takes some five times as much."""


class Last(threading.local):
    """The page that this thread parsed last, and its tree: threads share no tree, and take none from each other."""

    html: str | None = None
    tree: LexborHTMLParser | None = None


LAST = Last()


def parse(html: str, utf8: bytes | None = None) -> LexborHTMLParser:
    """Parse a page; its tree is to be read, never changed.

    The very string that the thread parsed last is not parsed again: a page's metadata and its Markdown are asked for
    right after its text. Documents do not hold their trees: each takes several times the memory of its page, and people
    keep lists of documents.

    :param utf8: the markup in UTF-8, where it is at hand: the parser takes that.
    """
    if LAST.html is html and LAST.tree is not None:
        return LAST.tree
    tree = tree_of(html, utf8)
    LAST.html, LAST.tree = (html, tree) if len(html) <= MOST_KEPT else (None, None)
    return tree


def tree_of(markup: str, utf8: bytes | None = None) -> LexborHTMLParser:
    """A new tree, without the parser's mutation callbacks; of hostile pages within limits, and of swallowed ones whole."""
    html = within_limits(with_shadow_roots(markup))
    source = utf8 if html is markup and utf8 is not None else html
    tree = LexborHTMLParser(source, options=LexborDocumentOptions.WO_EVENTS)
    if parse_is_cut(tree, html):
        tree = LexborHTMLParser(without_swallowers(html), options=LexborDocumentOptions.WO_EVENTS)
    return tree
