"""The lines of scraped text, each with what it is: heading, list item, image stub, table row, code, quote or plain."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.page.stubs import is_image_stub
from cleaner.segment.text.wrapped import goes_on, join_lines, wrap_width

if TYPE_CHECKING:
    from collections.abc import Iterator

BULLETS = "-*•·‣▪◦●○■►▶–—"
SPEECH = "–—"
"""Dashes that open a speech in many languages: they are bullets only where they stand alone."""
BULLET = re.compile(rf"(?:([{re.escape(BULLETS.rstrip(SPEECH))}]|\d{{1,3}}[.)])(?:\s+(?=\S)|$)|([{SPEECH}])$)")
HEADING = re.compile(r"(#{1,6})[ \t]++(.*?)(?:[ \t]+#+)?$")
UNDERLINE = re.compile(r"(?:={3,}|-{3,})$")
RULE = re.compile(r"(?:[-*_=~]\s*){3,}$")
FENCE = re.compile(r"(`{3,}|~{3,})([^`]*)$")
QUOTE = re.compile(r"(?:>\s?)+")
DELIMITER = r"\s*(?::-+:?|-+:|-{2,})\s*"  # a lone hyphen is more often a dash, or a cell without a value
HEAD_ROW = re.compile(rf"\|?{DELIMITER}(?:\|{DELIMITER})*\|?$")
LONGEST_MARK = 400
"""Characters; longer lines are looked at for nothing but bullets."""
ITEM_LINES = 4
"""The most lines of an item whose bullet stands alone."""
ITEM_WIDTH = 200


class Shape(Enum):
    """What a line is."""

    PLAIN = auto()
    HEADING = auto()
    ITEM = auto()
    MORE = auto()
    """Another line of the item before."""
    IMAGE = auto()
    ROW = auto()
    CODE = auto()
    QUOTE = auto()
    BULLET = auto()
    """A bullet alone on its line; :func:`read_lines` gives it to the line behind it."""


@dataclass(slots=True)
class Line:
    """One line, or several that belong together: code, or a paragraph that was wrapped."""

    shape: Shape
    text: str
    """What it says, its mark taken off; inline markup is still there."""
    raw: str
    """With its mark."""
    level: int = 0
    """1 to 6 for a heading; for an item, how far it is indented."""
    marker: str = ""
    """An item's bullet or number; the language of code."""
    lone: bool = False
    """The bullet stood alone on the line before."""
    apart: bool = False
    """There is an empty line before it."""


def read_lines(text: str) -> list[Line]:
    """Say what the lines of a text are; empty lines and rules are left out. Linear in the text's length."""
    lines = under_bullets(underlined(tables(list(single_lines(text)))))
    return unwrap([line for line in lines if line.shape is not Shape.BULLET])


def single_lines(text: str) -> Iterator[Line]:
    """Each line by itself, and fenced code as one."""
    source = text.replace("\0", "").splitlines()
    closing = closing_fences(source)
    apart = False
    number = 0
    while number < len(source):
        line = source[number].rstrip()
        stripped = line.lstrip()
        number += 1
        if not stripped:
            apart = True
            continue
        end = closing.get(number - 1)
        if end is not None:
            code = "\n".join(source[number:end])
            fence = FENCE.match(stripped)
            if code.strip():
                yield Line(Shape.CODE, code, code, marker=fence[2].strip() if fence else "", apart=apart)
            number = end + 1
        else:
            yield one_line(line, stripped, apart)
        apart = False


def one_line(line: str, stripped: str, apart: bool) -> Line:
    """What one line is by itself."""
    first = stripped[0]
    if first == "#" and len(stripped) <= LONGEST_MARK and (found := HEADING.match(stripped)) and found[2]:
        return Line(Shape.HEADING, found[2], stripped, level=len(found[1]), apart=apart)
    if first in BULLETS or first.isdigit():
        if len(stripped) <= LONGEST_MARK and RULE.match(stripped):
            return Line(Shape.PLAIN, "", stripped, apart=apart)
        if found := BULLET.match(stripped):
            content = stripped[found.end() :]
            indent = len(line.expandtabs(4)) - len(stripped.expandtabs(4)) if len(line) <= LONGEST_MARK else 0
            shape = Shape.ITEM if content else Shape.BULLET
            if is_image_stub(content):
                return Line(Shape.IMAGE, content, content, apart=apart)
            return Line(shape, content, stripped, level=indent, marker=found[1] or found[2], apart=apart)
    if first == ">" and (found := QUOTE.match(stripped)) and found.end() < len(stripped):
        return Line(Shape.QUOTE, stripped[found.end() :], stripped, apart=apart)
    if is_image_stub(stripped):
        return Line(Shape.IMAGE, stripped, stripped, apart=apart)
    if first in "=_~" and len(stripped) <= LONGEST_MARK and RULE.match(stripped):
        return Line(Shape.PLAIN, "", stripped, apart=apart)
    indent = 1 if line[0] in " \t" else 0
    return Line(Shape.PLAIN, stripped, stripped, level=indent, apart=apart)


