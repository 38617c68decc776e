"""Formulas: found where renderers left their TeX source, else written as TeX from MathML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.content.tree import Math

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

ROOTS = frozenset(
    ("katex", "katex-display", "MathJax", "MathJax_Display", "MathJax_SVG", "MathJax_SVG_Display", "MathJax_CHTML",
     "MathJax_Preview", "mjx-chtml", "MJXc-display", "mwe-math-element", "MJX_Assistive_MathML")
)  # fmt: skip
DISPLAY = frozenset(("katex-display", "MathJax_Display", "MathJax_SVG_Display", "MJXc-display"))
FENCES = {"{": r"\{", "}": r"\}", "‖": r"\|"}
COMMANDS = {
    "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∬": r"\iint", "∮": r"\oint", "√": r"\surd", "∞": r"\infty",
    "∂": r"\partial", "∇": r"\nabla", "±": r"\pm", "∓": r"\mp", "×": r"\times", "÷": r"\div", "⋅": r"\cdot",
    "·": r"\cdot", "∘": r"\circ", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx", "≡": r"\equiv", "∼": r"\sim",
    "∝": r"\propto", "→": r"\to", "←": r"\leftarrow", "↔": r"\leftrightarrow", "⇒": r"\Rightarrow",
    "⇔": r"\Leftrightarrow", "↦": r"\mapsto", "∈": r"\in", "∉": r"\notin", "⊂": r"\subset", "⊆": r"\subseteq",
    "∪": r"\cup", "∩": r"\cap", "∅": r"\emptyset", "∀": r"\forall", "∃": r"\exists", "¬": r"\neg", "∧": r"\land",
    "∨": r"\lor", "…": r"\dots", "⋯": r"\cdots", "⟨": r"\langle", "⟩": r"\rangle", "−": "-", "′": "'",
    "\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "",
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon", "ϵ": r"\epsilon",
    "ζ": r"\zeta", "η": r"\eta", "θ": r"\theta", "ι": r"\iota", "κ": r"\kappa", "λ": r"\lambda", "μ": r"\mu",
    "ν": r"\nu", "ξ": r"\xi", "π": r"\pi", "ρ": r"\rho", "σ": r"\sigma", "τ": r"\tau", "υ": r"\upsilon",
    "φ": r"\varphi", "ϕ": r"\phi", "χ": r"\chi", "ψ": r"\psi", "ω": r"\omega", "Γ": r"\Gamma", "Δ": r"\Delta",
    "Θ": r"\Theta", "Λ": r"\Lambda", "Ξ": r"\Xi", "Π": r"\Pi", "Σ": r"\Sigma", "Φ": r"\Phi", "Ψ": r"\Psi",
    "Ω": r"\Omega", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
}  # fmt: skip
FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln exp lim max min sup inf det dim ker gcd deg".split()
)
ACCENTS = {"¯": r"\bar", "‾": r"\overline", "^": r"\hat", "ˆ": r"\hat", "~": r"\tilde", "˜": r"\tilde", "→": r"\vec",
           "˙": r"\dot", "¨": r"\ddot", "_": r"\underline", "⏞": r"\overbrace", "⏟": r"\underbrace"}  # fmt: skip
DEEPEST = 60
"""Levels of MathML that are read."""


def is_root(node: LexborNode) -> bool:
    """Whether an element is the outermost of a formula."""
    tag = node.tag or ""
    if tag in ("math", "mjx-container"):
        return True
    names = node.attributes.get("class")
    return bool(names) and not ROOTS.isdisjoint((names or "").split())


def is_tex_script(node: LexborNode) -> bool:
    """Whether an element is a formula's source that MathJax reads."""
    return node.tag == "script" and (node.attributes.get("type") or "").startswith("math/tex")


def script_math(node: LexborNode) -> Math:
    """The formula of a source that MathJax reads."""
    return tidy(node.text() or "", "display" in (node.attributes.get("type") or ""))


def script_behind(node: LexborNode) -> LexborNode | None:
    """The source that MathJax leaves behind what it renders."""
    after = node.next
    while after is not None and (after.tag == "-text" or (after.tag == "span" and is_root(after))):
        if after.tag == "-text" and not (after.text_content or "").isspace():
            return None
        after = after.next
    return after if after is not None and is_tex_script(after) else None


