"""The cache that is bounded by sizes."""

from __future__ import annotations

from cleaner.templates.last_used import LastUsed, Sized


def test_the_oldest_go_and_the_last_stays_whatever_its_size() -> None:
    known: LastUsed[str, int] = LastUsed(10)
    for number, key in enumerate("abc"):
        known.put(key, Sized(number, 4))
    assert [key in known for key in "abc"] == [False, True, True]
    known.put("b", Sized(7, 4))  # asked for again, in the place of the earlier one
    known.put("d", Sized(3, 4))
    assert [key in known for key in "bcd"] == [True, False, True]
    assert known.pop("b") == (7, 4)
    assert known.pop("b") is None
    known.put("e", Sized(4, 50))
    assert [key in known for key in "de"] == [False, True]
    known.put("f", Sized(5, 4))  # what was too large no longer counts
    known.put("g", Sized(6, 4))
    assert [key in known for key in "efg"] == [False, True, True]
