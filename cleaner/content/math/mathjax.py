"""What MathJax has drawn, read back: its output names the elements of MathML and the code points of their characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.content.math.mathml import DEEPEST, TOKENS, Element, elements

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

CODE_POINT = re.compile(r"(?:^|\s)mjx-c([0-9A-F]{1,6})(?:\s|$)")
HEX = re.compile(r"[0-9A-F]{1,6}")
DRAWN = frozenset(("mjx-surd", "mjx-line", "mjx-nstrut", "mjx-dstrut", "mjx-strut", "mjx-spacer", "mjx-mark", "mjx-c"))
"""Lines, struts and glyphs."""
FRAMES = frozenset(("mjx-frac", "mjx-dbox", "mjx-dtable", "mjx-row", "mjx-sqrt", "mjx-munder"))
"""Boxes that only arrange the parts of an element."""
PARTS = {
    "mfrac": ("mjx-num", "mjx-den"),
    "msqrt": ("mjx-box",),
    "mroot": ("mjx-box", "mjx-root"),
    "mover": ("mjx-base", "mjx-over"),
    "munder": ("mjx-base", "mjx-under"),
    "munderover": ("mjx-base", "mjx-under", "mjx-over"),
}
"""The boxes that hold the children of an element, in the order of MathML."""
READ = frozenset(
    "math mrow mi mo mn mtext ms mfrac msqrt mroot msup msub msubsup mover munder munderover mtable mtr mlabeledtr mtd "
    "mstyle mpadded menclose mfenced mspace semantics".split()
)


def rendered(node: LexborNode) -> Element | None:
    """The MathML of what MathJax 3 or 4 has drawn, as elements (CHTML) or as a picture (SVG); None for anything else."""
    if node.tag != "mjx-container":
        return None
    jax = (node.attributes.get("jax") or "").upper()
    root = node.css_first("svg") if jax == "SVG" else node.css_first("mjx-math")
    if root is None:
        return None
    element = from_svg(root) if jax == "SVG" else from_chtml(root)
    return element if has_text(element) else None


def has_text(element: Element) -> bool:
    """Whether anything was read."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if one.text.strip():
            return True
        waiting += one.children
    return False


def from_chtml(node: LexborNode, depth: int = 0) -> Element:
    """The element that one of MathJax's own elements is."""
    tag = (node.tag or "").removeprefix("mjx-").lower()
    if tag in TOKENS:
        return Element(tag, text=characters(node))
    if depth > DEEPEST:
        return Element("mrow")
    if tag in PARTS:
        held = framed(node, PARTS[tag])
        if len(held) == len(PARTS[tag]):
            return Element(tag, [from_chtml(held[name], depth + 1) for name in PARTS[tag]])
    children = [from_chtml(child, depth + 1) for child in elements(node) if child.tag not in DRAWN]
    if tag == "msubsup" and len(children) == 2 and len(children[1].children) == 2:
        upper, lower = children[1].children  # drawn one above the other
        children = [children[0], lower, upper]
    return Element(tag if tag in READ else "mrow", children)


def framed(node: LexborNode, names: tuple[str, ...]) -> dict[str, LexborNode]:
    """The boxes with these names that hold the children of an element, through the frames around them."""
    held: dict[str, LexborNode] = {}
    waiting = [node]
    while waiting:
        for child in elements(waiting.pop()):
            tag = child.tag or ""
            if tag in names:
                held.setdefault(tag, child)
            elif tag in FRAMES or (tag == "mjx-box" and "mjx-box" not in names):
                waiting.append(child)
    return held


def characters(node: LexborNode) -> str:
    """The characters of a token, by the class names that draw them; text that is written out is text."""
    signs = []
    for one in node.css("mjx-c"):
        found = CODE_POINT.search(one.attributes.get("class") or "")
        if found is not None and int(found[1], 16) <= 0x10FFFF:
            signs.append(chr(int(found[1], 16)))
    return "".join(signs) or node.text() or ""


def from_svg(node: LexborNode, depth: int = 0) -> Element:
    """The element that a group of a picture draws."""
    tag = node.attributes.get("data-mml-node") or ""
    if tag in TOKENS:
        return Element(tag, text=drawn_characters(node))
    if depth > DEEPEST:
        return Element("mrow")
    children = [
        child
        for one in elements(node)
        if one.tag in ("g", "svg") and ((child := from_svg(one, depth + 1)).children or child.text)
    ]
    if tag in READ:
        return Element(tag, children)
    return children[0] if len(children) == 1 else Element("mrow", children)


def drawn_characters(node: LexborNode) -> str:
    """The characters of a token in a picture, by the code points of its glyphs."""
    signs = []
    for one in node.css("[data-c]"):
        code = one.attributes.get("data-c") or ""
        if HEX.fullmatch(code) and int(code, 16) <= 0x10FFFF:
            signs.append(chr(int(code, 16)))
    return "".join(signs) or node.text() or ""
