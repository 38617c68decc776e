"""What pages put into and beside code and headings that is not their text: recognised by structure, which is alike everywhere.

Line numbers, buttons that copy or run, the language above a listing, the links to edit a section of a wiki. The views
read the same functions, so that text and Markdown leave out the same.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.segment.html.styles import hides

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from selectolax.lexbor import LexborNode

EDIT_LINKS = frozenset(("mw-editsection", "editsection", "mw-editsection-like", "secedit"))
NUMBERS = frozenset(
    "lineno linenos linenumber linenumbers linenodiv line-number line-numbers line-numbers-rows ln lnt ln-num gutter gl "
    "rouge-gutter crayon-nums blob-num hljs-ln-numbers hljs-ln-n".split()
)
"""Classes that highlighters give to the numbers of lines; believed only where there is nothing but numbers."""
FURNITURE_NAMES = EDIT_LINKS | NUMBERS
UNSELECTABLE = re.compile(r"user-select\s*:\s*none")
LINES = frozenset("br div p li tr".split())
"""Elements inside ``<pre>`` that begin a line."""
ACTING = frozenset(("button", "clipboard-copy", "copy-button"))
LONGEST_TOOLBAR = 60
"""Characters of what stands above code with a button: a language, a file's name."""
NEAR = 4
MOST_NODES = 50_000
FEWEST_NUMBERS = 2


def is_edit_link(classes: str) -> bool:
    """Whether an element holds the link that edits a section."""
    return ("edit" in classes) and not EDIT_LINKS.isdisjoint(classes.split())


def may_be_furniture(classes: str) -> bool:
    """Whether the names of an element are those of an edit link, or of the numbers of lines."""
    return not FURNITURE_NAMES.isdisjoint(classes.split())


def is_furniture(node: LexborNode, classes: str) -> bool:
    """Whether an element whose names :func:`may_be_furniture` holds an edit link, or numbers of lines and nothing else."""
    return is_edit_link(classes) or is_gutter(node)


def is_gutter(node: LexborNode) -> bool:
    """Whether there is nothing but numbers in an element that is named for the numbers of lines."""
    seen = False
    for inner in descendants(node):
        if inner.tag == "-text":
            text = (inner.text_content or "").strip()
            if text and not all(part.isdigit() for part in text.split()):
                return False
            seen = seen or bool(text)
    return seen


def furniture_of(pre: LexborNode) -> frozenset[int]:
    """The elements in a ``<pre>`` that are not its text, by :attr:`LexborNode.mem_id`: none if nothing else is left.

    Buttons, what is hidden or cannot be selected, numbers of lines; where one ``<code>`` with line breaks is all its
    code, the elements next to it.
    """
    found: set[int] = set()
    codes: list[LexborNode] = []
    elements = 0
    for node in descendants(pre):
        if node.tag == "-text":
            continue
        elements += 1
        tag = node.tag or ""
        if tag == "code":
            codes.append(node)
        elif tag in ACTING or is_apart(node.attributes):
            found.add(node.mem_id)
    if not elements:
        return frozenset()
    if len(codes) == 1 and "\n" in (codes[0].text() or ""):
        found |= beside(codes[0], pre)
    found |= line_numbers(pre, found)
    return frozenset(found) if found and has_text(pre, found) else frozenset()


def is_apart(attributes: Mapping[str, str | None]) -> bool:
    """Whether the attributes of an element in code say that it is no part of it."""
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or attributes.get("role") == "button":
        return True
    classes = attributes.get("class")
    if classes and not NUMBERS.isdisjoint(classes.split()) and "data-line-number" not in attributes:
        return "line-numbers" not in classes.split()  # a name for the whole listing too
    style = attributes.get("style")
    return bool(style) and (UNSELECTABLE.search(style or "") is not None or hides(style or ""))


def beside(code: LexborNode, pre: LexborNode) -> set[int]:
    """The elements in a ``<pre>`` that do not hold its code."""
    found = set()
    inner = code
    while inner.mem_id != pre.mem_id and inner.parent is not None:
        outer = inner.parent
        child = outer.first_child
        while child is not None:
            if child.mem_id != inner.mem_id and child.tag not in ("-text", "-comment", "br"):
                found.add(child.mem_id)
            child = child.next
        inner = outer
    return found


