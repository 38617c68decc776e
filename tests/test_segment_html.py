"""Markup to blocks; cases in ``cases/segment_html/*.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cleaner.page.page import Kind
from cleaner.segment.html.limits import DEEPEST
from cleaner.segment.html.segment import segment_html, segment_inlines
from cleaner.segment.html.signs import speaks

CASES = [
    case
    for path in sorted((Path(__file__).parent / "cases" / "segment_html").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_blocks(case: dict[str, Any]) -> None:
    blocks = segment_html(case["html"]).blocks
    found = [[Kind(kind).name.lower(), text] for kind, text in zip(blocks.kinds, blocks.texts, strict=True)]
    assert found == case["blocks"]
    assert blocks.levels == case.get("levels", blocks.levels)
    assert blocks.link_chars == case.get("link_chars", blocks.link_chars)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_walk_for_markup_finds_the_same_blocks(case: dict[str, Any]) -> None:
    page = segment_html(case["html"])
    inlines = segment_inlines(page)
    assert len(inlines.events) == len(page)
    for events, text in zip(inlines.events, page.blocks.texts, strict=True):
        spoken = "".join(str(value) for name, value in events if name == "text")
        assert letters(spoken) == letters(text)


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def test_deep_nesting_does_not_crash() -> None:
    depth = 20_000
    page = segment_html("<div>" * depth + "deep" + "</div>" * depth)
    assert page.blocks.texts == ["deep"]
    assert len(page.ancestors(0)) == DEEPEST + 1


def test_boxes_know_their_blocks() -> None:
    page = segment_html("<main><p>a</p><p>b</p></main><footer>c</footer>")
    boxes = page.boxes
    inside = {tag: (boxes.begins[k], boxes.ends[k]) for k, tag in enumerate(boxes.tags)}
    assert inside["main"] == (0, 2)
    assert inside["footer"] == (2, 3)
    assert inside["body"] == (0, 3)


def test_hidden_boxes_are_marked() -> None:
    page = segment_html('<div style="display: none">a</div><div hidden>b</div><div>c</div>')
    hidden = [page.boxes.attribute_sets[page.boxes.attributes[page.blocks.boxes[k]]].hidden for k in range(3)]
    assert hidden == [True, True, False]


@pytest.mark.parametrize(
    ("alt", "says"), [("$x^2$", True), ("\\frac{1}{2}", True), ("☂", True), ("A bridge", False), ("", False)]
)
def test_pictures_of_formulas_and_emojis_are_words(alt: str, says: bool) -> None:
    assert speaks({"alt": alt, "src": "a.png"}) is says
