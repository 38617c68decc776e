"""Boxes of their own: under a heading that recurs, away from the article."""

from __future__ import annotations

import numpy as np

from cleaner.templates.evidence.boxes import own_boxes

STORY, HEAD, ENTRY = "body>div.story>p", "body>div.story>div.more>div>h3", "body>div.story>div.more>ul>li.item"


def heading_of(places: list[str], above: list[int], paragraphs: list[int]) -> list[int]:
    """The heading over each block."""
    own = np.isin(np.arange(len(places)), paragraphs)
    found: list[int] = own_boxes(places, np.array(above), own).heading.tolist()
    return found


def test_a_list_belongs_to_the_heading_of_its_box_and_the_article_to_none() -> None:
    places = [STORY, STORY, HEAD, ENTRY, ENTRY, STORY]
    assert heading_of(places, [-1, -1, -1, 2, 2, 2], [0, 1, 5]) == [-1, -1, -1, 2, 2, -1]


def test_a_heading_inside_the_article_has_no_box_of_its_own() -> None:
    places = [STORY, STORY, "body>div.story>h2", STORY]
    assert heading_of(places, [-1, -1, -1, 2], [0, 1, 3]) == [-1, -1, -1, -1]


def test_a_page_without_an_article_has_no_boxes_beside_it() -> None:
    assert heading_of([HEAD, ENTRY], [-1, 0], []) == [-1, -1]


def test_where_the_article_stands() -> None:
    found = own_boxes([STORY, STORY, ENTRY, "body>p"], np.full(4, -1), np.array([True, True, False, False]))
    assert found.with_article.tolist() == [True, True, False, False]
    assert found.beside_article.tolist() == [True, True, True, False]
