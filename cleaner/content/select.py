"""What of the content a view shows: links, pictures and emphasis may be left out; words never are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cleaner.content.tree import (
    Cell,
    Definition,
    Definitions,
    Fence,
    Heading,
    Image,
    List,
    Mark,
    Note,
    Paragraph,
    Quote,
    Reference,
    Rule,
    Run,
    Table,
    Text,
    unresolved,
)
from cleaner.content.whitespace import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.content.tree import Block, Inline

BRACKETS = ("[", "(")
EMPHASIS = frozenset(("strong", "em", "del", "sup", "sub"))


class Shown(NamedTuple):
    """What a view shows besides words."""

    links: bool = True
    images: bool = True
    emphasis: bool = True


def select(blocks: Iterable[Block], shown: Shown) -> tuple[Block, ...]:
    """Blocks with what is shown of them; those of which nothing is left go."""
    return tuple(found for block in blocks if (found := select_block(block, shown)) is not None)


def select_block(block: Block, shown: Shown) -> Block | None:
    """One block with what is shown of it; None if nothing is."""
    match block:
        case Heading(level, runs):
            runs = select_runs(runs, shown)
            return Heading(level, without_common(runs)) if runs else None
        case Paragraph(runs, is_caption):
            if is_caption and not shown.images:
                return None
            runs = select_runs(runs, shown)
            return Paragraph(runs) if runs else None
        case Fence() | Rule():
            return block
        case Quote(inner):
            inner = select(inner, shown)
            return Quote(inner) if inner else None
        case List(items):
            items = tuple(found for item in items if (found := select(item, shown)))
            return replace(block, items=items) if items else None
        case Definitions(parts):
            told = [Definition(some, part.is_term) for part in parts if (some := select(part.blocks, shown))]
            return Definitions(tuple(told)) if told else None
        case Note(label, inner):
            inner = select(inner, shown)
            return Note(label, inner) if inner else None
        case Table():
            return select_table(block, shown)


def select_table(table: Table, shown: Shown) -> Table:
    """A table; a merged cell stays one object in all of its places."""
    made: dict[int, Cell] = {}
    for row in table.rows:
        for cell in row:
            if id(cell) not in made:
                runs = select_runs(cell.runs, shown)
                made[id(cell)] = cell if runs is cell.runs else replace(cell, runs=runs)
    return replace(table, rows=tuple([tuple([made[id(cell)] for cell in row]) for row in table.rows]))


def select_runs(runs: Inline, shown: Shown) -> Inline:
    """Runs with the marks that are shown."""
    if not runs or (len(runs) == 1 and not runs[0].marks and isinstance(runs[0].leaf, Text)):
        return runs
    if shown == (True, True, True) and not any(isinstance(run.leaf, Reference) for run in runs):
        return runs
    return squeezed(
        Run(run.leaf, tuple(mark for mark in run.marks if is_shown(mark, shown)))
        for run in map(linked if shown.links else unlinked, runs)
        if shown.images or not isinstance(run.leaf, Image)
    )


def linked(run: Run) -> Run:
    """A run; a sign whose note is not part of the content is a link to it."""
    leaf = run.leaf
    if not isinstance(leaf, Reference) or not leaf.target:
        return run
    raised = () if leaf.label[:1] in BRACKETS else (Mark("sup"),)
    link = () if leaf.target.startswith("#") else (Mark("link", leaf.target),)  # without an address of the page
    return Run(Text(leaf.label), (*link, *run.marks, *raised))


def unlinked(run: Run) -> Run:
    """A run; of a sign whose note is not part of the content, what is of use without its link."""
    leaf = run.leaf
    return Run(Text(unresolved(leaf.label)), run.marks) if isinstance(leaf, Reference) and leaf.target else run


def is_shown(mark: Mark, shown: Shown) -> bool:
    """Whether a view shows a mark."""
    return shown.links if mark.kind == "link" else shown.emphasis or mark.kind not in EMPHASIS


def without_common(runs: Inline) -> Inline:
    """A heading without the bold print that all of it is in: headings are bold by themselves."""
    if all(Mark("strong") in run.marks for run in runs):
        return tuple(Run(run.leaf, tuple(mark for mark in run.marks if mark.kind != "strong")) for run in runs)
    return runs
