"""Escapes where, and only where, words would be read as markup."""

from __future__ import annotations

import re
import string
import unicodedata
from html.entities import html5
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cleaner.render.markdown.pieces import Piece

MAY_NEED = re.compile(r"[\\`*_~\[\]<&$!]")
"""Without any of these there is nothing to escape inside a line."""
PUNCTUATION = frozenset(string.punctuation)
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]*));")
TAG = re.compile(r"<(?=[A-Za-z/!?])")
DOLLARS = re.compile(r"\$(?=[^\s$])[^$]*[^\s$]\$(?!\d)|\$\$")
NOTE = re.compile(r"\[\^[^\]\s]+\]")
LINE_START = re.compile(
    r"(?P<at>[-+*])(?=\s|$)"  # an item
    r"|\d{1,9}(?P<dot>[.)])(?=\s|$)"
    r"|(?P<hash>\#)\#{0,5}(?=\s|$)"  # a heading
    r"|(?P<quote>>)"
    r"|(?P<rule>[-_*])(?:[ ]*(?P=rule)){2,}[ ]*$"
    r"|(?P<under>[=-])(?P=under)*[ ]*$"  # makes the line before a heading
    r"|(?P<fence>[`~])(?P=fence){2}"
    r"|(?P<table>[|:-])(?=[-|:\ ]*$)"  # makes the line before the header of a table
    r"|(?P<define>\[)[^\]]+\]:"
    r"|(?P<task>\[)[ xX]\]\s"
    r"|(?P<tag><)(?=[A-Za-z/!?])",
    re.X,
)


def escape(pieces: Sequence[Piece], starts_line: bool) -> str:
    """Pieces as one string.

    :param starts_line: whether they stand at the beginning of a line, where more signs mean something.
    """
    text = "".join(piece.text for piece in pieces)
    if not text:
        return ""
    places: set[int] = set()
    words = bytearray(len(text))  # 1 where the text is words, 2 inside a link, 0 where it is markup
    at = 0
    for piece in pieces:
        if piece.kind in ("text", "label"):
            end = at + len(piece.text)
            words[at:end] = (b"\1" if piece.kind == "text" else b"\2") * len(piece.text)
        at += len(piece.text)
    if MAY_NEED.search(text):
        places.update(inside(text, words, pieces))
    if starts_line:
        places.update(at_line_starts(text, words))
    if not places:
        return text
    return "".join("\\" + sign if place in places else sign for place, sign in enumerate(text))


def inside(text: str, words: bytearray, pieces: Sequence[Piece]) -> Iterator[int]:
    """Where signs mean something anywhere in a line."""
    marks = {piece.text for piece in pieces if piece.kind == "open"}
    yield from runs_of(text, words, "*", "*" in marks or "**" in marks, delimits)
    yield from runs_of(text, words, "_", False, delimits_outside_words)
    yield from runs_of(text, words, "~", "~~" in marks, delimits)
    yield from runs_of(text, words, "`", any(piece.kind == "raw" and "`" in piece.text for piece in pieces), anywhere)
    for place, sign in enumerate(text):
        if not words[place]:
            continue
        after = text[place + 1 : place + 2]
        if sign == "\\":
            if after in PUNCTUATION or after == "\n":
                yield place
        elif sign in "[]":
            if words[place] == 2 or (sign == "]" and after == "(") or (sign == "[" and NOTE.match(text, place)):
                yield place
        elif sign == "!":
            if after == "[" and not words[place + 1]:
                yield place
        elif sign == "<":
            if TAG.match(text, place) and ">" in text[place:]:
                yield place
        elif sign == "&" and (found := ENTITY.match(text, place)) and (not found[1] or found[1] + ";" in html5):
            yield place
    if "$" in text:
        shown = "".join(sign if words[place] else "x" if sign == "$" else sign for place, sign in enumerate(text))
        math = any(piece.kind == "raw" and piece.text.startswith("$") for piece in pieces)
        for found in DOLLARS.finditer(shown) if not math else re.finditer(r"\$", shown):
            yield from (place for place in range(found.start(), found.end()) if text[place] == "$" and words[place])


def runs_of(
    text: str, words: bytearray, sign: str, is_used: bool, means: Callable[[str, int, int], bool]
) -> Iterator[int]:
    """Where a delimiter stands among words: it has to be escaped if it could find another one to pair with."""
    if sign not in text:
        return
    found = [
        run
        for run in re.finditer(re.escape(sign) + "+", text)
        if any(words[run.start() : run.end()]) and means(text, run.start(), run.end())
    ]
    if len(found) > 1 or (found and is_used):
        for run in found:
            yield from (place for place in range(run.start(), run.end()) if words[place])


def anywhere(_text: str, _begin: int, _end: int) -> bool:
    """A delimiter that needs nothing around it."""
    return True


def delimits(text: str, begin: int, end: int) -> bool:
    """Whether a run of delimiters has a word on one side at least: not between spaces."""
    before, after = text[begin - 1 : begin] or " ", text[end : end + 1] or " "
    return not (before.isspace() and after.isspace())


def delimits_outside_words(text: str, begin: int, end: int) -> bool:
    """The same for underscores, that mean nothing inside a word."""
    before, after = text[begin - 1 : begin] or " ", text[end : end + 1] or " "
    return delimits(text, begin, end) and (is_edge(before) or is_edge(after))


def is_edge(character: str) -> bool:
    """Whether a word ends at a character."""
    return character.isspace() or unicodedata.category(character)[0] in "PS"


def at_line_starts(text: str, words: bytearray) -> Iterator[int]:
    """Where a sign at the beginning of a line means something."""
    begin = 0
    for line in text.split("\n"):
        found = LINE_START.match(line.removesuffix("\\"))
        if found is not None and words[begin]:
            place = begin + found.start(found.lastgroup or 0)
            if words[place] and not (begin == 0 and found.lastgroup == "under" and line[0] == "="):
                yield place
        begin += len(line) + 1
