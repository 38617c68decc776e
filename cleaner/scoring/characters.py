"""Counts and hashed words of many texts at once, from one array of their characters.

All texts of a page are joined and looked at as an array of code points: a few passes over it in numpy cost less
than one call per text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

FIRST_WORDS, LAST_WORDS = 8, 3
"""How many of a text's first and last words are hashed: prompts and labels are short."""
FIRST_NAMES = 16
"""How many of the names in a list of classes are hashed."""
FACTOR = 16777619
"""The base of the hashes: the prime of FNV."""
INVERSE = pow(FACTOR, -1, 1 << 32)
PLANE = 1 << 16


class Class(IntEnum):
    """What a character is; every character is of one class."""

    SPACE = 0
    NEWLINE = 1
    LOWER = 2
    UPPER = 3
    LETTER = 4
    """A letter of a script without case."""
    IDEOGRAPH = 5
    """A letter of a script without spaces between words: it counts as a word."""
    DIGIT = 6
    PERIOD = 7
    QUESTION = 8
    """Question and exclamation marks, and the ellipsis."""
    COMMA = 9
    COLON = 10
    QUOTE = 11
    CLOSER = 12
    """What may follow the end of a sentence: closing brackets."""
    CURRENCY = 13
    SEPARATOR = 14
    ARROW = 15
    COPYRIGHT = 16
    AT = 17
    PUNCTUATION = 18


CLASSES = len(Class)
GROUPS = np.array([0, 0, 1, 1, 1, 3, 2] + [3] * (CLASSES - 7), dtype=np.uint8)
"""What makes up a word: nothing (0), letters (1), digits (2), or the character alone (3)."""
ALONE = 3
FIRST = np.zeros(1, dtype=np.int64)
SINGLES = {
    Class.NEWLINE: "\n",
    Class.PERIOD: ".。．।۔",
    Class.QUESTION: "?!？！…؟",
    Class.COMMA: ",，、،;；؛",
    Class.COLON: ":：",
    Class.QUOTE: "\"'“”«»„‘’‚「」『』《》‹",
    Class.CLOSER: ")]）】}",
    Class.CURRENCY: "$€£¥₽₹₩zł",
    Class.SEPARATOR: "|·•/–—・",
    Class.ARROW: "›→>←▶►▸↑↓<",
    Class.COPYRIGHT: "©®™",
    Class.AT: "@#",
}
LETTERS = np.array([Class.LOWER <= value <= Class.IDEOGRAPH for value in range(CLASSES)], dtype=np.uint8)
CLOSING = np.array([value in (Class.QUOTE, Class.CLOSER) for value in range(CLASSES)])
IDEOGRAPHS = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3041, 0x30FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
)


@dataclass(frozen=True, slots=True)
class Tables:
    """What each code point below 65,536 is; the ones above are taken for punctuation."""

    classes: NDArray[np.uint8]
    letters: NDArray[np.uint32]
    """What is hashed of a character: the same for both cases, and for all digits."""
    powers: NDArray[np.uint32]
    """FACTOR to the power of each place."""
    inverses: NDArray[np.uint32]
    """Their multiplicative inverses modulo 2^32."""


@cache
def tables() -> Tables:
    """Build the tables, once a process; they are constants."""
    classes = np.full(PLANE, Class.PUNCTUATION, dtype=np.uint8)
    letters = np.arange(PLANE, dtype=np.uint32)
    of_category = {"Lu": Class.UPPER, "Lt": Class.UPPER, "Ll": Class.LOWER, "Nd": Class.DIGIT, "Zs": Class.SPACE}
    for code in range(PLANE):
        character = chr(code)
        category = unicodedata.category(character)
        if category in of_category:
            classes[code] = of_category[category]
        elif category[0] == "L" or category[0] == "M":
            classes[code] = Class.LETTER
        elif category[0] in "CZ":
            classes[code] = Class.SPACE
        small = character.lower()
        if len(small) == 1:
            letters[code] = ord(small)
        if category == "Nd":
            letters[code] = ord("0")
    for first, last in IDEOGRAPHS:
        classes[first : last + 1] = Class.IDEOGRAPH
    for value, characters in SINGLES.items():
        for character in characters:
            if not character.isalpha():
                classes[ord(character)] = value
    return Tables(classes, letters, powers_of(FACTOR, PLANE), powers_of(INVERSE, PLANE))


def powers_of(base: int, length: int) -> NDArray[np.uint32]:
    """(length,) the powers of a number modulo 2^32, from the zeroth on."""
    powers = np.full(length, base, dtype=np.uint32)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Characters:
    """Counts and words of ``n`` texts."""

    counts: Ints
    """(n, CLASSES): how many characters of each class each text has."""
    first: NDArray[np.uint8]
    """(n,): the class of each text's first character."""
    last: NDArray[np.uint8]
    """(n,): the class of each text's last character, closing quotes and brackets left aside."""
    capitals: Ints
    """(n,): how many words begin with a capital."""
    words: Ints
    """The hashes of the first and last words of every text, one text after the other: 32 bits."""
    word_ends: Ints
    """(n,): where each text's words end in ``words``."""
    all_words: Ints
    """The hashes of all words."""
    owners: Ints
    """The text of each of ``all_words``."""


