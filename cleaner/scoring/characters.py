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
WORD_REACH = 12
"""How many characters of a word are hashed."""
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
    lower: NDArray[np.uint32]
    powers: NDArray[np.uint32]


@cache
def tables() -> Tables:
    """Build the tables, once a process; they are constants."""
    classes = np.full(PLANE, Class.PUNCTUATION, dtype=np.uint8)
    lower = np.arange(PLANE, dtype=np.uint32)
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
            lower[code] = ord(small)
        if category == "Nd":
            lower[code] = ord("0")
    for first, last in IDEOGRAPHS:
        classes[first : last + 1] = Class.IDEOGRAPH
    for value, characters in SINGLES.items():
        for character in characters:
            if not character.isalpha():
                classes[ord(character)] = value
    powers = np.ones(WORD_REACH, dtype=np.uint32)
    powers[1:] = np.cumprod(np.full(WORD_REACH - 1, 16777619, dtype=np.uint32), dtype=np.uint32)
    return Tables(classes, lower, powers)


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
    """(n,): where each text's words end."""


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
        closing = (classes[tail] == Class.QUOTE) | (classes[tail] == Class.CLOSER)
        tail = np.where(closing & (tail > begins), tail - 1, tail)

    groups = GROUPS[classes]
    before = np.concatenate((GROUPS[:1], groups[:-1]))
    start = np.flatnonzero((groups != 0) & ((groups != before) | (groups == 3)))
    of = owner[start]
    capitals = np.bincount(of[classes[start] == Class.UPPER], minlength=n)
    chosen = ranked(of, n, first, last)
    same = runs(groups, start[chosen])
    return Characters(
        counts,
        classes[begins],
        classes[tail],
        capitals,
        hash_runs(codes, start[chosen], same, table),
        np.cumsum(np.bincount(of[chosen], minlength=n)),
    )


def read_names(texts: list[str]) -> tuple[Ints, Ints]:
    """The hashed words of class lists and identifiers, camelCase split, digits and single letters dropped.

    Gives the hashes (32 bits) of all texts, one text after the other, and where each text's end; (n,).
    """
    table = tables()
    codes, _, _, owner = joined(texts)
    classes = table.classes[codes]
    letters = ((classes >= Class.LOWER) & (classes <= Class.IDEOGRAPH)).astype(np.uint8)
    upper = classes == Class.UPPER
    before = np.concatenate((np.zeros(1, np.uint8), letters[:-1]))
    humps = upper & np.concatenate((np.zeros(1, bool), classes[:-1] == Class.LOWER))
    groups = letters * (1 + (np.cumsum(humps) & 1).astype(np.uint8))  # neighbours of a hump are of two groups
    after = np.concatenate((groups[1:], np.zeros(1, np.uint8)))
    start = np.flatnonzero((letters != 0) & ((before == 0) | humps) & (after == groups))
    chosen = ranked(owner[start], len(texts), FIRST_NAMES, 0)
    start = start[chosen]
    return (
        hash_runs(codes, start, runs(groups, start), table),
        np.cumsum(np.bincount(owner[start], minlength=len(texts))),
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
    rank = np.arange(len(owner)) - np.repeat(np.cumsum(per_text) - per_text, per_text)
    chosen: NDArray[np.bool_] = (rank < first) | (np.repeat(per_text, per_text) - rank <= last)
    return chosen


def runs(groups: NDArray[np.uint8], starts: Ints) -> NDArray[np.bool_]:
    """(words, WORD_REACH): which characters from each start on are still of its word."""
    group = np.concatenate((groups, np.zeros(WORD_REACH, dtype=np.uint8)))
    own = group[starts]
    same = group[starts[:, None] + np.arange(WORD_REACH)] == own[:, None]
    same[:, 1:] &= (own != 3)[:, None]
    inside: NDArray[np.bool_] = np.logical_and.accumulate(same, axis=1)
    return inside


def hash_runs(codes: NDArray[np.uint32], starts: Ints, inside: NDArray[np.bool_], table: Tables) -> Ints:
    """Polynomial hashes (32 bits) of the lower-cased words that begin at ``starts``; digits are all alike."""
    padded = np.concatenate((codes, np.zeros(WORD_REACH, dtype=np.uint32)))
    letters = table.lower[padded[starts[:, None] + np.arange(WORD_REACH)]] * inside
    mixed = (letters * table.powers).sum(axis=1, dtype=np.uint32)
    hashes: Ints = (mixed * np.uint32(2654435761)).astype(np.int64)
    return hashes
