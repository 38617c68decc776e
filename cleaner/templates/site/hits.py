"""Rules of a person before they are applied: what a rule hits on the pages a template knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from cleaner.errors import SelectorError
from cleaner.rules import Rules
from cleaner.templates.site.paths import SEPARATOR, stable
from cleaner.templates.site.texts import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

    from cleaner.templates.template import SiteTemplate

NAME = re.compile(r"([.#])([\w\x80-\U0010ffff-]+)")
STEP = re.compile(r"([\w-]+)(?:#([^.#]+))?((?:\.[^.#]+)*)")
UNKNOWN = re.compile(r"[\[:+~\\]")
"""What a template's paths do not hold: attributes, positions, neighbours."""


class Hits(NamedTuple):
    """What a rule hits on the pages that a template remembers."""

    blocks: int
    pages: int
    all_blocks: int
    all_pages: int


def text_hits(template: SiteTemplate, text: str) -> Hits:
    """The blocks that have exactly this text; case, digits and white space do not matter."""
    wanted = fingerprint(text)
    return count(template, [[one == wanted for one in page.texts] for page in template.sample.records])


def selector_hits(template: SiteTemplate, selector: str) -> Hits | None:
    """The blocks inside the boxes that a selector matches; None if a template does not remember enough to say.

    :raises SelectorError: it does not parse.
    """
    Rules(drop=(selector,)).check()
    if UNKNOWN.search(selector):
        return None
    places = matched(selector, {path for page in template.sample.records for path in page.paths})
    if places is None:
        return None
    return count(template, [[page.paths[place] in places for place in page.places] for page in template.sample.records])


def count(template: SiteTemplate, hit: list[list[bool]]) -> Hits:
    """Sum up what was hit on each page."""
    return Hits(sum(map(sum, hit)), sum(map(any, hit)), sum(map(len, hit)), len(template.sample.records))


def matched(selector: str, paths: Iterable[str]) -> set[str] | None:
    """The paths on which a box is that a selector of tags, ids and classes matches; None if its names are not kept."""
    if any(not stable(name) for _, name in NAME.findall(selector)):
        return None
    folded = NAME.sub(lambda match: match[1] + stable(match[2]), selector)
    tree = LexborHTMLParser("<body></body>")
    body = tree.body
    assert body is not None
    ordered = sorted(paths)
    for number, path in enumerate(ordered):
        innermost: LexborNode | None = None
        for step in reversed(path.split(SEPARATOR)[1:]):
            match = STEP.fullmatch(step)
            if match is None:
                continue
            node = tree.create_node(match[1])
            node.attrs["class"] = match[3].replace(".", " ")
            if match[2]:
                node.attrs["id"] = match[2]
            if innermost is None:
                node.attrs["data-path"] = str(number)
            else:
                node.insert_child(innermost)
            innermost = node
        if innermost is not None:
            body.insert_child(innermost)
    try:
        boxes = tree.css(folded)
    except (SelectolaxError, ValueError) as error:
        raise SelectorError(f"the selector {selector!r} cannot be read") from error
    found: set[str] = set()
    for box in boxes:
        if box.tag in ("body", "html"):
            return set(ordered)
        inside = [box, *box.css("[data-path]")]
        found.update(
            ordered[int(str(node.attributes["data-path"]))] for node in inside if "data-path" in node.attributes
        )
    return found
