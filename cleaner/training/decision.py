"""Sweep the constants of the decision: ``python -m cleaner.training.decision GOLD... [--pages N] [--out TABLE.md]``.

Pages are segmented and scored once, then decided again for each value of each constant, the others as they are. Printed
is, for each value, the mean over the collections of F1 by words and of the share of pages that lose a paragraph, beside
the shipped value's. A collection that other weights were trained on says little: give those that were left out.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from cleaner.decide.constants import SHIPPED, Constants
from cleaner.fragment import with_fragment_prior
from cleaner.options import Options
from cleaner.page.page import Form
from cleaner.pipeline import decide_on
from cleaner.scoring.score import score
from cleaner.segment.segment import segment
from cleaner.training.gold import first_whole
from cleaner.training.scorer.evaluate import PageScore, score_page
from cleaner.views.text.view import render_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.page.page import Page
    from cleaner.scoring.score import Scored
    from cleaner.training.gold import GoldPage

CONSTANTS = tuple(name for name in Constants._fields if name != "shift_of_text")
"""What is swept: all that decides on markup."""
FACTORS = (0.5, 0.75, 1.25, 1.5)
"""What each shipped value is multiplied by."""
CLEAR = 0.001
"""Differences of F1 below this are noise; better ones are bold."""


class Case(NamedTuple):
    """A gold page, scored."""

    gold: GoldPage
    page: Page
    scored: Scored


class Row(NamedTuple):
    """How well a value does."""

    name: str
    value: float
    shipped: float
    f1: float
    """In [0, 1], the mean over collections."""
    loses: float
    """The share of pages that lose a paragraph, in [0, 1], the mean over collections."""


def cases(paths: Sequence[Path], pages: int) -> Iterator[Case]:
    """The first ``pages`` of each file that have whole gold, segmented and scored as markup."""
    for gold, markup in first_whole(paths, pages):
        page = segment(markup, Form.HTML)
        yield Case(gold, page, with_fragment_prior(page, score(page)))


def measure(known: Sequence[Case], constants: Constants) -> tuple[float, float]:
    """F1, and the share of pages that lose a paragraph: the means over the collections of pages as they are decided."""
    found: dict[str, list[PageScore]] = {}
    for case in known:
        decision = decide_on(case.page, case.scored, Options(), constants=constants)
        text = render_text(case.page, decision.kept)
        found.setdefault(case.gold.collection, []).append(score_page(text, case.gold))
    f1 = fmean(fmean(page.f1 or 0.0 for page in pages) for pages in found.values())
    return f1, fmean(fmean(page.loses or 0.0 for page in pages) for pages in found.values())


def sweep(known: Sequence[Case], names: Sequence[str] = CONSTANTS) -> Iterator[Row]:
    """The shipped value of each constant, and each other value."""
    base = measure(known, SHIPPED)
    for name in names:
        shipped = float(getattr(SHIPPED, name))
        yield Row(name, shipped, shipped, *base)
        for factor in FACTORS:
            value = round(shipped * factor, 4)
            if shipped < 1 < value:  # no probability, no share
                continue
            yield Row(name, value, shipped, *measure(known, SHIPPED._replace(**{name: value})))


def table(rows: Sequence[Row], command: str) -> str:
    """The rows as Markdown: a line for each constant, F1 and the share of pages that lose a paragraph for each value."""
    by_name: dict[str, dict[float, Row]] = {}
    for row in rows:
        by_name.setdefault(row.name, {})[row.value] = row
    lines = [
        f"# Constants of the decision\n\n`{command}`\n",
        f"| constant | shipped | F1, loses | {' | '.join(f'x {factor:g}' for factor in FACTORS)} |",
        f"|---|---:|---:|{'---:|' * len(FACTORS)}",
    ]
    for name, values in by_name.items():
        base = next(row for row in values.values() if row.value == row.shipped)
        cells = [f"{base.f1:.4f}, {base.loses:.3f}"]
        for factor in FACTORS:
            other = values.get(round(base.shipped * factor, 4))
            clear = "**" if other is not None and other.f1 - base.f1 > CLEAR else ""
            cells.append("" if other is None else f"{clear}{other.f1:.4f}, {other.loses:.3f}{clear}")
        lines.append(f"| {name} | {base.shipped:g} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table, and write it where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="gold files")
    parser.add_argument("--pages", type=int, default=100, metavar="N", help="at most so many pages of each (100)")
    parser.add_argument("--out", type=Path, help="write the table here, as Markdown")
    arguments = parser.parse_args()
    known = list(cases(arguments.gold, arguments.pages))
    names = " ".join(path.name for path in arguments.gold)
    text = table(list(sweep(known)), f"python -m cleaner.training.decision {names} --pages {arguments.pages}")
    print(text, end="")
    if arguments.out is not None:
        arguments.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
