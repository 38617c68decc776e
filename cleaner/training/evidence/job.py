"""Fit the template evidence network from gold files, from the first step to the last."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Form
from cleaner.training.evidence.evaluate import curve, read, table
from cleaner.training.evidence.examples import cases, rows
from cleaner.training.evidence.fit import TemplateRecipe, fit
from cleaner.training.gold import load
from cleaner.training.scorer.examples import examples
from cleaner.training.scorer.fit import fit as fit_scorer
from cleaner.training.scorer.fit import predict
from cleaner.training.scorer.recipe import Recipe
from cleaner.training.scorer.scraped import TEXT_RECIPE, scraped
from cleaner.training.scorer.validate import calibrate, fold_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from cleaner.scoring.model import Weights
    from cleaner.templates.evidence.model import EvidenceModel

EPOCHS = {Form.HTML: 6, Form.TEXT: 3}
"""Of the scorers of the folds; fewer than the shipped ones', for they need not be as good."""


def outsiders(paths: Sequence[Path], form: Form, folds: int, tell: Callable[[str], None]) -> list[Weights]:
    """Scorers that each have not seen one fold of the sites, calibrated together: what they say of it is honest."""
    gold = (page for path in paths for page in load(path))
    pairs = list(examples(gold) if form is Form.HTML else scraped(gold, seed=1, variants=1))
    known = [example for _, example in pairs]
    fold = [fold_of(site_of(example.site), folds) for example in known]
    recipe = replace(Recipe() if form is Form.HTML else TEXT_RECIPE, epochs=EPOCHS[form], unlabelled=0)
    found = []
    raw: list[NDArray[np.float32]] = [np.zeros(0, np.float32)] * len(known)
    for number in range(folds):
        tell(f"{form.value}: a scorer without fold {number + 1} of {folds}")
        others = [example for k, example in enumerate(known) if fold[k] != number and example.trust.any()]
        weights = fit_scorer(others, recipe, tell)
        inside = [k for k in range(len(known)) if fold[k] == number]
        for k, log_odds in zip(inside, predict([known[k] for k in inside], weights), strict=True):
            raw[k] = log_odds
        found.append(weights)
    real = [k for k, example in enumerate(known) if example.weight == 1]  # the others were made up
    calibration = calibrate([raw[k] for k in real], [known[k] for k in real])
    return [replace(weights, calibration=calibration) for weights in found]


def site_of(name: str) -> str:
    """A site without ``www.``."""
    return name.removeprefix("www.")


def make(paths: Sequence[Path], recipe: TemplateRecipe, folds: int, tell: Callable[[str], None]) -> EvidenceModel:
    """The network, from gold files that may be trained on."""
    found = []
    for form in Form:
        scorers = outsiders(paths, form, folds, tell)
        sites = rows(
            chain.from_iterable(map(load, paths)),
            form,
            lambda page, scorers=scorers: scorers[fold_of(site_of(page.site), folds)],  # type: ignore[misc]
            recipe.seed,
        )
        tell(f"{form.value}: {sum(map(len, sites.values()))} pages of {len(sites)} sites")
        rounds = recipe.rounds if form is Form.HTML else -(-recipe.rounds // 2)
        found += list(cases(sites, rounds, recipe.seed))
    return fit(found, recipe, tell)


def card(paths: Sequence[Path], recipe: TemplateRecipe, folds: int, tests: Sequence[Path], model: EvidenceModel) -> str:
    """The model card: how it was made, and the learning curve on pages never trained on."""
    names = " ".join(path.name for path in paths)
    parts = [
        "# Model card\n",
        "Template evidence: the change of a block's log-odds by what its site repeats (see `cleaner/templates/`).\n",
        f"Made by `cleaner templates fit {names}`, on their sites with two pages or more; the scorers that say what a page\n"
        f"looks like alone had not seen its site ({folds} folds).\n",
        "Recipe: " + ", ".join(f"{field.name}={getattr(recipe, field.name)}" for field in fields(recipe)) + ".\n",
    ]
    parts += [
        f"## {path.name.partition('.')[0]}, never trained on\n\n{table(curve(read(load(path), 5), model))}"
        for path in tests
    ]
    return "\n".join(parts)