def closing_fences(source: list[str]) -> dict[int, int]:
    """The line that closes each fence of code, by the line that opens it; a fence that nothing closes is none."""
    found: dict[int, int] = {}
    opened, mark = -1, ""
    for number, line in enumerate(source):
        if "```" not in line and "~~~" not in line:
            continue
        fence = FENCE.match(line.strip())
        if fence is None:
            continue
        if opened < 0:
            opened, mark = number, fence[1]
        elif fence[1].startswith(mark) and not fence[2].strip():
            found[opened] = number
            opened = -1
    return found


def underlined(lines: list[Line]) -> list[Line]:
    """Headings that are underlined, in Markdown's way; rules go."""
    out: list[Line] = []
    for line in lines:
        if line.text or line.shape is not Shape.PLAIN:
            out.append(line)
            continue
        before = out[-1] if out else None
        if (
            before is not None
            and not line.apart
            and before.shape is Shape.PLAIN
            and UNDERLINE.match(line.raw)
            and len(before.text) <= LONGEST_MARK
            and (before.apart or len(out) == 1)
        ):
            level = 1 if line.raw[0] == "=" else 2
            out[-1] = replace(before, shape=Shape.HEADING, level=level, raw=f"{'#' * level} {before.text}")
    return out


def tables(lines: list[Line]) -> list[Line]:
    """Two or more lines with as many pipes, or as many tabs, are rows of a table."""
    begin = 0
    while begin < len(lines):
        count = cells_of(lines[begin])
        end = begin + 1
        if count > 1:
            while end < len(lines) and not lines[end].apart and cells_of(lines[end]) == count:
                end += 1
            if end - begin > 1:
                for line in lines[begin:end]:
                    line.shape = Shape.ROW
        begin = end
    return [line for line in lines if not (line.shape is Shape.ROW and HEAD_ROW.match(line.raw))]


def cells_of(line: Line) -> int:
    """How many cells a line would have as a row; 0 if it is none."""
    raw = line.raw
    if line.shape is Shape.PLAIN or line.shape is Shape.ITEM:
        if raw[0] == "|" and len(raw) > 1:
            return raw.count("|") - raw.endswith("|")
        if "\t" in raw:
            return raw.count("\t") + 1
    return 0


def split_row(raw: str) -> list[str]:
    """The cells of a row."""
    if raw[0] == "|":
        return [cell.strip() for cell in raw.removesuffix("|")[1:].split("|")]
    return [cell.strip() for cell in raw.split("\t")]


def under_bullets(lines: list[Line]) -> list[Line]:
    """Give a bullet that stands alone to the line behind it, and to the short lines up to the next such bullet.

    Indented lines right below an item belong to it too.
    """
    following: list[int] = [0] * len(lines)  # how many lines to the next lone bullet
    distance = ITEM_LINES + 1
    for number in range(len(lines) - 1, -1, -1):
        following[number] = distance
        distance = 1 if lines[number].shape is Shape.BULLET else distance + 1
    out: list[Line] = []
    bullet: Line | None = None
    for number, line in enumerate(lines):
        if line.shape is Shape.BULLET:
            bullet = line
            out.append(line)
        elif bullet is not None and line.shape is Shape.PLAIN:
            out.append(
                replace(line, shape=Shape.ITEM, marker=bullet.marker, lone=True, level=bullet.level, apart=bullet.apart)
            )
            bullet = None
        else:
            bullet = None
            out.append(line)
            before = out[-2] if len(out) > 1 else None
            if (
                before is not None
                and line.shape is Shape.PLAIN
                and not line.apart
                and len(line.text) <= ITEM_WIDTH
                and (before.lone or before.shape is Shape.MORE)
                and following[number] <= ITEM_LINES
            ):
                out[-1] = replace(line, shape=Shape.MORE, lone=True)
            elif (
                before is not None
                and line.shape is Shape.PLAIN
                and not line.apart
                and line.level > 0
                and before.shape in (Shape.ITEM, Shape.MORE)
            ):
                out[-1] = replace(line, shape=Shape.MORE)
    return out


def unwrap(lines: list[Line]) -> list[Line]:
    """Join the lines of paragraphs, items and quotes that were wrapped."""
    runs: list[list[Line]] = []
    for line in lines:
        if line.apart or not runs or not joins(runs[-1][-1], line):
            runs.append([line])
        else:
            runs[-1].append(line)
    width = wrap_width([[line.raw for line in run] for run in runs if run[0].shape in (Shape.PLAIN, Shape.ITEM)])
    if not width:
        return lines
    out: list[Line] = []
    for run in runs:
        parts = [run[0]]
        for before, line in pairwise(run):
            if goes_on(before.raw, line.raw, width):
                parts.append(line)
            else:
                out.append(whole(parts))
                parts = [line]
        out.append(whole(parts))
    return out


def joins(before: Line, line: Line) -> bool:
    """Whether a line may go on with the one before."""
    if line.shape is Shape.MORE:
        return not line.lone and before.shape in (Shape.ITEM, Shape.MORE)
    if line.shape is Shape.PLAIN:
        return before.shape is Shape.PLAIN
    return line.shape is Shape.QUOTE and before.shape is Shape.QUOTE


def whole(parts: list[Line]) -> Line:
    """One line of several."""
    first = parts[0]
    if len(parts) == 1:
        return first
    text = join_lines([part.text for part in parts])
    mark = first.raw[: len(first.raw) - len(first.text)] if first.raw.endswith(first.text) else ""
    return replace(first, text=text, raw=mark + text)
