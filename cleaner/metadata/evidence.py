"""What a parsed page says of itself, as raw strings: gathered in two queries, interpreted only when asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from cleaner.segment.html.walk import PERMALINKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from cleaner.page.page import Page

    Candidate = tuple[LexborNode, str, dict[str, str | None]]


class Mark(NamedTuple):
    """An element of the page whose markup says that it holds metadata: a ``<time>``, a byline, a microdata property."""

    tag: str
    words: str
    """Its class, id, rel and itemprop, in lower case, separated by spaces."""
    itemprop: str
    value: str
    """What it says to machines: ``datetime``, ``content``, ``href`` or ``title``."""
    text: str
    """What it says to people, a line for each text node; empty if that is longer than ``LONGEST``."""
    place: int
    """How many marks lie between the page's main heading and it; negative before the heading, 0 without one."""
    apart: bool
    """Whether it stands in what is not the page's own content: comments, related pages, navigation, footer."""


@dataclass(frozen=True)
class Evidence:
    """Raw metadata of one page, in document order. It holds the page's tree: keep it no longer than reading takes."""

    language: str = ""
    """``<html lang>``."""
    base: str = ""
    """``<base href>``."""
    title: str = ""
    """``<title>``, white space squeezed."""
    headings: tuple[str, ...] = ()
    """The texts of all ``<h1>`` that have one, white space squeezed."""
    main: int = -1
    """Which of the headings is the page's main one; -1 where there is none."""
    metas: tuple[tuple[str, str], ...] = ()
    """(name, content) of ``<meta>``; the name in lower case."""
    links: tuple[tuple[str, str], ...] = ()
    """(rel, href) of the links that name the page itself; rel in lower case."""
    data: tuple[str, ...] = ()
    """The texts of JSON-LD scripts, as they stand."""
    candidates: tuple[Candidate, ...] = ()
    """Elements that may be marks, with their names and attributes."""
    center: int | None = None
    """How many candidates precede the main heading."""
    heading: LexborNode | None = None
    """The main heading."""
    properties: frozenset[str] = frozenset()
    """The ``itemprop`` of all candidates, in lower case."""

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The marks, read when first asked for: many pages state elsewhere all that there is to know."""
        return read_marks(self.candidates, self.center, around(self.heading) if self.heading is not None else {})


LONGEST = 200
"""Characters of the longest text of a mark."""
LONGEST_HEADING = 500
MOST_HEADINGS = 60
NO_HEADING = "style,script,svg,template,button,[hidden]"
"""What is in headings and is no part of their text."""
SIGNS = " " + "".join(PERMALINKS)
"""What may stand behind the text of a heading."""
MOST_INSIDE = 8
"""How many such elements of one heading are looked at."""
MOST_MARKS = 24
MOST_METAS = 400
MOST_DATA = 400_000
"""Characters of JSON-LD that are kept."""
CLIMB = 10
"""How many ancestors tell whether a mark is part of the content."""

DATA = "script[type='application/ld+json' i]"
ELEMENTS = {"title": "title", "meta": "meta[content]", "link": "link[rel=canonical]", "time": "time"}
HEAD = ",".join(["base[href]", "title", "meta[content]", "link[rel=canonical]", DATA])
BODY = f"{DATA},h1,[itemprop],[rel~=author],a[href*='/author/']"
"""What is asked of each part of a page: two short queries take less than a long one."""
CLASSES = ("uthor", "yline")
"""Parts of class words that the body is asked for; matching without regard to case costs twice as much."""
ITEMPROPS = frozenset("headline author creator datepublished published-date datecreated datemodified image".split())
BYLINE = re.compile(r"\bby-?line|\bauthors?\b|(?<![a-z])authors?(?:name|info|by)?(?![a-z])")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
APART_WORD = re.compile(
    r"(?<![a-z])(?:comments?|commentlist|replies|related|recommended|recommendations?|recirc\w*|sidebar|side-bar"
    r"|popular|trending"
    r"|latest|carousel|slider|(?<!post-)(?<!entry-)(?<!article-)footer|nav|navbar|menu|teasers?|read-?more"
    r"|next-?posts?|similar"
    r"|more-(?:news|stories|posts|articles))(?![a-z])|(?<![\w-])widget(?! blog)(?![a-z])"
)
ANSWERS = frozenset(("review", "reviews", "comment", "suggestedAnswer", "acceptedAnswer"))
"""Properties of things that others than the page's author have written."""
APART_TAGS = frozenset(("aside", "footer", "nav"))
WHOLE = frozenset("html head body main article form input select button svg script style img iframe link".split())


