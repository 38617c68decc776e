"""Fit the template evidence network from gold files, from the first step to the last."""

from __future__ import annotations

import platform
from dataclasses import fields
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING

from cleaner import __version__
from cleaner.page.page import Form
from cleaner.training.evidence.evaluate import curve, read, table
from cleaner.training.evidence.examples import cases
from cleaner.training.evidence.fit import TemplateRecipe, fit
from cleaner.training.gold import load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cleaner.templates.evidence.model import EvidenceModel
    from cleaner.training.evidence.examples import Case

LIBRARIES = ("numpy", "torch", "selectolax")


def site_of(name: str) -> str:
    """A site without ``www.``."""
    return name.removeprefix("www.")


def make(
    paths: Sequence[Path], recipe: TemplateRecipe, tests: Sequence[Path], tell: Callable[[str], None]
) -> EvidenceModel:
    """The network, from gold files that may be trained on, without the sites of those it is tested on."""
    apart = {site_of(page.site) for path in tests for page in load(path)}
    gold = [page for path in paths for page in load(path) if site_of(page.site) not in apart]
    shown: list[Case] = []
    for number, form in enumerate(Form):
        before = len(shown)
        shown += cases(gold, form, recipe.rounds, 2 * recipe.seed + number)
        tell(f"{form.value}: {len(shown) - before} pages in the light of their site")
    return fit(shown, recipe, tell)


def card(paths: Sequence[Path], recipe: TemplateRecipe, tests: Sequence[Path], out: Path, model: EvidenceModel) -> str:
    """The model card: how it was made, and the learning curve on pages never trained on."""
    names = " ".join(path.name for path in paths)
    apart = "".join(f" --test {path.name}" for path in tests)
    digests = "\n".join(f"- {path.name}: {digest(path)}" for path in (*paths, *tests))
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    parts = [
        "# Model card\n",
        "Template evidence: the change of a block's log-odds by what its site repeats (see `cleaner/templates/`).\n",
        f"Made by\n\n    cleaner templates fit {names}{apart} --seed {recipe.seed} --out {out.name}\n",
        "on the sites with two pages or more, without those that the test files have, too. Furniture was put into their pages\n"
        "(`cleaner/training/evidence/furniture.py`), which were then scored by the scorers that are shipped; the log-odds were\n"
        "shrunk and shaken, for the scorer may have seen the pages.\n",
        "Recipe: " + ", ".join(f"{field.name}={getattr(recipe, field.name)}" for field in fields(recipe)) + ".\n",
        f"cleaner {__version__}, Python {platform.python_version()}, {versions}. Gold files, SHA-256:\n\n{digests}\n",
    ]
    parts += [
        f"## {path.name.partition('.')[0]}, never trained on\n\n{table(curve(read(load(path), 5), model))}"
        for path in tests
    ]
    return "\n".join(parts)


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()
