"""Spans point into the text, sections are what stands under each heading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.views.spans import Section
from tests.reading import whole
from tests.test_views_round_trip import PAGES

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.html"))
LINES = st.lists(st.sampled_from(["- one", "- two", "# A heading", "", "A line of verse", "Another line", "1. first"]))


def check(document: cleaner.Document) -> None:
    """Ordered, disjoint, and each the text of its block where that is written as the block has it."""
    text, end = document.text, 0
    for span in document.spans:
        assert end <= span.start < span.end <= len(text)
        end = span.end
        said = text[span.start : span.end]
        words = document.page.blocks.texts[span.block]
        if words in text:
            assert " ".join(said.split()) == " ".join(words.split())


@pytest.mark.parametrize("page", SAMPLES, ids=lambda page: page.stem)
def test_samples(page: Path) -> None:
    document = cleaner.clean(page.read_bytes())
    check(document)
    plain = [block.index for block in document.blocks if block.kept and block.text in document.text]
    assert set(plain) <= {span.block for span in document.spans}


@settings(max_examples=60, deadline=None)
@given(PAGES)
def test_made_up_pages(parts: list[tuple[str, Any]]) -> None:
    document = whole("".join(html for html, _ in parts))
    text, end = document.text, 0
    for span in document.spans:
        assert end <= span.start < span.end <= len(text)
        end = span.end


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_made_up_text(lines: list[str]) -> None:
    check(cleaner.clean("\n".join(lines), form="text"))


def test_spans() -> None:
    document = whole("<h2>A title</h2><p>One</p><ul><li>two<li>three</ul><table><tr><th>a<th>b<tr><td>1<td>2</table>")
    told = [(document.text[span.start : span.end], span.kind, span.level) for span in document.spans]
    assert told == [
        ("A title", "heading", 2), ("One", "paragraph", 0), ("two", "list_item", 0), ("three", "list_item", 0),
        ("a", "cell", 0), ("b", "cell", 0), ("1", "cell", 0), ("2", "cell", 0),
    ]  # fmt: skip


def test_sections() -> None:
    document = whole("<p>Before</p><h1>A</h1><p>one</p><h3>B</h3><p>two</p><p>three</p><h2>C</h2><p>four</p>")
    assert document.sections() == (
        Section((), "Before"),
        Section(("A",), "one"),
        Section(("A", "B"), "two\n\nthree"),
        Section(("A", "C"), "four"),
    )
