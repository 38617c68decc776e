"""The quotation marks that browsers show around ``<q>``, by language (Unicode CLDR, ``delimiters``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

BY_LANGUAGE = {
    **dict.fromkeys("de cs sk sl is lt sq et bg ka".split(), "„“‚‘"),
    **dict.fromkeys("fr ast hy".split(), "«»«»"),
    **dict.fromkeys("es it pt-pt ca gl el eu".split(), "«»“”"),
    **dict.fromkeys("ru uk be no nb nn kk".split(), "«»„“"),
    **dict.fromkeys("pl ro hu hr bs sr".split(), "„”‚’"),
    **dict.fromkeys("sv fi".split(), "””’’"),
    **dict.fromkeys("fa az".split(), "«»‹›"),
    **dict.fromkeys("ja zh-tw zh-hk zh-hant".split(), "「」『』"),
    "he": "””’’",
    "de-ch": "«»‹›",
    "da": "””’’",
}
"""The outer and the inner pair. Two-letter languages stand for all of their regions that are not named."""
SPACED = frozenset(("fr",))
"""Languages that set a narrow space inside of the marks."""
ENGLISH = "“”‘’"
MARKS = frozenset("\"'„“”‚‘’«»‹›「」『』")
MOST_AROUND = 40
"""How many elements around a quotation may name its language."""


def quotation_marks(node: LexborNode, depth: int, default: str) -> tuple[str, str]:
    """What opens and closes a quotation.

    :param depth: how many quotations are around it.
    :param default: the page's language.
    """
    language = language_of(node) or default
    primary = language.partition("-")[0]
    marks = BY_LANGUAGE.get(language) or BY_LANGUAGE.get(primary, ENGLISH)
    begin, end = (marks[0], marks[1]) if depth % 2 == 0 else (marks[2], marks[3])
    return (begin + "\u202f", "\u202f" + end) if primary in SPACED and "ca" not in language else (begin, end)


def language_of(node: LexborNode) -> str:
    """The language that an element, or one right around it, is said to be in; empty if none is named."""
    around: LexborNode | None = node
    for _ in range(MOST_AROUND):
        if around is None:
            break
        if named := around.attributes.get("lang"):
            return named.strip().lower()
        around = around.parent
    return ""