def collect(tree: LexborHTMLParser, page: Page) -> Evidence:
    """Gather the metadata of a parsed page. The tree stays as it is.

    :param page: the blocks and boxes that were made of it.
    """
    root = tree.root
    if root is None:
        return Evidence()
    base = title = ""
    metas: list[tuple[str, str]] = []
    links: list[tuple[str, str]] = []
    data: list[str] = []
    headings: list[str] = []
    nodes: list[LexborNode] = []  # of the headings
    places: list[int] = []  # how many candidates precede each heading
    candidates: list[Candidate] = []
    room = MOST_DATA
    last = 0
    parts = ((tree.head, HEAD), (tree.body, body_query(page)))
    for node in chain(*(part.css(asked) for part, asked in parts if part is not None)):
        if node.mem_id == last:  # a node comes once for each selector that it matches
            continue
        last = node.mem_id
        tag = node.tag or ""
        if tag == "meta":
            found = node.attributes
            prop = found.get("itemprop")
            name = found.get("property") or found.get("name") or prop or found.get("http-equiv")
            content = found.get("content")
            if name and content and len(metas) < MOST_METAS:
                metas.append((name.strip().lower(), content))
            if prop:
                candidates.append((node, tag, found))
        elif tag == "script":
            text = node.text()
            if len(text) <= room:
                data.append(text)
                room -= len(text)
        elif tag == "h1":
            text = heading_text(node)
            if text and len(text) <= LONGEST_HEADING and len(headings) < MOST_HEADINGS:
                headings.append(text)
                nodes.append(node)
                places.append(len(candidates))
        elif tag == "title":
            title = title or squeeze(node.text())
        elif tag == "base":
            base = base or node.attributes.get("href") or ""
        elif tag == "link":
            found = node.attributes
            links.append(((found.get("rel") or "").lower(), found.get("href") or ""))
        elif tag not in WHOLE:
            candidates.append((node, tag, node.attributes))
    main = main_heading(headings, title)
    return Evidence(
        language=root.attributes.get("lang") or root.attributes.get("xml:lang") or "",
        base=base,
        title=title,
        headings=tuple(headings),
        main=main,
        metas=tuple(metas),
        links=tuple(links),
        data=tuple(data),
        candidates=tuple(candidates),
        center=places[main] if main >= 0 else None,
        heading=nodes[main] if main >= 0 else None,
        properties=frozenset([(found.get("itemprop") or "").lower() for _, _, found in candidates]),
    )


def body_query(page: Page) -> str:
    """The query for the body: the walk knows its elements and class words, and what is absent is not asked for."""
    classes = " ".join({found.classes for found in page.boxes.attribute_sets}.union(page.blocks.inlines))
    asked = [query for tag, query in ELEMENTS.items() if tag in page.elements]
    return ",".join([BODY, *asked, *(f"[class*={part}]" for part in CLASSES if part in classes)])


def heading_text(node: LexborNode) -> str:
    """The text of a heading, without buttons, styles and what is hidden in it."""
    text = node.text(separator=" ")
    if node.css_first(NO_HEADING) is not None:
        for inner in node.css(NO_HEADING)[:MOST_INSIDE]:
            part = inner.text(separator=" ")
            if part.strip():
                text = text.replace(part, " ", 1)
    return squeeze(text).rstrip(SIGNS)


