"""The blocks of a footnote without its sign, which the tree has by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.content.tree import Heading, Note, Paragraph, Reference, Run, Text, plain
from cleaner.content.whitespace import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.content.tree import Block, Inline

AROUND_SIGN = "[]()^. \u21a9\ufe0e"
LEFT_OVER = re.compile(r"\s*(?:\[\s*\]|\(\s*\)|[\u21a9\u2191\ufe0e^])\s*$")
"""What stood around a link back to the sign."""


def note_of(label: str, blocks: Sequence[Block], tag: str) -> Note:
    """A footnote.

    :param tag: of its element: an item has its number by itself, so that one in its text belongs to that.
    """
    first = blocks[0]
    if (
        len(blocks) > 1
        and isinstance(first, Paragraph | Heading)
        and plain(first.runs).strip(AROUND_SIGN) in ("", label)
    ):
        blocks = blocks[1:]
        first = blocks[0]
    if isinstance(first, Paragraph):
        blocks = [Paragraph(without_sign(first.runs, label, tag == "li")), *blocks[1:]]
    last = blocks[-1]
    if isinstance(last, Paragraph):
        blocks = [*blocks[:-1], Paragraph(without_left_over(last.runs))]
    return Note(label, tuple(block for block in blocks if not isinstance(block, Paragraph) or block.runs))


def without_sign(runs: Inline, label: str, is_item: bool) -> Inline:
    """The first paragraph of a note without the sign that it begins with, and what is around that."""
    said = plain(runs[:6])
    length = len(said) - len(said.lstrip("[(^ "))
    if not said.startswith(label, length):
        rest = said.lstrip("^]). :")
        return drop_start(runs, len(said) - len(rest) if rest != said and rest[:1].isalnum() else 0)
    end = length + len(label)
    behind = said[end : end + 1]
    is_raised = bool(runs) and any(mark.kind == "sup" for mark in runs[0].marks)
    if behind.isalnum() or (is_item and behind not in ("]", ")", ".", ":") and not is_raised):
        return runs
    end += len(said[end:]) - len(said[end:].lstrip("]).: "))
    return drop_start(runs, end)


def drop_start(runs: Inline, count: int) -> Inline:
    """Runs without a number of characters at their beginning."""
    if not count:
        return runs
    out: list[Run] = []
    for run in runs:
        if count and isinstance(run.leaf, Text):
            gone = min(count, len(run.leaf.text))
            count -= gone
            if gone < len(run.leaf.text):
                out.append(Run(Text(run.leaf.text[gone:]), run.marks))
        elif count and isinstance(run.leaf, Reference):
            count = max(0, count - len(plain((run,))))
        else:
            out.append(run)
    return squeezed(out)


def without_left_over(runs: Inline) -> Inline:
    """The last paragraph of a note without what stood around a link back to its sign."""
    if not runs or not isinstance(runs[-1].leaf, Text):
        return runs
    text = LEFT_OVER.sub("", runs[-1].leaf.text)
    return squeezed((*runs[:-1], Run(Text(text), runs[-1].marks)))
