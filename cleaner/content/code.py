"""Code that does not come as a block of its own: in tables with a number before each line, in styled paragraphs.

What in an element is not code (buttons, labels, line numbers) is the answer of :mod:`cleaner.segment.html.furniture`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.page.page import Kind
from cleaner.segment.html.elements import ACTIONS, BOX
from cleaner.segment.html.furniture import counts_up, furniture_of
from cleaner.segment.space import HAS_INVISIBLE, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selectolax.lexbor import LexborNode

    from cleaner.page.page import Page

NO_CODE = frozenset("button script style svg template noscript select textarea input dialog".split())
"""Elements whose text is not code, and is not shown as text."""
CODE_NAMED = re.compile(
    r"(?:^|[-_\s])(?:code|blob|hljs|highlight|rouge|crayon|src|source|syntaxhighlighter)(?:[-_\s]|$)", re.I
)
"""In the class of a table, or of a cell, that holds code."""
NEAR = 6
"""How many elements around a block are looked at."""
MOST_DIGITS = 6
"""Digits of a line's number."""


def code_of(node: LexborNode) -> str:
    """The code in an element with its exact white space, without what :func:`furniture_of` finds in it."""
    furniture = furniture_of(node)
    pieces: list[str] = []
    stack: list[LexborNode] = []  # open elements
    child = node.first_child
    while child is not None or stack:
        if child is None:
            child = stack.pop()
            if is_line(child):
                break_line(pieces)
            child = child.next
            continue
        tag = child.tag or ""
        if tag == "-text":
            pieces.append(child.text_content or "")
        elif tag == "br":
            pieces.append("\n")
        elif tag not in NO_CODE and tag[:1] != "-" and child.mem_id not in furniture and child.first_child is not None:
            if is_line(child):
                break_line(pieces)
            stack.append(child)
            child = child.first_child
            continue
        child = child.next
    text = "".join(pieces).replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    if not text.isascii() and HAS_INVISIBLE.search(text) is not None:
        text = visible(text)
    return text.strip("\n")


def break_line(pieces: list[str]) -> None:
    """Begin a line, unless one has just begun."""
    if pieces and not pieces[-1].endswith("\n"):
        pieces.append("\n")


def is_line(node: LexborNode) -> bool:
    """Whether an element in code stands on lines of its own."""
    return ACTIONS.get(node.tag or "", BOX) == BOX and node.tag not in ("td", "th")


def code_of_table(table: LexborNode) -> str:
    """The code of a table that has a number and a line in each row, or all numbers and all lines in one; else nothing."""
    rows = [[cell for cell in elements(row) if cell.tag in ("td", "th")] for row in table.css("tr")]
    rows = [row for row in rows if row]
    if not rows or any(len(row) < 2 for row in rows) or table.css_first("table table") is not None:
        return ""
    if not any(is_named_code(row[-1]) for row in rows[:3]) and not is_named_code(table):
        return ""
    lines = [code_of(code_element(row[-1])) for row in rows]
    if len(rows) == 1:
        return lines[0] if numbers_lines(spaced_text(rows[0][0]), lines[0]) else ""
    numbers = [line_number(row[0]) for row in rows]
    values = [int(number) for number in numbers if number]
    if len(values) * 2 < len(rows) or any("\n" in line for line in lines):
        return ""
    return "\n".join(lines) if counts_up(values) else ""


def code_element(cell: LexborNode) -> LexborNode:
    """The ``<pre>`` or ``<code>`` that holds all the words of a cell, as white space around it does not belong to the code."""
    inner = cell.css_first("pre, code")
    return cell if inner is None or words_in(inner) != words_in(cell) else inner


def words_in(node: LexborNode) -> list[str]:
    """What is between the white space in an element."""
    return (node.text() or "").split()


def is_named_code(node: LexborNode) -> bool:
    """Whether an element holds code by its class, or by an element that is for code."""
    return CODE_NAMED.search((node.attributes.get("class") or "")[:400]) is not None or (
        node.tag != "table" and node.css_first("pre, code") is not None
    )


def line_number(cell: LexborNode) -> str:
    """The number of a line that a cell shows, or has in an attribute; nothing if it has none."""
    shown = (cell.text() or "").strip() or (cell.attributes.get("data-line-number") or "").strip()
    return shown if is_line_number(shown) else ""


def is_line_number(text: str) -> bool:
    """Whether a text may be the number of a line."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


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
    """The kept blocks that are nothing but the numbers of the lines of the code next to them."""
    kinds, texts = page.blocks.kinds, page.blocks.texts
    found: set[int] = set()
    code = [block for block in kept if kinds[block] == Kind.CODE]
    for numbers, block in pairwise(code):
        if block - numbers <= 2 and numbers_lines(texts[numbers], texts[block]) and stand_alone(page, numbers, block):
            found.add(numbers)
    return found


def stand_alone(page: Page, one: int, other: int) -> bool:
    """Whether an element near two blocks holds both and hardly anything else."""
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
    if not all(map(is_line_number, values)) or not counts_up([*map(int, values)]):
        return False
    count = code.count("\n") + 1
    return count <= len(values) <= count + 2 and not code.replace("\n", "").isdigit()
