"""Prompts to log in, subscribe, follow and comment, notices and the like, in many languages.

They are put between the paragraphs of pages and the lines of scraped text, and they are what the table of
:mod:`cleaner.scoring.wording` is fitted to. Gold pages are mostly English, and their boilerplate too; what users bring is
not. The phrases were written for this project; they teach words, in lines that stand anywhere, and are no rules.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from cleaner.errors import FailureReason, ReadError

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
    """For each language its ``phrases``, with holes such as ``{n}``, ``headings`` of lists of other articles, and ``sentences``.

    The sentences are such as stand in articles; a third of them has the words of prompts.

    :raises ReadError: if this is an installed package, which comes without them.
    """
    try:
        text = files("cleaner.training.scorer").joinpath("prompts.json").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ReadError(
            FailureReason.MISSING,
            "the phrases to train with (cleaner/training/scorer/prompts.json) are not part of the installed package: "
            "run this in a clone of the repository, as `python -m cleaner ...`",
        ) from error
    known: dict[str, dict[str, list[str]]] = json.loads(text)
    return known


LATIN = (
    "en", "en", "en", "en", "fr", "de", "es", "it", "pt", "pl", "nl", "tr", "sv", "cs", "da", "nb", "fi", "ro", "hu", "id", "vi",
)  # fmt: skip
ALIKE = {"ru": ("ru", "ru", "uk", "bg", "sr"), "ar": ("ar", "ar", "fa")}
"""Languages that are written with the letters of one."""
HOLE = re.compile(r"\{(\w+)\}")
NAMES = ("Anna Berg", "Tomasz", "M. Okafor", "Lucía Ferrer", "the editors", "J. P. Laurent", "王小明", "Сергей")
SITES = ("The Tidal Post", "Nordblick", "Le Quai", "example.org", "Harbour & Home", "El Faro", "晨报")
DATES = ("{d}.{m}.{y}", "{y}-{m:02}-{d:02}", "{d}/{m}/{y}")
SCRIPTS = {
    "ja": re.compile("[\u3041-\u30ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ko": re.compile("[\uac00-\ud7a3]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "he": re.compile("[\u05d0-\u05ea]"),
    "hi": re.compile("[\u0904-\u0939]"),
    "bn": re.compile("[\u0985-\u09b9]"),
    "th": re.compile("[\u0e01-\u0e2e]"),
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


def sayings() -> list[str]:
    """The phrases of all languages; their holes are left out."""
    return [" ".join(HOLE.sub(" ", phrase).split()) for known in phrases().values() for phrase in known["phrases"]]


def sentences() -> list[str]:
    """The sentences of articles of all languages: that a language is rare in the gold does not make it a prompt's."""
    return [sentence for known in phrases().values() for sentence in known["sentences"]]


def fill(phrase: str, titles: Sequence[str], rng: np.random.Generator) -> str:
    """A phrase with its holes filled."""
    if "{" not in phrase:
        return phrase
    values = {
        "title": _one(titles, rng) if titles else "…",
        "name": _one(NAMES, rng),
        "site": _one(SITES, rng),
        "n": str(int(rng.integers(1, 40))),
        "date": _one(DATES, rng).format(
            d=int(rng.integers(1, 29)), m=int(rng.integers(1, 13)), y=int(rng.integers(2008, 2027))
        ),
    }
    return HOLE.sub(lambda hole: values[hole[1]], phrase)


def script_of(text: str) -> str:
    """The language whose prompts are written as a text is; empty for Latin letters."""
    return next((language for language, letters in SCRIPTS.items() if letters.search(text)), "")


def pitches(language: str, titles: Sequence[str], rng: np.random.Generator) -> list[str]:
    """One or two lines of a box that stands between paragraphs: what an image left, or phrases."""
    kind = rng.random()
    if kind < 0.2:
        return [_one(IMAGES, rng).format(n=int(rng.integers(1, 12)), h=f"{int(rng.integers(1 << 40)):x}")]
    spoken = _one(ALIKE.get(language, (language,)), rng)
    known = phrases()[spoken if spoken in phrases() else "en"]["phrases"]
    return [fill(_one(known, rng), titles, rng) for _ in range(1 + int(kind > 0.75))]


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
    """The lines, now and then with a few phrases of one language among them: the page's own, or any other.

    :param language: of the page, as a tag; empty where it is not known.
    """
    if rng.random() >= SHARE:
        return lines
    known = _spoken(language, rng)["phrases"]
    found = list(lines)
    for _ in range(int(rng.integers(1, MOST + 1))):
        found.insert(int(rng.integers(1, len(found) + 1)), fill(_one(known, rng), (), rng))
    return found


def _spoken(language: str, rng: np.random.Generator) -> Mapping[str, Sequence[str]]:
    known = phrases()
    own = known.get(language[:2])
    drawn = known[_one(list(known), rng)]
    return own if own is not None and rng.random() < OWN else drawn


def _one(choice: Sequence[str], rng: np.random.Generator) -> str:
    return choice[int(rng.integers(len(choice)))]
