"""The code in a ``<pre>``, without what a page puts into it that is no code: tool bars, labels, line numbers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.page.page import Kind
from cleaner.segment.html.elements import ACTIONS, BOX
from cleaner.segment.space import HAS_INVISIBLE, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selectolax.lexbor import LexborNode

    from cleaner.page.page import Page

NO_CODE = frozenset(
    ("button", "script", "style", "svg", "template", "noscript", "select", "textarea", "input", "dialog")
)
NUMBER = re.compile(r"\s*(\d{1,6})[.:|]?\s*")
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
CODE_NAMED = re.compile(
    r"(?:^|[-_\s])(?:code|blob|hljs|highlight|rouge|crayon|src|source|syntaxhighlighter)(?:[-_\s]|$)", re.I
)
"""In the class of a table, or of a cell, that holds code."""
NEAR = 6
"""How many elements around a block are looked at."""
FEWEST = 2
"""Numbered lines from which on numbers are told from code."""


class Piece:
    """Some text of a ``<pre>``, and the innermost element that holds nothing else."""

    __slots__ = ("is_break", "owner", "text")

    def __init__(self, text: str, owner: int, is_break: bool = False) -> None:
        self.text = text
        self.owner = owner
        self.is_break = is_break


def code_of(node: LexborNode) -> str:
    """The code in an element with its exact white space.

    Where there is exactly one ``<code>`` with line breaks in it, that alone is the code.
    """
    pieces = without_numbers(list(pieces_of(code_element(node))))
    text = "".join(piece.text for piece in pieces).replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    if not text.isascii() and HAS_INVISIBLE.search(text) is not None:
        text = visible(text)
    return text.strip("\n")


def code_element(node: LexborNode) -> LexborNode:
    """The element that holds the code of a ``<pre>``, and no labels or buttons beside it."""
    if node.tag == "code":
        return node
    codes = node.css("code")
    if len(codes) != 1:
        return node
    inside, whole = codes[0].text() or "", node.text() or ""
    return codes[0] if "\n" in inside.strip() or "\n" not in whole.strip() or codes[0].css_first("br, div") else node


def pieces_of(root: LexborNode) -> Iterator[Piece]:
    """The text below an element in order, with line breaks where elements make them."""
    stack: list[LexborNode] = []  # open elements
    boxes = 0  # of them, those that stand on lines of their own
    last = "\n"
    node = root.first_child
    while True:
        while node is None:
            if not stack:
                return
            done = stack.pop()
            if is_line(done):
                boxes -= 1
                if not last.endswith("\n"):
                    last = "\n"
                    yield Piece("\n", -1, is_break=True)
            node = done.next
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if text:
                last = text
                yield Piece(text, owner_of(stack))
        elif tag == "br":
            last = "\n"
            yield Piece("\n", -1, is_break=True)
        elif not is_no_code(node, tag) and node.first_child is not None:
            if is_line(node):
                boxes += 1
                if not last.endswith("\n"):
                    last = "\n"
                    yield Piece("\n", -1, is_break=True)
            stack.append(node)
            node = node.first_child
            continue
        node = node.next


def owner_of(stack: Sequence[LexborNode]) -> int:
    """The number of the innermost open element; -1 for the code itself."""
    return stack[-1].mem_id if stack else -1


def is_line(node: LexborNode) -> bool:
    """Whether an element in code stands on lines of its own."""
    return ACTIONS.get(node.tag or "", BOX) == BOX and node.tag not in ("td", "th")


def is_no_code(node: LexborNode, tag: str) -> bool:
    """Whether an element is for the reader's hand, or hidden, or is not shown as text."""
    if tag in NO_CODE or tag[:1] == "-":
        return True
    attributes = node.attributes
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or bool(style and UNSEEN.search(style))


