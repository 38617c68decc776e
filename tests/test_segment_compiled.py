"""The compiled core gives what Python gives: on the pages of the tests, and on markup that is made up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from selectolax.lexbor import LexborHTMLParser

from cleaner.page.page import Form, Page
from cleaner.segment.html.compiled import PURE, core, learned, walk_compiled
from cleaner.segment.html.elements import ACTIONS, BOX
from cleaner.segment.html.hints import read_hints
from cleaner.segment.html.walk import SameSkips, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

built = pytest.mark.skipif(learned() is None, reason="the compiled core was not built, or cannot be used")
PAGES = sorted(path for path in (Path(__file__).parent / "cases").rglob("*.html"))
TAGS = (
    "p div span a a b sup pre code li ul ol table tr td th button x-y an-element-of-a-long-name img br input script meta "
    "noscript math mi svg template select textarea h1 h2 blockquote figcaption tt em marquee kbd iframe mjx-container"
).split()
NAMES = (
    "class id role itemprop style hidden aria-hidden aria-label data-testid data-component colspan rowspan data-math "
    "href alt src display type name content property CLASS xlink:href data-line-number an-attribute-of-a-long-name"
).split()
VALUES = (
    "", "a", "a b", "none", "true", "button", "3", "0", "mw-editsection", "lineno", "gutter lines", "display: none",
    "white-space: pre", "white-space:pre-line", "user-select: none", "#note", "application/ld+json", "math/tex", "é &amp; ü",
    "?tex=x", "$x$", "😀",
)  # fmt: skip
TEXTS = (
    "", " ", "\n", "\u00a0", "\u2003 ", "text", " of some words, in a sentence. ", "1", "2", "3\n", "\n\n two\nlines ",
    "  wide   space", "雨が降った", "zero\u200bwidth", "é", "Heading ¶", "&amp;&lt;", "{\"@type\": \"Article\"}", "*", "\u202fx",
)  # fmt: skip


def element(tag: str, attributes: list[tuple[str, str]], inner: list[str]) -> str:
    """An element of made-up markup."""
    named = "".join(f' {name}="{value}"' if value else f" {name}" for name, value in attributes)
    return f"<{tag}{named}>{''.join(inner)}</{tag}>"


attributes = some.lists(some.tuples(some.sampled_from(NAMES), some.sampled_from(VALUES)), max_size=4)
markup = some.recursive(
    some.sampled_from((*TEXTS, "<br>", "<img>", "<!-- c -->", "<p>", "</div>", "<b>", "</p>")),
    lambda inner: some.builds(element, some.sampled_from(TAGS), attributes, some.lists(inner, max_size=5)),
    max_leaves=40,
)


def both(html: str, noscript: bool, skipped: list[int] | None = None) -> Iterator[tuple[Page, object]]:
    """The page and its hints, read in Python, and compiled."""
    actions = {**ACTIONS, "noscript": BOX} if noscript else ACTIONS
    for compiled in (False, True):
        tree = LexborHTMLParser(html)
        page = Page(form=Form.HTML, source=html)
        guide = SameSkips(skipped) if skipped is not None else None
        assert tree.body is not None
        unseen: list[LexborNode] | None
        if compiled:
            unseen = walk_compiled(page, tree.body, actions, guide)
        else:
            unseen = walk(page, tree.body, actions, None, guide)
        assert unseen is not None
        texts = [(node.tag, node.text(separator=" ") or "", node.attributes.get("type")) for node in unseen]
        yield page, (read_hints(tree.head, unseen), texts)


@built
@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_pages_are_read_alike(path: Path) -> None:
    html = path.read_bytes().decode("utf-8", "replace")
    for noscript in (False, True):
        python, compiled = both(html, noscript)
        assert python == compiled


@built
@settings(max_examples=300, deadline=None)
@given(some.lists(markup, max_size=8).map("".join), some.booleans(), some.none() | some.just([1, 2, 5]))
def test_made_up_markup_is_read_alike(html: str, noscript: bool, skipped: list[int] | None) -> None:
    python, compiled = both(html, noscript, skipped)
    assert python == compiled


@built
def test_elements_that_no_table_has_keep_their_names() -> None:
    html = "<div><feblend>one</feblend><marquee>two</marquee><nextid>three</nextid></div><svg><foreignObject>x</svg>"
    python, compiled = both(html, False)
    assert python == compiled


@built
def test_a_parser_with_other_nodes_is_not_read() -> None:
    module = core()
    assert module is not None
    tree = LexborHTMLParser("<p class=a>text</p>")
    assert tree.body is not None
    node = tree.body.first_child

    class Other:
        """A node whose number is not where the core looks for it."""

        tag_id = 7

        def __getattr__(self, name: str) -> object:
            return getattr(node, name)

    with pytest.raises(module.NotReadable):
        module.learn([], Other())


def test_python_alone_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PURE, "1")
    assert core() is None
