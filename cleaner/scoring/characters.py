"""Counts and hashed words of many texts at once, from one array of their characters.

All texts of a page are joined and looked at as an array of code points: a few passes over it in numpy cost less
than one call per text.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.words import UNSPACED_RANGES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Words = NDArray[np.uint32]

FIRST_WORDS, LAST_WORDS = 8, 3
"""How many of a text's first and last words are hashed: prompts and labels are short."""
FIRST_NAMES = 16
"""How many of the names in a list of classes are hashed."""
FACTOR = 16777619
"""The base of the hashes: the prime of FNV."""
INVERSE = pow(FACTOR, -1, 1 << 32)
PLANE = 1 << 16
USUAL = 0x2800
"""Code points below this are letters with spaces between words, their punctuation, and the common signs."""


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
GROUPS = (0, 0, 1, 1, 1, 3, 2, *[3] * (CLASSES - 7))
"""What makes up a word, by class: nothing (0), letters (1), digits (2), or the character alone (3)."""
ALONE = 3
CLASS_BITS, GROUP_SHIFT, LETTER_BIT = 31, 5, 128
"""Where :attr:`Tables.kinds` has a character's class, its group, and whether it is a letter."""
NEWLINE, LOWER, UPPER, DIGIT, PERIOD, QUESTION, COLON = map(
    int,
    (Class.NEWLINE, Class.LOWER, Class.UPPER, Class.DIGIT, Class.PERIOD, Class.QUESTION, Class.COLON),
)
"""Plain numbers: numpy takes its time to see that a member of an enumeration is one."""
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
CLOSING = np.array([value in (Class.QUOTE, Class.CLOSER) for value in range(CLASSES)])


OF_CATEGORY = {
    **dict.fromkeys("Lt Lu".split(), int(Class.UPPER)),
    **dict.fromkeys("Lm Lo Mc Me Mn".split(), int(Class.LETTER)),
    **dict.fromkeys("Cc Cf Cn Co Cs Zl Zp Zs".split(), int(Class.SPACE)),
    **dict.fromkeys("Nl No Pc Pd Pe Pf Pi Po Ps Sc Sk Sm So".split(), int(Class.PUNCTUATION)),
    "Ll": int(Class.LOWER),
    "Nd": int(Class.DIGIT),
}
"""The classes of Unicode's categories."""


class Tables(NamedTuple):
    """What each code point is, up to some; the ones from 65,536 on are taken for punctuation."""

    kinds: NDArray[np.uint8]
    """Its class, its group and whether it is a letter, packed into one byte."""
    letters: NDArray[np.uint32]
    """What is hashed of a character: the same for both cases, and for all digits."""


@cache
def tables(size: int) -> Tables:
    """Build the tables, once a process; they are constants."""
    characters = [*map(chr, range(size))]
    classes = np.fromiter(map(OF_CATEGORY.__getitem__, map(unicodedata.category, characters)), np.uint8, size)
    small = [to if len(to) == 1 else of for to, of in zip(map(str.lower, characters), characters, strict=True)]
    letters = np.fromiter(map(ord, small), np.uint32, size)
    letters[classes == Class.DIGIT] = ord("0")
    for first, last in UNSPACED_RANGES:
        classes[first : last + 1] = Class.IDEOGRAPH
    for value, singles in SINGLES.items():
        for character in singles:
            if not character.isalpha() and ord(character) < size:
                classes[ord(character)] = value
    packed = np.array(GROUPS, dtype=np.uint8)[classes] << np.uint8(GROUP_SHIFT)
    packed |= classes
    packed[(classes >= Class.LOWER) & (classes <= Class.IDEOGRAPH)] |= LETTER_BIT
    return Tables(packed, letters)


@cache
def powers() -> tuple[Words, Words]:
    """The powers of FACTOR and INVERSE for all places in a text of usual length."""
    return powers_of(FACTOR, PLANE), powers_of(INVERSE, PLANE)


def powers_of(base: int, length: int) -> NDArray[np.uint32]:
    """(length,) the powers of a number modulo 2^32, from the zeroth on."""
    powers = np.full(length, base, dtype=np.uint32)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint32)


class Characters(NamedTuple):
    """Counts and words of ``n`` texts."""

    lengths: Ints
    """(n,): how many characters each text has."""
    counts: Ints
    """(CLASSES, n): how many of each class; those of LOWER, which most are, are not counted."""
    first: NDArray[np.uint8]
    """(n,): the class of each text's first character."""
    last: NDArray[np.uint8]
    """(n,): the class of each text's last character, closing quotes and brackets left aside."""
    capitals: Ints
    """(n,): how many words begin with a capital."""
    words: Words
    """The hashes of the first and last words of every text, one text after the other: 32 bits."""
    word_counts: Ints
    """(n,): how many words of each text ``words`` has."""
    word_ends: Ints
    """(n,): where each text's words end in ``words``."""
    all_words: Words
    """The hashes of all words."""
    owners: Ints
    """The text of each of ``all_words``."""


