"""A block's Markdown in pieces: words that may need escapes, and markup."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.content.nesting import nested
from cleaner.content.tree import Break, Check, Image, Math, Reference, Text, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.content.tree import Inline, Leaf, Mark, Run

DELIMITERS = {"strong": "**", "em": "*", "del": "~~"}
AUTOLINK = re.compile(r"https?://[^\s<>]*")
ENTITY = re.compile(r"&(?=#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]*;)")
ALT_SPECIAL = re.compile(r"([\\\[\]`<*_~])")
TAG_IN_TEX = re.compile(r"<(?=[A-Za-z/!?])")


MOST_ROUNDS = 20
"""Emphasis in emphasis is no deeper; only odd pages need more than two."""


@dataclass(slots=True)
class Piece:
    """A string, and what it is."""

    text: str
    kind: str
    """``text``; ``label``: words of a link with square brackets that do not pair; ``raw``: markup; ``open`` and
    ``close``: delimiters of emphasis."""
    partner: Piece | None = None
    """The other delimiter."""


def spell(runs: Sequence[Run], line_break: str, text_kind: str = "text") -> Iterator[Piece]:
    """The pieces of runs, nested by their marks."""
    for mark, inner in nested(runs):
        if mark is None:
            yield from (spell_leaf(run.leaf, line_break, text_kind) for run in inner)
        elif mark.kind == "code":
            yield from spell_code(inner, line_break)
        elif mark.kind == "link":
            yield from spell_link(mark, inner, line_break)
        elif mark.kind not in DELIMITERS:
            yield Piece(f"<{mark.kind}>", "raw")
            yield from spell(inner, line_break, text_kind)
            yield Piece(f"</{mark.kind}>", "raw")
        elif any(map(str.isalnum, plain(inner))) or any(isinstance(run.leaf, Image) for run in inner):
            begin, end = Piece(DELIMITERS[mark.kind], "open"), Piece(DELIMITERS[mark.kind], "close")
            begin.partner, end.partner = end, begin
            yield begin
            yield from spell(inner, line_break, text_kind)
            yield end
        else:  # a lone comma that happens to be bold
            yield from spell(inner, line_break, text_kind)


def spell_leaf(leaf: Leaf, line_break: str, text_kind: str) -> Piece:
    """The piece of a leaf."""
    match leaf:
        case Text(text):
            return Piece(text, text_kind)
        case Break():
            return Piece(line_break, "raw")
        case Image(source, alt):
            alt = ALT_SPECIAL.sub(r"\\\1", ENTITY.sub("&amp;", alt))
            return Piece(f"![{alt}]({destination(source)})", "raw")
        case Math(tex, display):
            sign = "$$" if display else "$"
            tex = TAG_IN_TEX.sub("< ", tex).replace("](", "] (")
            return Piece(f"{sign}{tex}{sign}", "raw")
        case Reference(label):
            return Piece(f"[^{label}]", "raw")
        case Check(is_done):
            return Piece("[x]" if is_done else "[ ]", "raw")


def spell_code(runs: Inline, line_break: str) -> Iterator[Piece]:
    """Code between backticks, more of them than there are inside in a row."""
    text = "".join(run.leaf.text for run in runs if isinstance(run.leaf, Text))
    if text.strip():
        ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
        is_padded = text[0] == text[-1] == " "  # a reader takes one space off either end
        pad = " " if text.startswith("`") or text.endswith("`") or is_padded else ""
        yield Piece(f"{ticks}{pad}{text}{pad}{ticks}", "raw")
    for run in runs:
        if not isinstance(run.leaf, Text):
            yield spell_leaf(run.leaf, line_break, "text")


def spell_link(mark: Mark, runs: Inline, line_break: str) -> Iterator[Piece]:
    """A link; one that reads like its address is written as that."""
    words = plain(runs)
    if words == mark.target and len(runs) == 1 and AUTOLINK.fullmatch(words):
        yield Piece(f"<{words}>", "raw")
        return
    inner = list(spell(runs, line_break, "text" if is_balanced(words) else "label"))
    if not any(piece.text.strip() for piece in inner if piece.kind not in ("open", "close")):
        yield from inner
        return
    yield Piece("[", "raw")
    yield from inner
    title = f' "{mark.title}"' if mark.title else ""
    yield Piece(f"]({destination(mark.target)}{title})", "raw")


def is_balanced(text: str) -> bool:
    """Whether all square brackets of a text pair."""
    depth = 0
    for sign in text:
        depth += (sign == "[") - (sign == "]")
        if depth < 0:
            break
    return depth == 0


def destination(address: str) -> str:
    """An address inside the parentheses of a link; spaces, quotes and the like are encoded already."""
    return ENTITY.sub("&amp;", address.replace("(", "%28").replace(")", "%29"))


def fix_delimiters(pieces: list[Piece]) -> list[Piece]:
    """Move or drop the delimiters of emphasis that would not be read as such: next to a letter outside, a sign inside."""
    for _ in range(MOST_ROUNDS):  # what is dropped is no neighbour any more
        changed = False
        for place, piece in enumerate(pieces):
            if piece.kind not in ("open", "close"):
                continue
            step = 1 if piece.kind == "open" else -1
            inside, outside = neighbour(pieces, place, step), neighbour(pieces, place, -step)
            if is_sign(inside) and not (outside.isspace() or is_sign(outside)):
                changed = True
                if not move_sign(pieces, place, step):
                    drop(piece)
        if not changed:
            break
    return pieces


def neighbour(pieces: list[Piece], place: int, step: int) -> str:
    """The character next to a delimiter, beyond those that run together with it; a space at the ends."""
    sign = pieces[place].text[0]
    at = place + step
    while 0 <= at < len(pieces):
        piece = pieces[at]
        if piece.text and not (piece.kind in ("open", "close") and piece.text[0] == sign):
            return piece.text[0 if step > 0 else -1]
        at += step
    return " "


def is_sign(character: str) -> bool:
    """Whether a character is punctuation or a symbol."""
    return unicodedata.category(character)[0] in "PS"


def move_sign(pieces: list[Piece], place: int, step: int) -> bool:
    """Put the signs at the inner edge of emphasis outside of it; False if that cannot be done."""
    inner, outer = place + step, place - step
    if not (0 <= inner < len(pieces)) or pieces[inner].kind not in ("text", "label"):
        return False
    text = pieces[inner].text
    count = 0
    while count < len(text) and is_sign(text[count if step > 0 else -1 - count]):
        count += 1
    rest = text[count:] if step > 0 else text[: len(text) - count]
    if not rest or rest[0 if step > 0 else -1].isspace():
        return False
    moved = text[:count] if step > 0 else text[len(text) - count :]
    if not (0 <= outer < len(pieces)) or pieces[outer].kind != pieces[inner].kind:
        return False
    pieces[inner].text = rest
    pieces[outer].text = pieces[outer].text + moved if step > 0 else moved + pieces[outer].text
    return True


def drop(piece: Piece) -> None:
    """Make a pair of delimiters nothing."""
    for one in (piece, piece.partner):
        if one is not None:
            one.text, one.kind = "", "raw"
