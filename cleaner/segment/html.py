"""Markup to blocks: one iterative walk over the tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from cleaner.page import Attributes, Blocks, Boxes, Form, Kind, Page
from cleaner.segment.hints import read_hints
from cleaner.segment.tree import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    Event = tuple[str, Any]
    """("text", str), ("open", node), ("close", node), ("break", None), ("image", node), or ("unseen", node)."""

# Phrasing content (HTML Standard, 3.2.5.2.5) that does not break a line of text.
INLINE = frozenset(
    (
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rp rt rtc ruby s samp small "
        "span strike strong sub sup time tt u var wbr label output meter progress math mi mo mn ms mtext mrow msup msub "
        "mfrac msqrt mroot munder mover munderover msubsup mtable mtr mtd mstyle mspace semantics blink"
    ).split()
)
UNSEEN = frozenset(
    (
        "script style template noframes svg iframe object embed canvas head select datalist textarea audio video map "
        "annotation annotation-xml title link meta base param source track col colgroup -comment -doctype"
    ).split()
)
PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext"))
EMPHASIS = frozenset(("b", "strong", "em", "i"))
CONTROLS = frozenset(("input", "select", "textarea"))
TELLERS = frozenset(("script", "meta", "title", "noscript"))
"""Elements that are not shown, and may say something of the page all the same."""
TEX_SCRIPT = "math/tex"
"""The type of scripts that are formulas."""
FLOATING = frozenset(("image", "unseen"))
"""What may stand between two blocks and be shown."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
KINDS = {
    "p": int(Kind.PARAGRAPH),
    "li": int(Kind.LIST_ITEM),
    "dt": int(Kind.LIST_ITEM),
    "dd": int(Kind.LIST_ITEM),
    "td": int(Kind.CELL),
    "th": int(Kind.CELL),
    "pre": int(Kind.CODE),
    "listing": int(Kind.CODE),
    "xmp": int(Kind.CODE),
    "blockquote": int(Kind.QUOTE),
    "figcaption": int(Kind.CAPTION),
    "caption": int(Kind.CAPTION),
    **dict.fromkeys(HEADINGS, int(Kind.HEADING)),
}
# A paragraph inside one of these is still what the outer element says.
STICKY = frozenset(map(int, (Kind.HEADING, Kind.CODE, Kind.QUOTE, Kind.CAPTION, Kind.LIST_ITEM)))
PARAGRAPH, HEADING = int(Kind.PARAGRAPH), int(Kind.HEADING)
TEXT, BOX, PRE, LINK, PHRASE, LINE_BREAK, IMAGE, SKIP, IN_PRE = range(9)
"""What the walk does at a node; a lookup in one table is all it takes to tell. IN_PRE is a box inside ``<pre>``."""
ACTIONS = {
    **dict.fromkeys(UNSEEN, SKIP),
    "noscript": SKIP,
    **dict.fromkeys(INLINE, PHRASE),
    "a": LINK,
    **dict.fromkeys(PREFORMATTED, PRE),
    "br": LINE_BREAK,
    "img": IMAGE,
    "-text": TEXT,
}
# Signs that documentation puts behind headings, as links to them.
PERMALINKS = ("¶", "§", "🔗")
BREAK = "\0"
INVISIBLE: dict[int, None] = dict.fromkeys(
    map(
        ord,
        "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
        "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff",
    )
)
JOINED = {code: None for code in INVISIBLE if code not in (0x200C, 0x200D)}
KEPT_JOINERS = re.compile("[\u0600-\u109f\u1780-\u17ff\U0001f000-\U0001ffff\u2600-\u27bf]")
HAS_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
TELLING = frozenset(
    (
        "role",
        "itemprop",
        "style",
        "hidden",
        "aria-hidden",
        "aria-label",
        "data-component",
        "data-testid",
        "data-module",
    )
)
"""The attributes, beside class and id, that say what a box is for."""
NOTHING = ("", "", "", False)
"""What most elements say by them."""
HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class Inlines(NamedTuple):
    """What the plain walk leaves out and markup needs: the inline events of every block.

    ``events[b]`` are the events of block ``b`` in order: ("text", str), ("open", node), ("close", node),
    ("break", None), ("image", node) and, for scripts and ``<noscript>``, ("unseen", node); elements still open from
    the block before are opened again. ``floating`` are the events between blocks that hold images or the like:
    (index of the next block, box, events). ``nodes`` are the elements of the boxes.
    """

    events: list[list[Event]]
    floating: list[tuple[int, int, list[Event]]]
    nodes: list[LexborNode]
    base: str
    """What the page says its links are relative to: the address in ``<base>``, as written."""


