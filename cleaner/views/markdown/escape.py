"""Escapes where, and only where, words would be read as markup."""

from __future__ import annotations

import re
import string
from collections import Counter
from html.entities import html5
from typing import TYPE_CHECKING

from cleaner.views.markdown.pieces import is_sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.views.markdown.pieces import Piece

MAY_NEED = re.compile(r"[\\`*_~\[\]<&$!]")
"""Without any of these there is nothing to escape inside a line."""
PUNCTUATION = frozenset(string.punctuation)
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]*));")
TAG = re.compile(
    r"""<(?:[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:[^"'=<>`\s]+|'[^']*'|"[^"]*"))?)*\s*/?>"""
    r"""|/[A-Za-z][A-Za-z0-9-]*\s*>|!--|(?P<instruction>\?)|(?P<declaration>![A-Za-z])|!\[CDATA\["""
    r"""|[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*>|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+>)""",
    re.S | re.A,
)
"""Tags, comments and addresses in angle brackets; of instructions and declarations only what they begin with."""
CLOSING = {"instruction": "?>", "declaration": ">"}
DOLLARS = re.compile(r"\$(?=[^\s$])[^$]*[^\s$]\$(?!\d)|\$\$")
LINK = re.compile(
    r"""\]\((?:\s{0,99}(?:<[^<>\n]{0,999}>|[^\s<]\S{0,999}?)?"""
    r"""(?:\s{1,99}(?:"[^"]{0,999}"|'[^']{0,999}'|\([^()]{0,999}\)))?\s{0,99}\)|[^)]{999})""",
)
"""What follows the words of a link; what is longer than any link is taken for one, so that all is read in linear time."""
NOTE = re.compile(r"\[\^[^\]\s\[]+\]")
HTML_BLOCKS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h[1-6] head header hr html iframe legend li link main menu "
    "menuitem nav noframes ol optgroup option p param pre script search section style summary table tbody td textarea "
    "tfoot th thead title tr track ul"
)
LINE_START = re.compile(
    r"(?P<rule>[-_*])(?:[ ]*(?P=rule)){2,}[ ]*$"
    r"|(?P<at>[-+*])(?=\s|$)"  # an item
    r"|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)"
    r"|(?P<hash>\#)\#{0,5}(?=\s|$)"  # a heading
    r"|(?P<quote>>)"
    r"|(?P<fence>[`~])(?P=fence){2}"
    r"|(?P<under>[=-])(?P=under)*[ ]*$"  # makes the line before a heading
    r"|(?P<table>[|:-])(?=[-|:\ ]*$)"  # makes the line before the header of a table
    r"|(?P<define>\[)[^\]]+\]:\s*(?:\S+(?:\s+[\"'(].*)?)?$"  # an address for links
    r"|(?P<tag><)(?:!--|\?|![A-Z]|!\[CDATA\[|/?(?:" + HTML_BLOCKS.replace(" ", "|") + r")(?:\s|/?>|$))",
    re.X | re.I,
)
STARTS = frozenset("-_*+#>=|:~`[<")
"""What a line begins with that may mean something, except for numbers."""
ALONE = re.compile(r"[\\\[\]!<&]")
"""Signs that need no partner."""
TEXT, LABEL = 1, 2
"""Words; words inside a link where square brackets have to be escaped."""
SECOND = frozenset(("under", "table"))
"""What means something below another line only."""


def escape(pieces: Sequence[Piece], starts_line: bool) -> str:
    """Pieces as one string.

    :param starts_line: whether they stand at the beginning of a line, where more signs mean something.
    """
    text = "".join(piece.text for piece in pieces)
    if not text or is_plain(text, starts_line):
        return text
    places: set[int] = set()
    words = bytearray(len(text))  # 0 where the text is markup
    at = 0
    for piece in pieces:
        if piece.kind in ("text", "label"):
            end = at + len(piece.text)
            words[at:end] = bytes((TEXT if piece.kind == "text" else LABEL,)) * len(piece.text)
        at += len(piece.text)
    if MAY_NEED.search(text):
        places.update(inside(text, words, pieces))
    if starts_line:
        places.update(at_line_starts(text, words))
    if not places:
        return text
    out: list[str] = []
    at = 0
    for place in sorted(places):
        out += (text[at:place], "\\")
        at = place
    return "".join((*out, text[at:]))


def is_plain(text: str, starts_line: bool) -> bool:
    """Whether a text has no sign at all that could mean something where it stands."""
    if MAY_NEED.search(text) is not None:
        return False
    return not starts_line or not ("\n" in text or text[0] in STARTS or text[0].isdigit())


