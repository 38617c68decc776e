"""Rules of a person before they are applied: which kind a rule is of, and what it hits on the pages a template knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from cleaner.errors import SelectorError
from cleaner.templates.site.paths import SEPARATOR, stable
from cleaner.templates.site.rules import Rules
from cleaner.templates.site.texts import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

    from cleaner.templates.template import SiteTemplate

ELEMENTS = frozenset(
    """a address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup html iframe img label legend li main menu nav ol p pre search
    section span summary table tbody td tfoot th thead tr ul video""".split()
)
"""Elements that a selector may name without more; a word that is none of them begins a text."""
COMPOUND = re.compile(
    r"(?:\*|(?P<tag>[a-zA-Z][\w-]*))?(?:[.#][\w\\-][^\s>+~,]*|\[[^\]]*\]|:{1,2}[\w-]+(?:\([^()]*\))?)*"
)
NAME = re.compile(r"([.#])((?:[\w-]|[^\x00-\x7f])+)")
STEP = re.compile(r"([\w-]+)(?:#([^.#]+))?((?:\.[^.#]+)*)")
UNKNOWN = re.compile(r"[\[:+~\\]")
"""What a template's paths do not tell: attributes, positions, neighbours."""


class Hits(NamedTuple):
    """What a rule hits on the pages that a template remembers."""

    blocks: int
    pages: int
    all_blocks: int
    all_pages: int


def rules_of(keep: Iterable[str] = (), drop: Iterable[str] = ()) -> Rules:
    """Rules from selectors and texts, told apart by how they look.

    :raises SelectorError: a selector does not parse.

    >>> rules_of(drop=["div.teaser > p", "Read more"])
    Rules(keep=(), drop=('div.teaser > p',), keep_texts=(), drop_texts=('Read more',))
    """
    keep, drop = list(keep), list(drop)
    rules = Rules(
        *(
            tuple(rule for rule in given if is_selector(rule) is wanted)
            for wanted in (True, False)
            for given in (keep, drop)
        )
    )
    rules.check()
    return rules | Rules()


def is_selector(rule: str) -> bool:
    """Whether a rule is a CSS selector, and not the text of a block: all its parts are, and name elements that exist."""
    parts = re.split(r"\s*[>+~,]\s*|\s+", rule.strip())
    if not parts or "" in parts or rule.strip().endswith("."):
        return False
    for part in parts:
        match = COMPOUND.fullmatch(part)
        if match is None:
            return rule.lstrip()[:1] in (".", "#", "[")
        if match["tag"] and match["tag"].lower() not in ELEMENTS and match["tag"] == part:
            return False
    return True


def text_hits(template: SiteTemplate, text: str) -> Hits:
    """The blocks that have exactly this text; case, digits and white space do not matter."""
    wanted = fingerprint(text)
    return count(template, [[one == wanted for one in page.texts] for page in template.sample.records])


def selector_hits(template: SiteTemplate, selector: str) -> Hits | None:
    """The blocks inside the boxes that a selector matches; None where a template does not remember enough to tell.

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
    """The paths on which a box is that a selector of tags, ids and classes matches; None where its names are not kept."""
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
