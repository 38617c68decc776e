"""Whether a reading of bytes is made of the letters of one language.

In a wrong encoding of one byte a character, a text in Czech has letters of Danish beside those of French, and quotation
marks and box corners in its words. Which letters a language has is from the Unicode CLDR (exemplar characters).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

LATIN = (
    "äöüß", "àâæçéèêëîïôœùûüÿ", "áéíóúüñç", "áâãàçéêíóôõúü", "àèéìíîòóùú", "éëïóöüèêáà", "åäöéàü", "æøåéèêòóôäöü",
    "áðéíóúýþæö", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "çğıöşüâîûi̇",
    "əçğıöşüi̇", "çë", "äõöüšž", "āčēģīķļņšūž", "ąčęėįšųūž", "àçéèíïóòúü", "âêîôûŵŷ", "ċġħżà", "ĉĝĥĵŝŭ",
    "àáâãèéêìíòóôõùúýăđĩũơư\u0300\u0301\u0303\u0309\u0323",
)  # fmt: skip
"""Letters outside ASCII of the languages of Europe, of Azerbaijani, Vietnamese and Esperanto, lower case."""
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
NON_LATIN = (
    RUSSIAN,
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "абвгдђежзијклљмнњопрстћуфхцчџшѓѕќ",
    "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "".join(map(chr, (*range(0x5B0, 0x5C3), *range(0x5D0, 0x5EB), *range(0x5F0, 0x5F3)))),
    "".join(map(chr, (*range(0x621, 0x63B), *range(0x640, 0x653)))) + "پچژگکیےٹڈڑںہھ،؛؟\u200c\u200e\u200f",
    "".join(map(chr, (*range(0xE01, 0xE3B), *range(0xE3F, 0xE5C)))),
)
"""Letters of other scripts: Russian, Ukrainian, Belarusian, Serbian with Macedonian, Greek, Hebrew, Arabic, Thai."""
LETTER = r"[^\W\d_]"
MISPLACED = re.compile(
    "[\x80-\x84\x86-\x9f\ufffd]"
    rf"|(?<={LETTER})[^\x00-\x7f\w\s’‘ʼ·–—…\xad\u0300-\u0323](?={LETTER})"
    r"|(?<=[A-Za-z])[Α-ω\u0400-\u045f\u05d0-\u05ea](?=[A-Za-z])"
)
"""What good text hardly has: control characters, symbols inside words, letters of another script in one."""
WORD = re.compile(rf"{LETTER}+")
CAPITALS = 20
"""Up to so many capitals are those of a heading."""
SAMPLE = 200_000
"""Characters that are looked at."""
FOREIGN = re.compile(r"[^\W\d_\x00-\x7fªº²³¹¼½¾]|[\u0300-\u0323]")


class Fit(NamedTuple):
    """How well a text is made of the letters of one language."""

    good: int
    """Characters outside ASCII that are letters of the language that has most of them."""
    bad: int
    """Other letters, and characters that are where no text has them."""

    @property
    def share(self) -> float:
        """The share of what is good, in [0, 1]; 1 for a text without such characters."""
        return self.good / (self.good + self.bad) if self.good + self.bad else 1.0


@cache
def alphabets() -> tuple[frozenset[str], ...]:
    """The letters of each language. What is not written in Latin letters may have accented ones of names as well."""
    return tuple(map(frozenset, (*LATIN, *NON_LATIN)))


def fit_of(text: str) -> Fit:
    """How well a text is made of the letters of one language."""
    text = text[:SAMPLE]
    letters = Counter("".join(FOREIGN.findall(text)).lower())
    good = max(sum(count for letter, count in letters.items() if letter in own) for own in alphabets())
    misplaced = sum(1 for _ in MISPLACED.finditer(text))
    for one in WORD.finditer(text):
        word = one[0]
        if word[0].islower() and not word.islower() and not word.isascii():  # capitals inside a word
            misplaced += sum(letter.isupper() and not letter.isascii() for letter in word)
    capitals = sum(1 for letter in FOREIGN.findall(text) if letter.isupper())
    if capitals > max(CAPITALS, letters.total() / 2):  # KOI8-R has small letters where windows-1251 has capitals
        misplaced += capitals // 3
    return Fit(good, letters.total() - good + misplaced)
