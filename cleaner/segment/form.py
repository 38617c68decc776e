"""Telling markup from text."""

from __future__ import annotations

import re

from cleaner.page.page import Form
from cleaner.segment.text.markup import is_markdown

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
CLOSED = re.compile(r"</(?:p|div|ul|ol|li|table|tr|td|section|article)\s*>", re.I)
BLANK = "\ufeff\0 \t\r\n\f\v"
"""What may stand before the first tag."""
SAMPLE = 100_000
"""Characters that are looked at."""


def tell_form(source: str) -> Form:
    """Whether a source is markup or text: a document by its beginning, a fragment by the share of lines with tags."""
    sample = source[:SAMPLE].lstrip(BLANK)
    if DOCUMENT.match(sample):
        return Form.HTML
    sample = CODE.sub(" ", sample)
    found = ELEMENT.findall(sample)
    if not found:
        return Form.TEXT
    if ELEMENT.match(sample) and not is_markdown(sample):
        return Form.HTML
    lines = [line for line in sample.splitlines() if line.strip()]
    marked = sum(line.lstrip().startswith("<") and ELEMENT.match(line.lstrip()) is not None for line in lines)
    blocks = sum(tag.lower() in BLOCK for tag in found)
    return Form.HTML if blocks >= 2 and CLOSED.search(sample) and marked >= 0.3 * len(lines) else Form.TEXT