def inside(text: str, words: bytearray, pieces: Sequence[Piece]) -> Iterator[int]:
    """Where signs mean something anywhere in a line."""
    marks = {piece.text[0] for piece in pieces if piece.kind == "open"}
    for sign in "*_~":
        if sign in text:
            yield from delimiters(text, words, sign, sign in marks)
    if "`" in text:
        yield from ticks(text, words)
    if "$" in text:
        yield from dollars(text, words)
    first = text.find("[")
    closers = Closers(text)
    for found in ALONE.finditer(text):
        place = found.start()
        if words[place] and means(text, words, place, first, closers):
            yield place


class Closers:
    """Where the next of some signs is in a text; asked for with rising places, each is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, int] = {}

    def is_behind(self, sign: str, place: int) -> bool:
        """Whether a sign comes at a place or later."""
        known = self._next.get(sign, -1)
        if known < place:
            known = self._next[sign] = self._text.find(sign, place)
            if known < 0:
                known = self._next[sign] = len(self._text)
        return known < len(self._text)


def means(text: str, words: bytearray, place: int, first: int, closers: Closers) -> bool:
    """Whether a sign that needs no partner means something.

    :param first: where the first opening bracket is.
    """
    after = text[place + 1 : place + 2]
    match text[place]:
        case "\\":
            return after in PUNCTUATION or after == "\n"
        case "[":
            return words[place] == LABEL or NOTE.match(text, place) is not None
        case "]":
            return words[place] == LABEL or (
                after == "(" and 0 <= first < place and LINK.match(text, place) is not None
            )
        case "!":
            return after == "[" and not words[place + 1]
        case "<":
            tag = TAG.match(text, place)
            if tag is None:
                return False
            closing = CLOSING.get(tag.lastgroup or "")
            return closing is None or closers.is_behind(closing, tag.end())
        case _:
            found = ENTITY.match(text, place)
            return found is not None and (not found[1] or found[1] + ";" in html5)


def delimiters(text: str, words: bytearray, sign: str, is_used: bool) -> Iterator[int]:
    """Where a delimiter of emphasis stands that could find another one to pair with.

    :param is_used: whether there is emphasis that is meant.
    """
    runs = []
    for found in re.finditer(re.escape(sign) + "+", text):
        opens, closes = flanks(text, found.start(), found.end(), sign == "_")
        if any(words[found.start() : found.end()]):
            runs.append((found, opens, closes))
    first = next((place for place, run in enumerate(runs) if run[1]), len(runs))
    last = max((place for place, run in enumerate(runs) if run[2]), default=-1)
    for place, (found, opens, closes) in enumerate(runs):
        touches = not all(words[found.start() : found.end()])  # emphasis that is meant
        if touches or (opens and (is_used or place < last)) or (closes and (is_used or place > first)):
            yield from (at for at in range(found.start(), found.end()) if words[at])


def flanks(text: str, begin: int, end: int, is_underscore: bool) -> tuple[bool, bool]:
    """Whether a run of delimiters may begin, and may end, emphasis (CommonMark, 6.2)."""
    before, after = text[begin - 1 : begin] or " ", text[end : end + 1] or " "
    left = not after.isspace() and (not is_sign(after) or before.isspace() or is_sign(before))
    right = not before.isspace() and (not is_sign(before) or after.isspace() or is_sign(after))
    if is_underscore:
        return left and (not right or is_sign(before)), right and (not left or is_sign(after))
    return left, right


def ticks(text: str, words: bytearray) -> Iterator[int]:
    """Where a backtick stands that could begin or end code: another run of as many is there, or code that is meant."""
    runs = list(re.finditer("`+", text))
    is_used = any(not words[place] for run in runs for place in range(run.start(), run.end()))
    lengths = Counter(len(run[0]) for run in runs)
    for run in runs:
        if is_used or lengths[len(run[0])] > 1:
            yield from (place for place in range(run.start(), run.end()) if words[place])


def dollars(text: str, words: bytearray) -> Iterator[int]:
    """Where a dollar sign stands that readers with formulas would take for the edge of one."""
    math = any(sign == "$" and not words[place] for place, sign in enumerate(text))
    for found in re.finditer(r"\$", text) if math else DOLLARS.finditer(text):
        yield from (place for place in range(found.start(), found.end()) if text[place] == "$" and words[place])


def at_line_starts(text: str, words: bytearray) -> Iterator[int]:
    """Where a sign at the beginning of a line means something."""
    begin = 0
    for line in text.split("\n"):
        found = LINE_START.match(line)
        if found is not None and words[begin] and is_read(found, begin > 0):
            yield begin + found.start("dot" if found["dot"] else found.lastgroup or 0)
        begin += len(line) + 1


def is_read(found: re.Match[str], is_below: bool) -> bool:
    """Whether what a line begins with is read as markup where it stands; ``is_below`` another line of its paragraph."""
    if not is_below:
        return found.lastgroup not in SECOND
    return found.lastgroup != "define" and found["number"] in (None, "1")
