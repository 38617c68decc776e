"""The TeX commands of signs, functions, accents and alphabets."""

from __future__ import annotations

import unicodedata

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
ACCENTS_BY_TEX = {COMMANDS.get(sign, sign): command for sign, command in ACCENTS.items()}
VARIANTS = {
    "bold": r"\mathbf", "bold-italic": r"\boldsymbol", "double-struck": r"\mathbb", "script": r"\mathcal",
    "bold-script": r"\mathcal", "fraktur": r"\mathfrak", "bold-fraktur": r"\mathfrak", "sans-serif": r"\mathsf",
    "monospace": r"\mathtt",
}  # fmt: skip
"""The values of ``mathvariant`` that are another alphabet (MathML Core, 4.2)."""
ALPHABETS = (
    ("BOLD ITALIC", "bold-italic"), ("BOLD SCRIPT", "bold-script"), ("BOLD FRAKTUR", "bold-fraktur"), ("BOLD", "bold"),
    ("DOUBLE-STRUCK", "double-struck"), ("SCRIPT", "script"), ("FRAKTUR", "fraktur"), ("SANS-SERIF", "sans-serif"),
    ("MONOSPACE", "monospace"),
)  # fmt: skip
"""What the names of Unicode's mathematical letters begin with, behind MATHEMATICAL."""


def plain_letters(text: str) -> tuple[str, str]:
    """A text with ordinary letters for mathematical ones, and the alphabet that they are of; empty for the italic one."""
    if text.isascii() or not any("\U0001d400" <= sign <= "\U0001d7ff" for sign in text):
        return text, ""
    name = unicodedata.name(text[0], "").removeprefix("MATHEMATICAL ")
    variant = next((variant for begin, variant in ALPHABETS if name.startswith(begin)), "")
    return unicodedata.normalize("NFKC", text), variant