class Guide(Protocol):
    """Tells a walk which boxes to pass by."""

    def enter(self, around: int, tag: str, attributes: int, boxes: Boxes) -> bool:
        """Whether to read the next box, that stands in box ``around``; asked once for each, in document order."""
        ...


def segment_html(html: str, guide: Guide | None = None, utf8: bytes | None = None) -> Page:
    """Segment markup into a page; what ``guide`` passes by is left out (see :mod:`cleaner.segment.whole`).

    ``<noscript>`` is read when, and only when, it holds more text than all that is visible (some forums keep
    every post there for readers without scripts).

    :param utf8: the markup in UTF-8, where it is at hand: the parser takes that.
    """
    tree = parse(html, utf8)
    page = Page(form=Form.HTML, source=html)
    page.hints = read_hints(tree.head, fill(page, tree, guide=guide))
    return page


def segment_inlines(page: Page) -> Inlines:
    """Walk the source of a page again, for its inline markup; the blocks come out as they did the first time."""
    from cleaner.segment.whole import Again

    again = Page(form=page.form, source=page.source)
    tree = parse(page.source)
    base = tree.css_first("base[href]")
    inlines = Inlines([], [], [], (base.attributes.get("href") or "").strip() if base is not None else "")
    fill(again, tree, inlines, Again(page.passed) if page.passed else None)
    return inlines


def fill(
    page: Page, tree: LexborHTMLParser, inlines: Inlines | None = None, guide: Guide | None = None
) -> list[LexborNode]:
    """Write the blocks and boxes of a parsed tree into an empty page; gives the nodes of its body that declare things."""
    body = tree.body
    if body is None:
        return []
    unseen = walk(page, body, ACTIONS, inlines, guide)
    spare = sum(len(" ".join(node.text(separator=" ").split())) for node in unseen if node.tag == "noscript")
    if spare and spare > sum(map(len, page.blocks.texts)):
        page.blocks, page.boxes, page.passed = Blocks(), Boxes(), []
        if inlines is not None:
            inlines.events.clear()
            inlines.floating.clear()
            inlines.nodes.clear()
        if guide is not None:  # what was passed by may be what is visible
            return fill(page, tree, inlines)
        walk(page, body, {**ACTIONS, "noscript": BOX}, inlines, None)
    if any((node.attributes.get("type") or "").startswith(TEX_SCRIPT) for node in unseen if node.tag == "script"):
        page.elements |= {TEX_SCRIPT}
    return unseen


