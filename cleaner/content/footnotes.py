"""Footnotes: a short sign in the text that leads to a note on the page.

A note is recognised by what it is: it leads back to its sign, or begins with the sign's label, or is named as a note. The
places that signs and notes lead to are elements with an ``id`` or ``name``, the note itself or an empty anchor at its
head (Word, texinfo, old books). A note may be one element, or a head with nothing but the label and what follows it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from cleaner.content.links import fragment_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from selectolax.lexbor import LexborNode

    from cleaner.page.page import Page
    from cleaner.segment.html.walk import Event

LABEL = re.compile(r"[\[(]?\s{0,3}([0-9]{1,3}|[A-Za-z]|[ivx]{1,5}|[*†‡§]{1,3})\s{0,3}[\])]?")
BRACKETS = "[("
PLAIN_LABEL = re.compile(r"[0-9A-Za-z]{1,5}")
REFERS = re.compile(r"foot-?note|note-?ref|fn-?ref|citation|reference|endnote", re.I)
"""In the class or role of a sign that does not stand high."""
NAMED = re.compile(r"(?:foot|end|side)-?note|(?:^|[^a-z])(?:fn|notes?|cite[-_]note|bibliography)(?:[^a-z]|$)", re.I)
"""In the class, role or id of a note, or of what is around it."""
HOLDERS = frozenset(("li", "p", "div", "dd", "aside", "section", "tr"))
HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "p", "div"))
"""What may hold nothing but the label of a note that follows."""
NEAR = 3
"""How many elements around a sign, or a note, may have the id that the other leads to."""
LONGEST = 6
"""Blocks of a note; what is longer is a section."""


class Notes(NamedTuple):
    """The footnotes of a page."""

    labels: Mapping[str, str]
    """The id of each note, and the sign that refers to it."""
    boxes: Mapping[int, tuple[int, str]]
    """The boxes of each note: the first of them, and the note's sign."""
    backs: frozenset[str]
    """The ids that notes lead back to."""


NO_NOTES = Notes({}, {}, frozenset())


class Sign(NamedTuple):
    """What refers to a note."""

    label: str
    block: int
    """The first block that refers to it."""
    ids: set[str]
    """The ids that the note may lead back to."""


class Links:
    """The signs of a page, and where its links inside the page lead."""

    def __init__(self, kept: Sequence[int], events: Sequence[list[Event]], url: str | None) -> None:
        self.signs: dict[str, Sign] = {}
        """By the id of the note."""
        self.returns: dict[int, set[str]] = {}
        """The ids that each block leads to."""
        self.anchors: dict[int, list[str]] = defaultdict(list)
        """The ids of the inline elements in each block; looked for where there are signs."""
        for block, node in opened(kept, events):
            if node.tag == "a" and (target := fragment_of(node.attributes.get("href") or "", url)):
                self._read(block, node, target)
        if self.signs:
            for block, node in opened(kept, events):
                self.anchors[block] += own_ids(node)

    def _read(self, block: int, node: LexborNode, target: str) -> None:
        self.returns.setdefault(block, set()).add(target)
        label = label_of(node)
        if label and is_sign(node):
            self.signs.setdefault(target, Sign(label, block, set())).ids.update(ids_around(node))


def opened(kept: Sequence[int], events: Sequence[list[Event]]) -> Iterator[tuple[int, LexborNode]]:
    """The inline elements of blocks, each with the first of its blocks: it is opened once more in all it reaches into."""
    seen: set[int] = set()
    for block in kept:
        for name, node in events[block]:
            if name == "open" and node.mem_id not in seen:
                seen.add(node.mem_id)
                yield block, node


def find_notes(page: Page, kept: Sequence[int], events: Sequence[list[Event]], nodes: Sequence[LexborNode],
               url: str | None) -> Notes:  # fmt: skip
    """The footnotes among kept blocks.

    :param events: of each block.
    :param nodes: the element of each box.
    """
    links = Links(kept, events, url)
    if not links.signs:
        return NO_NOTES
    finder = Finder(page, links, nodes)
    for block in kept:
        finder.look_at(block)
    return finder.notes()


