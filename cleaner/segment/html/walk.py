"""One iterative walk over a parsed tree, in document order, that writes its blocks and boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from cleaner.segment.html.attributes import Numbers, spans
from cleaner.segment.html.elements import (
    BOX,
    CELL,
    CODE,
    CONTROL,
    EMPHASIS,
    IMAGE,
    IN_PRE,
    INSIDE,
    LINE_BREAK,
    LINK,
    OTHER,
    PARAGRAPH,
    PHRASE,
    PRE,
    SKIP,
    SOFT,
    STICKY,
    TELLER,
    TEXT,
    action_of,
)
from cleaner.segment.html.furniture import furniture_of, is_edit_link, is_furniture, is_toolbar
from cleaner.segment.html.phrases import SENTENCES, is_note_mark, soft_action
from cleaner.segment.html.signs import MAY_HAVE_TEX, SPEAKING_IMAGE, TEX_DATA, speaks
from cleaner.segment.html.styles import is_preformatted, keeps_lines
from cleaner.segment.space import BREAK, HAS_INVISIBLE, ends_with_break, squeeze_lines, visible, wide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

    from cleaner.page.page import Boxes, Page, Row

    Event = tuple[str, Any]
    """("text", str), ("open", node), ("close", node), ("break", None), ("image", node), or ("unseen", node)."""

# Signs that documentation puts behind headings, as links to them.
PERMALINKS = ("¶", "§", "🔗")
FLOATING = frozenset(("image", "unseen"))
"""What may stand between two blocks and be shown, beside formulas that a style sheet draws."""
MOST_OPEN = 32
"""Inline elements around a block that are opened again in it: where boxes stand in them, each of very many blocks has all."""


class Inlines(NamedTuple):
    """What the plain walk leaves out and markup needs: the inline events of every block.

    ``events[b]`` are the events of block ``b`` in order: ("text", str), ("open", node), ("close", node),
    ("break", None), ("image", node) and, for scripts and ``<noscript>``, ("unseen", node); the innermost elements still
    open from the block before are opened again. ``floating`` are the events between blocks that hold images or the like:
    (index of the next block, box, events). ``nodes`` are the elements of the boxes; in what a guide skipped, the outermost.
    """

    events: list[list[Event]]
    floating: list[tuple[int, int, list[Event]]]
    nodes: list[LexborNode]
    base: str
    """What the page says its links are relative to: the address in ``<base>``, as written."""


class Guide(Protocol):
    """Says which boxes a walk skips."""

    def enter(self, around: int, tag: str, attributes: int, boxes: Boxes) -> bool:
        """Whether to read the next box, that stands in box ``around``; asked once for each, in document order."""
        ...


class SameSkips:
    """A guide that skips the same boxes again."""

    def __init__(self, skipped: list[int]) -> None:
        self._skipped = skipped
        self._next = 0
        self._read = 1  # the body

    def enter(self, _around: int, _tag: str, _attributes: int, _boxes: Boxes) -> bool:
        """Whether to read the next box."""
        if self._next < len(self._skipped) and self._skipped[self._next] == self._read:
            self._next += 1
            return False
        self._read += 1
        return True


def touches(before: str, link: LexborNode) -> bool:
    """Whether two links stand side by side without a space, as those of menus do, and are not written so on purpose."""
    other = link.prev
    if other is None or other.tag != "a" or not before[-1:].isalnum() or wide(before[-1]):
        return False
    first = (link.text() or "")[:1]
    return first.isalnum() and not wide(first)


def walk(
    page: Page, body: LexborNode, actions: Mapping[str, int], inlines: Inlines | None, guide: Guide | None
) -> list[LexborNode]:
    """Fill an empty page; gives the elements without text of their own that were skipped.

    Every node of every page comes through here, so that what is done at one is all in one function: on CPython a call
    costs as much as reading an attribute of the node. ``actions`` is a table of elements such as ``ACTIONS``.
    """
    boxes, blocks = page.boxes, page.blocks
    tags, parents, attributes, begins, ends = boxes.tags, boxes.parents, boxes.attributes, boxes.begins, boxes.ends
    texts = blocks.texts
    numbers = Numbers(boxes.attribute_sets)
    furniture_sets = numbers.furniture
    known: dict[int, int] = {}  # what to do at elements, by the number that the parser has for their name
    names: dict[int, str] = {}
    signs: set[str] = set()  # what has words that blocks do not show
    unseen: list[LexborNode] = []

    pieces: list[str] = []  # the text of the block that is being read
    words: list[str] = []  # class words of its inline elements
    events: list[Event] = []
    opened: list[LexborNode] = []  # inline elements open now; kept only where markup is asked for
    link_chars = links = emphasis = images = controls = 0
    breaks = marked = False  # whether it has line breaks, and inline elements
    in_link = in_pre = 0
    link_boxes: list[int] = []  # how many boxes there were when each open link began
    keeping: list[int] = []  # open boxes in which line breaks of the source are shown
    furniture: frozenset[int] = frozenset()  # of the open <pre>
    note_mark = 0  # the sign of a note that is open
    has_code = body.css_first("pre") is not None
    box = 0
    inside = OTHER
    insides = [OTHER]  # the kind of what stands in each box
    rows: list[Row] = []  # of the blocks

    def flush() -> None:
        nonlocal link_chars, links, emphasis, images, controls, breaks, marked, events
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
        if inside[1] and text[-1:] in PERMALINKS:
            text = text[:-1].rstrip()
        if odd and not text.isascii() and HAS_INVISIBLE.search(text) is not None:
            text = visible(text)
        if text and not (in_pre and text.isspace()):
            texts.append(text)
            inline = " ".join(words) if words else ""
            rows.append((inside[0], inside[1], box, link_chars, links, emphasis, images, controls, inline))
            images = controls = 0
            if inlines is not None:
                inlines.events.append(events)
        elif inlines is not None and any(map(floats, events)):
            inlines.floating.append((len(texts), box, events))
        if inlines is not None:
            events = [("open", node) for node in opened[-MOST_OPEN:]]
        words.clear()
        link_chars = links = emphasis = 0
        breaks = marked = False

    if inlines is not None:
        inlines.nodes.append(body)
    tags.append("body")
    parents.append(-1)
    attributes.append(numbers.of(body.attributes))
    begins.append(0)
    ends.append(0)
    stack: list[tuple[LexborNode, int]] = []  # open elements, and what was done at them
    node = body.first_child
    while True:
        if node is None:
            if not stack:
                break
            node, action = stack.pop()
            if action <= PRE:
                if action == PRE:
                    flush()
                    in_pre -= 1
                    if not in_pre:
                        furniture = frozenset()
                elif pieces or marked or events:
                    flush()
                ends[box] = len(texts)
                if keeping and keeping[-1] == box:
                    keeping.pop()
                box = parents[box]
                inside = insides[box]
            elif action <= PHRASE:
                if inlines is not None:
                    opened.pop()
                    events.append(("close", node))
                if note_mark and node.mem_id == note_mark:
                    note_mark = 0
                    pieces.append("]")
                if action == LINK:
                    in_link -= 1
                    if len(tags) > link_boxes.pop() and pieces:  # a link that holds boxes is one
                        flush()
            elif pieces and not pieces[-1].endswith(("\n", BREAK)):
                pieces.append(BREAK)
            node = node.next
            continue
        key = node.tag_id
        try:
            action = known[key]
        except KeyError:
            names[key] = tag = node.tag or ""
            action = actions.get(tag, -1)
            action = known[key] = action_of(tag) if action < 0 else action
        if action >= SOFT:
            if action == CODE:
                action = PRE if not in_pre and is_preformatted(node) else PHRASE
            else:
                in_text = bool(pieces) or tags[box] in SENTENCES or (bool(stack) and LINK <= stack[-1][1] <= PHRASE)
                action = soft_action(node, names[key], in_text, has_code)
        if furniture and node.mem_id in furniture:
            action = SKIP
        if action == TEXT:
            data: str = node.text_content  # type: ignore[assignment]
            if keeping and not in_pre and "\n" in data:
                for number, line in enumerate(data.split("\n")):
                    if number and breaks and ends_with_break(pieces):
                        flush()
                    elif number:
                        pieces.append(BREAK)
                        breaks = True
                        if inlines is not None:
                            events.append(("break", None))
                    pieces.append(line)
                    if in_link:
                        link_chars += len("".join(line.split()))
                    if inlines is not None:
                        events.append(("text", line))
            elif pieces or not data.isspace() or in_pre:  # most text nodes are the white space between tags
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
                    stack.append((node, IN_PRE))
                    node = child
                    continue
            else:
                if pieces or events:  # a link around boxes is the first one's too
                    flush()
                tag = names[key]
                found = node.attributes
                if not found:
                    number = 0
                elif len(found) == 1 and "class" in found:  # half of all boxes
                    number = numbers[found["class"] or ""]
                else:
                    number = numbers.of(found)
                if number in furniture_sets and is_furniture(node, found["class"] or ""):
                    node = node.next
                    continue
                if has_code and action == BOX and is_toolbar(node):
                    node = node.next
                    continue
                if guide is not None and not guide.enter(box, tag, number, boxes):
                    page.skipped.append(len(tags))
                    if len(insides) < len(tags):  # the guide knows what is in it
                        if inlines is not None:
                            inlines.nodes.extend([node] * (len(tags) - len(insides)))
                            inlines.events.extend([] for _ in range(len(texts) - len(inlines.events)))
                        insides += [OTHER] * (len(tags) - len(insides))
                    node = node.next
                    continue
                if inlines is not None:
                    inlines.nodes.append(node)
                own = INSIDE.get(tag, inside)
                if own is PARAGRAPH and inside in STICKY:
                    own = inside
                elif own is CELL and ("colspan" in found or "rowspan" in found):
                    boxes.spans[len(tags)] = spans(found)
                if (
                    found
                    and "style" in found
                    and action == BOX
                    and child is not None
                    and keeps_lines(found["style"] or "")
                ):
                    keeping.append(len(tags))
                insides.append(own)
                tags.append(tag)
                parents.append(box)
                attributes.append(number)
                begins.append(len(texts))
                ends.append(len(texts))
                if child is not None:
                    stack.append((node, action))
                    box = len(tags) - 1
                    inside = own
                    if action == PRE:
                        if not in_pre:
                            furniture = furniture_of(node)
                        in_pre += 1
                    node = child
                    continue
        elif action <= PHRASE:
            child = node.first_child
            found = node.attributes
            if found:
                if not MAY_HAVE_TEX.isdisjoint(found):
                    signs.add(TEX_DATA)
                if name := found.get("class"):
                    if "edit" in name and is_edit_link(name):
                        node = node.next
                        continue
                    words.append(name)
            marked = True
            if action == LINK:
                links += 1
                if pieces and touches(pieces[-1], node):
                    pieces.append(" ")
                    if inlines is not None:
                        events.append(("text", " "))
                if child is not None:
                    in_link += 1
                    link_boxes.append(len(tags))
            elif action == EMPHASIS:
                emphasis += 1
            if child is not None:
                if pieces and names[key] == "sup" and is_note_mark(node):
                    note_mark = node.mem_id
                    pieces.append("[")
                if inlines is not None:
                    opened.append(node)
                    events.append(("open", node))
                stack.append((node, action))
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
            if SPEAKING_IMAGE not in signs and speaks(node.attributes):
                signs.add(SPEAKING_IMAGE)
            if inlines is not None:
                events.append(("image", node))
        elif action == CONTROL:
            controls += 1
        elif action == TELLER:
            unseen.append(node)
            if inlines is not None:
                events.append(("unseen", node))
        node = node.next
    flush()
    ends[0] = len(texts)
    page.elements = frozenset((*names.values(), *signs))
    if rows:
        blocks.fill(rows)
    return unseen


def floats(event: Event) -> bool:
    """Whether something inline is shown even where no words are around it."""
    name, node = event
    return name in FLOATING or (name == "open" and node.tag == "mjx-container")
