"""Telling markup from text."""

from __future__ import annotations

import re

from cleaner.page import Form

DOCUMENT = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml)\b", re.I | re.S)
ELEMENT = re.compile(
    r"<(p|div|span|a|br|img|ul|ol|li|h[1-6]|table|tr|td|th|section|article|main|header|footer|nav|form|script|style|"
    r"meta|link|title|figure|blockquote|pre|strong|em|b|i|font|center|button|input|svg|noscript|iframe)"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)
BLOCK = frozenset(
    ("p", "div", "ul", "ol", "li", "table", "tr", "td", "section", "article", "main", "header", "footer", "nav")
)
CODE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)\s*$|`[^`\n]*`", re.M | re.S)
SAMPLE = 100_000
"""Characters that are looked at."""


def tell_form(source: str) -> Form:
    """Whether a source is markup or text: a document by its beginning, a fragment by the share of lines with tags."""
    if DOCUMENT.match(source):
        return Form.HTML
    sample = CODE.sub(" ", source[:SAMPLE])
    found = ELEMENT.findall(sample)
    if not found:
        return Form.TEXT
    if sample.lstrip().startswith("<") and ELEMENT.match(sample.lstrip()):
        return Form.HTML
    lines = [line for line in sample.splitlines() if line.strip()]
    marked = sum(line.lstrip().startswith("<") and ELEMENT.match(line.lstrip()) is not None for line in lines)
    blocks = sum(tag.lower() in BLOCK for tag in found)
    closed = len(re.findall(r"</(?:p|div|ul|ol|li|table|tr|td|section|article)\s*>", sample, re.I))
    return Form.HTML if blocks >= 2 and closed and marked >= 0.3 * len(lines) else Form.TEXT
