"""The gate: floors rise by themselves, and fall only when asked to."""

from __future__ import annotations

from tests.quality_gate import MARGIN, Floors, complaints, is_same, loses_nothing, pinned

PAGES = {"a": "1"}
OLD = Floors(PAGES, {"a, f1": 0.9})


def test_a_floor_rises() -> None:
    assert pinned(OLD, {"a, f1": 0.95}, PAGES, False).floors == {"a, f1": round(0.95 - MARGIN, 4)}


def test_a_floor_falls_only_when_that_is_allowed() -> None:
    assert pinned(OLD, {"a, f1": 0.8}, PAGES, False) == OLD
    assert pinned(OLD, {"a, f1": 0.8}, PAGES, True).floors == {"a, f1": round(0.8 - MARGIN, 4)}


def test_other_pages_are_pinned_only_when_that_is_allowed() -> None:
    assert pinned(OLD, {"a, f1": 0.95}, {"a": "2"}, False).digests == PAGES
    assert pinned(OLD, {"a, f1": 0.95}, {"a": "2"}, True).digests == {"a": "2"}


def test_what_is_wrong_is_said() -> None:
    assert not complaints(OLD, {"a, f1": 0.9}, PAGES)
    below, missing = complaints(OLD, {"a, f1": 0.89, "b, f1": 1.0}, PAGES)
    assert "below the floor" in below
    assert "no floor" in missing
    assert "other pages" in complaints(OLD, {}, {"a": "2"})[0]


def test_values_are_compared_as_people_do() -> None:
    assert is_same("date", "2024-05-13T08:30:00+01:00", "2024-05-13")
    assert is_same("title", "Forty boats in the harbour | Tidal Post", "Forty boats in the harbour")
    assert not is_same("author", "Mara", "Mara Quill")
    assert not is_same("title", None, "x")


def test_a_lost_paragraph_is_seen() -> None:
    first, second = "one two three four five six seven eight nine ten", "a b c d e f g h i j k"
    assert loses_nothing(f"{second}\n{first}", f"{first}\n{second}")
    assert not loses_nothing(first, f"{first}\n{second}")
