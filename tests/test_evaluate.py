"""Scores against gold."""

from __future__ import annotations

import pytest

from cleaner.training.gold import GoldPage
from cleaner.training.scorer.evaluate import overlap, score_page, shingles, summarize


def gold(text: str | None, present: tuple[str, ...] = (), absent: tuple[str, ...] = ()) -> GoldPage:
    return GoldPage("1", "s", None, "article", b"", text, present, absent, "c")


@pytest.mark.parametrize(
    ("found", "want", "expected"),
    [
        ("a b", "a b", (1, 1, 1)),
        ("a b c d", "a b", (0.5, 1, 2 / 3)),
        ("a a", "a", (0.5, 1, 2 / 3)),
        ("", "", (1, 1, 1)),
        ("a", "", (0, 0, 0)),
    ],
)
def test_overlap(found: str, want: str, expected: tuple[float, float, float]) -> None:
    assert overlap(found.split(), want.split()) == pytest.approx(expected)


def test_a_short_text_is_one_shingle() -> None:
    assert shingles(["a", "b"]) == [("a", "b")]
    assert shingles([]) == []
    assert len(shingles("a b c d e".split())) == 2


def test_segments_alone_give_precision_and_recall() -> None:
    scores = [score_page("one two", gold(None, ("one", "missing"), ("two", "absent")))]
    assert summarize(scores).precision == 0.5
    assert summarize(scores).recall == 0.5


def test_words_ignore_case_and_cjk_characters_are_words() -> None:
    assert score_page("THE 天気", gold("the 天気")).f1 == 1


def test_nothing_to_average_is_an_error() -> None:
    with pytest.raises(ValueError, match="no pages"):
        summarize([])
