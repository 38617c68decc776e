"""Markdown of made-up pages, read back by a CommonMark parser, says what the page said."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading import Node, read, spoken, whole, words

SIGNS = "abcZ019 *_`~[]()<>!#+-=.|\\&;:$\"'^{}%@/,?é漢ß。「」—"
PLAIN = st.text(SIGNS, min_size=1, max_size=14).filter(lambda text: any(map(str.isalnum, text)))
MARKUP = st.sampled_from(["b", "i", "em", "strong", "s", "code", "sub", "a href='/x(y)'", "span"])


@st.composite
def inline(draw: st.DrawFn, breaks: bool = True) -> tuple[str, str]:
    """Inline markup, and what it says."""
    html = said = ""
    for _ in range(draw(st.integers(1, 4))):
        text = draw(PLAIN)
        tag = draw(st.none() | MARKUP)
        if html.endswith("</a>") and tag is not None and tag.startswith("a "):
            tag = None  # links that touch, as in a menu, are told apart by a space
        html += escape(text) if tag is None else f"<{tag}>{escape(text)}</{tag.split()[0]}>"
        said += text
        if draw(st.integers(0, 5)) == 0:
            html += "<br>\n" if breaks else " "
            said += "\n" if breaks else " "
    lines = (" ".join(line.split()) for line in said.split("\n"))
    return html, "\n".join(line for line in lines if line)


@st.composite
def paragraph(draw: st.DrawFn) -> tuple[str, Node]:
    html, said = draw(inline())
    return f"<p>{html}</p>", ("paragraph", said)


@st.composite
def heading(draw: st.DrawFn) -> tuple[str, Node]:
    html, said = draw(inline(breaks=False))
    level = draw(st.integers(1, 6))
    return f"<h{level}>{html}</h{level}>", ("heading", level, said)


@st.composite
def code(draw: st.DrawFn) -> tuple[str, Node]:
    text = draw(st.text("ab`~# \n\t<&*", min_size=1, max_size=20)).strip("\n") + "x"
    language = draw(st.sampled_from(["", "python", "c++"]))
    name = f' class="language-{language}"' if language else ""
    return f"<pre><code{name}>\n{escape(text)}\n</code></pre>", ("code", language, text)


@st.composite
def table(draw: st.DrawFn) -> tuple[str, Node]:
    width = draw(st.integers(2, 3))
    html, rows = "<table>", []
    for number in range(draw(st.integers(2, 3))):
        cells = [draw(inline()) for _ in range(width)]
        tag = "td" if number else "th"
        html += "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell, _ in cells) + "</tr>"
        rows.append([said for _, said in cells])
    return html + "</table>", ("table", rows)


def several(one: st.SearchStrategy[tuple[str, Any]]) -> st.SearchStrategy[list[tuple[str, Any]]]:
    return st.lists(one, min_size=1, max_size=3)


@st.composite
def lists(draw: st.DrawFn, inner: st.SearchStrategy[tuple[str, Node]]) -> tuple[str, Node]:
    start = draw(st.none() | st.integers(0, 12))
    html, items = "", []
    for _ in range(draw(st.integers(1, 3))):
        first = draw(paragraph() | inner)
        rest = draw(st.lists(inner, max_size=2))
        html += "<li>" + "".join(part for part, _ in (first, *rest)) + "</li>"
        items.append([node for _, node in (first, *rest)])
    tag = "ul" if start is None else "ol"
    number = "" if start in (None, 1) else f" start={start}"
    return f"<{tag}{number}>{html}</{tag}>", ("list", start, items)


@st.composite
def quote(draw: st.DrawFn, inner: st.SearchStrategy[tuple[str, Node]]) -> tuple[str, Node]:
    parts = draw(several(inner))
    html = "".join(part for part, _ in parts)
    return f"<blockquote>{html}</blockquote>", ("quote", [node for _, node in parts])


FLAT = paragraph() | heading() | code() | table()
PAGES = several(st.recursive(FLAT, lambda inner: lists(inner) | quote(inner), max_leaves=6))


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_markdown_reads_as_the_page(parts: list[tuple[str, Node]]) -> None:
    document = whole("".join(html for html, _ in parts))
    expected = [node for _, node in parts]
    assert read(document.markdown) == expected
    assert words(document.text) == words(spoken(expected))


@settings(max_examples=50, deadline=None)
@given(PAGES)
def test_options_cost_no_words(parts: list[tuple[str, Node]]) -> None:
    page = "".join(html for html, _ in parts)
    bare = whole(page, links=False, images=False, tables=False, emphasis=False)
    assert words(spoken(read(bare.markdown))) == words(bare.text)


@settings(max_examples=150, deadline=None)
@given(st.text(SIGNS, min_size=1, max_size=14).filter(lambda text: not re.search(r"\*\*|__|\]\(.*\(|\[\^", text)))
def test_no_escape_is_needless(text: str) -> None:
    """Without it, the page is read in another way; single tildes and dollars mean something to other parsers."""
    markdown = whole(f"<p>{escape(text)}</p>").markdown
    for sign in sorted({found[1] for found in re.findall(r"\\[^\w\s]", markdown)} - {"$", "~", "\\"}):
        bare = markdown.replace("\\\\", "\0").replace(f"\\{sign}", sign).replace("\0", "\\\\")
        assert read(bare) != read(markdown), sign
