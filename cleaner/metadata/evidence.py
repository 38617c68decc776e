"""What a parsed page says of itself, as raw strings: gathered in one query, interpreted only when asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode


class Mark(NamedTuple):
    """An element of the page whose markup says that it holds metadata: a ``<time>``, a byline, a microdata property."""

    tag: str
    words: str
    """Its class, id, rel and itemprop, in lower case, separated by spaces."""
    itemprop: str
    value: str
    """What it says to machines: ``datetime``, ``content``, ``href`` or ``title``."""
    text: str
    """What it says to people, white space squeezed; empty where that is longer than ``LONGEST``."""
    place: int
    """How many marks lie between the page's main heading and it; negative before the heading, 0 without one."""
    apart: bool
    """Whether it stands in what is not the page's own content: comments, related pages, navigation, footer."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Raw metadata of one page, in document order."""

    language: str = ""
    """``<html lang>``."""
    base: str = ""
    """``<base href>``."""
    title: str = ""
    headings: tuple[str, ...] = ()
    """The texts of all ``<h1>``."""
    main: int = -1
    """Which of the headings is the page's main one; -1 where there is none."""
    metas: tuple[tuple[str, str], ...] = ()
    """(name, content) of ``<meta>``; the name in lower case."""
    links: tuple[tuple[str, str], ...] = ()
    """(rel, href) of the links that name the page itself or its author."""
    data: tuple[str, ...] = ()
    """The texts of JSON-LD scripts, as they stand."""
    marks: tuple[Mark, ...] = ()
    before: tuple[str, ...] = ()
    """Lines of text before the main heading, nearest first."""
    after: tuple[str, ...] = ()
    """Lines of text after the main heading, nearest first."""


LONGEST = 200
"""Characters of the longest text of a mark."""
MOST_MARKS = 40
MOST_METAS = 400
MOST_DATA = 400_000
"""Characters of JSON-LD that are kept."""
NODES_BEFORE = 40
NODES_AFTER = 90
CLIMB = 12
"""How many ancestors tell whether a mark is part of the content."""

