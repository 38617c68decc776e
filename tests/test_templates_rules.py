"""What a person writes: selectors and texts."""

from __future__ import annotations

import pytest

from cleaner.errors import SelectorError
from cleaner.segment.html.segment import segment_html
from cleaner.templates.site.rules import Rules, matches, parse

PAGE = segment_html(
    "<body><header><p>Top of the page</p></header><main id='main'><div class='story wide'><p>One story</p>"
    "<div role='note' class='box'><p>A note</p></div></div></main><aside aria-label='More'><p>Aside</p></aside></body>"
)


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        ("p", ["Top of the page", "One story", "A note", "Aside"]),
        ("main > div > p", ["One story"]),
        ("#main p", ["One story", "A note"]),
        ("div.story.wide > p, aside", ["One story", "Aside"]),
        ("[role=note]", ["A note"]),
        ("*[aria-label='More'] p", ["Aside"]),
        ("main>.story  .box", ["A note"]),
        ("header > div p", []),
        ("MAIN .box p", ["A note"]),
    ],
)
def test_selectors(selector: str, texts: list[str]) -> None:
    boxes = matches(PAGE.boxes, (selector,))
    inside = sorted({k for box in boxes for k in range(PAGE.boxes.begins[box], PAGE.boxes.ends[box])})
    assert [PAGE.blocks.texts[k] for k in inside] == texts


@pytest.mark.parametrize("selector", ["", "div..x", "p:first-child", "> p", "div >", "p,", "[href=x]", "div[", "a b{"])
def test_what_does_not_parse_is_refused(selector: str) -> None:
    with pytest.raises(SelectorError, match="cannot be read"):
        parse(selector)


def test_keep_beats_drop_and_texts_beat_selectors() -> None:
    rules = Rules(keep=(".box",), drop=("#main",), keep_texts=("one  STORY",), drop_texts=("a note",))
    assert {PAGE.blocks.texts[k]: kept for k, kept in rules.verdicts(PAGE).items()} == {
        "One story": True,
        "A note": False,
    }


def test_union() -> None:
    one, two = Rules(keep=("a", "b")), Rules(keep=("b", "c"), drop=("d",))
    assert one | two == two | one == Rules(keep=("a", "b", "c"), drop=("d",))
