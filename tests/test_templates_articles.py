"""Which pages of a site show the same article."""

from __future__ import annotations

import pytest

from cleaner.templates.site.articles import Articles, Content, content_of


@pytest.mark.parametrize(
    ("words", "title", "article"),
    [
        ({1: 50, 2: 50}, "Print", 0),  # the same, whatever it is called
        ({1: 50, 2: 50, 9: 9}, "Print", 0),  # and a line more
        ({1: 50, 3: 50}, "Other", 1),  # half of it
        ({1: 50, 3: 50}, "Boats", 0),  # half of it under the same title
        ({1: 30, 3: 70}, "Boats", 1),
        ({3: 50}, "Boats", 1),  # only the title
    ],
)
def test_copies(words: dict[int, float], title: str, article: int) -> None:
    assert Articles([Content({1: 50, 2: 50}, "Boats"), Content(words, title)]).of == [0, article]


def test_what_many_pages_have_under_one_title_is_no_article() -> None:
    pages = [Content({1: 60, 10 + number: 40}, "Boats") for number in range(5)]
    assert Articles(pages).of == [0, 1, 2, 3, 4]


def test_content_is_what_is_long_and_taken_for_content() -> None:
    assert content_of([1, 2, 3], [20, 7, 20], [True, True, False], "Boats").words == {1: 20}
    assert content_of([1, 2], [5, 7], [True, True], "Boats").words == {1: 5, 2: 7}
