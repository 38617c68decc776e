"""The formulas of a page: found where renderers left their TeX source, else written as TeX from MathML or its rendering."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from cleaner.content.math.mathjax import rendered
from cleaner.content.math.mathml import element_of, to_tex
from cleaner.content.tree import Math
from cleaner.segment.html.signs import MAY_HAVE_TEX, TEX_ATTRIBUTES

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

ROOTS = frozenset(
    ("katex", "katex-display", "MathJax", "MathJax_Display", "MathJax_SVG", "MathJax_SVG_Display", "MathJax_CHTML",
     "MathJax_Preview", "mjx-chtml", "MJXc-display", "mwe-math-element", "MJX_Assistive_MathML")
)  # fmt: skip
DISPLAY = frozenset(("katex-display", "MathJax_Display", "MathJax_SVG_Display", "MJXc-display"))
NO_SOURCE = frozenset(("true", "false", "yes", "no", "inline", "block", "display", "mathjax", "katex", "tex", "latex"))
OTHER_DATA = re.compile(r'\d+$|[\[<]|\{[^"]{0,20}"')
"""Numbers, markup, and data of a component in JSON."""
SCRIPTS = ("math/tex", "math/mml")
MOST_BETWEEN = 4
"""Nodes between a rendered formula and its source."""
LONGEST = 20_000


def is_root(node: LexborNode) -> bool:
    """Whether an element is the outermost of a formula."""
    tag = node.tag or ""
    if tag in ("math", "mjx-container"):
        return True
    attributes = node.attributes
    names = attributes.get("class")
    if names and not ROOTS.isdisjoint(names.split()):
        return True
    return not MAY_HAVE_TEX.isdisjoint(attributes) and bool(source_attribute(node))


def source_attribute(node: LexborNode) -> str:
    """The TeX that an element has in an attribute; empty if it has none."""
    attributes = node.attributes
    for name in TEX_ATTRIBUTES:
        value = (attributes.get(name) or "").strip()
        if 0 < len(value) <= LONGEST and value.lower() not in NO_SOURCE and not OTHER_DATA.match(value):
            return value
    return ""


def is_math_script(node: LexborNode) -> bool:
    """Whether an element is a formula's source that MathJax reads."""
    return node.tag == "script" and (node.attributes.get("type") or "").startswith(SCRIPTS)


def script_math(node: LexborNode) -> Math:
    """The formula of a source that MathJax reads: TeX, or MathML."""
    kind = node.attributes.get("type") or ""
    source = node.text() or ""
    if kind.startswith("math/mml"):
        inner = LexborHTMLParser(source).css_first("math")
        if inner is None:
            return Math("")
        return tidy(to_tex(element_of(inner)), inner.attributes.get("display") == "block")
    return tidy(source, "display" in kind)


def script_behind(node: LexborNode) -> LexborNode | None:
    """The source that MathJax leaves behind what it renders."""
    after = node.next
    for _ in range(MOST_BETWEEN):
        if after is None or is_math_script(after):
            break
        if after.tag == "-text":
            if not (after.text_content or "").isspace():
                return None
        elif after.tag not in ("span", "div") or not is_root(after):
            return None
        after = after.next
    return after if after is not None and is_math_script(after) else None


def math_of(node: LexborNode) -> Math:
    """The formula of a rendered element: its TeX source, or its MathML, or what MathJax has drawn."""
    names = set((node.attributes.get("class") or "").split())
    inner = node if node.tag == "math" else node.css_first("math")
    display = (
        not DISPLAY.isdisjoint(names)
        or node.attributes.get("display") in ("true", "block")
        or (inner is not None and inner.attributes.get("display") == "block")
        or (node.tag == "div" and inner is None)
    )
    for source in node.css("annotation"):
        if "tex" in (source.attributes.get("encoding") or "").lower():
            return tidy(source.text() or "", display)
    for owner in (inner, node):
        if owner is not None and (value := owner.attributes.get("alttext") or source_attribute(owner)):
            return tidy(value, display)
    if inner is not None:
        return tidy(to_tex(element_of(inner)), display)
    drawn = rendered(node)
    return tidy(to_tex(drawn) if drawn is not None else node.text() or "", display)


def tidy(tex: str, display: bool) -> Math:
    """A formula on one line, without the wrappers that encyclopedias put around it."""
    tex = " ".join(tex.replace("\xa0", " ").split())
    for wrapper in (r"{\displaystyle ", r"{\textstyle ", r"\displaystyle "):
        if tex.startswith(wrapper) and (wrapper[0] != "{" or tex.endswith("}")):
            tex = tex[len(wrapper) : len(tex) - (wrapper[0] == "{")].strip()
    for begin, end in ((r"\(", r"\)"), (r"\[", r"\]"), ("$$", "$$"), ("$", "$")):
        if tex.startswith(begin) and tex.endswith(end) and len(tex) > len(begin) + len(end):
            tex = tex[len(begin) : -len(end)].strip()
            display = display or begin in (r"\[", "$$")
    return Math(re.sub(r"(?<!\\)\s+(?=[}^_])", "", tex) if tex.count(" ") < LONGEST else tex, display)
