"""Sites whose own content repeats: nothing that a page keeps by itself may go for that."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

import cleaner
from tests.template_pages import frame, headline, paragraph, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = 8


def product(number: int, random: Random) -> str:
    """A shop: the same specifications for every product, most of them with the same values, and the same highlights."""
    values = {
        "Material": "Recycled polyester",
        "Weight": f"{random.randint(200, 900)} g",
        "Care": "Machine wash at 30 degrees, do not tumble dry",
        "Warranty": "Two years",
        "Made in": random.choice(("Portugal", "Vietnam")),
    }
    rows = "".join(f"<tr><th>{key}</th><td>{value}</td></tr>" for key, value in values.items())
    points = "".join(
        f"<li>{random.choice(('Two side pockets', 'A warm collar', 'Taped seams', 'A long zip'))}</li>" * 4
    )
    return (
        f"<h1>Jacket {number}</h1><p>{paragraph(random)}</p><h2>Description</h2><p>{paragraph(random)}</p>"
        f"<h2>Highlights</h2><ul>{points}</ul><h2>Specifications</h2><table class='specs'>{rows}</table>"
    )


def definition(number: int, random: Random) -> str:
    """An API reference: the same sections, and parameters that many functions have."""
    parameters = "".join(
        f"<dt>{name}</dt><dd>{said}</dd>"
        for name, said in (
            ("timeout", "How many seconds to wait before giving up."),
            ("retries", "How often to try again after an error."),
            (f"value{number}", sentence(random)),
        )
    )
    return (
        f"<h1>function_{number}</h1><p>{paragraph(random)}</p><h2>Parameters</h2><dl>{parameters}</dl>"
        f"<h2>Returns</h2><p>{sentence(random)}</p><h2>Notes</h2><p>{paragraph(random)}</p>"
    )


def post(_: int, random: Random) -> str:
    """A blog that has the same sub-headings in every post."""
    parts = "".join(
        f"<h2>{name}</h2><p>{paragraph(random)}</p>" for name in ("What I read", "What I cooked", "What comes next")
    )
    return f"<h1>{headline(random)}</h1><p>{paragraph(random)}</p>{parts}"


def part(_: int, random: Random) -> str:
    """A part of a series, with the introduction that all parts have."""
    introduction = (
        "<p>In this series we visit people who work at night and ask them what they see when we are asleep.</p>"
    )
    return f"<h1>{headline(random)}</h1>{introduction}" + "".join(f"<p>{paragraph(random)}</p>" for _ in range(5))


def interview(_: int, random: Random) -> str:
    """An interview with the questions that everybody is asked."""
    questions = ("What did you want to become as a child?", "Which book changed your life?", "What makes you angry?")
    return f"<h1>{headline(random)}</h1><p>{paragraph(random)}</p>" + "".join(
        f"<p><b>{question}</b></p><p>{paragraph(random)}</p>" for question in questions
    )


def recipe(_: int, random: Random) -> str:
    """A recipe: ingredients that many have, and as many steps in each."""
    things = ("2 eggs", "100 g of flour", "A pinch of salt", "1 tablespoon of oil", "250 ml of milk", "An onion")
    chosen = "".join(f"<li>{thing}</li>" for thing in random.sample(things, 4))
    steps = "".join(f"<div class='step'><p>{sentence(random)}</p></div>" for _ in range(4))
    return (
        f"<h1>{headline(random)}</h1><p>{paragraph(random)}</p><h2>Ingredients</h2><ul class='things'>{chosen}</ul>"
        f"<h2>Method</h2><div class='steps'>{steps}</div><p>{paragraph(random)}</p>"
    )


@pytest.mark.parametrize("kind", [product, definition, post, part, interview, recipe])
def test_nothing_that_a_page_keeps_goes_because_its_site_repeats_it(kind: Callable[[int, Random], str]) -> None:
    def page(number: int) -> str:
        random = Random(number)
        return frame(f"Page {number}", kind(number, random), random)

    template = cleaner.SiteTemplate.learn([page(number) for number in range(PAGES)], site="example.org")
    for number in (3, 40):
        alone, known = cleaner.clean(page(number)), cleaner.clean(page(number), template=template)
        by_itself = {block.text for block in alone.blocks if block.kept}
        assert len(by_itself) > 5
        assert by_itself <= {block.text for block in known.blocks if block.kept}
