"""How texts of one site are compared: word for word, nearly, and with the titles of its pages.

Numbers, hashes, case and white space never matter. A sentence with a hole in it, where a name or a date stands, still
begins or ends alike: so besides its fingerprint every text has a key of its first words and one of its last.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple
from zlib import crc32

FINGERPRINT_BITS = 42
END_BITS = 24
FEW, WORDS, WORDS_OF_FEW = 5, 3, 2
"""Words that the key of a beginning or an end is made of, and of those of texts with fewer than FEW; twice as many, and of
fewer than twice FEW, in scripts without spaces, where each character counts as one. So few, that a hole of several words
leaves the ends as they are."""
READ = 400
"""Characters at a text's ends that are looked at for its first and last words."""
SHORTEST_TITLE = 3
"""Words; shorter titles say too little."""

DIGITS = re.compile(r"\d+")
HASH = re.compile(r"\b(?=[a-z]{0,40}\d)[0-9a-f]{6,64}\b")
"""A hexadecimal number with a digit in it: a hash, a colour, part of a UUID."""
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")
"""A character of a script without spaces counts as a word."""
FIRST_WIDE = 0xE00
"""Where the scripts without spaces begin."""
CUT = re.compile(r"\s[-–—|·•»«:]+\s|\s*[|｜_»«]\s*")
"""What is between a page's title and its site's name."""
CLOSING = "\"'”’»)]】」』 "
QUESTION_MARKS = ("?", "？", "؟", ";", "\u037e")
SENTENCE_END = re.compile(r"[.!?…。！？।؟؛:][\"'”’»)\]】」』]{0,3}$")


class Ends(NamedTuple):
    """The keys of a text's first words and of its last ones, of END_BITS each."""

    begin: int
    close: int


def fold(text: str) -> str:
    """A text without what changes from page to page: numbers, hashes, case, white space."""
    return " ".join(DIGITS.sub("0", HASH.sub("0", text.casefold())).split())


@lru_cache(1 << 15)
def fingerprint(text: str) -> int:
    """A text's fingerprint of FINGERPRINT_BITS: case, numbers, hashes and white space do not matter."""
    return int.from_bytes(blake2b(fold(text).encode("utf-8", "replace"), digest_size=8).digest(), "big") >> (
        64 - FINGERPRINT_BITS
    )


@lru_cache(1 << 15)
def ends_of(text: str) -> Ends:
    """The keys of a text's ends; of one or two words, both are of all of it."""
    head = WORD.findall(fold(text[:READ]))
    tail = head if len(text) <= READ else WORD.findall(fold(text[-READ:]))
    if not head or not tail:
        return Ends(0, 0)
    wide = 2 if len(head[0]) == 1 and ord(head[0]) > FIRST_WIDE else 1
    size = wide * (WORDS if len(head) >= wide * FEW else WORDS_OF_FEW)
    return Ends(key(head[:size]), key(tail[-size:]))


def key(words: list[str]) -> int:
    """A key of END_BITS for some words in a row."""
    return crc32(" ".join(words).encode("utf-8", "replace")) & ((1 << END_BITS) - 1)


def title_ends(title: str) -> set[Ends]:
    """The ends of a page's title, and of what is left of it without the site's name."""
    found = set()
    for candidate in {title, *(title[: cut.start()] for cut in CUT.finditer(title)), *CUT.split(title)[-1:]}:
        if len(WORD.findall(candidate)) >= SHORTEST_TITLE:
            found.add(ends_of(candidate.strip()))
    return found


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do."""
    return SENTENCE_END.search(text[-6:].rstrip()) is not None


def ends_question(text: str) -> bool:
    """Whether a text ends as questions do; the Greek mark is a semicolon."""
    return text.rstrip(CLOSING)[-1:] in QUESTION_MARKS
