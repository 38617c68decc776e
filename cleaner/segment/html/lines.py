"""Styles that keep the line breaks of the source, as ``<pre>`` does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

KEEPS_SPACE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)(?!-line)", re.I)
KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)


def is_preformatted(code: LexborNode) -> bool:
    """Whether an element of code of several lines is shown as ``<pre>`` is, by its own style."""
    style = code.attributes.get("style")
    return style is not None and KEEPS_SPACE.search(style) is not None and "\n" in (code.text() or "").strip()


def keeps_lines(style: str) -> bool:
    """Whether a style shows line breaks of the source; most have not even the words for it."""
    return "white-space" in style and KEEPS_LINES.search(style) is not None
