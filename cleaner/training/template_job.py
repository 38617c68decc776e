"""Fit the template evidence network from gold files, from the first step to the last."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from itertools import chain
from typing import TYPE_CHECKING

from cleaner.page import Form
from cleaner.training.examples import examples
from cleaner.training.fit import Recipe, predict
from cleaner.training.fit import fit as fit_scorer
from cleaner.training.gold import load
from cleaner.training.scraped import TEXT_RECIPE, scraped
from cleaner.training.template_eval import curve, read, table
from cleaner.training.template_examples import cases, rows
from cleaner.training.template_fit import TemplateRecipe, fit
from cleaner.training.validate import calibrate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cleaner.scoring.model import Weights
    from cleaner.templates.model import EvidenceModel

EPOCHS = {Form.HTML: 8, Form.TEXT: 3}
"""Of the scorer that has not seen the sites with several pages; fewer than the shipped one's, for it need not be as good."""


def outsider(paths: Sequence[Path], form: Form, tell: Callable[[str], None]) -> Weights:
    """A scorer of the sites with one page, calibrated on the others: what it says of them is honest."""
    count = Counter(site_of(page.site) for path in paths for page in load(path))
    gold = (page for path in paths for page in load(path))
    pairs = list(examples(gold) if form is Form.HTML else scraped(gold, seed=1, variants=1))
    single = [example for page, example in pairs if count[site_of(page.site)] == 1 and example.trust.any()]
    other = [
        example for page, example in pairs if count[site_of(page.site)] > 1 and example.whole and example.weight == 1
    ]
    recipe = replace(Recipe() if form is Form.HTML else TEXT_RECIPE, epochs=EPOCHS[form])
    tell(f"{form.value}: a scorer from {len(single)} pages of sites with one page")
    weights = fit_scorer(single, recipe, tell)
    return replace(weights, calibration=calibrate(predict(other, weights), other))


def site_of(name: str) -> str:
    """A site without ``www.``."""
    return name.removeprefix("www.")


def make(paths: Sequence[Path], recipe: TemplateRecipe, tell: Callable[[str], None]) -> EvidenceModel:
    """The network, from gold files that may be trained on."""
    found = []
    for form in Form:
        sites = rows(chain.from_iterable(map(load, paths)), form, outsider(paths, form, tell), recipe.seed)
        tell(f"{form.value}: {sum(map(len, sites.values()))} pages of {len(sites)} sites")
        rounds = recipe.rounds if form is Form.HTML else -(-recipe.rounds // 2)
        found += list(cases(sites, rounds, recipe.seed))
    return fit(found, recipe, tell)


def card(paths: Sequence[Path], recipe: TemplateRecipe, tests: Sequence[Path], model: EvidenceModel) -> str:
    """The model card: how it was made, and the learning curve on pages never trained on."""
    names = " ".join(path.name for path in paths)
    parts = [
        "# Model card\n",
        "Template evidence: the change of a block's log-odds by what its site repeats (see `cleaner/templates/`).\n",
        f"Made by `cleaner templates fit {names}`, on their sites with two pages or more.\n",
        "Recipe: " + ", ".join(f"{field.name}={getattr(recipe, field.name)}" for field in fields(recipe)) + ".\n",
    ]
    parts += [
        f"## {path.name.partition('.')[0]}, never trained on\n\n{table(curve(read(load(path), 5), model))}"
        for path in tests
    ]
    return "\n".join(parts)