def math_of(node: LexborNode) -> Math:
    """The formula of a rendered element: its TeX source, or its MathML."""
    names = set((node.attributes.get("class") or "").split())
    inner = node if node.tag == "math" else node.css_first("math")
    display = (
        not DISPLAY.isdisjoint(names)
        or node.attributes.get("display") in ("true", "block")
        or (inner is not None and inner.attributes.get("display") == "block")
    )
    for source in node.css("annotation"):
        if "tex" in (source.attributes.get("encoding") or "").lower():
            return tidy(source.text() or "", display)
    for owner in (inner, node):
        if owner is not None:
            for name in ("alttext", "data-latex", "data-tex"):
                if value := owner.attributes.get(name):
                    return tidy(value, display)
    if inner is not None:
        return tidy(from_mathml(inner), display)
    return tidy(node.text() or "", display)


def tidy(tex: str, display: bool) -> Math:
    """A formula on one line, without the wrappers that encyclopedias put around it."""
    tex = " ".join(tex.replace("\xa0", " ").split())
    for wrapper in (r"{\displaystyle ", r"{\textstyle "):
        if tex.startswith(wrapper) and tex.endswith("}"):
            tex = tex[len(wrapper) : -1].strip()
    for begin, end in ((r"\(", r"\)"), (r"\[", r"\]"), ("$$", "$$"), ("$", "$")):
        if tex.startswith(begin) and tex.endswith(end) and len(tex) > len(begin) + len(end):
            tex = tex[len(begin) : -len(end)].strip()
    return Math(tex, display)


def from_mathml(node: LexborNode, depth: int = 0) -> str:
    """TeX for presentation MathML."""
    tag = node.tag or ""
    if tag in ("annotation", "annotation-xml", "mspace", "none", "mprescripts"):
        return " " if tag == "mspace" else ""
    if tag in ("mi", "mo", "mn", "mtext", "ms"):
        return token(tag, " ".join((node.text() or "").split()))
    if depth > DEEPEST:
        return node.text() or ""
    parts = [from_mathml(child, depth + 1) for child in elements(node)]
    return layout(tag, parts) if parts else ""


def layout(tag: str, parts: list[str]) -> str:
    """TeX for an element of MathML with its children."""
    first = parts[0]
    second = parts[1] if len(parts) > 1 else ""
    third = parts[2] if len(parts) > 2 else ""
    match tag:
        case "mfrac":
            return rf"\frac{{{first}}}{{{second}}}"
        case "msqrt":
            return rf"\sqrt{{{join(parts)}}}"
        case "mroot":
            return rf"\sqrt[{second}]{{{first}}}"
        case "msup":
            return f"{base(first)}^{{{second}}}"
        case "msub":
            return f"{base(first)}_{{{second}}}"
        case "msubsup" | "munderover":
            return f"{base(first)}_{{{second}}}^{{{third}}}"
        case "mover" | "munder" if second.strip() in ACCENTS_BY_TEX:
            return f"{ACCENTS_BY_TEX[second.strip()]}{{{first}}}"
        case "mover":
            return f"{base(first)}^{{{second}}}"
        case "munder":
            return f"{base(first)}_{{{second}}}"
        case "mtable":
            return r"\begin{matrix} " + r" \\ ".join(parts) + r" \end{matrix}"
        case "mtr" | "mlabeledtr":
            return " & ".join(parts)
        case "mfenced":
            return "(" + ", ".join(parts) + ")"
        case "semantics":
            return first
        case _:
            return join(parts)


def token(tag: str, text: str) -> str:
    """TeX for a name, sign, number or piece of text."""
    if tag in ("mtext", "ms"):
        return rf"\text{{{text}}}" if text else ""
    if text in FUNCTIONS:
        return "\\" + text
    if tag == "mi" and len(text) > 1 and text.isalpha() and text.isascii():
        return rf"\mathrm{{{text}}}"
    return FENCES.get(text) or join([COMMANDS.get(sign, sign) for sign in text])


def join(parts: list[str]) -> str:
    """Pieces of TeX side by side; a command does not run into the letter behind it."""
    out = ""
    for part in parts:
        if part and out and part[0].isalpha() and re.search(r"\\[A-Za-z]+$", out):
            out += " "
        out += part
    return out


def base(tex: str) -> str:
    """What a script is put to, as one group."""
    return tex if len(tex) < 2 or re.fullmatch(r"\\[A-Za-z]+", tex) else f"{{{tex}}}"


def elements(node: LexborNode) -> list[LexborNode]:
    """The child elements of a node."""
    found = []
    child = node.first_child
    while child is not None:
        if (child.tag or "-")[0] not in "-_!":
            found.append(child)
        child = child.next
    return found


ACCENTS_BY_TEX = {COMMANDS.get(sign, sign): command for sign, command in ACCENTS.items()}