def without_numbers(pieces: list[Piece]) -> list[Piece]:
    """Code without the numbers that stand at the beginning of each line, in an element of their own, and count up."""
    at_start = True
    starts: list[int] = []  # the pieces that begin a line, white space left out
    for index, piece in enumerate(pieces):
        if at_start and piece.text.strip(" \t"):
            starts.append(index)
            at_start = False
        if "\n" in piece.text:
            at_start = not piece.text.rpartition("\n")[2].strip()
    numbers: dict[int, int] = {}
    for index in starts:
        found = NUMBER.fullmatch(pieces[index].text)
        if found is not None and pieces[index].owner >= 0 and "\n" not in pieces[index].text.strip(" \t"):
            numbers[index] = int(found[1])
    values = list(numbers.values())
    if len(values) < FEWEST or values != list(range(values[0], values[0] + len(values))):
        return pieces
    lines = sum(piece.text.count("\n") for piece in pieces) + 1
    if len(values) * 2 < min(len(starts), lines):
        return pieces
    return [piece for index, piece in enumerate(pieces) if index not in numbers]


def code_of_table(table: LexborNode) -> str:
    """The code of a table that has a number and a line in each row, or all numbers and all lines in one; else nothing."""
    rows = [[cell for cell in elements(row) if cell.tag in ("td", "th")] for row in table.css("tr")]
    rows = [row for row in rows if row]
    if not rows or any(len(row) < 2 for row in rows) or table.css_first("table table") is not None:
        return ""
    if not any(is_named_code(row[-1]) for row in rows[:3]) and not is_named_code(table):
        return ""
    lines = [code_of(row[-1]) for row in rows]
    if len(rows) == 1:
        return lines[0] if numbers_lines(spaced_text(rows[0][0]), lines[0]) else ""
    numbers = [line_number(row[0]) for row in rows]
    values = [int(number) for number in numbers if number]
    if len(values) < FEWEST or len(values) * 2 < len(rows) or any("\n" in line for line in lines):
        return ""
    return "\n".join(lines) if values == list(range(values[0], values[0] + len(values))) else ""


def is_named_code(node: LexborNode) -> bool:
    """Whether an element holds code by its class, or by an element that is for code."""
    return CODE_NAMED.search((node.attributes.get("class") or "")[:400]) is not None or (
        node.tag != "table" and node.css_first("pre, code") is not None
    )


def line_number(cell: LexborNode) -> str:
    """The number of a line that a cell shows, or has in an attribute; nothing where it has none."""
    shown = (cell.text() or "").strip() or (cell.attributes.get("data-line-number") or "").strip()
    return shown if shown.isascii() and shown.isdigit() and len(shown) < 7 else ""


def spaced_text(node: LexborNode) -> str:
    """The text of an element, with that of its elements apart."""
    return node.text(separator=" ") or ""


def elements(node: LexborNode) -> Iterator[LexborNode]:
    """The child elements of a node."""
    child = node.first_child
    while child is not None:
        if (child.tag or "-")[0] not in "-_!":
            yield child
        child = child.next


def gutters(page: Page, kept: Sequence[int]) -> set[int]:
    """The kept blocks that are nothing but the numbers of the lines of the code beside them."""
    kinds, texts = page.blocks.kinds, page.blocks.texts
    found: set[int] = set()
    code = [block for block in kept if kinds[block] == Kind.CODE]
    for numbers, block in pairwise(code):
        if block - numbers <= 2 and numbers_lines(texts[numbers], texts[block]) and stand_alone(page, numbers, block):
            found.add(numbers)
    return found


def stand_alone(page: Page, one: int, other: int) -> bool:
    """Whether an element near two blocks holds both, and hardly anything else."""
    boxes = page.boxes
    box = page.blocks.boxes[one]
    for _ in range(NEAR):
        if box < 0 or boxes.ends[box] > other:
            break
        box = boxes.parents[box]
    return box >= 0 and boxes.begins[box] <= one and other < boxes.ends[box] <= boxes.begins[box] + 4


def numbers_lines(numbers: str, code: str) -> bool:
    """Whether one text is nothing but the numbers of the lines of another; empty lines at the end may have some too."""
    values = numbers.split()
    if len(values) < FEWEST or not all(value.isascii() and value.isdigit() and len(value) < 7 for value in values):
        return False
    first = int(values[0])
    if [int(value) for value in values] != list(range(first, first + len(values))):
        return False
    count = code.count("\n") + 1
    return count <= len(values) <= count + 2 and not code.replace("\n", "").isdigit()
