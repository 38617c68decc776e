"""What a person writes: selectors and texts."""

from __future__ import annotations

import pytest

from cleaner.errors import SelectorError
from cleaner.rules import Rules, parse
from cleaner.segment.html.segment import segment_html
from cleaner.templates.site.match import matches, verdicts

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
    boxes = matches(PAGE, (selector,))
    inside = sorted({k for box in boxes for k in range(PAGE.boxes.begins[box], PAGE.boxes.ends[box])})
    assert [PAGE.blocks.texts[k] for k in inside] == texts


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        ("body > main:nth-child(2) > div", ["One story", "A note"]),
        ("header + main p:first-child", ["One story", "A note"]),
        ("main > :not(.box) .box > p", ["A note"]),
        ("div:has(> .box) > p", ["One story"]),
        ("html body #main div p", ["One story", "A note"]),
        ("[class~=wide] > p , aside  >  p", ["One story", "Aside"]),
        ("[aria-label = 'More']", ["Aside"]),
        ("main div div div p", []),
    ],
)
def test_selectors_as_browsers_copy_them(selector: str, texts: list[str]) -> None:
    boxes = matches(PAGE, (selector,))
    inside = sorted({k for box in boxes for k in range(PAGE.boxes.begins[box], PAGE.boxes.ends[box])})
    assert [PAGE.blocks.texts[k] for k in inside] == texts


def test_many_steps_on_a_deep_page_are_taken_once_each() -> None:
    page = segment_html("<body>" + "<div>" * 300 + "<p>Deep down</p>")
    assert len(matches(page, ("body " + "div " * 30 + "p",))) == 1
    assert matches(page, ("main " + "div " * 30 + "p",)) == []


@pytest.mark.parametrize("selector", ["div:has(p:has(a))", "a ~ b ~ p", "div:not(a b c d e)", "p " * 50, "p" * 2000])
def test_what_would_take_too_long_is_refused(selector: str) -> None:
    with pytest.raises(SelectorError, match=r"too long|longer"):
        parse(selector)


@pytest.mark.parametrize("selector", ["", "div..x", "p::before", "> p", "div >", "p,", ":foo", "div[", "a b{"])
def test_what_does_not_parse_is_refused(selector: str) -> None:
    with pytest.raises(SelectorError, match="cannot be read"):
        parse(selector)


def test_keep_beats_drop_and_texts_beat_selectors() -> None:
    rules = Rules(keep=(".box",), drop=("#main",), keep_texts=("one  STORY",), drop_texts=("a note",))
    assert {PAGE.blocks.texts[k]: kept for k, kept in verdicts(rules, PAGE).items()} == {
        "One story": True,
        "A note": False,
    }


def test_union() -> None:
    one, two = Rules(keep=("a", "b")), Rules(keep=("b", "c"), drop=("d",))
    assert one | two == two | one == Rules(keep=("a", "b", "c"), drop=("d",))
