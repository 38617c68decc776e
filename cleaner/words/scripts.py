"""Scripts that are written without spaces between words: a character of them is counted as a word."""

from __future__ import annotations

UNSPACED_RANGES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3041, 0x30FF),  # kana
    (0x3400, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han for compatibility
)
"""First and last code points. Korean has spaces; the rare ideographs above U+FFFF are left aside."""
UNSPACED = "".join(f"{chr(first)}-{chr(last)}" for first, last in UNSPACED_RANGES)
"""The same for a character class of a regular expression: ``f"[{UNSPACED}]"``."""


def is_unspaced(character: str) -> bool:
    """Whether a character is of a script without spaces between words.

    >>> [is_unspaced(character) for character in "a字ก한"]
    [False, True, True, False]
    """
    code = ord(character)
    return code >= 0x0E00 and any(first <= code <= last for first, last in UNSPACED_RANGES)
