"""Words are the same to all who count them, in all scripts."""

from __future__ import annotations

import pytest

from cleaner.batch.dedup.near import signature_of
from cleaner.batch.settings import Dedup
from cleaner.segment.text.wrapped import join_lines
from cleaner.words import UNSPACED_RANGES, count_words, is_unspaced, words_of

THAI, KHMER, BURMESE, LAO = "ฝนตกในวันแรกของงาน", "ភ្លៀងធ្លាក់នៅថ្ងៃដំបូង", "ပထမနေ့တွင်မိုးရွာသည်", "ຝົນຕົກໃນມື້ທຳອິດ"


@pytest.mark.parametrize("text", [THAI, KHMER, BURMESE, LAO, "雨が降った", "下雨了"])
def test_a_character_of_a_script_without_spaces_is_a_word(text: str) -> None:
    assert all(map(is_unspaced, text))
    assert count_words(text) == len(words_of(text)) == len(text)
    assert count_words(f"the {text} fair") == len(text) + 2


def test_ranges_are_in_order_and_apart() -> None:
    flat = [code for pair in UNSPACED_RANGES for code in pair]
    assert flat == sorted(set(flat))


def test_lines_of_thai_are_joined_without_a_space() -> None:
    assert join_lines([THAI, THAI]) == THAI * 2
    assert join_lines(["It rained", "all day"]) == "It rained all day"


@pytest.mark.needs("datasketch")
def test_near_copies_of_thai_are_told_from_others() -> None:
    text = THAI * 20
    near = signature_of(text, Dedup.NEAR)
    assert near == signature_of(text, Dedup.NEAR)
    assert near != signature_of(KHMER * 20, Dedup.NEAR)