MARKED = ("author", "byline", "autor", "writer", "date", "publish", "posted", "datum", "fecha", "time", "created")
SELECTOR = ",".join(
    [
        "base[href],title,meta[content],h1,time,[itemprop],[rel~=author]",
        "link[rel=canonical],link[rel=amphtml],script[type='application/ld+json' i]",
        *(f"[class*={word} i]" for word in MARKED),
        *(f"[id*={word} i]" for word in ("author", "byline", "date")),
    ]
)
ITEMPROPS = frozenset(
    "headline name author creator datepublished datecreated datemodified image articlesection keywords description".split()
)
MARK_WORD = re.compile(
    r"\b(?:by-?line|(?:\w+[-_])?(?:author|autor|auteur|writer|reporter|journalist|contributor)s?\b"
    r"|(?:\w+[-_])?(?:date|datetime|time|timestamp|datum|fecha|publish(?:ed)?|posted|created|updated|modified)(?:[-_]\w+)?\b)"
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
APART_WORD = re.compile(
    r"\b(?:comments?|commentlist|replies|related|recommended|recommendations?|recirc\w*|sidebar|side-bar|widgets?|popular|trending"
    r"|latest|carousel|slider|footer|nav|navbar|menu|teasers?|more-(?:news|stories|posts|articles)|read-?more|next-?posts?|similar)\b"
)
APART_TAGS = frozenset(("aside", "footer", "nav"))
WHOLE = frozenset(("html", "body", "main", "form", "input", "select", "button", "svg", "script", "style", "img", "iframe"))
SILENT = frozenset(("script", "style", "noscript", "template", "svg", "-comment", "select", "textarea", "iframe", "button"))
INLINE = frozenset("a abbr b bdi cite data dfn em font i label mark small span strong sub sup time u".split())


def collect(tree: LexborHTMLParser) -> Evidence:
    """Gather the metadata of a parsed page: one query over the tree, and a short walk around the main heading."""
    root = tree.root
    if root is None:
        return Evidence()
    base = title = ""
    metas: list[tuple[str, str]] = []
    links: list[tuple[str, str]] = []
    data: list[str] = []
    headings: list[LexborNode] = []
    candidates: list[tuple[int, LexborNode, dict[str, str | None]]] = []
    room = MOST_DATA
    for position, node in enumerate(tree.css(SELECTOR)):
        tag = node.tag
        if tag == "meta":
            found = node.attributes
            name = found.get("property") or found.get("name") or found.get("itemprop") or found.get("http-equiv")
            content = found.get("content")
            if name and content and len(metas) < MOST_METAS:
                metas.append((name.strip().lower(), content))
                if found.get("itemprop"):
                    candidates.append((position, node, found))
        elif tag == "script":
            text = node.text() or ""
            if len(text) <= room:
                data.append(text)
                room -= len(text)
        elif tag == "link":
            found = node.attributes
            links.append(((found.get("rel") or "").lower(), found.get("href") or ""))
        elif tag == "title":
            title = title or squeeze(node.text() or "")
        elif tag == "base":
            base = base or node.attributes.get("href") or ""
        elif tag == "h1":
            headings.append(node)
            candidates.append((position, node, {}))
        elif tag not in WHOLE:
            candidates.append((position, node, node.attributes))
    texts = [squeeze(text_of(node, 4 * LONGEST)) for node in headings]
    main = main_heading(texts, title)
    heading = headings[main] if main >= 0 else None
    return Evidence(
        language=root.attributes.get("lang") or root.attributes.get("xml:lang") or "",
        base=base,
        title=title,
        headings=tuple(texts),
        main=main,
        metas=tuple(metas),
        links=tuple(links),
        data=tuple(data),
        marks=tuple(marks_of(candidates, heading)),
        before=lines_before(heading) if heading is not None else (),
        after=lines_after(heading) if heading is not None else (),
    )


def main_heading(texts: list[str], title: str) -> int:
    """The heading that says most of what ``<title>`` says; the first of equals, -1 where there is none."""
    words = set(title.lower().split())
    best, most = -1, -1.0
    for number, text in enumerate(texts):
        own = set(text.lower().split())
        shared = len(own & words) / len(own | words) if own else -1.0
        if shared > most:
            best, most = number, shared
    return best


def marks_of(candidates: list[tuple[int, LexborNode, dict[str, str | None]]], heading: LexborNode | None) -> Iterator[Mark]:
    """The candidates that are marks, those nearest to the heading when there are too many, in document order."""
    center = next((k for k, (_, node, _) in enumerate(candidates) if heading is not None and node == heading), -1)
    chosen: list[tuple[int, LexborNode, dict[str, str | None], str]] = []
    for k, (_, node, found) in enumerate(candidates):
        words = " ".join(filter(None, (found.get("class"), found.get("id"), found.get("itemprop"), found.get("rel"))))
        words = CAMEL.sub("-", words).lower()
        prop = (found.get("itemprop") or "").lower()
        if node.tag == "time" or prop in ITEMPROPS or "author" in (found.get("rel") or "") or MARK_WORD.search(words):
            chosen.append((k - center if center >= 0 else 0, node, found, words))
    if len(chosen) > MOST_MARKS:
        nearest = sorted(range(len(chosen)), key=lambda k: abs(chosen[k][0]))[:MOST_MARKS]
        chosen = [chosen[k] for k in sorted(nearest)]
    known: dict[int, bool] = {}
    for place, node, found, words in chosen:
        value = found.get("datetime") or found.get("content") or found.get("href") or found.get("title") or ""
        text = squeeze(text_of(node, LONGEST)) if node.tag != "meta" else ""
        if value or text:
            yield Mark(node.tag or "", words, (found.get("itemprop") or "").lower(), value, text, place, stands_apart(node, known))


def stands_apart(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether an ancestor is a list of comments, a sidebar, a footer ...; ``known`` remembers ancestors of this page."""
    path: list[int] = []
    answer = False
    step = node.parent
    for _ in range(CLIMB):
        if step is None or step.tag in ("body", "article", "main"):
            break
        key = step.mem_id
        if key in known:
            answer = known[key]
            break
        path.append(key)
        found = step.attributes
        words = CAMEL.sub("-", f"{found.get('class') or ''} {found.get('id') or ''}").lower()
        if step.tag in APART_TAGS or APART_WORD.search(words):
            answer = True
            break
        step = step.parent
    for key in path:
        known[key] = answer
    return answer


def text_of(node: LexborNode, longest: int) -> str:
    """The text inside a node; empty where there is more than ``longest`` characters of it."""
    pieces: list[str] = []
    size = steps = 0
    for kind, piece in forward(node.first_child, node):
        steps += 1
        if kind == "break":
            pieces.append("\n")
        else:
            pieces.append(piece)
            size += len(piece.strip())
        if size > longest or steps > longest:
            return ""
    return "".join(pieces)


def forward(node: LexborNode | None, top: LexborNode | None) -> Iterator[tuple[str, str]]:
    """("text", str) and ("break", "") from a node on, in document order, to the end of ``top`` or of the page."""
    while node is not None:
        tag = node.tag
        if tag == "-text":
            yield "text", node.text_content or ""
        elif tag not in INLINE:
            yield "break", ""
        child = node.first_child if tag not in SILENT else None
        if child is not None:
            node = child
            continue
        while node is not None and node.next is None:
            node = node.parent
            if node is None or (top is not None and node == top):
                return
            if node.tag not in INLINE:
                yield "break", ""
        node = node.next if node is not None else None


def lines_after(heading: LexborNode) -> tuple[str, ...]:
    """The lines of text that follow a heading."""
    start: LexborNode | None = heading
    while start is not None and start.next is None:
        start = start.parent
    pieces: list[str] = []
    for steps, (kind, piece) in enumerate(forward(start.next if start is not None else None, None)):
        pieces.append("\n" if kind == "break" else piece)
        if steps > NODES_AFTER:
            break
    return tuple(lines_of("".join(pieces)))


def lines_before(heading: LexborNode) -> tuple[str, ...]:
    """The lines of text that stand before a heading, nearest first."""
    pieces: list[str] = []
    node: LexborNode | None = heading
    for _ in range(NODES_BEFORE):
        if node is None:
            break
        before = node.prev
        if before is not None:
            node = before
            while node.tag not in SILENT and node.last_child is not None:
                if node.tag not in INLINE:
                    pieces.append("\n")
                node = node.last_child
        else:
            node = node.parent
        if node is None:
            break
        if node.tag == "-text":
            pieces.append(node.text_content or "")
        elif node.tag not in INLINE:
            pieces.append("\n")
    return tuple(reversed(list(lines_of("".join(reversed(pieces))))))


def lines_of(text: str) -> Iterator[str]:
    """The lines that are not too long to be a byline, squeezed; a longer one keeps its place as an empty line."""
    for line in text.split("\n"):
        line = squeeze(line)
        if line:
            yield line if len(line) <= LONGEST else ""


def squeeze(text: str) -> str:
    """White space squeezed."""
    return " ".join(text.split())
