"""What stands at the places of a site: articles, and rows of boxes of which every page has nearly as many."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, NamedTuple

from cleaner.templates.evidence.recurrence import bits, log_odds_of, words_of
from cleaner.templates.site.paths import inner, tag_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.templates.evidence.recurrence import Recurrence
    from cleaner.templates.site.stored import StoredPage

FEWEST_STEADY, STEADY = 2, 0.5
"""Other articles, and the share of them, that must have boxes of a name for their number to tell something."""
SEVERAL, SPREAD = 3, 0.25
"""How many they are at least, on average, and how far that may differ from page to page, as a share of it."""


TITLES = ("h1", "h2")
"""The tags by which a page may show its title; what is one is told by :func:`cleaner.decide.find_title`."""
LONG = 8
"""Words from which on a block is no short one."""
FIRST = 2
"""Paragraphs of the article, the first ones, that tell where it stands."""


class Place(NamedTuple):
    """What the pages of a site have at one place of their own."""

    articles: int
    """How many have something there."""
    mean: float
    """What the scorer thinks of it on average, as log-odds of being content; long blocks count more."""
    inside: bool
    """Whether some page has it between its title, or the first block of its own that the scorer takes for content, and the last: a lead, a
    caption or a date that the scorer does not take for content on some pages. Each page must be asked."""
    first: int
    """On how many pages an article begins there."""


class Places:
    """The places of a site's pages, ready to be asked. Immutable, but for what it has counted before."""

    def __init__(self, records: Sequence[StoredPage], recurrence: Recurrence) -> None:
        self.paths = frozenset(path for page in records for path in page.paths)
        """All places."""
        shown: dict[str, set[int]] = defaultdict(set)
        sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        first: dict[str, set[int]] = defaultdict(set)
        inside: set[str] = set()
        self._sizes: dict[str, dict[int, int]] = defaultdict(dict)
        self._articles = len(recurrence)
        self._steady: dict[tuple[str, int], bool] = {}
        for page, article in zip(records, recurrence.of, strict=True):
            begun, content, waiting = 0, False, set[str]()
            columns = (words_of(page).tolist(), log_odds_of(page).tolist())
            for place, text, words, log_odds in zip(page.places, page.texts, *columns, strict=True):
                if text not in recurrence.texts:
                    path = page.paths[place]
                    shown[path].add(article)
                    own = sums[path]
                    own[0] += words**0.5 * log_odds
                    own[1] += words**0.5
                    if log_odds > 0:
                        inside |= waiting
                        waiting.clear()
                        if words >= LONG and begun < FIRST:
                            first[path].add(article)
                            begun += 1
                        content = True
                    elif tag_at(path) in TITLES:
                        content = True
                    elif content:
                        waiting.add(path)
            names = [inner(path) for path in page.paths]
            for name, size in Counter(names[place] for place in page.places).items():
                if name:
                    self._sizes[name][article] = size
        self.own = {
            path: Place(len(articles), sums[path][0] / max(sums[path][1], 1e-9), path in inside, len(first[path]))
            for path, articles in shown.items()
        }
        """By path, what is of no two articles."""

    def steady(self, path: str, itself: int) -> bool:
        """Whether half of the other articles have boxes of the same name, several times and nearly equally often."""
        name = inner(path)
        key = (name, itself)
        known = self._steady.get(key)
        if known is None:
            left_out = set(bits(itself))
            sizes = [size for article, size in self._sizes.get(name, {}).items() if article not in left_out]
            known = self._steady[key] = (
                len(sizes) >= max(FEWEST_STEADY, STEADY * (self._articles - len(left_out)))
                and fmean(sizes) >= SEVERAL
                and pstdev(sizes) <= SPREAD * fmean(sizes)
            )
        return known