def main_heading(headings: list[str], title: str) -> int:
    """The heading that says most of what ``<title>`` says; the first of equals, -1 where there is none."""
    words = set(title.lower().split())
    best, most = -1, -1.0
    for number, heading in enumerate(headings):
        own = set(heading.lower().split())
        shared = len(own & words) / len(own | words)
        if shared > most:
            best, most = number, shared
    return best


def around(heading: LexborNode) -> dict[int, bool]:
    """The ancestors of the main heading, which are parts of the page's own content whatever they are called."""
    found: dict[int, bool] = {}
    step = heading.parent
    while step is not None and len(found) < 3 * CLIMB:
        found[step.mem_id] = False
        step = step.parent
    return found


def read_marks(candidates: Sequence[Candidate], center: int | None, known: dict[int, bool]) -> tuple[Mark, ...]:
    """The candidates that are marks: of too many, those nearest to the main heading.

    :param center: how many candidates precede that heading.
    :param known: nodes (by their address) of which it is known whether they stand apart; more are added.
    """
    chosen: list[tuple[int, LexborNode, str, dict[str, str | None], str]] = []
    for number, (node, tag, found) in enumerate(candidates):
        words = " ".join(
            [found.get("class") or "", found.get("id") or "", found.get("itemprop") or "", found.get("rel") or ""]
        )
        words = CAMEL.sub("-", words).lower()
        if "/author/" in (found.get("href") or ""):
            words += " author"
        if tag == "time" or (found.get("itemprop") or "").lower() in ITEMPROPS or BYLINE.search(words):
            place = 0 if center is None else number - center + (number >= center)
            chosen.append((place, node, tag, found, words))
    if len(chosen) > MOST_MARKS:
        chosen = sorted(sorted(chosen, key=lambda one: abs(one[0]))[:MOST_MARKS], key=lambda one: one[0])
    marks: list[Mark] = []
    for place, node, tag, found, words in chosen:
        value = found.get("datetime") or found.get("content") or found.get("href") or found.get("title") or ""
        text = text_of(node) if tag != "meta" else ""
        if not (text or value):  # <span itemprop="author"><meta itemprop="name" content="...">
            name = node.css_first("meta[itemprop=name][content]")
            text = squeeze(name.attributes.get("content") or "") if name is not None else ""
        if value or text:
            marks.append(
                Mark(tag, words, (found.get("itemprop") or "").lower(), value, text, place, stands_apart(node, known))
            )
    return tuple(marks)


def stands_apart(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether an ancestor is a list of comments, a sidebar, a footer ...; ``known`` remembers this page's ancestors."""
    path: list[int] = []
    answer = False
    step = node.parent
    for _ in range(CLIMB):
        if step is None:
            break
        key = step.mem_id
        if key in known:
            answer = known[key]
            break
        tag = step.tag
        if tag in ("body", "article", "main"):
            break
        path.append(key)
        found = step.attributes
        name, own = found.get("class"), found.get("id")
        if found.get("itemprop") in ANSWERS:
            answer = True
            break
        if (tag in APART_TAGS and not (tag == "aside" and text_of(step))) or (
            (name or own) and APART_WORD.search(CAMEL.sub("-", f"{name} {own}").lower())
        ):
            answer = True
            break
        step = step.parent
    for key in path:
        known[key] = answer
    return answer


def text_of(node: LexborNode) -> str:
    """The text nodes inside a node, a line each; empty if they are too long together."""
    raw = node.text(separator="\0")
    if len(raw) > 20 * LONGEST:
        return ""
    text = "\n".join(filter(None, map(squeeze, raw.split("\0"))))
    return text if len(text) <= LONGEST else ""


def squeeze(text: str) -> str:
    """White space squeezed."""
    return " ".join(text.split())
