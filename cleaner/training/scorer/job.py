"""Train the scorer from gold files, from the first step to the last: validation, weights, model card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Form
from cleaner.training.card import Card, Held, write_card
from cleaner.training.gold import load
from cleaner.training.scorer.examples import examples
from cleaner.training.scorer.fit import fold_of, predict
from cleaner.training.scorer.recipe import Recipe
from cleaner.training.scorer.scraped import NOTE, TEXT_RECIPE, scraped
from cleaner.training.scorer.validate import Trainer, collect, groups_of, slope_and_shift

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from cleaner.scoring.model import Weights
    from cleaner.training.gold import GoldPage
    from cleaner.training.scorer.recipe import Example

UNCALIBRATED = np.array([[-20, 20], [-20, 20]], dtype=np.float32)
"""The calibration that changes nothing."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to train, on what, and how to validate it."""

    form: Form
    gold: Sequence[Path]
    tests: Sequence[Path] = ()
    """Gold files to score, but neither to train nor to calibrate on."""
    folds: int = 5
    """Cross-validation by site; 0 for none."""
    groups: Sequence[Sequence[str]] = ()
    """Collections that are left out together, one group after the other; all of them, or none."""
    seed: int = 1
    epochs: int | None = None
    jobs: int = 1
    weights: bool = True
    """Whether to train on everything in the end."""

    @property
    def recipe(self) -> Recipe:
        """How to train."""
        recipe = replace(TEXT_RECIPE if self.form is Form.TEXT else Recipe(), seed=self.seed)
        return recipe if self.epochs is None else replace(recipe, epochs=self.epochs, first_epochs=self.epochs)


def read(paths: Sequence[Path], form: Form, seed: int) -> list[tuple[GoldPage, Example]]:
    """The examples of gold files.

    :raises OSError: a file cannot be read.
    :raises ValueError: a line of one is no gold page.
    """
    if form is Form.TEXT:
        return [pair for path in paths for pair in scraped(load(path), seed)]
    return [pair for path in paths for pair in examples(load(path))]


def run(job: Job, command: str, log: Callable[[str], None]) -> tuple[Weights | None, str]:
    """Validate and train; gives the weights, if asked for, and the model card as Markdown.

    The weights are calibrated on collections that were left out, else on folds by site: a straight line, every collection
    counting the same.

    :param command: the command that was run, for the card.
    :raises OSError: a gold file cannot be read.
    :raises ValueError: a line of one is no gold page, or a collection is in none of the groups.
    """
    pairs = read(job.gold, job.form, job.seed)
    apart = [pair for pair in read(job.tests, job.form, job.seed) if pair[1].weight == 1]
    log(f"{len(pairs)} examples to train on, {len(apart)} to test on")
    known = [example for _, example in pairs]
    real = [index for index, example in enumerate(known) if example.weight == 1]  # the others were made up
    calibration = UNCALIBRATED

    def validated(raw: list[NDArray[np.float32]]) -> tuple[Held, NDArray[np.float32]]:
        fitted = slope_and_shift(
            [raw[index] for index in real],
            [known[index] for index in real],
            [pairs[index][0].collection for index in real],
        )
        held = Held(
            [pairs[index][0] for index in real],
            [known[index] for index in real],
            [np.interp(raw[index], *fitted).astype(np.float32) for index in real],
        )
        return held, fitted

    groups = groups_of([page.collection for page, _ in pairs], job.groups) if job.groups else []
    by_site = left_out = tested = weights = None
    with Trainer(known, job.recipe, job.jobs) as trainer:
        final = trainer.everything() if job.weights or apart else None
        outside = trainer.without(groups) if groups else []
        folds = trainer.without([fold_of(example.site, job.folds) for example in known]) if job.folds else []
        if folds:
            by_site, calibration = validated(collect(folds, len(known)))
        if outside:
            left_out, calibration = validated(collect(outside, len(known)))
        if final is not None:
            weights = replace(final.result(), calibration=calibration)
    if weights is not None and apart:
        raw = predict([example for _, example in apart], weights)
        tested = Held(
            [page for page, _ in apart],
            [example for _, example in apart],
            [np.interp(log_odds, *calibration).astype(np.float32) for log_odds in raw],
        )
    card = Card(
        recipe=job.recipe,
        command=command,
        gold=[*job.gold, *job.tests],
        trained=[page for page, _ in pairs],
        folds=job.folds,
        by_site=by_site,
        groups=job.groups,
        left_out=left_out,
        tested=tested,
        note=NOTE if job.form is Form.TEXT else "",
    )
    return weights if job.weights else None, write_card(card)
