"""Prompts to log in, subscribe, follow and comment, in many languages, put between the lines of scraped text.

Gold pages are mostly English, and their boilerplate too; what users bring is not. The prompts were written for this
project; they teach words, in lines that stand anywhere, and are no rules.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np

SHARE = 0.4
"""Of texts that prompts are put into."""
MOST = 3
OWN = 0.5
"""How often the language is the page's own: there they look most like its text. The others teach their words."""


@cache
def phrases() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """For each language its ``prompts``, and the ``headings`` of lists of other articles."""
    known: dict[str, dict[str, list[str]]] = json.loads(
        files("cleaner.training.scorer").joinpath("prompts.json").read_text(encoding="utf-8")
    )
    return known


def introduction(language: str, chance: np.random.Generator) -> str:
    """The heading of a list of other articles."""
    return _one(_spoken(language, chance)["headings"], chance)


def interrupted(lines: list[str], language: str, chance: np.random.Generator) -> list[str]:
    """The lines, now and then with a few prompts of one language among them: the page's own, or any other.

    :param language: of the page, as a tag; empty where it is not known.
    """
    if chance.random() >= SHARE:
        return lines
    prompts = _spoken(language, chance)["prompts"]
    found = list(lines)
    for _ in range(int(chance.integers(1, MOST + 1))):
        found.insert(int(chance.integers(1, len(found) + 1)), _one(prompts, chance))
    return found


def _spoken(language: str, chance: np.random.Generator) -> Mapping[str, Sequence[str]]:
    known = phrases()
    own = known.get(language[:2])
    drawn = known[_one(list(known), chance)]
    return own if own is not None and chance.random() < OWN else drawn


def _one(choice: Sequence[str], chance: np.random.Generator) -> str:
    return choice[int(chance.integers(len(choice)))]
