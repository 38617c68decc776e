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


@cache
def phrases() -> tuple[Mapping[str, Sequence[str]], ...]:
    """For each language its ``prompts``, and the ``headings`` of lists of other articles."""
    return tuple(json.loads(files("cleaner.training").joinpath("prompts.json").read_text(encoding="utf-8")).values())


def introduction(chance: np.random.Generator) -> str:
    """The heading of a list of other articles."""
    known = phrases()
    return _one(known[int(chance.integers(len(known)))]["headings"], chance)


def interrupted(lines: list[str], chance: np.random.Generator) -> list[str]:
    """The lines, now and then with a few prompts of one language among them."""
    if chance.random() >= SHARE:
        return lines
    known = phrases()
    prompts = known[int(chance.integers(len(known)))]["prompts"]
    found = list(lines)
    for _ in range(int(chance.integers(1, MOST + 1))):
        found.insert(int(chance.integers(1, len(found) + 1)), _one(prompts, chance))
    return found


def _one(choice: Sequence[str], chance: np.random.Generator) -> str:
    return choice[int(chance.integers(len(choice)))]
