"""The language of code, as highlighters write it into class names and attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

NAMED = re.compile(
    r"(?:^|\s)(?:language|lang|highlight-source|highlight|brush:|sourceCode|hljs|code)(?:-|\s+|(?<=:))"
    r"(?:lang(?:uage)?-)*([A-Za-z][\w+#.-]*)"
)
NONE = frozenset(
    "none text plain plaintext plain-text txt default nohighlight no-highlight notranslate numbersource code block "
    "wrapper highlight highlighter highlighter-rouge copyable hljs source snippet language- auto undefined".split()
)
ATTRIBUTES = ("data-lang", "data-language", "data-code-language")
AROUND = 3
"""How many elements around the code may name its language."""
LONGEST = 30


def language_of(node: LexborNode) -> str:
    """The language of a ``<pre>``: named by its ``<code>``, by itself, or by what is right around it."""
    code = node.css_first("code")
    owners = [] if code is None else [code]
    around: LexborNode | None = node
    for _ in range(AROUND):
        if around is None or around.tag in ("body", "article", "main"):
            break
        owners.append(around)
        around = around.parent
    for owner in owners:
        if found := named_by(owner.attributes):
            return found
    return ""


def named_by(attributes: dict[str, str | None]) -> str:
    """The language that the attributes of one element name."""
    for name in ATTRIBUTES:
        value = (attributes.get(name) or "").strip().lower()
        if is_language(value):
            return value
    for found in NAMED.finditer(attributes.get("class") or ""):
        if is_language(found[1].lower()):
            return found[1].lower()
    return ""


def is_language(name: str) -> bool:
    """Whether a name may be that of a language."""
    return bool(re.fullmatch(r"[a-z][\w+#.-]*", name)) and len(name) <= LONGEST and name not in NONE
