"""Aligning blocks with gold text."""

from __future__ import annotations

import pytest

from cleaner.training.gold import GoldPage
from cleaner.training.scorer.labels import align, label

GOLD = "The harbour opens\n\nThe north quay took its first ship on Monday morning.\n\nWhat it cost\n\nNobody will say how much it was in the end."


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (["Home", "The north quay took its first ship on Monday morning.", "Share"], [0, 1, 0]),
        (["The north quay took its first ship on Monday morning."] * 2, [1, 0]),  # a copy is not content again
        # a short block counts between what its neighbours match, not elsewhere
        (
            [
                "What it cost",
                "The north quay took its first ship on Monday morning.",
                "What it cost",
                "Nobody will say how much it was in the end.",
            ],
            [0, 1, 1, 1],
        ),
        (["今日は良い天気です"], [0]),
    ],
    ids=["boilerplate", "copy", "short", "other script"],
)
def test_align(blocks: list[str], expected: list[float]) -> None:
    assert align(blocks, GOLD).round().tolist() == expected


def test_segments_label_only_what_they_name() -> None:
    page = GoldPage("1", "s", None, "mixed", b"", None, ("first ship",), ("Subscribe now",), "c")
    labels, trust = label(["It took its first ship.", "Subscribe now!", "Unknown."], page)
    assert labels.tolist() == [1, 0, 0]
    assert trust.tolist() == [1, 1, 0]