def walk(
    page: Page, body: LexborNode, actions: dict[str, int], inlines: Inlines | None, guide: Guide | None
) -> list[LexborNode]:
    """One pass over the tree, in document order; gives the elements without text of their own that it passed by."""
    boxes, blocks = page.boxes, page.blocks
    tags, parents, attributes, begins, ends = boxes.tags, boxes.parents, boxes.attributes, boxes.begins, boxes.ends
    texts = blocks.texts
    number_of = attribute_numbers(boxes.attribute_sets)
    known: dict[int, int] = {}  # what to do at elements, by the number that the parser has for their name
    names: dict[int, str] = {}
    unseen: list[LexborNode] = []
    rows: list[tuple[int, int, int, int, int, int, int, int, str]] = []  # the other columns of the blocks

    pieces: list[str] = []  # the text of the block that is being read
    words: list[str] = []  # class words of its inline elements
    events: list[Event] = []
    opened: list[LexborNode] = []  # inline elements open now; kept only where markup is asked for
    link_chars = links = emphasis = images = controls = 0
    breaks = False
    in_link = in_pre = 0
    box = 0
    kind, level = int(Kind.OTHER), 0

    def flush() -> None:
        nonlocal link_chars, links, emphasis, images, controls, breaks, events
        odd = True
        if in_pre:
            text = "".join(pieces).replace(BREAK, "\n").replace("\xa0", " ").strip("\r\n")
        elif breaks:
            text = squeeze_lines("".join(pieces))
        else:
            text = "".join(pieces).strip()
            odd = not text.isprintable()
            if odd or "  " in text:  # most texts have nothing to squeeze
                text = " ".join(text.split())
        pieces.clear()
        if kind == HEADING and text[-1:] in PERMALINKS:
            text = text[:-1].rstrip()
        if odd and not text.isascii() and HAS_INVISIBLE.search(text) is not None:
            text = visible(text)
        if text and not (in_pre and text.isspace()):
            texts.append(text)
            rows.append(
                (kind, level, box, link_chars, links, emphasis, images, controls, " ".join(words) if words else "")
            )
            images = controls = 0
            if inlines is not None:
                inlines.events.append(events)
        elif inlines is not None and any(name in FLOATING for name, _ in events):
            inlines.floating.append((len(texts), box, events))
        if inlines is not None:
            events = [("open", node) for node in opened]
        words.clear()
        link_chars = links = emphasis = 0
        breaks = False

    if inlines is not None:
        inlines.nodes.append(body)
    tags.append("body")
    parents.append(-1)
    attributes.append(number_of(body.attributes))
    begins.append(0)
    ends.append(0)
    stack: list[tuple[LexborNode, int, int, int, int]] = []  # open elements, with the state to go back to
    node = body.first_child
    while True:
        if node is None:
            if not stack:
                break
            node, action, box_before, kind_before, level_before = stack.pop()
            if action == BOX:
                if pieces or words or links or emphasis or events:
                    flush()
                ends[box] = len(texts)
                box, kind, level = box_before, kind_before, level_before
            elif action == PRE:
                flush()
                in_pre -= 1
                ends[box] = len(texts)
                box, kind, level = box_before, kind_before, level_before
            elif action <= PHRASE:
                if action == LINK:
                    in_link -= 1
                if inlines is not None:
                    opened.pop()
                    events.append(("close", node))
            elif pieces and not pieces[-1].endswith(("\n", BREAK)):
                pieces.append(BREAK)
            node = node.next
            continue
        key = node.tag_id
        try:
            action = known[key]
        except KeyError:
            names[key] = tag = node.tag or ""
            action = known[key] = actions.get(tag, BOX)
        if action == TEXT:
            data: str = node.text_content  # type: ignore[assignment]
            if pieces or not data.isspace() or in_pre:  # most text nodes are the white space between tags
                pieces.append(data)
                if in_link:
                    link_chars += len(data) - data.count(" ") if data.isprintable() else len("".join(data.split()))
                if inlines is not None:
                    events.append(("text", data))
        elif action <= PRE:
            child = node.first_child
            if in_pre and action == BOX:
                if pieces and not pieces[-1].endswith(("\n", BREAK)):
                    pieces.append(BREAK)
                if child is not None:
                    stack.append((node, IN_PRE, box, kind, level))
                    node = child
                    continue
            else:
                if pieces or events:  # a link around boxes is the first one's too
                    flush()
                tag = names[key]
                found = node.attributes
                number = number_of(found) if found else 0
                if guide is not None and not guide.enter(box, tag, number, boxes):
                    page.passed.append(len(tags))
                    node = node.next
                    continue
                if inlines is not None:
                    inlines.nodes.append(node)
                tags.append(tag)
                parents.append(box)
                attributes.append(number)
                begins.append(len(texts))
                ends.append(len(texts))
                if child is not None:
                    stack.append((node, action, box, kind, level))
                    box = len(tags) - 1
                    own = KINDS.get(tag)
                    if own is not None and not (own == PARAGRAPH and kind in STICKY):
                        kind, level = own, HEADINGS.get(tag, 0)
                    if action == PRE:
                        in_pre += 1
                    node = child
                    continue
        elif action <= PHRASE:
            child = node.first_child
            name = node.attributes.get("class")
            if name:
                words.append(name)
            if action == LINK:
                links += 1
            elif names[key] in EMPHASIS:
                emphasis += 1
            if child is not None:
                if action == LINK:
                    in_link += 1
                if inlines is not None:
                    opened.append(node)
                    events.append(("open", node))
                stack.append((node, action, 0, 0, 0))
                node = child
                continue
        elif action == LINE_BREAK:
            if inlines is not None:
                events.append(("break", None))
            if in_pre:
                pieces.append("\n")
            elif breaks and ends_with_break(pieces):
                flush()
            else:
                pieces.append(BREAK)
                breaks = True
        elif action == IMAGE:
            images += 1
            pieces.append(" ")
            if inlines is not None:
                events.append(("image", node))
        elif names[key] in CONTROLS:
            controls += 1
        elif names[key] in TELLERS:
            unseen.append(node)
            if inlines is not None:
                events.append(("unseen", node))
        node = node.next
    flush()
    ends[0] = len(texts)
    page.elements = frozenset(names.values())
    if rows:
        (
            blocks.kinds, blocks.levels, blocks.boxes, blocks.link_chars, blocks.links, blocks.emphasis,
            blocks.images, blocks.controls, blocks.inlines,
        ) = map(list, zip(*rows, strict=True))  # fmt: skip
    return unseen


