"""Telling lines that were broken for want of room from those that end where they mean to."""

from __future__ import annotations

import pytest

from cleaner.segment.text.wrapped import wrap_width

FULL = " ".join(["oats"] * 14)
"""No other word fits behind it where lines have its length."""
ENDED = " ".join(["oats"] * 9)
LONG = "x" * 120


@pytest.mark.parametrize(
    ("lines", "width"),
    [
        ([FULL] * 6, len(FULL)),
        ([FULL] * 4, 0),  # three of them go on: too few to tell
        ([FULL] * 6 + [ENDED] * 4, len(FULL)),
        ([FULL] * 6 + [ENDED] * 12, 0),  # most lines had room for more
        ([ENDED] * 20, 0),  # narrower than any page
        ([FULL] * 60 + [LONG], len(FULL)),  # an address
        ([FULL] * 10 + [LONG] * 3, 0),
        ([], 0),
    ],
)
def test_the_width_of_wrapped_text(lines: list[str], width: int) -> None:
    assert wrap_width([lines]) == width


def test_the_last_line_of_a_paragraph_tells_nothing() -> None:
    assert wrap_width([[FULL] * 3 + [ENDED]] * 4) == len(FULL)
