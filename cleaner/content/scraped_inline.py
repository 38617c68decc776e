"""Markdown inside a line of scraped text as runs: the words that :func:`read_markup` reads, with their marks."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from cleaner.content.links import LOADED, resolve
from cleaner.content.marks import with_mark
from cleaner.content.tree import Image, Mark, Run, Text
from cleaner.content.whitespace import squeezed
from cleaner.segment.text.markup import CODE, EMPHASIS, ESCAPE, HARD_BREAK, IMAGE, LINK, MARKED, STRONG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cleaner.content.tree import Inline

PICTURE = "\0"
"""Stands for a picture while the line is read; NULs of the text were dropped before."""
AUTOLINK = re.compile(r"<(https?://[^\s<>]{1,2000})>")
TITLE = re.compile(r"\s\"([^\"\n]{0,300})\"\)$")
ALT = re.compile(r"!\[([^\[\]\n]{0,1000})\]\(")

Found = re.Match[str]


class MarkedText:
    """A text, and the marks of each of its characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks: list[tuple[Mark, ...]] = [()] * len(text)

    def unwrap(self, pattern: re.Pattern[str], mark_of: Callable[[Found], Mark | None]) -> None:
        """Replace all matches by what their first group holds, else the second, with one more mark."""
        if pattern.search(self.text) is None:
            return
        texts: list[str] = []
        marks: list[tuple[Mark, ...]] = []
        end = 0
        for found in pattern.finditer(self.text):
            inner = 1 if found[1] is not None else 2
            texts += [self.text[end : found.start()], found[inner]]
            marks += self.marks[end : found.start()]
            own = self.marks[found.start(inner) : found.end(inner)]
            mark = mark_of(found)
            marks += own if mark is None else [with_mark(known, mark) for known in own]
            end = found.end()
        self.text = "".join((*texts, self.text[end:]))
        self.marks = marks + self.marks[end:]


def read_runs(line: str, markdown: bool, base: str) -> Inline:
    """The runs of a line, or of a cell.

    :param markdown: as for :func:`cleaner.segment.text.markup.read_markup`.
    :param base: what addresses are relative to; empty if that is not known.
    """
    if MARKED.search(line) is None:
        return squeezed((Run(Text(line)),))
    pictures: list[Image | None] = []

    def picture(found: Found) -> str:
        alt = ALT.match(found[0])
        source = resolve(base, target_of(found[0]), LOADED)
        pictures.append(Image(source, " ".join(alt[1].split()) if alt else "") if source else None)
        return PICTURE

    read = MarkedText(IMAGE.sub(picture, line))

    def link(found: Found) -> Mark | None:
        target = resolve(base, target_of(found[0]))
        return Mark("link", target, title_of(found[0])) if target else None

    read.unwrap(LINK, link)
    read.unwrap(AUTOLINK, lambda found: Mark("link", found[1]))
    read.unwrap(STRONG, lambda _: Mark("strong"))
    if markdown:
        read.unwrap(EMPHASIS, lambda _: Mark("em"))
        read.unwrap(CODE, lambda found: Mark("code", str(found.start())))
        read.unwrap(HARD_BREAK, lambda _: None)
        read.unwrap(ESCAPE, lambda _: None)
    return squeezed(runs_of(read, iter(pictures)))


def target_of(markup: str) -> str:
    """The address in the parentheses of a link or picture, without the title behind it."""
    inner = markup[markup.index("](") + 2 : -1]
    return inner.split(None, 1)[0].strip("<>") if inner.strip() else ""


def title_of(markup: str) -> str:
    """The title in the parentheses of a link, as it is written there; empty if it has none."""
    title = TITLE.search(markup, markup.index("]("))
    return " ".join(title[1].split()).rstrip("\\ ") if title else ""


def runs_of(read: MarkedText, pictures: Iterator[Image | None]) -> list[Run]:
    """Characters with the same marks as runs; pictures in their places."""
    runs: list[Run] = []
    at = 0
    for marks, same in groupby(read.marks):
        end = at + sum(1 for _ in same)
        for index, part in enumerate(read.text[at:end].split(PICTURE)):
            if index:
                image = next(pictures, None)
                if image is not None:
                    runs.append(Run(image, marks))
            if part:
                runs.append(Run(Text(part), marks))
        at = end
    return runs
