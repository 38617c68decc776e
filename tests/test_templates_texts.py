"""Texts that say the same, nearly: numbers, hashes, names."""

from __future__ import annotations

import pytest

from cleaner.templates.site.texts import ends_of, ends_sentence, fingerprint, title_ends


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3 of 5 stories read", "4 of  12 stories READ"),
        ("teaser-5c10858a.gif", "teaser-0f33ab12e4.gif"),
        ("See photo 7f3a99c2", "see photo 12345678"),
    ],
)
def test_numbers_and_hashes_do_not_matter(one: str, other: str) -> None:
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(("one", "other"), [("The facade faded", "The facade"), ("Added", "Faced")])
def test_words_of_hexadecimal_letters_do(one: str, other: str) -> None:
    assert fingerprint(one) != fingerprint(other)


def test_a_sentence_with_a_hole_begins_or_ends_alike() -> None:
    one, other = ends_of("Mara, log in to see more of this"), ends_of("Jon Lind, log in to see more of this")
    assert one.close == other.close
    one, other = ends_of("Last seen by the editors on Monday"), ends_of("Last seen by the editors on 3 May")
    assert one.begin == other.begin
    assert ends_of("您好张三，请登录后发表评论").close == ends_of("您好李四五，请登录后发表评论").close


def test_short_and_empty_texts_have_ends() -> None:
    assert ends_of("Share").begin == ends_of("share").close
    assert ends_of("") == ends_of("...")


def test_a_title_is_known_with_the_name_of_its_site_and_without() -> None:
    known = title_ends("A ferry leaves the harbour late | The Quay Post")
    assert ends_of("A ferry leaves the harbour late") in known
    assert ends_of("A ferry leaves the harbour early") not in known
    assert not title_ends("Home")


def test_sentences_end_in_many_scripts() -> None:
    assert all(map(ends_sentence, ("It is.", "“It is!”", "是的。", "نعم؟", "Well…")))
    assert not any(map(ends_sentence, ("Related", "Ten ways to go", "2.5")))
