"""Markup whose nesting, or number of attributes, would cost the parser more than its length warrants.

Browsers put what is nested deeper than 512 elements beside each other; so does this, before the parser sees the page,
for the parser takes time that grows with the square of the depth. Formatting elements that stay open are opened again
in every paragraph behind them, so that a few thousand of both make millions of nodes: of these fewer may be open.
Attributes of one element are compared with each other.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

DEEPEST = 512
"""Elements in one another; as in browsers."""
MOST_FORMATTING = 32
"""Formatting elements that are open at once."""
MOST_ATTRIBUTES = 200
LONG_TAG = 20_000
"""Characters of a tag that may have too many attributes."""
VERY_FEW_TAGS, FEW_TAGS, FEW_OPEN = 1000, 20_000, 3000
"""Of a page that cannot cost much: its tags, and how many of them are not closed."""
SOME_OPEN, FEW_FORMATTING = 500, 100
"""The same where the open ones may be formatting elements with attributes, and how many of these there may be (of equal
ones the parser opens at most three again)."""
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
NOT_NESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup td th tr tbody "
    "thead tfoot colgroup rt rp html head body".split()
)
"""Elements that are empty, or that another one of their name ends."""
RAW = frozenset(("script", "style", "textarea", "title", "iframe", "xmp", "noframes", "noembed"))
DRAWN = frozenset("circle ellipse image line path polygon polyline rect stop use".split())
"""Elements of drawings that hold nothing: as a rule they close themselves, which in HTML of its own means nothing."""
DRAWING = DRAWN | frozenset("svg g defs symbol mask clippath lineargradient radialgradient pattern text tspan".split())
"""What may stand in a drawing without ending it."""
REST = re.compile(r"""(?:\s++[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`/]++))?+)*+\s*+(/?)>""")
"""A tag behind its name, if it is well-formed: whether it closes itself."""
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)|<!--")
WITH_ATTRIBUTES = re.compile(rb"<(?:[bisu]|big|code|em|font|nobr|small|strike|strong|tt)[\s/]", re.I)
SPACES = " \t\n\v\f\r/"
BEGINNINGS = np.zeros(1 << 16, dtype=bool)
"""The two bytes, as a big-endian number, that stand behind the bracket in what WITH_ATTRIBUTES finds."""
for two in (
    *(name[:2] for name in ("big", "code", "em", "font", "nobr", "small", "strike", "tt")),
    *(name + space for name in "bisu" for space in SPACES),
):
    for first, second in product(*zip(two.lower(), two.upper(), strict=True)):
        BEGINNINGS[ord(first) * 256 + ord(second)] = True
ATTRIBUTE = re.compile(r"[^\s=\"'<>/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")
OPENING = re.compile(rf"<[a-zA-Z][^<>]{{{LONG_TAG},}}>")


def within_limits(html: str, utf8: bytes | None = None) -> str:
    """The same markup where it is within limits, as nearly all is; else without the tags and attributes beyond them.

    :param utf8: the markup in UTF-8, if it is at hand: numpy looks at its bytes.
    """
    if len(html) <= LONG_TAG // 10:
        return html
    data = html.encode("utf-8", "replace") if utf8 is None else utf8
    codes = np.frombuffer(data, np.uint8)
    places = (codes == ord("<")).nonzero()[0]
    if any(with_fewer_attributes(tag) != tag for tag in long_tags(data, places)):
        html = OPENING.sub(lambda tag: with_fewer_attributes(tag[0]), html)
    tags = len(places)
    if tags > VERY_FEW_TAGS:
        after = codes.take(places + 1, mode="clip")
        left_open = tags - 2 * int(np.count_nonzero(after == ord("/")))
        if (
            tags > FEW_TAGS
            or left_open > FEW_OPEN
            or (left_open > SOME_OPEN and formatting_with_attributes(data, places) > FEW_FORMATTING)
        ):
            html = flattened(html)
    return html


def long_tags(data: bytes, places: NDArray[np.intp]) -> Iterator[str]:
    """The opening tags that are long enough to have too many attributes; nearly all have one that is long.

    :param data: markup.
    :param places: (k,) where tags may begin in it.
    """
    ends = np.append(places[1:], len(data))
    long = ends - places > LONG_TAG
    for begin, end in zip(places[long].tolist(), ends[long].tolist(), strict=True):
        close = data.find(b">", begin, end)
        if close > begin + LONG_TAG and data[begin + 1 : begin + 2].isalpha():
            yield data[begin : close + 1].decode("utf-8", "replace")


def formatting_with_attributes(data: bytes, places: NDArray[np.intp]) -> int:
    """How many formatting elements with attributes there are; parameters as above."""
    codes = np.frombuffer(data, np.uint8)
    two = codes.take(places + 1, mode="clip") * np.intp(256) + codes.take(places + 2, mode="clip")
    return sum(WITH_ATTRIBUTES.match(data, place) is not None for place in places[BEGINNINGS.take(two)].tolist())


def with_fewer_attributes(tag: str) -> str:
    """An opening tag with its first attributes."""
    found = []
    for attribute in ATTRIBUTE.finditer(tag):
        found.append(attribute[0])
        if len(found) > MOST_ATTRIBUTES:
            return f"<{' '.join(found)}>"
    return tag


def flattened(html: str) -> str:
    """Markup without the tags that would open an element too deep inside others, and those that close them."""
    depth = formatting = 0
    opened: dict[str, int] = {}
    dropped: dict[str, int] = {}  # the elements whose tags were left out, and that are not closed yet
    kept: list[str] = []
    at = resume = 0
    is_drawing = False  # whether nothing but elements of a drawing was read since it began
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
            is_drawing = False
            continue
        if name == "svg":
            rest = None if tag[1] else REST.match(html, tag.end())
            is_drawing = rest is not None and not rest[1]
        elif is_drawing and name in DRAWN and not tag[1] and (rest := REST.match(html, tag.end())) and rest[1]:
            continue
        is_drawing = is_drawing and name in DRAWING
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