def line_numbers(pre: LexborNode, passed: set[int]) -> set[int]:
    """The elements in a ``<pre>`` that count its lines: each alone in its element, at the beginning of a line or, all of
    them, before the first line.
    """
    numbers: list[tuple[int, int]] = []  # the element and its number
    others = 0  # lines that begin with something else
    numbered_first = True  # all numbers stand before all else
    at_begin = True
    for node in descendants(pre, passed):
        if node.tag != "-text":
            at_begin = at_begin or node.tag in LINES
            continue
        text = node.text_content or ""
        said = text.strip()
        parent = node.parent
        if (
            at_begin
            and said.isdigit()
            and said.isascii()
            and len(said) <= 6
            and parent is not None
            and parent.tag not in ("pre", "code", "td")
            and node.prev is None
            and node.next is None
        ):
            numbers.append((parent.mem_id, int(said)))
            numbered_first = numbered_first and not others
            at_begin = text.endswith("\n")
            continue
        lines = text.split("\n")
        begins = (at_begin, *[True] * (len(lines) - 1))
        others += sum(begin and bool(line.strip()) for begin, line in zip(begins, lines, strict=True))
        at_begin = not lines[-1].strip() and (at_begin or len(lines) > 1)
    if not counts_up([number for _, number in numbers]):
        return set()
    in_column = numbered_first and abs(others - len(numbers)) <= 1
    return {element for element, _ in numbers} if in_column or others * 10 <= len(numbers) else set()


def counts_up(numbers: Sequence[int]) -> bool:
    """Whether there are at least two numbers, each one more than the one before."""
    return len(numbers) >= FEWEST_NUMBERS and all(after == before + 1 for before, after in pairwise(numbers))


def has_text(pre: LexborNode, passed: set[int]) -> bool:
    """Whether any text is left of a ``<pre>``."""
    return any(node.tag == "-text" and not (node.text_content or " ").isspace() for node in descendants(pre, passed))


def is_beside_code(node: LexborNode) -> bool:
    """Whether the element right before or right after one is a ``<pre>``."""
    for forward in (True, False):
        other = beyond(node, forward)
        if other is not None and other.tag == "pre":
            return True
    return False


def is_toolbar(node: LexborNode) -> bool:
    """Whether an element right above code holds a button and few words: the language, the name of the file."""
    after = beyond(node, forward=True)
    for _ in range(NEAR):
        if after is None or after.tag == "pre":
            break
        after = first_element(after)
    if after is None or after.tag != "pre":
        return False
    button = False
    length = 0
    for inner in descendants(node):
        if inner.tag == "-text":
            length += len((inner.text_content or "").strip())
            if length > LONGEST_TOOLBAR:
                return False
        elif inner.tag in ACTING or inner.attributes.get("role") == "button":
            button = True
        elif inner.tag == "pre":
            return False
    return button


def beyond(node: LexborNode, forward: bool) -> LexborNode | None:
    """The element next to one; None if text stands between."""
    other = node.next if forward else node.prev
    for _ in range(NEAR):
        if other is None or other.tag not in ("-text", "-comment"):
            return other
        if other.tag == "-text" and not (other.text_content or " ").isspace():
            return None
        other = other.next if forward else other.prev
    return None


def first_element(node: LexborNode) -> LexborNode | None:
    """The first child of an element, if no text stands before it."""
    child = node.first_child
    while child is not None and (
        child.tag == "-comment" or (child.tag == "-text" and (child.text_content or " ").isspace())
    ):
        child = child.next
    return None if child is None or child.tag == "-text" else child


def descendants(node: LexborNode, passed: set[int] | None = None) -> Iterator[LexborNode]:
    """What is inside an element, in document order; not what is inside of those passed by."""
    stack = [node.first_child]
    count = 0
    while stack and count < MOST_NODES:
        child = stack.pop()
        if child is None:
            continue
        stack.append(child.next)
        if passed and child.mem_id in passed:
            continue
        count += 1
        yield child
        stack.append(child.first_child)
