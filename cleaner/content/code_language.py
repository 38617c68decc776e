"""The language of code, as highlighters write it into class names and attributes."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from selectolax.lexbor import LexborNode

SURE = (
    re.compile(r"(?:^|\s)(?:language|lang)-([A-Za-z][\w+#.-]*)"),
    re.compile(r"(?:^|\s)highlight-(?:source|text)-(?:html-)?([A-Za-z][\w+#]*)"),
    re.compile(r"(?:^|\s)brush:\s?([A-Za-z][\w+#.-]*)"),
    re.compile(r"(?:^|\s)lang(?:uage)?:([A-Za-z][\w+#.-]*)"),
    re.compile(r"(?:^|\s)(?:sourceCode|hljs|prettyprint|src|EnlighterJSRAW)\s([A-Za-z][\w+#.-]*)"),
    re.compile(r"(?:^|\s)(?:src|highlight|code|syntax|hljs)-([A-Za-z][\w+#.-]*)"),
    re.compile(r"(?:^|\s)(?:highlight|codehilite|syntax)\s([A-Za-z][\w+#.-]*)"),
)
"""What comes before the language's name; the surest first, over all classes of an element."""
NONE = frozenset(
    "none text plain plaintext plain-text txt default nohighlight no-highlight notranslate numbersource code block "
    "wrapper highlight highlighter highlighter-rouge copyable hljs source snippet auto undefined wrap nowrap wrapped "
    "example area body box container content inner outer line lines line-numbers linenos numbers gutter table toolbar "
    "header title group tabs copy editor view listing display inline fragment chunk pre prettyprint prettyprinted "
    "codehilite syntax language lang clike-none block-background scroll dark light theme relative overflow-auto "
    "shiki-themes astro-code collapsed expanded shell-wrap linenums result output-wrap sample".split()
)
"""Words in those places that name no language."""
UTILITY = re.compile(
    r"__|^(?:block|wrap|code|bg|text|font|rounded|border|theme|toolbar|container|whitespace|copy|line|window)-"
)
"""What generated and utility class names look like."""
ATTRIBUTES = (
    "data-lang", "data-language", "data-code-language", "data-enlighter-language", "data-programming-language",
    "data-syntax-language", "data-code-lang", "data-params",
)  # fmt: skip
LANGUAGE_TAG = re.compile(r"[a-z]{2}(?:-[a-z]{2,4})?$")
PROGRAMMING = frozenset("js ts py rb go rs cs sh md ps1 kt pl vb fs hs ml c r d".split())
"""Short names in ``lang``, where a page's own language may stand too."""
LONGEST = 30
STOPS = frozenset(("body", "article", "main", "section", "li", "blockquote", "html"))


def language_of(node: LexborNode, around: Iterable[LexborNode]) -> str:
    """The language of a ``<pre>``: named by its ``<code>``, by itself, or by what is around it.

    :param around: the elements around it that hold nothing else, innermost first.
    """
    code = node.css_first("code")
    for owner in chain([] if code is None else [code], [node], around):
        if owner.tag in STOPS:
            break
        if named := named_by(owner.attributes):
            return named
    return ""


def named_by(attributes: Mapping[str, str | None]) -> str:
    """The language that the attributes of one element name."""
    for name in ATTRIBUTES:
        value = (attributes.get(name) or "").strip().lower()
        if is_language(value):
            return value
    classes = (attributes.get("class") or "")[:1000]
    for pattern in SURE:
        for found in pattern.finditer(classes):
            name = found[1].lower()
            for prefix in ("language-", "lang-"):
                name = name.removeprefix(prefix)
            if is_language(name):
                return name
    value = (attributes.get("lang") or "").strip().lower()
    return value if is_language(value) and (value in PROGRAMMING or not LANGUAGE_TAG.match(value)) else ""


def is_language(name: str) -> bool:
    """Whether a name may be that of a language."""
    return (
        0 < len(name) <= LONGEST
        and name not in NONE
        and name[0].isalpha()
        and not UTILITY.search(name)
        and all(sign.isalnum() or sign in "_+#.-" for sign in name)
    )
