"""The furniture that a made-up site has on its pages, to measure how much of it survives.

It stands at the same places of all pages of a real site: prompts whose words are the same everywhere or have a hole for
a name, a number or a date; placeholders; lists of other stories, with other entries on every page.
:mod:`cleaner.training.evidence.inject` puts them into pages.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from cleaner.training.scorer.prompts import phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np

    Words = Mapping[str, Sequence[str]]
    Make = Callable[["np.random.Generator"], list["Line"]]

T = TypeVar("T")
NAMES = (
    "Anna", "Peter", "Maria", "José", "Wei", "Fatima", "Olga", "Jan", "Yuki", "Ahmed", "Giulia", "Lars", "Kim", "Priya",
    "Tom Baker", "Eva Lind", "Piotr Nowak", "Nikos", "Иван", "Ольга", "王芳", "佐藤", "أحمد", "Mehmet", "user4711", "m.k.",
)  # fmt: skip
"""Who a page greets."""
DATES = ("{d}.{m}.{y}", "{y}-{m:02d}-{d:02d}", "{d}/{m}/{y}", "{d} {month} {y}", "{month} {d}, {y}")
MONTHS = ("January", "March", "May", "Juni", "août", "octubre", "Dezember", "лютого")
STUBS = (
    "/{y}/{m:02d}/teaser-{h}.jpg)", "lazy_{h}.gif", "{h}.webp", "[Photo: {h}]", "![ ](/media/{h}.png)", "Photo {d} / 12",
    "Loading photo", "img-{d}.svg", "https://cdn.example.net/i/{h}.jpeg",
)  # fmt: skip
BODY_TAGS = ("p", "p", "div")
HEAD_TAGS = ("h2", "h3", "h4", "p", "div", "strong")
COMMON = 0.7
"""How often something is in the page's own language."""


@dataclass(frozen=True, slots=True)
class Line:
    """One block."""

    text: str
    tag: str
    linked: bool = False
    name: str = ""
    """Its class."""
    opens: str = ""
    """The box that begins before it, with the lines that follow."""
    closes: str = ""
    """The box that ends behind it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that pages of a site have at the same place of their article."""

    kind: str
    """One of KINDS."""
    make: Make
    """Its lines on one page."""
    box: str
    """The tag around all of them; empty where they stand between the paragraphs as they are."""
    name: str
    """The class of that box."""
    at: int
    """Behind so many paragraphs of the article; negative ones count from its end, -1 is right behind it."""
    share: float
    """How many of the pages have it."""


def draw_kinds(
    kinds: Sequence[str], language: str, titles: Sequence[str], sentences: Sequence[str], rng: np.random.Generator
) -> list[Piece]:
    """One piece of each of some kinds, on all pages."""
    words = spoken(language, rng)
    return [replace(KINDS[kind](words, titles, sentences, rng), share=1.0) for kind in kinds]


def prompt(words: Words, titles: Sequence[str], sentences: Sequence[str], rng: np.random.Generator) -> Piece:
    """A prompt, banner or note: the same everywhere, with holes, or one of a few that take turns."""
    versions = [
        [sentence(words, sentences, rng) for _ in range(int(rng.integers(1, 4)))]
        for _ in range(1 if rng.random() < 0.85 else 3)
    ]
    tag, name = one(BODY_TAGS, rng), class_name(rng, 0.4)
    linked, joined = rng.random() < 0.2, rng.random() < 0.2
    head = Line(one(words["heads"], rng), one(HEAD_TAGS, rng)) if rng.random() < 0.1 else None

    def make(rng: np.random.Generator) -> list[Line]:
        said = [fill(text, words, rng) for text in versions[int(rng.integers(len(versions)))]]
        lines = [Line(text, tag, linked, name) for text in ([" ".join(said)] if joined else said)]
        return [head, *lines] if head else lines

    box = one(("", "", "div", "aside", "section"), rng)
    return Piece(
        "prompt", make, box, class_name(rng, 0.7) if box else "", position(rng, 0.65), one((1.0, 1.0, 0.8, 0.6), rng)
    )


