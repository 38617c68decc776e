"""Words of a text: runs of letters and digits, and every character of a script without spaces."""

from __future__ import annotations

import re
from functools import cache

from cleaner.words.scripts import UNSPACED

WORD = re.compile(r"\w+")
FAR = re.compile(r"[^\0-\u0dff\u2000-\u206f]")
"""What may be of a script without spaces: nothing in most texts, so that the large patterns for these are seldom made."""


@cache
def alone() -> re.Pattern[str]:
    """A character that is a word by itself."""
    return re.compile(rf"[{UNSPACED}]")


@cache
def word() -> re.Pattern[str]:
    """A word of any script."""
    return re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")


def may_be_unspaced(text: str) -> bool:
    """Whether a text may have words of scripts without spaces: False for most, and said in no time."""
    return not text.isascii() and FAR.search(text) is not None


def words_of(text: str) -> list[str]:
    """The words in order, as written.

    >>> words_of("It rained: 雨が降った.")
    ['It', 'rained', '雨', 'が', '降', 'っ', 'た']
    """
    return (word() if may_be_unspaced(text) else WORD).findall(text)


def count_words(text: str) -> int:
    """How many words there are between spaces; a character of a script without spaces is one.

    Cheaper than to find them, and not the same: ``don't`` and a lone dash are one each.

    >>> [count_words(text) for text in ("", "It didn't rain.", "雨が降った", "雨が the 降った")]
    [0, 3, 5, 6]
    """
    if may_be_unspaced(text):
        text, found = alone().subn(" ", text)
        return found + len(text.split())
    return len(text.split())
