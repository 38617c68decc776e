"""Which texts of a site recur: word for word, nearly, or as the title of another page.

Every text is known by the articles that show it, one bit each in an integer, so that what a page itself or a copy of it
has taught can be left out when that page is looked at.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.templates.site.articles import Articles, content_of
from cleaner.templates.site.sample import HALF_LIFE
from cleaner.templates.site.stored import MOST_ODDS, ODDS_STEP, WORDS_STEP
from cleaner.templates.site.texts import Ends, title_ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from cleaner.templates.site.sketch import PageSketch
    from cleaner.templates.site.stored import StoredPage

    Floats = NDArray[np.float64]

RUNNING = 20
"""Words from which on a text is a paragraph whether it ends as sentences do or not."""
SAME_SIZE = 0.35
"""The deviation of log2 of the words of sentences that are the same but for a hole."""
ITSELF = 0.5
"""The share of a page's own words that a remembered article must have to be the same."""


class Alike(NamedTuple):
    """Texts of nearly the same length that begin alike, or end alike."""

    articles: int
    size: float
    """The mean of log2(1 + words)."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """How far the ``n`` blocks of a page recur on the other pages of the site."""

    verbatim: list[float]
    """(n,) the share of the other articles that have the text word for word; numbers do not matter."""
    nearly: list[float]
    """(n,) the share that have it, or one that begins or ends alike and is as long."""
    shared: list[bool]
    """(n,) which several articles have word for word, the page itself among them."""
    titled: list[bool]
    """(n,) which say what another page of the site is called."""
    total: float
    """What the other articles count, by their weights."""
    articles: int
    """How many they are."""


class Recurrence:
    """The texts of a site's pages, ready to be asked. Immutable, but for what it has counted before."""

    def __init__(self, records: Sequence[StoredPage]) -> None:
        copies = Articles([
            content_of(page.texts, words_of(page).tolist(), (log_odds_of(page) > 0).tolist(), page.title)
            for page in records
        ]).of  # fmt: skip
        numbers = {first: number for number, first in enumerate(dict.fromkeys(copies))}
        self.of = [numbers[first] for first in copies]
        """The article of each page."""
        newest = max((page.period for page in records), default=0)
        weights: dict[int, list[float]] = defaultdict(list)
        for page, article in zip(records, self.of, strict=True):
            weights[article].append(0.5 ** ((newest - page.period) / HALF_LIFE))
        self._weights = [sum(own) / len(own) for own in weights.values()]
        """What each article counts: half of one that is HALF_LIFE periods newer; copies share what one page has."""
        self._sums: dict[int, float] = {}
        self._single, self.texts = texts_of(records, self.of)
        self._begins = alike(records, self.of, [page.begins for page in records])
        self._closes = alike(records, self.of, [page.closes for page in records])
        self._titles: dict[Ends, int] = defaultdict(int)
        for page, article in zip(records, self.of, strict=True):
            for ends in title_ends(page.title):
                self._titles[ends] |= 1 << article

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self._weights)

    def weight(self, articles: int) -> float:
        """What some articles count together."""
        known = self._sums.get(articles)
        if known is None:
            known = self._sums[articles] = sum(self._weights[number] for number in bits(articles))
        return known

    def itself(self, seen: PageSketch) -> int:
        """The article that a page shows, if it is remembered, as a bit; 0 if it is not."""
        sizes: dict[int, float] = defaultdict(float)
        own = 0.0
        for text, words in zip(seen.texts, seen.words, strict=True):
            if text not in self.texts:
                own += words
                article = self._single.get(text)
                if article is not None:
                    sizes[article] += words
        best = max(sizes, key=sizes.__getitem__, default=-1)
        return 1 << best if best >= 0 and sizes[best] >= ITSELF * own else 0

    def look_up(self, seen: PageSketch, itself: int) -> Recurring:
        """Look up a page's blocks.

        :param itself: the article that the page shows, as a bit; it is left out.
        """
        total = max(self.weight(self.everyone & ~itself), 1e-9)
        own_title = title_ends(seen.title)
        verbatim, nearly, shared, titled = [], [], [], []
        for number, text in enumerate(seen.texts):
            articles = self.texts.get(text, 0)
            share = self.weight(articles & ~itself) / total if articles else 0.0
            if not articles and self._single.get(text, -1) >= 0 and not itself >> self._single[text] & 1:
                share = self._weights[self._single[text]] / total
            begin, close = seen.begins[number], seen.closes[number]
            ends = [
                self._share(alike, itself, total, seen.words[number])
                for alike in (self._begins.get(begin), self._closes.get(close))
            ]
            # Three words in common are chance where a text is long: then both ends must be alike.
            near = min(ends) if seen.words[number] >= RUNNING else max(ends)
            pair = Ends(begin, close)
            verbatim.append(share)
            nearly.append(max(share, near))
            shared.append(bool(articles))
            titled.append(pair in self._titles and pair not in own_title and bool(self._titles[pair] & ~itself))
        return Recurring(verbatim, nearly, shared, titled, total, len(self) - itself.bit_count())

    @property
    def everyone(self) -> int:
        """All articles."""
        return (1 << len(self._weights)) - 1

    def _share(self, alike: Alike | None, itself: int, total: float, words: float) -> float:
        """The share of the other articles whose texts are alike, if a text of so many words is one of them."""
        if alike is None or abs(alike.size - np.log2(1 + words)) >= 2 * SAME_SIZE:
            return 0.0
        return self.weight(alike.articles & ~itself) / total


def texts_of(records: Sequence[StoredPage], of: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    """The article of every text that one article alone has; and the articles of the others, one bit each."""
    shown: dict[int, int] = defaultdict(int)
    for page, article in zip(records, of, strict=True):
        for text in page.texts:
            shown[text] |= 1 << article
    single = {text: articles.bit_length() - 1 for text, articles in shown.items() if not articles & articles - 1}
    several = {text: articles for text, articles in shown.items() if articles & articles - 1}
    return single, several


def alike(records: Sequence[StoredPage], of: Sequence[int], keys: Sequence[Sequence[int]]) -> dict[int, Alike]:
    """The keys whose texts are all of nearly the same length, a sentence with a hole and no common beginning, on several articles."""
    shown: dict[int, int] = defaultdict(int)
    sizes: dict[int, list[int]] = defaultdict(list)
    for page, article, own in zip(records, of, keys, strict=True):
        bit = 1 << article
        for key, level in zip(own, page.words, strict=True):
            shown[key] |= bit
            sizes[key].append(level)
    found = {}
    for key, articles in shown.items():
        if articles & articles - 1:
            levels = np.array(sizes[key]) * WORDS_STEP
            if levels.std() < SAME_SIZE:
                found[key] = Alike(articles, float(levels.mean()))
    return found


def bits(articles: int) -> Iterator[int]:
    """The numbers of the articles."""
    while articles:
        low = articles & -articles
        yield low.bit_length() - 1
        articles ^= low


def words_of(page: StoredPage) -> Floats:
    """(n,) the lengths of a remembered page's blocks in words."""
    words: Floats = np.exp2(np.frombuffer(page.words, dtype=np.uint8).astype(np.float64) * WORDS_STEP) - 1
    return words


def log_odds_of(page: StoredPage) -> Floats:
    """(n,) what the scorer thought of them."""
    log_odds: Floats = np.frombuffer(page.log_odds, dtype=np.uint8).astype(np.float64) * ODDS_STEP - MOST_ODDS
    return log_odds
