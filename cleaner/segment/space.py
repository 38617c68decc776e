"""White space and invisible characters: what a browser shows of a text."""

from __future__ import annotations

import re

from cleaner.words import is_unspaced

BREAK = "\0"
"""A line break, in text whose white space is still to be squeezed."""
INVISIBLE: dict[int, None] = dict.fromkeys(
    map(
        ord,
        "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
        "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff",
    )
)
JOINED = {code: None for code in INVISIBLE if code not in (0x200C, 0x200D)}
KEPT_JOINERS = re.compile("[\u0600-\u109f\u1780-\u17ff\U0001f000-\U0001ffff\u2600-\u27bf]")
HAS_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
"""Characters without a meaning in text."""


def squeeze_lines(raw: str) -> str:
    """Squeeze white space as a browser shows it; a line break stays one, empty lines go."""
    return "\n".join(line for line in (" ".join(part.split()) for part in raw.split(BREAK)) if line)


def ends_with_break(pieces: list[str]) -> bool:
    """Whether nothing but white space was read since the last line break."""
    for piece in reversed(pieces):
        if piece == BREAK:
            return True
        if piece and not piece.isspace():
            return False
    return False


def visible(text: str) -> str:
    """Drop invisible characters; joiners stay in the scripts and emoji that are spelt with them."""
    return text.translate(JOINED if KEPT_JOINERS.search(text) else INVISIBLE)


def wide(character: str) -> bool:
    """Whether a line that ends or begins with this goes on without a space: scripts without spaces, their punctuation."""
    return "\u2e80" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef" or is_unspaced(character)
