"""Title, lead and headings of scraped text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleaner.headline import find_headline, keep_headings, keep_lead
from cleaner.segment.text.segment import segment_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONG = "The bridge over the river was opened on Sunday by two hundred people who had waited there for it."
PAGE = segment_text(
    "\n\n".join(
        ["A bridge for all", LONG, "Log in to read on.", "What comes next year", LONG + " Again.", "Menu", "Home"]
    )
)
WORDS = np.array([4, 19, 5, 4, 20, 1, 1], dtype=np.float32)


def kept(*blocks: int) -> NDArray[np.bool_]:
    return np.isin(np.arange(7), blocks)


def test_a_heading_between_paragraphs_is_kept_and_a_prompt_is_not() -> None:
    scores = np.array([0.2, 0.9, 0.4, 0.3, 0.9, 0.0, 0.0], dtype=np.float32)
    found = kept(1, 4)
    keep_headings(PAGE, scores, WORDS, found)
    assert np.flatnonzero(found).tolist() == [1, 3, 4]
    scores[3] = 0.2
    found = kept(1, 4)
    keep_headings(PAGE, scores, WORDS, found)
    assert np.flatnonzero(found).tolist() == [1, 4]


def test_a_line_between_title_and_text_is_kept() -> None:
    scores = np.array([0.6, 0.35, 0.4, 0.3, 0.9, 0.0, 0.0], dtype=np.float32)
    found = kept(0, 4)
    keep_lead(0, scores, WORDS, found)
    assert np.flatnonzero(found).tolist() == [0, 1, 4]
    scores[1] = 0.1
    found = kept(0, 4)
    keep_lead(0, scores, WORDS, found)
    assert np.flatnonzero(found).tolist() == [0, 4]


def test_of_two_lines_marked_as_titles_the_first_is_the_headline() -> None:
    page = segment_text(f"# The town paper\n\n# A bridge for all\n\n{LONG}")
    scores, words = np.array([0.2, 0.2, 0.9], dtype=np.float32), np.array([3, 4, 19], dtype=np.float32)
    assert find_headline(page, scores, words, np.array([False, False, True])) == 0


def test_the_line_made_of_words_of_the_text_is_the_headline() -> None:
    page = segment_text(f"Opened on Sunday: bridge over river\n\nWeather and traffic today\n\n{LONG}")
    scores, words = np.array([0.2, 0.2, 0.9], dtype=np.float32), np.array([6, 4, 19], dtype=np.float32)
    assert find_headline(page, scores, words, np.array([False, False, True])) == 0
    assert find_headline(page, scores, words, np.array([False, False, False])) is None


def test_a_line_of_other_words_is_no_headline() -> None:
    page = segment_text(f"Weather, sports, traffic today\n\n{LONG}")
    scores, words = np.array([0.2, 0.9], dtype=np.float32), np.array([4, 19], dtype=np.float32)
    assert find_headline(page, scores, words, np.array([False, True])) is None