def read(texts: list[str], first: int = FIRST_WORDS, last: int = LAST_WORDS) -> Characters:
    """Look at all texts; there must be at least one, and none may be empty."""
    n = len(texts)
    codes, begins, lengths, table = joined(texts)
    owner = np.arange(n).repeat(lengths + 1)[:-1]
    kinds = table.kinds.take(codes)
    classes = kinds & np.uint8(CLASS_BITS)
    others = (classes != LOWER).nonzero()[0]
    keys = classes.take(others) * np.intp(n)
    keys += owner.take(others)
    counts = np.bincount(keys, minlength=n * CLASSES).reshape(CLASSES, n)
    counts[NEWLINE, :-1] -= 1  # the ones that join the texts

    tail = begins + lengths - 1
    for _ in range(2):
        tail -= CLOSING[classes[tail]] & (tail > begins)

    groups = (kinds >> np.uint8(GROUP_SHIFT)) & np.uint8(ALONE)
    turns = groups[1:] != groups[:-1]
    turns |= groups[1:] == ALONE
    starts, stops = runs(groups != 0, turns)
    of = owner.take(starts)
    hashes = hash_runs(codes, starts, stops, table)
    per_text = np.bincount(of, minlength=n)
    ends = per_text.cumsum()
    capitals = np.zeros(len(of) + 1, dtype=np.int64)
    np.add.accumulate(classes.take(starts) == UPPER, out=capitals[1:])
    counted = np.minimum(per_text, first + last)
    return Characters(
        lengths,
        counts,
        classes.take(begins),
        classes.take(tail),
        capitals.take(ends) - capitals.take(ends - per_text),
        hashes[ranked(per_text, ends, first, last)],
        counted,
        counted.cumsum(),
        hashes,
        of,
    )


def pair_hashes(words: Words) -> Words:
    """(k - 1,) hashes (32 bits) of neighbouring words, given by their hashes."""
    mixed = words[:-1] * np.uint32(31) + words[1:]
    mixed *= np.uint32(2654435761)
    return mixed


def read_names(texts: list[str]) -> tuple[Words, Ints]:
    """The hashed words of class lists and identifiers, camelCase split, digits and single letters dropped.

    Gives the hashes (32 bits) of all texts, one text after the other, and where each text's end; (n,).
    """
    codes, begins, _, table = joined(texts)
    kinds = table.kinds.take(codes)
    classes = kinds & np.uint8(CLASS_BITS)
    letters = kinds >= LETTER_BIT
    turns = letters[1:] != letters[:-1]
    turns |= (classes[1:] == UPPER) & (classes[:-1] == LOWER)
    starts, stops = runs(letters, turns)
    several = stops - starts > 1
    starts, stops = starts[several], stops[several]
    ends = starts.searchsorted(begins[1:])
    ends = np.append(ends, len(starts))
    per_text = np.diff(ends, prepend=0)
    if per_text.max() > FIRST_NAMES:
        chosen = ranked(per_text, ends, FIRST_NAMES, 0)
        starts, stops = starts[chosen], stops[chosen]
        ends = np.minimum(per_text, FIRST_NAMES).cumsum()
    return hash_runs(codes, starts, stops, table), ends


def joined(texts: list[str]) -> tuple[Ints, Ints, Ints, Tables]:
    """All texts as code points, as numpy wants its indices, with a newline between them.

    Gives where each text begins, and how long it is, too; and the tables for them: few pages need the great ones, that
    take a while to build.
    """
    text = "\n".join(texts)
    size = USUAL
    if text.isascii():
        codes = np.frombuffer(text.encode(), dtype=np.uint8).astype(np.intp)
    else:
        wide = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
        codes = wide.astype(np.intp)
        highest = wide.max()
        if highest >= PLANE:
            codes[codes >= PLANE] = ord("*")
        if highest >= USUAL:
            size = PLANE
    n = len(texts)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=n)
    begins = np.zeros(n, dtype=np.int64)
    np.add.accumulate(lengths[:-1] + 1, out=begins[1:])
    return codes, begins, lengths, tables(size)


def runs(inside: NDArray[np.bool_], turns: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Where the runs of what is inside begin and stop; a run ends where there is a turn between two places."""
    mark = inside.copy()
    mark[1:] &= turns
    starts = mark.nonzero()[0]
    mark = inside.copy()
    mark[:-1] &= turns
    return starts, mark.nonzero()[0] + 1


def ranked(per_text: Ints, ends: Ints, first: int, last: int) -> NDArray[np.bool_]:
    """Which words are among the first or last of their text, given how many each text has, and where its words end."""
    place = np.arange(ends[-1])
    chosen: NDArray[np.bool_] = place < (ends - per_text + first).repeat(per_text)
    if last:
        chosen |= place >= (ends - last).repeat(per_text)
    return chosen


def hash_runs(codes: Ints, starts: Ints, stops: Ints, table: Tables) -> Words:
    """Polynomial hashes (32 bits) of the lower-cased words in [start, stop); digits are all alike.

    One running sum over all characters gives the hash of every word as a difference (Karp and Rabin 1987); a power
    that depends on where the word stands is divided out again.
    """
    n = len(codes)
    up, down = powers() if n <= PLANE else (powers_of(FACTOR, n), powers_of(INVERSE, n))
    sums = np.zeros(n + 1, dtype=np.uint32)
    np.multiply(table.letters.take(codes), up[:n], out=sums[1:])
    np.add.accumulate(sums, out=sums)
    mixed = sums.take(stops)
    mixed -= sums.take(starts)
    mixed *= down.take(starts)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(2654435761)
    return mixed
