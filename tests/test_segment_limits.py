"""Markup beyond the limits loses the tags beyond them, and no others."""

from __future__ import annotations

import pytest

from cleaner.segment.html.limits import DEEPEST, MOST_ATTRIBUTES, MOST_FORMATTING, flattened, within_limits


@pytest.mark.parametrize(("tag", "most"), [("b", MOST_FORMATTING), ("div", DEEPEST)])
def test_tags_beyond_the_limit_go_in_pairs(tag: str, most: int) -> None:
    begin, end = f"<{tag}>", f"</{tag}>"
    assert flattened(begin * (most + 8) + "x" + end * (most + 8) + f"{begin}y{end}") == (
        begin * most + "x" + end * most + f"{begin}y{end}"
    )


def test_what_is_closed_again_is_not_deep() -> None:
    html = "<div><b>x</b></div>" * 1000
    assert flattened(html) == html


def test_a_tag_with_very_many_attributes_keeps_the_first() -> None:
    attributes = [f'data-number-{number}="{"x" * 80}"' for number in range(2 * MOST_ATTRIBUTES)]
    found = within_limits(f"<p {' '.join(attributes)}>text</p>" * 3)
    assert found.count("data-number-") == 3 * MOST_ATTRIBUTES
    assert "data-number-0=" in found


def test_what_was_closed_before_does_not_hide_what_is_too_deep() -> None:
    shallow, deep = "<div></div>" * 1000, "<div>" * (DEEPEST + 8)
    assert flattened(shallow + deep + "x") == shallow + "<div>" * DEEPEST + "x"


def test_what_closes_itself_in_a_drawing_is_not_deep() -> None:
    drawn = """<path d="M0 0>"/><use href='#a' /><rect></rect>"""
    html = f"<svg viewBox='0 0 1 1'><g>{drawn * 1000}</g></svg><div>x</div>"
    assert flattened(html) == html


@pytest.mark.parametrize("begin", ["", "<svg/>", "<svg a='\">' />", "<svg a=\"'\" b='>'/>", "<svg><p>", "<svg></svg>"])
def test_elsewhere_a_slash_closes_nothing(begin: str) -> None:
    assert len(flattened(begin + "<path/>" * 1000)) <= len(begin) + len("<path/>") * DEEPEST
