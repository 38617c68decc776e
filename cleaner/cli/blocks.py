"""The blocks of a page in the terminal: kept ones plain, removed ones dimmed with reason, score and decider."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleaner.explain.report.explained import runs, sums

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.document import Block
    from cleaner.explain.report.explained import Explained

LONG = 4
"""Runs of so many blocks are folded."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a page must not send to a terminal."""


def draw(page: Explained, choose: Callable[[Block], bool], fold: bool, headed: bool) -> None:
    """Print a page's blocks, and sums by reason."""
    console = Console(highlight=False, markup=False, emoji=False)
    if headed:
        console.print(Text(f"== {safe(page.name)} ==", style="bold"))
        console.print()
    shown = [block for block in page.document.blocks if choose(block)]
    gap = False
    for run in runs(shown):
        if run[0].kept:
            if gap:
                console.print()
            wrap(console, safe(run[0].text), 2, "bold" if run[0].level else "")
            console.print()
            gap = False
            continue
        if fold and len(run) >= LONG:
            for line, indent in zip(folded(run, console.width), (0, 4), strict=True):
                wrap(console, line, indent, "dim")
        else:
            for block in run:
                removed(console, block)
        gap = True
    if gap:
        console.print()
    console.print(summary(page))


def removed(console: Console, block: Block) -> None:
    """A removed block: on one line, where it fits."""
    head = f"- {block.reason}, score {block.score:.2f}{decider(block)}:"
    text = safe(block.text)
    line = f"{head} {text}"
    if "\n" not in text and cell_len(line) <= console.width:
        wrap(console, line, 0, "dim")
    else:
        wrap(console, head, 0, "dim")
        wrap(console, text, 4, "dim")


def wrap(console: Console, text: str, indent: int, style: str) -> None:
    """Print a text in lines that fit, without blanks at their ends."""
    for line in Text(text, style=style).wrap(console, max(20, console.width - indent)):
        line.rstrip()
        console.print(Text(" " * indent).append_text(line), no_wrap=True, overflow="ignore", crop=False)


def decider(block: Block) -> str:
    """Who decided what becomes of a block, where it was not the page alone."""
    if block.decided_by == "template":
        return f", template ({block.pages} page{'s' * (block.pages != 1)})"
    return ", a rule of yours" if block.decided_by == "person" else ""


def folded(run: list[Block], width: int) -> tuple[str, str]:
    """A run in two lines: what it is, and how it begins."""
    low, high = min(block.score for block in run), max(block.score for block in run)
    scores = f"{low:.2f}" if f"{low:.2f}" == f"{high:.2f}" else f"{low:.2f} to {high:.2f}"
    head = f"- {len(run)} blocks of {run[0].reason}, score {scores}{decider(run[0])}"
    examples = ""
    for block in run:
        piece = " ".join(safe(block.text).split())
        longer = f"{examples} | {piece}" if examples else piece
        if cell_len(longer) > width - 8:
            return head, (f"{examples} | …" if examples else set_cell_size(piece, width - 8).rstrip() + "…")
        examples = longer
    return head, examples


def summary(page: Explained) -> Table:
    """Blocks and words by reason."""
    table = Table(box=None, pad_edge=False, title_justify="left", title="By reason", title_style="bold")
    table.add_column("reason")
    table.add_column("blocks", justify="right")
    table.add_column("words", justify="right")
    for row in sums(page.document.blocks):
        table.add_row(row.name, f"{row.blocks:,}", f"{row.words:,}", style="" if row.name == "kept" else "dim")
    return table


def safe(text: str) -> str:
    """A page's text without what a terminal would obey."""
    return CONTROL.sub("�", text)
