"""Markup whose nesting, or number of attributes, would cost the parser more than its length warrants.

Browsers put what is nested deeper than 512 elements beside each other; so does this, before the parser sees the page,
for the parser takes time that grows with the square of the depth. Formatting elements that stay open are opened again
in every paragraph behind them, so that a few thousand of both make millions of nodes: of these fewer may be open.
Attributes of one element are compared with each other.
"""

from __future__ import annotations

import re

DEEPEST = 512
"""Elements in one another; as in browsers."""
MOST_FORMATTING = 32
"""Formatting elements that are open at once."""
MOST_ATTRIBUTES = 200
LONG_TAG = 20_000
"""Characters of a tag that may have too many attributes."""
VERY_FEW_TAGS, FEW_TAGS, FEW_OPEN, FEW_FORMATTING = 1000, 8000, 3000, 100
"""Of a page that cannot cost much: its tags, how many of them are not closed, and its formatting elements with
attributes (of equal ones the parser opens at most three again)."""
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
NOT_NESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup td th tr tbody "
    "thead tfoot colgroup rt rp html head body".split()
)
"""Elements that are empty, or that another one of their name ends."""
RAW = frozenset(("script", "style", "textarea", "title", "iframe", "xmp", "noframes", "noembed"))
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)|<!--")
WITH_ATTRIBUTES = re.compile(r"<(?:[bisu]|big|code|em|font|nobr|small|strike|strong|tt)[\s/]", re.I)
FORMATTING_BEGINS = frozenset(
    first + second
    for begin in ("b i s u".split(), "bi co em fo no sm st tt".split())
    for name in begin
    for first in (name[0], name[0].upper())
    for second in ((name[1], name[1].upper()) if name[1:] else " \t\n\r\f\v/")
)
"""The first two characters of those names: few pages have many of these, and looking them up is quick."""
ATTRIBUTE = re.compile(r"[^\s=\"'<>/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")
OPENING = re.compile(rf"<[a-zA-Z][^<>]{{{LONG_TAG},}}>")


def within_limits(html: str) -> str:
    """The same markup where it is within limits, as nearly all is; else without the tags and attributes beyond them."""
    if len(html) <= LONG_TAG // 10:
        return html
    parts = html.split("<")
    tags = len(parts)
    if max(map(len, parts)) > LONG_TAG and (fewer := OPENING.sub(with_fewer_attributes, html)) != html:
        html = fewer
    if tags > VERY_FEW_TAGS and (
        tags > FEW_TAGS
        or (tags > FEW_OPEN and tags - 2 * html.count("</") > FEW_OPEN)
        or (
            sum(map(FORMATTING_BEGINS.__contains__, [part[:2] for part in parts])) > FEW_FORMATTING
            and len(WITH_ATTRIBUTES.findall(html)) > FEW_FORMATTING
        )
    ):
        html = flattened(html)
    return html


def with_fewer_attributes(tag: re.Match[str]) -> str:
    """An opening tag with its first attributes."""
    found = []
    for attribute in ATTRIBUTE.finditer(tag[0]):
        found.append(attribute[0])
        if len(found) > MOST_ATTRIBUTES:
            return f"<{' '.join(found)}>"
    return tag[0]


def flattened(html: str) -> str:
    """Markup without the tags that would open an element too deep inside others, and those that close them."""
    depth = formatting = 0
    opened: dict[str, int] = {}
    dropped: dict[str, int] = {}  # the elements whose tags were left out, and that are not closed yet
    kept: list[str] = []
    at = resume = 0
    for tag in TAG.finditer(html):
        begin = tag.start()
        if begin < resume:
            continue
        if tag[2] is None:
            close = html.find("-->", begin)
            resume = close if close >= 0 else len(html)
            continue
        name = tag[2].lower()
        if name in NOT_NESTED:
            continue
        leave_out = False
        if not tag[1]:
            if name in RAW:
                close = html.find(f"</{tag[2]}", begin)
                resume = close if close >= 0 else len(html)
                continue
            leave_out = depth >= DEEPEST or (name in FORMATTING and formatting >= MOST_FORMATTING)
            if leave_out:
                dropped[name] = dropped.get(name, 0) + 1
            else:
                opened[name] = opened.get(name, 0) + 1
                depth += 1
                formatting += name in FORMATTING
        elif dropped.get(name):
            leave_out = True
            dropped[name] -= 1
        elif opened.get(name):
            opened[name] -= 1
            depth -= 1
            formatting -= name in FORMATTING
        if leave_out:
            close = html.find(">", tag.end())
            if close < 0:
                break
            kept.append(html[at:begin])
            at = resume = close + 1
    return "".join((*kept, html[at:])) if kept else html
