"""The model card: on what the weights were trained, how, and how well they do on sites they have not seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from cleaner.options import Focus, Options
from cleaner.scoring.score import probability
from cleaner.training.scorer.evaluate import Summary, by_kind, summarize
from cleaner.training.scorer.validate import pooled, reliability, scores_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from cleaner.training.gold import GoldPage
    from cleaner.training.scorer.recipe import Example, Recipe

COLUMNS = "| pages | count | f1 | precision | recall | shingle f1 |\n|---|---|---|---|---|---|\n"


@dataclass(frozen=True, slots=True)
class Held:
    """Pages with log-odds by networks that have not seen their sites."""

    gold: Sequence[GoldPage]
    examples: Sequence[Example]
    log_odds: Sequence[NDArray[np.float32]]


def card(recipe: Recipe, folds: int, held: Held | None, tested: Held | None, command: str, note: str = "") -> str:
    """The model card, as Markdown; ``note`` says what is special about what it was trained on."""
    parts = [
        "# Model card\n",
        "Block scorer: log-odds that a block of a page is main content (see `cleaner/scoring/model.py`).\n",
        f"Made with `{command}`.\n",
    ]
    if held is not None:
        count = Counter(collection for collection, _ in {(page.collection, page.id) for page in held.gold})
        parts.append(
            "Trained on " + ", ".join(f"{name} ({pages} pages)" for name, pages in sorted(count.items())) + ".\n"
        )
    if note:
        parts.append(f"{note}\n")
    parts.append(
        "Recipe: " + ", ".join(f"{field.name}={getattr(recipe, field.name)}" for field in fields(recipe)) + ".\n"
    )
    if held is not None:
        parts.append(f"## Held-out sites: {folds} folds by site, pooled\n\n{table(held, Options())}")
        for focus in (Focus.PRECISION, Focus.RECALL):
            parts.append(f"## The same with focus {focus.value}\n\n{table(held, Options(focus=focus), kinds=False)}")
        log_odds, labels = pooled(held.log_odds, held.examples)
        found = reliability(probability(log_odds), labels)
        rows = "".join(f"| {a:.1f}-{b:.1f} | {n} | {p:.3f} | {c:.3f} |\n" for a, b, n, p, c in found.rows)
        parts.append(
            f"## Calibration, held-out blocks\n\nExpected calibration error {found.error:.4f}.\n\n"
            f"| probability | blocks | mean | content |\n|---|---|---|---|\n{rows}"
        )
    if tested is not None and tested.gold:
        parts.append(f"## Never trained on\n\n{table(tested, Options())}")
    return "\n".join(parts)


def table(held: Held, options: Options, kinds: bool = True) -> str:
    """One row a collection, and one a kind of page in it."""
    rows = []
    for name, scores in scores_of(held.gold, held.examples, held.log_odds, options).items():
        rows.append(row(name, summarize(scores)))
        split = by_kind(scores)
        if kinds and len(split) > 1:
            rows += [row(f"{name}: {kind}", summary) for kind, summary in split.items()]
    return COLUMNS + "".join(rows)


def row(name: str, summary: Summary) -> str:
    """One line of the table."""
    shingle = "" if summary.shingle_f1 is None else f"{summary.shingle_f1:.3f}"
    return f"| {name} | {summary.pages} | {summary.f1:.3f} | {summary.precision:.3f} | {summary.recall:.3f} | {shingle} |\n"
