"""Which date is that of publication, where markup and the lines near the title have several."""

import pytest

from cleaner.metadata.published import Shown, beats, shown_days
from cleaner.metadata.zone import Line


@pytest.mark.parametrize(("distance", "counts"), [(-3, False), (-2, True), (1, True), (5, True), (6, False)])
def test_a_date_right_at_the_title_counts_more_than_markup(distance: int, counts: bool) -> None:
    assert beats(Shown("2024-05-13", False, distance), "2024-05-20", "") is counts


@pytest.mark.parametrize(
    ("shown", "stated", "changed", "counts"),
    [
        ("2024-05-13", "2024-05-13T22:00:00+00:00", "", False),  # the same
        ("2024-05-13", "2024-05-12T22:00:00+00:00", "", True),  # the next day where the page was written
        ("2024-05-13", "2024-05-12T22:00:00+02:00", "", False),  # where its markup knows that day
        ("2024-05-03", "2024-03-05", "", False),  # day and month the other way round
        ("2024-05-20", "2024-05-13", "2024-05-20", False),  # the day of a change
    ],
)
def test_the_day_that_is_shown_against_the_day_in_markup(shown: str, stated: str, changed: str, counts: bool) -> None:
    assert beats(Shown(shown, False, 1), stated, changed) is counts


@pytest.mark.parametrize(
    ("text", "distance", "counts"),
    [
        ("13 May 2024", 10, True),
        ("13 May 2024", -10, True),
        ("13 May 2024", 11, False),
        ("13 May 2024", -11, False),
        ("Published 13 May 2024", 11, True),
        ("Updated 13 May 2024", 11, True),
        ("The next market is on 13 May 2024 at the town hall beside the old bridge", 1, False),
    ],
)
def test_a_line_with_a_date_counts_near_the_title_and_farther_off_where_it_says_what_the_date_is(
    text: str, distance: int, counts: bool
) -> None:
    assert [shown.day for shown in shown_days([Line(text, False, distance)], "en")] == ["2024-05-13"] * counts
