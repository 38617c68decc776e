"""White space between runs, as a browser shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.content.tree import Break, Mark, Run, Text, merged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.content.tree import Inline

GAP = Run(Text(" "))


def one_code(runs: list[Run]) -> Inline:
    """Runs in which pieces of code that touch each other are one piece."""
    out: list[Run] = []
    same: dict[Mark, Mark] = {}  # a piece of code, and the one it belongs to
    for run in runs:
        own = next((mark for mark in run.marks if mark.kind == "code"), None)
        if own is not None:
            before = next((mark for mark in out[-1].marks if mark.kind == "code"), own) if out else own
            if before != same.get(own, own):
                same[own] = before
            run = Run(run.leaf, tuple(same.get(mark, mark) for mark in run.marks))
        out.append(run)
    return tuple(out)


def common(one: tuple[Mark, ...], other: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks that two runs share."""
    return one if one == other else tuple([mark for mark in one if mark in other])


def squeezed(runs: Iterable[Run]) -> Inline:
    """White space as a browser shows it: one space between words, none at the ends of a line, none at a mark's edge."""
    runs = list(runs)
    if len(runs) == 1 and isinstance(runs[0].leaf, Text):  # most paragraphs are nothing but words
        words = " ".join(runs[0].leaf.text.split())
        return (Run(Text(words), runs[0].marks),) if words else ()
    out: list[Run] = []
    has_code = False
    between: Run | None = None  # the space or line break that was read since the last word
    for run in runs:
        leaf, marks = run
        ends_with_space = False
        if isinstance(leaf, Text):
            text = leaf.text
            if between is None and text[:1].isspace():
                between = GAP
            words = " ".join(text.split())
            if not words:
                continue
            ends_with_space = text[-1].isspace()
            if words != text:
                run = Run(Text(words), marks)
        elif isinstance(leaf, Break):
            between = run
            continue
        if between is not None and out:
            shared = common(out[-1].marks, marks)
            if isinstance(between.leaf, Break):
                shared = tuple([mark for mark in shared if mark.kind != "code"])
            out.append(Run(between.leaf, shared))
        out.append(run)
        has_code = has_code or (marks != () and any(mark.kind == "code" for mark in marks))
        between = GAP if ends_with_space else None
    return merged(linked_code(one_code(out)) if has_code else out)


def linked_code(runs: Inline) -> Inline:
    """Runs in which a piece of code is a link as a whole, or none: markup cannot show a link inside of code."""
    links: dict[Mark, set[Mark | None]] = {}
    for run in runs:
        marks = run.marks
        if marks and marks[-1].kind == "code":
            links.setdefault(marks[-1], set()).add(marks[0] if marks[0].kind == "link" else None)
    mixed = {code for code, targets in links.items() if len(targets) > 1}
    if not mixed:
        return runs
    return tuple(
        Run(run.leaf, run.marks[1:]) if run.marks and run.marks[-1] in mixed and run.marks[0].kind == "link" else run
        for run in runs
    )
