"""Which marks an inline element gives its words: by its name, and by its style, which may take back what the name says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.content.tree import MARKS, Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "del": "del", "s": "del", "strike": "del",
    "sup": "sup", "sub": "sub", "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
STYLED = frozenset(("span", "font", "b", "strong", "i", "em", "a", "u", "sup", "sub", "s", "strike"))
"""Elements whose style is read. Editors that export to HTML write ``<b style="font-weight:normal">`` around whole texts."""
BOLD_FROM = 600
"""The weight from which on a font is bold (CSS Fonts, 5.2)."""
PLAIN_VALUES = frozenset(("normal", "lighter", "inherit", "initial", "unset", "revert"))
RAISED = {"super": "sup", "sub": "sub"}
ORDER = {kind: index for index, kind in enumerate(MARKS)}


def kinds_of(tag: str, attributes: Mapping[str, str | None]) -> list[str]:
    """The kinds of mark that an element gives; links are not among them."""
    kind = KINDS.get(tag, "")
    style = attributes.get("style") if tag in STYLED else None
    if not style:
        return [kind] if kind else []
    kinds = {kind} if kind else set()
    values = declarations(style)
    put(kinds, "strong", is_bold(values.get("font-weight", "")))
    put(kinds, "em", is_slanted(values.get("font-style", "")))
    if "line-through" in (values.get("text-decoration", "") + values.get("text-decoration-line", "")):
        kinds.add("del")
    align = values.get("vertical-align", "")
    if align in RAISED:
        kinds.add(RAISED[align])
    return sorted(kinds, key=ORDER.__getitem__)


def put(kinds: set[str], kind: str, is_so: bool | None) -> None:
    """Add or take a kind of mark where a style says anything of it."""
    if is_so:
        kinds.add(kind)
    elif is_so is not None:
        kinds.discard(kind)


def declarations(style: str) -> dict[str, str]:
    """The properties of an inline style, in small letters."""
    found = {}
    for part in style.lower().split(";"):
        name, _, value = part.partition(":")
        found[name.strip()] = value.replace("!important", "").strip()
    return found


def is_bold(value: str) -> bool | None:
    """Whether a ``font-weight`` is bold; None if it says nothing."""
    if value.isascii() and value.isdigit():
        return len(value) < 5 and int(value) >= BOLD_FROM
    if value in ("bold", "bolder"):
        return True
    return False if value in PLAIN_VALUES else None


def is_slanted(value: str) -> bool | None:
    """Whether a ``font-style`` is italic; None if it says nothing."""
    if value.startswith(("italic", "oblique")):
        return True
    return False if value in PLAIN_VALUES else None


def with_mark(marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    """Marks and one more, each kind once, in their order; the inner one of two links counts."""
    if mark.kind == "code" and any(known.kind == "code" for known in marks):
        return marks
    rest = tuple(known for known in marks if known.kind != mark.kind)
    return tuple(sorted((*rest, mark), key=lambda known: ORDER[known.kind]))
