"""White space between runs, as a browser shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.render.content.tree import Break, Run, Text, merged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.render.content.tree import Inline, Mark

SPACE = re.compile(r"\s+")
GAP = Run(Text(" "))


def common(one: tuple[Mark, ...], other: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks that two runs share."""
    return tuple(mark for mark in one if mark in other)


def squeezed(runs: Iterable[Run]) -> Inline:
    """White space as a browser shows it: one space between words, none at the ends of a line, none at a mark's edge."""
    out: list[Run] = []
    between: Run | None = None  # the space or line break that was read since the last word
    for run in runs:
        if isinstance(run.leaf, Break):
            between = run
            continue
        text = SPACE.sub(" ", run.leaf.text) if isinstance(run.leaf, Text) else "x"
        if text[:1] == " " and between is None:
            between = GAP
        words = text.strip()
        if words:
            if between is not None and out:
                marks = common(out[-1].marks, run.marks)
                if isinstance(between.leaf, Break):
                    marks = tuple(mark for mark in marks if mark.kind != "code")
                out.append(Run(between.leaf, marks))
            out.append(Run(Text(words), run.marks) if isinstance(run.leaf, Text) else run)
            between = GAP if text[-1] == " " else None
    return merged(tuple(out))
