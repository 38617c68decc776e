"""The names of the months against those of the Unicode CLDR, as Babel has them."""

from __future__ import annotations

import re

import pytest

from cleaner.words.months import NUMBERS

babel = pytest.importorskip("babel")
LANGUAGES = (
    "ar az bg ca cs da de el en es et eu fa fi fr gl he hu hy id is it ka kk lt lv mk ms nb nl pl pt ro ru sk sl "
    "sq sr sv th tr uk uz"
).split()
"""Without Croatian, whose names are those of other months in Czech and Polish."""
NAME = re.compile(r"[^\W\d]{3,}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_in_full_are_those_of_the_language(language: str) -> None:
    locale = babel.Locale.parse(language)
    names = {
        (name.lower().rstrip("."), number)
        for context in ("format", "stand-alone")
        for number, name in locale.months[context]["wide"].items()
        if NAME.fullmatch(name.rstrip("."))
    }
    assert names
    assert {(name, number) for name, number in names if NUMBERS.get(name) != number} == set()
