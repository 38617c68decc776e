"""The parsed tree of a page: made once for its text, its metadata and its Markdown."""

from __future__ import annotations

from functools import lru_cache

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from cleaner.segment.html.limits import within_limits
from cleaner.segment.html.repair import parse_is_cut, without_swallowers

MOST_KEPT = 4_000_000
"""Characters of the longest page whose tree is kept: it takes some five times as much."""


class Markup:
    """A page to parse. It is equal to another of the very same string, for to compare or hash long ones takes time."""

    __slots__ = ("html", "utf8")

    def __init__(self, html: str, utf8: bytes | None) -> None:
        self.html = html
        self.utf8 = utf8

    def __eq__(self, other: object) -> bool:
        """Whether the string is the same object: a page that is given again is parsed again."""
        return isinstance(other, Markup) and self.html is other.html

    def __hash__(self) -> int:
        """In step with equality; the string lives as long as this."""
        return id(self.html)


def parse(html: str, utf8: bytes | None = None) -> LexborHTMLParser:
    """Parse a page; its tree is to be read, never changed.

    The page that was parsed last is not parsed again: its metadata and its Markdown are asked for right after its text.
    Documents do not hold their trees: each takes several times the memory of its page.

    :param utf8: the markup in UTF-8, where it is at hand: the parser takes that.
    """
    markup = Markup(html, utf8)
    return last_tree(markup) if len(html) <= MOST_KEPT else tree_of(markup)


def tree_of(markup: Markup) -> LexborHTMLParser:
    """A new tree, without the parser's mutation callbacks; of hostile pages within limits, and of swallowed ones whole."""
    html = within_limits(markup.html)
    source = markup.utf8 if html is markup.html and markup.utf8 is not None else html
    tree = LexborHTMLParser(source, options=LexborDocumentOptions.WO_EVENTS)
    if parse_is_cut(tree, html):
        tree = LexborHTMLParser(without_swallowers(html), options=LexborDocumentOptions.WO_EVENTS)
    return tree


last_tree = lru_cache(maxsize=1)(tree_of)
