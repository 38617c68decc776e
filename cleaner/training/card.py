"""The model card: on what the weights were trained, how, and how well they do on sites they have not seen."""

from __future__ import annotations

import hashlib
import subprocess
from collections import Counter
from dataclasses import dataclass, fields
from importlib.metadata import version
from pathlib import Path
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

COLUMNS = "| pages | count | f1 | precision | recall | shingle f1 | lose a paragraph |\n|---|---|---|---|---|---|---|\n"


@dataclass(frozen=True, slots=True)
class Held:
    """Pages with log-odds by networks that have not seen their sites."""

    gold: Sequence[GoldPage]
    examples: Sequence[Example]
    log_odds: Sequence[NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Card:
    """What the model card says."""

    recipe: Recipe
    command: str
    """The very command that was run."""
    gold: Sequence[Path]
    """All gold files, for their digests."""
    trained: Sequence[GoldPage]
    folds: int
    by_site: Held | None
    groups: Sequence[Sequence[str]]
    left_out: Held | None
    tested: Held | None
    note: str = ""
    """What is special about what it was trained on."""


def write_card(card: Card) -> str:
    """The model card, as Markdown."""
    count = Counter(collection for collection, _ in {(page.collection, page.id) for page in card.trained})
    recipe = ", ".join(f"{field.name}={getattr(card.recipe, field.name)}" for field in fields(card.recipe))
    parts = [
        "# Model card\n",
        "Block scorer: log-odds that a block of a page is main content (see `cleaner/scoring/model.py`).\n",
        f"Made with `{card.command}`, {provenance()}.\n",
        "Trained on " + ", ".join(f"{name} ({pages} pages)" for name, pages in sorted(count.items())) + ".\n",
        *([f"{card.note}\n"] if card.note else []),
        f"Recipe: {recipe}.\n",
        f"## Gold files\n\n| file | SHA-256 |\n|---|---|\n{digests(card.gold)}",
    ]
    if card.left_out is not None:
        groups = "; ".join(" and ".join(group) for group in card.groups)
        parts.append(f"## Collections left out, with their sites: {groups}\n\n{table(card.left_out, Options())}")
    if card.by_site is not None:
        parts.append(f"## Held-out sites: {card.folds} folds by site, pooled\n\n{table(card.by_site, Options())}")
    held = card.left_out or card.by_site
    if held is not None:
        for focus in (Focus.PRECISION, Focus.RECALL):
            rows = table(held, Options(focus=focus), kinds=False)
            parts.append(f"## The first of these with focus {focus.value}\n\n{rows}")
        parts.append(calibration_of(held, "of the networks that validate, held-out blocks"))
    if card.tested is not None and card.tested.gold:
        parts.append(calibration_of(card.tested, "of the weights themselves, on what follows"))
        parts.append(f"## Neither trained nor calibrated on\n\n{table(card.tested, Options())}")
    return "\n".join(parts)


def provenance() -> str:
    """The commit of the code, where it is a git checkout, and the versions of what the result depends on."""
    try:
        ran = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12"],
            cwd=Path(__file__).parent, capture_output=True, text=True, check=False,
        )  # fmt: skip
        commit = ran.stdout.strip()
    except OSError:
        commit = ""
    versions = ", ".join(f"{name} {version(name)}" for name in ("torch", "numpy", "selectolax"))
    return f"commit {commit or 'unknown'}, {versions}"


def digests(paths: Sequence[Path]) -> str:
    """A row for each file: its name and the SHA-256 of its bytes."""
    return "".join(f"| {path.name} | {hashlib.sha256(path.read_bytes()).hexdigest()} |\n" for path in paths)


def calibration_of(held: Held, which: str) -> str:
    """How often blocks of a probability are content."""
    log_odds, labels = pooled(held.log_odds, held.examples)
    result = reliability(probability(log_odds), labels)
    rows = "".join(f"| {a:.1f}-{b:.1f} | {n} | {p:.3f} | {c:.3f} |\n" for a, b, n, p, c in result.rows)
    return (
        f"## Calibration {which}\n\nExpected calibration error {result.error:.4f}.\n\n"
        f"| probability | blocks | mean | content |\n|---|---|---|---|\n{rows}"
    )


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
    loses = "" if summary.loses is None else f"{summary.loses:.3f}"
    return (
        f"| {name} | {summary.pages} | {summary.f1:.3f} | {summary.precision:.3f} | {summary.recall:.3f} | {shingle} "
        f"| {loses} |\n"
    )