def attribute_numbers(sets: list[Attributes]) -> Callable[[dict[str, str | None]], int]:
    """A function that gives each distinct set of attributes its place in ``sets``, and puts new ones there."""
    numbers: dict[object, int] = {"": 0}

    def number_of(found: dict[str, str | None]) -> int:
        get = found.get
        name = get("class") or ""
        key: object = name
        identifier, rest = "", NOTHING
        if len(found) > 1 or not name:  # most boxes have a class and nothing else
            identifier = get("id") or ""
            if not TELLING.isdisjoint(found):
                rest = rest_of(found)
            if identifier or rest != NOTHING:
                key = (name, identifier, rest)
        number = numbers.get(key)
        if number is None:
            number = numbers[key] = len(sets)
            sets.append(Attributes(name, identifier, *rest))
        return number

    return number_of


def squeeze_lines(raw: str) -> str:
    """Squeeze white space as a browser shows it; a line break stays one, empty lines go."""
    return "\n".join(line for line in (" ".join(part.split()) for part in raw.split(BREAK)) if line)


def ends_with_break(pieces: list[str]) -> bool:
    """Whether nothing but white space was read since the last line break."""
    for piece in reversed(pieces):
        if piece == BREAK:
            return True
        if piece and not piece.isspace():
            return False
    return False


def visible(text: str) -> str:
    """Drop characters nobody sees; joiners stay in the scripts and emoji that are spelt with them."""
    return text.translate(JOINED if KEPT_JOINERS.search(text) else INVISIBLE)


def rest_of(found: dict[str, str | None]) -> tuple[str, str, str, bool]:
    """What the attributes of an element say it is for, beside its class and id."""
    get = found.get
    style = get("style")
    hidden = "hidden" in found or get("aria-hidden") == "true" or (style is not None and HIDING_STYLE.search(style) is not None)
    label = get("aria-label") or get("data-component") or get("data-testid") or get("data-module") or ""
    return get("role") or "", get("itemprop") or "", label, hidden
