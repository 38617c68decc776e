"""Which date is that of publication, where markup and the lines near the title have several."""

import pytest

from cleaner.metadata.published import Shown, beats


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
