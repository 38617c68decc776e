"""What of a page's markup has words that its blocks do not show: noted while it is read, so that views need not look for it.

A walk adds what it meets to ``Page.elements``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TEX_SCRIPT = "math/tex"
"""The type of scripts that are formulas; the name for a page that has one."""
TEX_ATTRIBUTES = ("data-math", "data-latex", "data-tex", "data-formula", "data-expr", "data-equation")
"""Attributes that have the TeX of what is rendered in an element."""
MAY_HAVE_TEX = frozenset(TEX_ATTRIBUTES)
TEX_DATA = "data/tex"
"""The name for inline elements with such an attribute."""
SPEAKING_IMAGE = "img/words"
"""The name for pictures that stand for a sign of text, or for a formula."""
LONGEST_SIGN = 8
"""Characters of a sign that pages show as a picture, with the sign as its text."""
TEX_NAMES = ("latex", "mwe-math", "mathtex", "mimetex", "?tex=", "ql-img", "math?")
"""In the class or the address of a picture of a formula."""
TEX_BEGINS = ("$", "\\", "{\\")
LOOKED_AT = 400
"""Characters of a class or an address."""


def speaks(image: Mapping[str, str | None]) -> bool:
    """Whether a picture has words: an emoji, or a formula.

    :param image: its attributes.
    """
    alt = image.get("alt")
    if alt and ((not alt.isascii() and is_emoji(alt.strip())) or alt.startswith(TEX_BEGINS)):
        return True
    for name in ("class", "src", "data-src"):
        value = image.get(name)
        if value:
            value = value[:LOOKED_AT]
            for sign in TEX_NAMES:
                if sign in value:
                    return True
    return False


def is_emoji(alt: str) -> bool:
    """Whether a picture stands for a sign of text, whatever its size, by what it says for those who do not see it."""
    return 0 < len(alt) <= LONGEST_SIGN and not any(map(str.isalnum, alt)) and not alt.isascii()
