"""Where each kept block stands in the text view, and the text by its sections.

The text is written block by block, in order, so that the places are found by reading it once beside the blocks. Of a
block that the view writes in other words than the block has (formulas, signs of footnotes, code without its line
numbers), the place is what its neighbours leave.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.page.page import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.page.page import Page

MARKS = re.compile(r"[\s]*(?:(?:[-*]|\d{1,9}[.)]|\[\w{1,9}\])[ ]|(?:```|~~~)[^\n]{0,99}\n)?\s*")
"""What the text has between two blocks: white space, the bullet, number or label of what follows, a fence."""
SURE = 12
"""Characters of a line that is looked for further on; shorter ones are read only where they are due."""
LEAST_SLACK = 200
"""Characters of words that no block has, such as formulas between two blocks."""
TRIES = 20
APART = ("", "\n", "\t")
SEPARATORS = (re.compile(r"\n\n"), re.compile(r"\n"), re.compile(r"[\n\t]"))
"""Between paragraphs, items and cells."""
FARTHEST = 10_000
"""Characters that are looked at for a block beyond the place where it is due."""


class Span(NamedTuple):
    """A block's part of the text: ``text[start:end]``."""

    start: int
    end: int
    kind: str
    """As in :class:`cleaner.document.Block`."""
    level: int
    """1 to 6 for a heading, else 0."""
    block: int
    """The block's place on the page."""


class Section(NamedTuple):
    """The text below a heading, up to the next one."""

    path: tuple[str, ...]
    """The headings that it stands under, outermost first; empty for what comes before the first one."""
    text: str


def spans_of(page: Page, kept: NDArray[np.bool_], text: str) -> tuple[Span, ...]:
    """The places of kept blocks, in order, none in another; blocks that the text leaves out have none.

    :param kept: (n,) which blocks are kept.
    :param text: the text view of them.
    """
    blocks = np.flatnonzero(kept).tolist()
    spans: list[Span] = []
    waiting: list[int] = []  # blocks that were not found since the last one that was
    cursor = 0
    slack = LEAST_SLACK
    for block in blocks:
        words = page.blocks.texts[block]
        start, end = located(text, words, cursor, min(FARTHEST, slack))
        if end < 0:
            waiting.append(block)
            slack += 2 * len(words) + 100
            continue
        spans += between(page, text, waiting, cursor, start)
        spans.append(span(page, block, start, end))
        cursor, waiting, slack = end, [], LEAST_SLACK
    return (*spans, *between(page, text, waiting, cursor, len(text)))


def span(page: Page, block: int, start: int, end: int) -> Span:
    """The span of a block."""
    return Span(start, end, Kind(page.blocks.kinds[block]).name.lower(), page.blocks.levels[block], block)


def located(text: str, words: str, cursor: int, slack: int) -> tuple[int, int]:
    """Where the words of a block begin and end; -1, -1 where they are not."""
    lines = words.split("\n")
    due = MARKS.match(text, cursor)
    starts = [cursor, due.end()] if due is not None else [cursor]
    if all(start < 0 or not text.startswith(lines[0], start) for start in starts):
        starts.append(further(text, lines[0], cursor, cursor + slack + len(lines[0])))
    while starts:
        start = starts.pop(0)
        if start >= 0 and lines[0] and text.startswith(lines[0], start):
            end = end_of(text, lines, start)
            if end >= 0:
                return start, end
    return -1, -1


def further(text: str, line: str, begin: int, end: int) -> int:
    """Where a line stands further on; a short one only where it stands alone, in a cell or on a line. -1 for nowhere."""
    at = text.find(line, begin, end) if line else -1
    if len(line) >= SURE:
        return at
    for _ in range(TRIES):
        if at < 0:
            break
        if text[at - 1 : at] in APART and text[at + len(line) : at + len(line) + 1] in APART:
            return at
        at = text.find(line, at + 1, end)
    return -1


def end_of(text: str, lines: Sequence[str], start: int) -> int:
    """Where lines that begin at a place end, each behind a line break, or a space in a cell; -1 where they do not."""
    at = start + len(lines[0])
    for line in lines[1:]:
        if text[at : at + 1] not in ("\n", " "):
            return -1
        at += 1
        if text.startswith(line, at):
            at += len(line)
            continue
        while text[at : at + 1] == " " and not text.startswith(line, at):
            at += 1
        if not text.startswith(line, at):
            return -1
        at += len(line)
    return at


def between(page: Page, text: str, blocks: Sequence[int], begin: int, end: int) -> list[Span]:
    """The spans of blocks in other words, between two that were found: as many parts, or one for all of them."""
    if not blocks:
        return []
    for separator in SEPARATORS:
        parts = stripped_parts(text, begin, end, separator)
        if len(parts) == len(blocks):
            return [span(page, block, *part) for block, part in zip(blocks, parts, strict=True)]
    parts = stripped_parts(text, begin, end, SEPARATORS[0])
    return [span(page, blocks[0], parts[0][0], parts[-1][1])] if parts else []


def stripped_parts(text: str, begin: int, end: int, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """The parts of a text between separators, without bullets and white space around them."""
    parts = []
    for found in (*separator.finditer(text, begin, end), None):
        stop = end if found is None else found.start()
        due = MARKS.match(text, begin, stop)
        start = due.end() if due is not None else begin
        last = start + len(text[start:stop].rstrip())
        if last > start and any(map(str.isalnum, text[start:last])):
            parts.append((start, last))
        begin = stop if found is None else found.end()
    return parts


def sections_of(text: str, spans: Sequence[Span]) -> tuple[Section, ...]:
    """The text by its headings; a heading without text of its own has an empty section."""
    sections: list[Section] = []
    path: list[tuple[int, str]] = []
    begin = 0
    for one in spans:
        if one.kind != "heading":
            continue
        said = text[begin : one.start].strip("\n")
        if said or path:
            sections.append(Section(tuple(words for _, words in path), said))
        while path and path[-1][0] >= one.level:
            path.pop()
        path.append((one.level, " ".join(text[one.start : one.end].split())))
        begin = one.end
    said = text[begin:].strip("\n")
    if said or path:
        sections.append(Section(tuple(words for _, words in path), said))
    return tuple(sections)
