"""A site's layout as its template knows it, for people: the places, what is there, and what becomes of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaner.templates.template import SiteTemplate


@dataclass(frozen=True, slots=True)
class Place:
    """What the remembered pages have at one place."""

    path: str
    """The boxes around it, outermost first, as steps of CSS selectors."""
    pages: int
    blocks: int
    words: int
    kept: float
    """The share of its words that are content, as the pages say of each other."""
    example: str

    @property
    def content(self) -> bool:
        """Whether most of what stands there is kept."""
        return self.kept > 0.5


def layout(template: SiteTemplate) -> list[Place]:
    """The places of a site, in the order of the pages; those of few pages too. Of very many pages, some are looked at."""
    pages: dict[str, set[int]] = defaultdict(set)
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    examples: dict[str, str] = {}
    for number, (page, judged) in enumerate(zip(template.sample.records, template.plan.judged, strict=False)):
        n = len(page.texts)
        for k, (place, size, log_odds) in enumerate(
            zip(page.places, judged.words.tolist(), judged.log_odds.tolist(), strict=True)
        ):
            path = page.paths[place]
            pages[path].add(number)
            for column, value in enumerate((1, size, size * (log_odds > 0), k / n)):
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
                kept=kept / max(words, 1e-9),
                example=examples.get(path, ""),
            ),
        )
        for path, (blocks, words, kept, position) in sums.items()
    ]
    return [place for _, place in sorted(found, key=lambda pair: (pair[0], pair[1].path))]


def removed_share(places: list[Place]) -> float:
    """The share of a site's words that its template removes."""
    return sum(place.words * (1 - place.kept) for place in places) / max(1, sum(place.words for place in places))
