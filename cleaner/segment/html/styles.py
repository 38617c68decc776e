"""What the inline style of an element does to its text: hide it, or keep its line breaks as ``<pre>`` does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
KEEPS_SPACE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)(?!-line)", re.I)
KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)


def hides(style: str) -> bool:
    """Whether a style hides its element; most do not even contain the words for it."""
    low = style.lower()
    return ("none" in low or "hidden" in low) and HIDES.search(low) is not None


def keeps_lines(style: str) -> bool:
    """Whether a style shows line breaks of the source; most do not even contain the words for it."""
    return "white-space" in style and KEEPS_LINES.search(style) is not None


def is_preformatted(code: LexborNode) -> bool:
    """Whether an element of code of several lines is shown as ``<pre>`` is, by its own style."""
    style = code.attributes.get("style")
    if style is None or KEEPS_SPACE.search(style) is None:
        return False
    return "\n" in (code.text() or "").strip() or code.css_first("br") is not None
