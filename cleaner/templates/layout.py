"""A site's layout as its template knows it, for people: the places, what is there, and what becomes of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.templates.record import MOST_ODDS, ODDS_STEP, WORDS_STEP

if TYPE_CHECKING:
    from cleaner.templates.template import SiteTemplate

RECURS = 0.5
"""The share of pages from which on a text is the site's, not the page's."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the remembered pages have at one place."""

    path: str
    """The boxes around it, outermost first, as steps of CSS selectors; at most six of them."""
    pages: int
    blocks: int
    words: int
    odds: float
    """Mean log-odds of being content, by the scorer alone, a longer block weighing more."""
    recurring: float
    """The share of its words that stand on half of the pages or more."""
    example: str

    @property
    def content(self) -> bool:
        """Whether most of what stands there is kept."""
        return self.odds > 0 and self.recurring < RECURS


def layout(template: SiteTemplate) -> list[Place]:
    """The places of a site, in the order of the pages; those of few pages too."""
    records = template.sample.records
    pages: dict[str, set[int]] = defaultdict(set)
    seen: dict[int, int] = defaultdict(int)
    for page in records:
        for text in set(page.texts):
            seen[text] += 1
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 6)
    examples: dict[str, str] = {}
    for number, page in enumerate(records):
        words = np.exp2(np.frombuffer(page.words, dtype=np.uint8) * WORDS_STEP) - 1
        odds = np.frombuffer(page.odds, dtype=np.uint8) * ODDS_STEP - MOST_ODDS
        n = len(page.texts)
        for k, (place, text) in enumerate(zip(page.places, page.texts, strict=True)):
            path, size = page.paths[place], float(words[k])
            pages[path].add(number)
            often = seen[text] >= max(2, RECURS * len(records))
            for column, value in enumerate((1, size, size**0.5, size**0.5 * odds[k], size * often, k / n)):
                sums[path][column] += value
        for place, example in page.examples:
            examples.setdefault(page.paths[place], example)
    found = [
        (
            position / blocks,
            Place(
                path=path,
                pages=len(pages[path]),
                blocks=int(blocks),
                words=round(words),
                odds=float(weighted / max(weight, 1e-9)),
                recurring=recurring / max(words, 1e-9),
                example=examples.get(path, ""),
            ),
        )
        for path, (blocks, words, weight, weighted, recurring, position) in sums.items()
    ]
    return [place for _, place in sorted(found, key=lambda pair: (pair[0], pair[1].path))]


def removed_share(places: list[Place]) -> float:
    """The share of a site's words that stand where boilerplate stands."""
    return sum(place.words for place in places if not place.content) / max(1, sum(place.words for place in places))
