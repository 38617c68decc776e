"""Pictures of formulas: their TeX is the picture's text, or a part of its address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from cleaner.content.math.source import tidy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from cleaner.content.tree import Math

NAMED = re.compile(r"latex|(?:^|[^a-z])(?:tex|math|equation|formula|mwe)(?:[^a-z]|$)|mathtex|mimetex|ql-img", re.I)
"""In the class of a picture of a formula, or in the address of what draws it."""
DISPLAY = re.compile(r"display", re.I)
PARAMETERS = frozenset(("tex", "latex", "math", "chl", "from", "eq", "equation", "formula"))
COMMAND = re.compile(r"\\[A-Za-z]{2,}|[_^]\{|\\[(\[,;!{}]")
"""What TeX has and prose has not."""
SIGNS = re.compile(r"[\\^_{}=+<>]|^\S$|^[A-Za-z]\([a-z]\)$")
"""What is enough where the picture is named as a formula."""
DELIMITED = (("$", "$"), (r"\(", r"\)"), (r"\[", r"\]"))
LONGEST = 4000


def image_math(node: LexborNode, alt: str) -> Math | None:
    """The formula that a picture shows; None if it shows none, or does not say which.

    :param alt: the picture's text.
    """
    attributes = node.attributes
    names = (attributes.get("class") or "")[:400]
    source = attributes.get("src") or attributes.get("data-src") or ""
    is_named = NAMED.search(names) is not None
    if not (is_named or "\\" in alt or alt[:1] == "$" or NAMED.search(source[:200])):
        return None
    display = DISPLAY.search(names) is not None
    if 0 < len(alt) <= LONGEST and (is_tex(alt) or (is_named and SIGNS.search(alt))):
        return tidy(alt, display)
    tex = tex_in_address(source) if NAMED.search(source[:200]) and len(source) <= LONGEST else ""
    return tidy(tex, display) if tex else None


def is_tex(text: str) -> bool:
    """Whether a text is TeX by its own signs."""
    if COMMAND.search(text):
        return True
    return any(len(text) > 2 and text.startswith(begin) and text.endswith(end) for begin, end in DELIMITED)


def tex_in_address(address: str) -> str:
    """The TeX that an address asks to have drawn: the value of a parameter, or all of the query, or the end of the path."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    for name, value in parse_qsl(parts.query):
        if name.lower() in PARAMETERS and value:
            return value.replace("&amp;", "&")
    for raw in (parts.query, parts.path.rpartition("/")[2]):
        tex = unquote(raw).replace(r"\dpi{", r"\dpi {").strip()
        tex = re.sub(r"^\\(?:dpi|bg|fn|large|inline|small|tiny)\s?(?:\{\w{1,20}\}|_\w{1,20}(?=\s|\\))?\s*", "", tex)
        if COMMAND.search(tex) or (raw == parts.query and SIGNS.search(tex)):
            return tex
    return ""
