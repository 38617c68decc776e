"""A page as its site sees it: what of it recurs, and which blocks stand where the site's articles do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.templates.evidence.places import FIRST, LONG

if TYPE_CHECKING:
    from cleaner.page.page import Form
    from cleaner.templates.evidence.places import Place, Places
    from cleaner.templates.evidence.recurrence import Recurrence, Recurring
    from cleaner.templates.site.sketch import PageSketch

FEW = 1.5
"""Other pages, by their weights, from which on it is no chance that they have something."""
EVERYWHERE = 0.8
"""The share of the other pages that nearly all are."""
LINKED = 0.5
"""The link density from which on a block is no running text."""
BEGINS = 0.5
"""The share of the pages with something at a place that must begin their article there, if it is the article's."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A page of ``n`` blocks as its site sees it."""

    seen: PageSketch
    found: Recurring
    form: Form
    paragraphs: list[bool]
    """(n,) which blocks are paragraphs of the article, by their places and because no other page has them."""
    first: tuple[str, ...]
    """The places of the article's first paragraphs."""
    steady: list[bool]
    """(n,) which stand in boxes of a name of which the other pages have nearly as many each, several at least."""
    known: float
    """The share of the page's words that stand at places which other pages have, too."""
    places: list[Place | None]
    """(n,) what the site's pages have at the place of each block."""


def look(seen: PageSketch, form: Form, recurrence: Recurrence, places: Places) -> Sight:
    """Look at a page in the light of its site."""
    itself = recurrence.itself(seen)
    found = recurrence.look_up(seen, itself)
    at = [places.own.get(path) for path in seen.places]
    own_page = int(itself > 0)  # what the page itself has taught says nothing of its site
    paragraphs = []
    for number, place in enumerate(at):
        paragraphs.append(
            found.verbatim[number] == 0
            and seen.words[number] >= LONG
            and seen.links[number] < LINKED
            and (place.mean > 0 if place is not None and place.articles > own_page else seen.sentences[number])
        )
    begins = [path for path, own in zip(seen.places, paragraphs, strict=True) if own][:FIRST]
    first = tuple(
        path
        for path in dict.fromkeys(begins)
        if path not in places.own or places.own[path].first >= BEGINS * places.own[path].articles
    )
    steady = [places.steady(path, itself) for path in seen.places]
    known = sum(words for words, path in zip(seen.words, seen.places, strict=True) if path in places.paths)
    return Sight(seen, found, form, paragraphs, first, steady, known / max(1.0, sum(seen.words)), at)
