"""Runs as nested marks, the way markup is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.content.tree import Run, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.content.tree import Inline, Mark

SPACE: Inline = (Run(Text(" ")),)


def nested(runs: Sequence[Run]) -> Iterator[tuple[Mark | None, Inline]]:
    """Runs in groups that share an outermost mark, without it; of several marks that which reaches furthest is outermost.

    No other mark splits a link, code is innermost, and no group with a mark begins or ends with a space.
    """
    begin = 0
    while begin < len(runs):
        outer, end = outermost(runs, begin)
        group = tuple(Run(run.leaf, tuple(mark for mark in run.marks if mark != outer)) for run in runs[begin:end])
        begin = end
        if outer is None:
            yield None, group
            continue
        before, group, after = trimmed(group) if outer.kind != "code" else (False, group, False)
        if before:
            yield None, SPACE
        if group:
            yield outer, group
        if after:
            yield None, SPACE


def outermost(runs: Sequence[Run], begin: int) -> tuple[Mark | None, int]:
    """The outermost mark of a run, and where it ends; None, and where the next mark begins, if it has none."""
    outer: Mark | None = None
    furthest = begin
    for mark in runs[begin].marks:
        end = reach(runs, begin, mark)
        if mark.kind != "link":
            end = before_links(runs, begin, end)
        if end > furthest and (mark.kind != "code" or outer is None):
            outer, furthest = mark, end
    while outer is None and (furthest == begin or (furthest < len(runs) and not runs[furthest].marks)):
        furthest += 1
    return outer, furthest


def reach(runs: Sequence[Run], begin: int, mark: Mark) -> int:
    """Where a mark ends."""
    end = begin + 1
    while end < len(runs) and mark in runs[end].marks:
        end += 1
    return end


def before_links(runs: Sequence[Run], begin: int, end: int) -> int:
    """Where a mark has to end that would split the link it ends in."""
    if end == len(runs):
        return end
    for mark in runs[end - 1].marks:
        if mark.kind == "link" and mark in runs[end].marks:
            start = end - 1
            while start > begin and mark in runs[start - 1].marks:
                start -= 1
            return start
    return end


def trimmed(group: Inline) -> tuple[bool, Inline, bool]:
    """A group without the spaces at its ends, and whether there were any."""
    runs = list(group)
    found = [False, False]
    for place, side in ((0, 0), (-1, 1)):
        leaf = runs[place].leaf if runs else None
        if isinstance(leaf, Text):
            text = leaf.text
            bare = text.rstrip(" ") if side else text.lstrip(" ")
            found[side] = bare != text
            if bare:
                runs[place] = Run(Text(bare), runs[place].marks)
            else:
                del runs[place]
    return found[0], tuple(runs), found[1]