class Finder:
    """Looks for the notes that signs refer to."""

    def __init__(self, page: Page, links: Links, nodes: Sequence[LexborNode]) -> None:
        self._page = page
        self._links = links
        self._nodes = nodes
        self._targets: dict[int, str] = {}  # the first box of each note, and its id
        self._boxes: dict[int, int] = {}  # each box of a note, and the first one
        self._told: set[str] = set()
        self._backs: set[str] = set()

    def look_at(self, block: int) -> None:
        """Find the notes that begin with a block, or hold it."""
        boxes = self._page.boxes
        box = self._page.blocks.boxes[block]
        for _ in range(NEAR):
            if box <= 0:
                break
            if box not in self._boxes and boxes.ends[box] - boxes.begins[box] <= LONGEST:
                for target in self._ids(box, block):
                    if self._take(box, block, target):
                        break
            box = boxes.parents[box]

    def _ids(self, box: int, block: int) -> Iterator[str]:
        """The ids in or around a box that may be those of a note."""
        yield from head_ids(self._nodes[box])
        if self._page.boxes.begins[box] == block:
            yield from self._links.anchors.get(block, ())

    def _take(self, box: int, block: int, target: str) -> bool:
        """Take a box for the note with an id, if it is one."""
        sign = self._links.signs.get(target)
        boxes = self._page.boxes
        if sign is None or target in self._told or sign.block >= boxes.begins[box]:
            return False
        back = self._led_to(box) & sign.ids
        begins = self._page.blocks.texts[boxes.begins[box]]
        tag = boxes.tags[box]
        is_label = begins.strip("[]()^. \u21a9\ufe0e") in ("", sign.label)
        if is_label and tag in HEADS and boxes.ends[box] - boxes.begins[box] == 1:
            following = self._behind(box)
            if not following or not (back or self._is_named(box) or tag == "dt"):
                return False
            self._keep(box, target, back, (box, *following))
            return True
        if tag not in HOLDERS or not (back or self._is_named(box) or leads_with(begins, sign.label)):
            return False
        self._keep(box, target, back, (box,))
        return True

    def _keep(self, box: int, target: str, back: set[str], boxes: Sequence[int]) -> None:
        self._told.add(target)
        self._backs |= back
        self._targets[box] = target
        self._boxes.update(dict.fromkeys(boxes, box))

    def _behind(self, box: int) -> list[int]:
        """The boxes of what follows a head, up to the next one; none if it is too long for a note."""
        boxes = self._page.boxes
        parent = boxes.parents[box]
        found: list[int] = []
        block = boxes.ends[box]
        while block < boxes.ends[parent] and len(found) < LONGEST:
            sibling = self._page.blocks.boxes[block]
            while boxes.parents[sibling] > parent:
                sibling = boxes.parents[sibling]
            if boxes.parents[sibling] != parent or boxes.tags[sibling] == boxes.tags[box]:
                break
            if any(own in self._links.signs for own in head_ids(self._nodes[sibling])):
                break
            found.append(sibling)
            block = boxes.ends[sibling]
        return found

    def _led_to(self, box: int) -> set[str]:
        """All ids that the blocks of a box lead to."""
        boxes = self._page.boxes
        found: set[str] = set()
        for block in range(boxes.begins[box], boxes.ends[box]):
            found |= self._links.returns.get(block, set())
        return found

    def _is_named(self, box: int) -> bool:
        """Whether a box, or one right around it, is named as notes are."""
        boxes = self._page.boxes
        for _ in range(NEAR):
            if box <= 0:
                return False
            own = boxes.attribute_sets[boxes.attributes[box]]
            if NAMED.search(f"{own.classes[:400]} {own.id[:100]} {own.role[:100]}"):
                return True
            box = boxes.parents[box]
        return False

    def notes(self) -> Notes:
        """Notes with labels of which each is used once: the sign on the page, else a number."""
        labels: dict[str, str] = {}
        own: dict[int, str] = {}
        used: set[str] = set()
        for number, (box, target) in enumerate(sorted(self._targets.items()), 1):
            sign = self._links.signs[target].label
            label = sign if PLAIN_LABEL.fullmatch(sign) and sign not in used else str(number)
            while label in used:
                label += "a"
            used.add(label)
            labels[target] = own[box] = label
        return Notes(labels, {box: (first, own[first]) for box, first in self._boxes.items()}, frozenset(self._backs))


def label_of(node: LexborNode) -> str:
    """The label of a link that may refer to a note; empty for all other links."""
    label = LABEL.fullmatch((node.text() or "").strip())
    return "" if label is None else label[1]


def leads_with(text: str, label: str) -> bool:
    """Whether a text begins with a label that stands apart: ``1. See``, ``[1] See``, ``* See``."""
    rest = text.lstrip("[(^ ")
    return rest.startswith(label) and not rest[len(label) : len(label) + 1].isalnum()


def is_sign(node: LexborNode) -> bool:
    """Whether a link stands high, in brackets, or is named as what refers to a note."""
    if (node.text() or "").strip()[:1] in BRACKETS or node.css_first("sup") is not None:
        return True
    around: LexborNode | None = node
    for _ in range(NEAR):
        if around is None:
            break
        names = f"{around.attributes.get('class')} {around.attributes.get('role')}"
        if around.tag == "sup" or (around.tag in ("a", "span") and REFERS.search(names)):
            return True
        around = around.parent
    return False


def own_ids(node: LexborNode) -> list[str]:
    """The id of an element, and the name of an anchor."""
    found = node.attributes
    return [value for value in (found.get("id"), found.get("name") if node.tag == "a" else None) if value]


def ids_around(node: LexborNode) -> set[str]:
    """The ids of an element, of those right around it, and of an empty anchor right before it."""
    found: set[str] = set()
    around: LexborNode | None = node
    for _ in range(NEAR):
        if around is None:
            break
        found.update(own_ids(around))
        found.update(empty_before(around))
        around = around.parent
    return found


def head_ids(node: LexborNode) -> list[str]:
    """The ids of an element, of what it begins with, and of an empty anchor right before it."""
    found = own_ids(node) + empty_before(node)
    inner = first_element(node)
    for _ in range(NEAR):
        if inner is None or inner.tag not in ("a", "span", "sup", "p", "cite", "b", "strong"):
            break
        found += own_ids(inner)
        inner = first_element(inner)
    return found


def empty_before(node: LexborNode) -> list[str]:
    """The ids of an empty anchor right before an element."""
    before = node.prev
    if before is not None and before.tag == "-text" and (before.text_content or "").isspace():
        before = before.prev
    if before is None or before.tag not in ("a", "span") or (before.text() or "").strip():
        return []
    return own_ids(before)


def first_element(node: LexborNode) -> LexborNode | None:
    """The first child of an element, if nothing but white space is before it."""
    child = node.first_child
    if child is not None and child.tag == "-text" and (child.text_content or "").isspace():
        child = child.next
    return child if child is not None and child.tag != "-text" else None
