"""Prompts to log in, subscribe, follow and comment, in many languages, put between the lines of pages and of scraped text.

Gold pages are mostly English, and their boilerplate too; what users bring is not. The prompts were written for this
project; they teach words, in lines that stand anywhere, and are no rules.
"""

from __future__ import annotations

import json
import re
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
    """For each language its ``prompts``, ``pitches`` of a sentence or more, and ``headings`` of lists of other articles."""
    known: dict[str, dict[str, list[str]]] = json.loads(
        files("cleaner.training.scorer").joinpath("prompts.json").read_text(encoding="utf-8")
    )
    return known


LATIN = ("en", "en", "en", "fr", "de", "es", "it", "pt", "pl", "nl", "tr", "sv")
SCRIPTS = {
    "ja": re.compile("[\u3041-\u30ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ko": re.compile("[\uac00-\ud7a3]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
}
IMAGES = (
    "image {n}",
    "Image {n} of {n}",
    "[image]",
    "/media/{h}.jpg)",
    "https://cdn.example.com/{h}-{n}.webp",
    "IMG_{n}.png",
    "photo",
)


def script_of(text: str) -> str:
    """The language whose prompts are written as a text is; empty for Latin letters."""
    return next((language for language, letters in SCRIPTS.items() if letters.search(text)), "")


def pitches(language: str, titles: Sequence[str], rng: np.random.Generator) -> list[str]:
    """One to three lines of a box that stands between paragraphs: what an image left, prompts, pitches."""
    kind = rng.random()
    if kind < 0.2:
        return [_one(IMAGES, rng).format(n=int(rng.integers(1, 12)), h=f"{int(rng.integers(1 << 40)):x}")]
    known = phrases()[language if language in phrases() else "en"]
    title = _one(titles, rng) if titles else "…"
    if kind < 0.65:
        return [_one(known["pitches"], rng).format(title=title)]
    return [_one(known["prompts"], rng) for _ in range(int(rng.integers(1, 3)))]


def notes(rng: np.random.Generator, titles: Sequence[str]) -> list[str]:
    """Two to six notes as they stand at the end of a text."""
    mark = _one(
        (
            "{n}. {t}, p. {p}. ↩",
            "[{n}] {t} ({y}).",
            "{n} See {t}, {y}, {p}.",
            "^ {t}. Accessed {y}.",
            "{t}, {y}: {p}-{p}.",
        ),
        rng,
    )
    return [
        mark.format(
            n=k + 1,
            t=_one(titles, rng) if titles else "Ibid",
            p=int(rng.integers(1, 400)),
            y=int(rng.integers(1950, 2026)),
        )
        for k in range(int(rng.integers(2, 7)))
    ]


def introduction(language: str, rng: np.random.Generator) -> str:
    """The heading of a list of other articles."""
    return _one(_spoken(language, rng)["headings"], rng)


def interrupted(lines: list[str], language: str, rng: np.random.Generator) -> list[str]:
    """The lines, now and then with a few prompts of one language among them: the page's own, or any other.

    :param language: of the page, as a tag; empty where it is not known.
    """
    if rng.random() >= SHARE:
        return lines
    prompts = _spoken(language, rng)["prompts"]
    found = list(lines)
    for _ in range(int(rng.integers(1, MOST + 1))):
        found.insert(int(rng.integers(1, len(found) + 1)), _one(prompts, rng))
    return found


def _spoken(language: str, rng: np.random.Generator) -> Mapping[str, Sequence[str]]:
    known = phrases()
    own = known.get(language[:2])
    drawn = known[_one(list(known), rng)]
    return own if own is not None and rng.random() < OWN else drawn


def _one(choice: Sequence[str], rng: np.random.Generator) -> str:
    return choice[int(rng.integers(len(choice)))]