def stories(words: Words, titles: Sequence[str], sentences: Sequence[str], rng: np.random.Generator) -> Piece:
    """A list of other stories, other ones on every page."""
    head = Line(one(words["heads"], rng), one(HEAD_TAGS, rng)) if rng.random() < 0.85 else None
    box = one(("div", "div", "aside", "section", "ul", ""), rng)
    tag = "li" if box == "ul" else one(("p", "p", "div", "h4"), rng)
    name, linked, count = class_name(rng, 0.6), rng.random() < 0.5, int(rng.integers(2, 11))
    teasers, varies, joined = rng.random() < 0.3, rng.random() < 0.3, rng.random() < 0.25
    longest = one((4, 4, 12), rng)
    card = "li" if box == "ul" else one(("", "div", "article"), rng)
    form = one(("{t}", "{t}", "{t}", "{t}", "{n}. {t}", "{n}:{m} {t}", "{t} ({n} min)", "{t} – {date}", "» {t}"), rng)

    def make(rng: np.random.Generator) -> list[Line]:
        lines = [head] if head else []
        for k in rng.permutation(len(titles))[: max(1, count + int(rng.integers(-1, 2)) * varies)].tolist():
            said = form.replace("{t}", titles[k])
            if joined and sentences:  # as long as paragraphs are, or whole articles
                said = " ".join([said, *(one(sentences, rng) for _ in range(int(rng.integers(1, longest))))])
            if teasers and sentences:
                opens, closes = (f'<{card} class="{name}">', f"</{card}>") if card else ("", "")
                lines.append(Line(fill(said, words, rng), "h4" if card else tag, linked, "" if card else name, opens))
                lines.append(Line(one(sentences, rng), "p", closes=closes))
            else:
                lines.append(Line(fill(said, words, rng), tag, linked, name))
        return lines

    return Piece(
        "list", make, box, class_name(rng, 0.7) if box else "", position(rng, 0.35), one((1.0, 1.0, 1.0, 0.7), rng)
    )


def placeholder(words: Words, titles: Sequence[str], sentences: Sequence[str], rng: np.random.Generator) -> Piece:
    """What is left of an image."""
    stub, tag, name = one(STUBS, rng), one(BODY_TAGS, rng), class_name(rng, 0.3)
    return Piece(
        "placeholder", lambda rng: [Line(fill(stub, words, rng), tag, False, name)], "", "", position(rng, 0.9), 1.0
    )


KINDS: dict[str, Callable[..., Piece]] = {"prompt": prompt, "list": stories, "placeholder": placeholder}


def sentence(words: Words, sentences: Sequence[str], rng: np.random.Generator) -> str:
    """What a prompt says, holes and all."""
    draws: list[Callable[[], str]] = [
        lambda: one(words["plain"], rng),
        lambda: f"{one(words['verbs'], rng)} {one(words['aims'], rng)}" + one((".", "", "!"), rng),
        lambda: one(words["holes"], rng),
        lambda: one(words["prompts"], rng),
        lambda: one(sentences, rng) if sentences else one(words["plain"], rng),
    ]
    return draws[int(rng.choice(len(draws), p=(0.2, 0.2, 0.25, 0.15, 0.2)))]()


def fill(text: str, words: Words, rng: np.random.Generator) -> str:
    """A sentence with its holes filled for one page."""
    if "{" not in text:
        return text
    day = {"d": int(rng.integers(1, 29)), "m": int(rng.integers(1, 13)), "y": int(rng.integers(2009, 2027))}
    values = {
        "name": one(NAMES, rng),
        "verb": one(words["verbs"], rng),
        "aim": one(words["aims"], rng),
        "n": int(rng.integers(1, 60)),
        "date": one(DATES, rng).format(month=one(MONTHS, rng), **day),
        "h": f"{int(rng.integers(1 << 40)):010x}",
        **day,
    }
    return HOLE.sub(lambda hole: format(values[hole[1]], hole[2] or ""), text)


HOLE = re.compile(r"\{(\w+)(?::(\w+))?\}")


@cache
def wordings() -> dict[str, dict[str, list[str]]]:
    """By language what prompts, lists and series say; written for this project."""
    known: dict[str, dict[str, list[str]]] = json.loads(
        files("cleaner.training.evidence").joinpath("furniture.json").read_text(encoding="utf-8")
    )
    more = phrases()
    for language, words in known.items():
        words["prompts"] = (
            [phrase for phrase in more[language]["phrases"] if "{" not in phrase]
            if language in more
            else words["plain"]
        )
        words["heads"] = [*words["heads"], *(more[language]["headings"] if language in more else ())]
    return known


def spoken(language: str, rng: np.random.Generator) -> dict[str, list[str]]:
    """The words of a language; now and then of another one."""
    known = wordings()
    return known[language if language in known and rng.random() < COMMON else one(list(known), rng)]


def position(rng: np.random.Generator, inside: float) -> int:
    """Where a piece stands: between the first paragraphs, before the last ones, or right behind the article."""
    if rng.random() >= inside:
        return -1
    return int(rng.choice((0, 1, 1, 2, 2, 3, 4, -2, -3)))


def class_name(rng: np.random.Generator, chance: float) -> str:
    """A class name that says nothing, or none."""
    if rng.random() >= chance:
        return ""
    return "".join(one("bcdfghklmnprstvwz", rng) + one("aeiou", rng) for _ in range(int(rng.integers(2, 5))))


def one(choice: Sequence[T], rng: np.random.Generator) -> T:
    """One of several."""
    return choice[int(rng.integers(len(choice)))]
