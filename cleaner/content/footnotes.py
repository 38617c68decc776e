"""Footnotes: a short sign that leads to a place on the page which leads back to the sign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.content.links import fragment_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from selectolax.lexbor import LexborNode

    from cleaner.page.page import Boxes
    from cleaner.segment.html.walk import Event

LABEL = re.compile(r"[\[(]?\s*([0-9]{1,3}|[A-Za-z]|[ivx]{1,5}|[*†‡]{1,3})\s*[\])]?")
BRACKETS = "[("
PLAIN_LABEL = re.compile(r"[0-9A-Za-z]{1,5}")
NAMED = re.compile(r"foot-?note|note-?ref|fn-?ref|citation|reference|endnote", re.I)
"""In the class or role of a sign that does not stand high."""
HOLDERS = frozenset(("li", "p", "div", "dd", "aside"))
NEAR = 3
"""How many elements around a sign, or a note, may have the id that the other leads to."""
LONGEST = 6
"""Blocks of a note; what is longer is a section."""


class Notes(NamedTuple):
    """The footnotes of a page."""

    labels: Mapping[str, str]
    """The id of each note, and the sign that refers to it."""
    boxes: Mapping[int, str]
    """The box of each note, and its sign."""
    backs: frozenset[str]
    """The ids that notes lead back to."""


NO_NOTES = Notes({}, {}, frozenset())


def find_notes(
    kept: Iterable[int], events: list[list[Event]], owners: list[int], boxes: Boxes, url: str | None
) -> Notes:
    """The footnotes among kept blocks.

    :param owners: (n,) the innermost box of each block.
    """
    signs: dict[str, tuple[str, int, set[str]]] = {}  # the id of a note: its sign, the block of it, the ids at it
    returns: dict[int, set[str]] = {}  # block: the ids it leads to
    anchors: dict[str, int] = {}  # the id of an element in a block: the block
    order = list(kept)
    for number in order:
        for name, node in events[number]:
            if name != "open":
                continue
            if own := node.attributes.get("id"):
                anchors.setdefault(own, number)
            if node.tag == "a" and (target := fragment_of(node.attributes.get("href") or "", url)):
                returns.setdefault(number, set()).add(target)
                label = LABEL.fullmatch((node.text() or "").strip())
                if label is not None and is_sign(node):
                    signs.setdefault(target, (label[1], number, set()))[2].update(ids_around(node))
    if not returns:
        return NO_NOTES
    found: dict[int, tuple[str, str]] = {}
    backs: set[str] = set()
    told: set[str] = set()
    for number in order:
        for box, target in places(number, owners, boxes, anchors):
            if target in signs and signs[target][1] < boxes.begins[box] and box not in found and target not in told:
                back = ids_led_to(box, boxes, returns) & signs[target][2]
                if back:
                    found[box] = (target, signs[target][0])
                    told.add(target)
                    backs |= back
    return named(found, backs)


def is_sign(node: LexborNode) -> bool:
    """Whether a link stands high, in brackets, or is named as what refers to a note."""
    if (node.text() or "").strip()[:1] in BRACKETS or node.css_first("sup") is not None:
        return True
    around: LexborNode | None = node
    for _ in range(NEAR):
        if around is None:
            break
        names = f"{around.attributes.get('class')} {around.attributes.get('role')}"
        if around.tag == "sup" or (around.tag in ("a", "span") and NAMED.search(names)):
            return True
        around = around.parent
    return False


def named(found: dict[int, tuple[str, str]], backs: set[str]) -> Notes:
    """Notes with labels of which each is used once: the sign on the page, else a number."""
    labels: dict[str, str] = {}
    boxes: dict[int, str] = {}
    used: set[str] = set()
    for place, (box, (target, sign)) in enumerate(sorted(found.items()), 1):
        label = sign if PLAIN_LABEL.fullmatch(sign) and sign not in used else str(place)
        while label in used:
            label += "a"
        used.add(label)
        labels[target] = boxes[box] = label
    return Notes(labels, boxes, frozenset(backs))


def ids_around(node: LexborNode) -> set[str]:
    """The ids of an element and of those right around it."""
    found: set[str] = set()
    around: LexborNode | None = node
    for _ in range(NEAR):
        if around is None:
            break
        if own := around.attributes.get("id"):
            found.add(own)
        around = around.parent
    return found


def places(number: int, owners: list[int], boxes: Boxes, anchors: dict[str, int]) -> list[tuple[int, str]]:
    """The boxes around a block that may be a note, each with an id in or around it, innermost first."""
    found = []
    box = owners[number]
    for _ in range(NEAR):
        if box <= 0:
            break
        if boxes.tags[box] in HOLDERS and boxes.ends[box] - boxes.begins[box] <= LONGEST:
            if own := boxes.attribute_sets[boxes.attributes[box]].id:
                found.append((box, own))
            if boxes.begins[box] == number:
                found += [(box, own) for own, at in anchors.items() if at == number]
        box = boxes.parents[box]
    return found


def ids_led_to(box: int, boxes: Boxes, returns: dict[int, set[str]]) -> set[str]:
    """All ids that the blocks of a box lead to."""
    found: set[str] = set()
    for number in range(boxes.begins[box], boxes.ends[box]):
        found |= returns.get(number, set())
    return found
