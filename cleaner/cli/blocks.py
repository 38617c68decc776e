"""The blocks of a page in the terminal: kept ones plain, removed ones dimmed, with reason, score and decider.

The reasons are in colour, those that are alike in the same one; the sums at the end are the legend.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.table import Table
from rich.text import Text

from cleaner.cli.console import Drawing
from cleaner.explain.reasons import Reason
from cleaner.explain.report.explained import runs, sums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.style import Style

    from cleaner.document import Block
    from cleaner.explain.report.explained import Explained

AT_ONCE = 500
"""Lines that are printed in one go: each takes rich as long as many lines."""
WIDEST = 2
"""Columns of the widest character."""
LONG = 4
"""Runs of at least this many blocks are folded."""
COLOURS = {
    "cyan": (Reason.NAVIGATION, Reason.BREADCRUMB, Reason.PAGINATION, Reason.CONTENTS, Reason.LEGAL),
    "magenta": (Reason.RELATED, Reason.TAGS, Reason.REPEATED),
    "red": (Reason.LOGIN, Reason.NEWSLETTER, Reason.COOKIES, Reason.ADVERTISEMENT),
    "blue": (Reason.SHARE, Reason.COMMENTS, Reason.COMMENT_FORM, Reason.FORM),
    "yellow": (Reason.AUTHOR, Reason.BYLINE, Reason.CAPTION, Reason.IMAGE_PLACEHOLDER),
}
"""Ways around, more to read, what wants something of the reader, what readers do, what belongs to the article.

The eight colours of every terminal; what no reason names, and what is hidden, has none.
"""
COLOUR_OF = {reason.value: colour for colour, reasons in COLOURS.items() for reason in reasons}
MARKS = {"list_item": "• ", "quote": "> "}
"""What kept blocks begin with, by their kind."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a page must not send to a terminal."""


def draw(page: Explained, choose: Callable[[Block], bool], fold: bool, headed: bool, scores: bool = False) -> None:
    """Print a page's blocks, and sums by reason.

    :param scores: whether kept blocks show theirs.
    """
    console = Drawing()
    if headed:
        console.print(Text(f"== {safe(page.name)} ==", style="bold"))
        console.print()
    lines = block_lines(page, choose, fold, scores, console)
    while some := list(islice(lines, AT_ONCE)):
        console.print(Text("\n").join(some), no_wrap=True, overflow="ignore", crop=False)
    console.print(summary(page))


def block_lines(
    page: Explained, choose: Callable[[Block], bool], fold: bool, scores: bool, console: Drawing
) -> Iterator[Text]:
    """The lines that say what became of each block."""
    shown = [block for block in page.document.blocks if choose(block)]
    gap = False
    for run in runs(shown):
        if run[0].kept:
            if gap:
                yield Text()
            text = Text(safe(run[0].text), style="bold" if run[0].level else "")
            if scores:
                text.append(f" [{run[0].score:.2f}{decider(run[0])}]", style="not bold dim")
            yield from wrap(console, text, 2, text.style, MARKS.get(run[0].kind, ""))
            yield Text()
            gap = False
            continue
        if fold and len(run) >= LONG:
            head, examples = folded(run, console.width)
            yield from wrap(console, tinted(head, run[0]), 0, "dim")
            yield from wrap(console, examples, 4, "dim")
        else:
            for block in run:
                yield from removed(console, block)
        gap = True
    if gap:
        yield Text()


def removed(console: Drawing, block: Block) -> Iterator[Text]:
    """A removed block: on one line, where it fits."""
    head = f"- {block.reason}, score {block.score:.2f}{decider(block)}:"
    text = safe(block.text)
    line = f"{head} {text}"
    if "\n" not in text and cell_len(line) <= console.width:
        yield from wrap(console, tinted(line, block), 0, "dim")
    else:
        yield from wrap(console, tinted(head, block), 0, "dim")
        yield from wrap(console, text, 4, "dim")


def tinted(line: str, block: Block) -> Text:
    """A line on a removed block, with the reason in its colour."""
    text = Text(line)
    colour = COLOUR_OF.get(block.reason or "")
    start = line.find(block.reason or "")
    if colour is not None and start >= 0:
        text.stylize(f"not dim {colour}", start, start + len(block.reason or ""))
    return text


def wrap(console: Drawing, text: str | Text, indent: int, style: str | Style, mark: str = "") -> Iterator[Text]:
    """A text in lines that fit, without blanks at their ends.

    :param mark: stands before the first line; the others are indented as far.
    """
    whole = Text(text) if isinstance(text, str) else text
    whole.style = style
    lead = " " * indent + mark
    width = max(20, console.width - len(lead))
    fits = len(whole) * WIDEST <= width and whole.plain.isprintable()
    for line in [whole] if fits else whole.wrap(console, width):
        line.rstrip()
        yield Text(lead).append_text(line)
        lead = " " * len(lead)


def decider(block: Block) -> str:
    """Who decided what becomes of a block, where it was not the page alone."""
    if block.decided_by == "template":
        return f", template ({block.pages} page{'s' * (block.pages != 1)})"
    return ", a rule of yours" if block.decided_by == "person" else ""


def folded(run: list[Block], width: int) -> tuple[str, str]:
    """A run in two lines: what it is, and how it begins."""
    low, high = min(block.score for block in run), max(block.score for block in run)
    scores = f"{low:.2f}" if f"{low:.2f}" == f"{high:.2f}" else f"{low:.2f} to {high:.2f}"
    head = f"- {run[0].reason}, {len(run)} blocks, score {scores}{decider(run[0])}"
    examples = ""
    for block in run:
        piece = " ".join(safe(block.text).split())
        longer = f"{examples} | {piece}" if examples else piece
        if cell_len(longer) > width - 8:
            return head, (f"{examples} | …" if examples else set_cell_size(piece, width - 8).rstrip() + "…")
        examples = longer
    return head, examples


def summary(page: Explained) -> Table:
    """Blocks and words by reason, and of the whole page."""
    rows = sums(page.document.blocks)
    table = Table(box=None, pad_edge=False, title_justify="left", title="By reason", title_style="bold")
    table.add_column("reason")
    table.add_column("blocks", justify="right")
    table.add_column("words", justify="right")
    for row in rows:
        style = "" if row.name == "kept" else "dim"
        name = Text(row.name, style=f"not dim {COLOUR_OF[row.name]}" if row.name in COLOUR_OF else "")
        table.add_row(name, f"{row.blocks:,}", f"{row.words:,}", style=style)
    blocks, words = sum(row.blocks for row in rows), sum(row.words for row in rows)
    table.add_row("whole page", f"{blocks:,}", f"{words:,}", style="bold")
    return table


def safe(text: str) -> str:
    """A page's text without what a terminal would obey."""
    return CONTROL.sub("�", text)