def read(texts: list[str], first: int = FIRST_WORDS, last: int = LAST_WORDS) -> Characters:
    """Look at all texts; there must be at least one, and none may be empty."""
    table = tables()
    codes, begins, ends, owner = joined(texts)
    classes = table.classes[codes]
    n = len(texts)
    counts = np.bincount(owner * CLASSES + classes, minlength=n * CLASSES).reshape(n, CLASSES)
    counts[:-1, Class.NEWLINE] -= 1  # the ones that join the texts

    tail = ends - 1
    for _ in range(2):
        closing = CLOSING[classes[tail]] & (tail > begins)
        tail = tail - closing

    groups = GROUPS[classes]
    turns = groups[1:] != groups[:-1]
    turns |= groups[1:] == ALONE
    starts = np.concatenate((FIRST, np.flatnonzero(turns) + 1))
    stops = np.concatenate((starts[1:], [len(codes)]))
    is_word = groups[starts] != 0
    starts, stops = starts[is_word], stops[is_word]
    of = owner[starts]
    hashes = hash_runs(codes, starts, stops, table)
    chosen = ranked(of, n, first, last)
    return Characters(
        counts,
        classes[begins],
        classes[tail],
        np.bincount(of[classes[starts] == Class.UPPER], minlength=n),
        hashes[chosen],
        np.cumsum(np.bincount(of[chosen], minlength=n)),
        hashes,
        of,
    )


def read_names(texts: list[str]) -> tuple[Ints, Ints]:
    """The hashed words of class lists and identifiers, camelCase split, digits and single letters dropped.

    Gives the hashes (32 bits) of all texts, one text after the other, and where each text's end; (n,).
    """
    table = tables()
    codes, _, _, owner = joined(texts)
    classes = table.classes[codes]
    letters = LETTERS[classes]
    turns = letters[1:] != letters[:-1]
    turns |= (classes[1:] == Class.UPPER) & (classes[:-1] == Class.LOWER)
    starts = np.concatenate((FIRST, np.flatnonzero(turns) + 1))
    stops = np.concatenate((starts[1:], [len(codes)]))
    is_name = (letters[starts] != 0) & (stops - starts > 1)
    starts, stops = starts[is_name], stops[is_name]
    of = owner[starts]
    chosen = ranked(of, len(texts), FIRST_NAMES, 0)
    return (
        hash_runs(codes, starts[chosen], stops[chosen], table),
        np.cumsum(np.bincount(of[chosen], minlength=len(texts))),
    )


def joined(texts: list[str]) -> tuple[NDArray[np.uint32], Ints, Ints, Ints]:
    """All texts as code points with a newline between them; where each begins and ends; whose each code point is."""
    text = "\n".join(texts)
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    if not text.isascii():
        codes = np.where(codes < PLANE, codes, ord("*"))
    n = len(texts)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=n)
    begins = np.zeros(n, dtype=np.int64)
    np.cumsum(lengths[:-1] + 1, out=begins[1:])
    return codes, begins, begins + lengths, np.repeat(np.arange(n), lengths + 1)[:-1]


def ranked(owner: Ints, n: int, first: int, last: int) -> NDArray[np.bool_]:
    """Which of the words, whose texts are given in order, are among the first or last of their text."""
    per_text = np.bincount(owner, minlength=n)
    stops = np.cumsum(per_text)
    place = np.arange(len(owner))
    chosen: NDArray[np.bool_] = place < (stops - per_text + first)[owner]
    if last:
        chosen |= place >= (stops - last)[owner]
    return chosen


def hash_runs(codes: NDArray[np.uint32], starts: Ints, stops: Ints, table: Tables) -> Ints:
    """Polynomial hashes (32 bits) of the lower-cased words in [start, stop); digits are all alike.

    One running sum over all characters gives the hash of every word as a difference (Karp and Rabin 1987); a power
    that depends on where the word stands is divided out again.
    """
    n = len(codes)
    fits = n <= PLANE
    powers = table.powers[:n] if fits else powers_of(FACTOR, n)
    sums = np.zeros(n + 1, dtype=np.uint32)
    np.cumsum(table.letters[codes] * powers, dtype=np.uint32, out=sums[1:])
    inverses = (table.inverses if fits else powers_of(INVERSE, n))[starts]
    mixed = (sums[stops] - sums[starts]) * inverses
    hashes: Ints = ((mixed ^ (mixed >> np.uint32(15))) * np.uint32(2654435761)).astype(np.int64)
    return hashes
