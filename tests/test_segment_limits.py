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
