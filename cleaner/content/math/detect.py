"""What shows that a page may have formulas, and how formulas are marked that its scripts have not rendered."""

from __future__ import annotations

import re

RENDERED = ("katex", "MathJax", "mwe-math")
"""In the class names of formulas that were rendered to other elements than MathML."""
RENDERERS = ("MathJax", "mathjax", "KaTeX", "katex")
FORMULA = "mjx-container"
DELIMITED = (
    r"\\\((?P<inline>(?:(?!\\\()[\s\S]){1,4000}?)\\\)",
    r"\\\[(?P<shown>(?:(?!\\\[)[\s\S]){1,4000}?)\\\]",
    r"\$\$(?P<apart>[^$]{1,4000})\$\$",
    r"(?<![\\$\w])\$(?P<dollar>[^\s$](?:[^$]*[^\s$\\])?)\$(?![\d$])",
)
TEX = re.compile("|".join(DELIMITED[:3]), re.S)
TEX_DOLLARS = re.compile("|".join(DELIMITED), re.S)
DOLLARS = re.compile(r"""(?:inlineMath|left)["']?\s*:\s*(?:\[\s*\[\s*)?["']\$["']""")


def tex_pattern(source: str) -> re.Pattern[str] | None:
    """How formulas are marked that the page's scripts have not rendered yet; None if no such script is loaded."""
    if not any(name in source for name in RENDERERS):
        return None
    return TEX_DOLLARS if DOLLARS.search(source) else TEX


def may_hold_tex(text: str) -> bool:
    """Whether a text may have a formula in it that nothing has rendered."""
    return ("$" in text or r"\(" in text or r"\[" in text) and TEX_DOLLARS.search(text) is not None
