"""The counts behind a template's evidence, from the records of its pages.

Every page says of every key (a place, a text, what stands behind a recurring line ...) how many blocks it has there,
how long they are, what the scorer thinks of them. Sums over pages are kept beside each page's own share, so that the
evidence for a page can leave out what the page itself, or a copy of it, has taught.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from cleaner.templates.site.articles import Articles, Content, content_of
from cleaner.templates.site.paths import around, coarse, place_of
from cleaner.templates.site.sample import HALF_LIFE
from cleaner.templates.site.stored import MOST_ODDS, ODDS_STEP, WORDS_STEP, odds_levels, remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from cleaner.templates.site.sketch import Seen
    from cleaner.templates.site.stored import PageRecord

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ZERO = round(MOST_ODDS / ODDS_STEP)
"""The level of even odds."""
VIEWS = ("place", "coarse", "box", "text", "after", "between")
"""How blocks are looked up: by place; by place less exactly; by the box around the place; by text; by the recurring
text above; by the recurring texts above and below."""
COLUMNS = ("pages", "blocks", "weight", "log_odds", "positive", "linked", "size", "own", "again")
"""What is summed for each key: pages; blocks; square roots of words, times log-odds, and where the log-odds are
positive, and times link density; log2 of words; blocks whose text no other page has; blocks whose text stood on the
page before."""

SIGNED = np.array([name == "log_odds" for name in COLUMNS])


class Memory:
    """The counts of one site, ready to be asked; built once from its records."""

    def __init__(self, records: Sequence[PageRecord]) -> None:
        self._paths: dict[str, int] = {}
        """The number of the place of each path."""
        self._places: dict[str, int] = {}
        self._coarse: dict[str, int] = {}
        self._boxes: dict[str, int] = {}
        self._texts: dict[int, int] = {}
        coarse_of: list[int] = []
        box_of: list[int] = []
        for page in records:
            for path in page.paths:
                if path in self._paths:
                    continue
                name = place_of(path)
                self._paths[path] = self._places.setdefault(name, len(self._places))
                if self._paths[path] == len(coarse_of):
                    coarse_of.append(self._coarse.setdefault(coarse(name), len(self._coarse)))
                    box_of.append(self._boxes.setdefault(around(name), len(self._boxes)))
            for key in page.texts:
                self._texts.setdefault(key, len(self._texts))
        self._coarse_of = np.array([*coarse_of, -1], dtype=np.int64)
        self._box_of = np.array([*box_of, -1], dtype=np.int64)
        place = numbers(self._paths[page.paths[k]] for page in records for k in page.places)
        text = numbers(self._texts[key] for page in records for key in page.texts)
        lengths = [len(page.texts) for page in records]
        owner = np.repeat(np.arange(len(records)), lengths)
        sizes = levels(records, "words") * WORDS_STEP
        log_odds = levels(records, "log_odds") * ODDS_STEP - MOST_ODDS

        self._articles = Articles([content(page) for page in records])
        self.groups = self._articles.of
        """The article of each page."""
        sharing = Counter(self.groups)
        newest = max((page.period for page in records), default=0)
        self.weights = np.array(
            [
                0.5 ** ((newest - page.period) / HALF_LIFE) / sharing[group]
                for page, group in zip(records, self.groups, strict=True)
            ]
        )
        """What each page counts: copies share what one page has, old periods count less."""
        group = np.array(self.groups, dtype=np.int64)[owner]
        self._article_texts = np.unique(group * (len(self._texts) + 1) + text)
        self._articles_of_text = np.bincount(
            self._article_texts % (len(self._texts) + 1), minlength=len(self._texts) + 1
        )

        after, before = anchors(text, self._articles_of_text[text] > 1, owner)
        pairs = list(zip(after.tolist(), before.tolist(), strict=True))
        self._pairs = {pair: number for number, pair in enumerate(dict.fromkeys(pairs))}
        root, weight = np.exp2(sizes / 2), self.weights[owner]
        columns = np.stack(
            (weight * 0, weight, weight * root, weight * root * log_odds, weight * root * (log_odds > 0),
             weight * root * levels(records, "links") / 10, weight * sizes,
             weight * (self._articles_of_text[text] == 1), weight * again(text, owner)),
            axis=1,
        )  # fmt: skip

        good = root * weight * (log_odds > 0)
        self.level = float((good * log_odds).sum() / max(1e-9, float(good.sum())))
        """The mean log-odds of what the scorer takes for content on the site."""

        self._ends_of_views = np.cumsum(
            [
                len(self._places),
                len(self._coarse),
                len(self._boxes),
                len(self._texts),
                len(self._texts) + 1,
                len(self._pairs),
            ]
        )
        keys = self._numbered(place, self._coarse_of[place], self._box_of[place], text, after, pairs)
        self._totals = np.zeros((int(self._ends_of_views[-1]) + 1, len(COLUMNS)))
        self._page_keys: list[Ints] = []
        self._page_sums: list[Floats] = []
        begin = 0
        for page_number, end in enumerate(np.cumsum(lengths).tolist()):
            own, at = np.unique(keys[:, begin:end], return_inverse=True)
            shares = [np.bincount(at.ravel(), np.tile(column, len(VIEWS)), len(own)) for column in columns[begin:end].T]
            shares[0][:] = self.weights[page_number]
            sums = np.stack(shares, axis=1).astype(np.float64)
            self._totals[own] += sums
            self._page_keys.append(own)
            self._page_sums.append(sums)
            begin = end

    def _numbered(
        self, place: Ints, wide: Ints, box: Ints, text: Ints, after: Ints, pairs: list[tuple[int, int]]
    ) -> Ints:
        """(VIEWS, n) the keys of blocks in each view, each view's behind those of the one before; -1 for unknown ones."""
        between = numbers(self._pairs.get(pair, -1) for pair in pairs)
        keys = np.stack((place, wide, box, text, after + 1, between))
        begins = np.concatenate(([0], self._ends_of_views[:-1]))
        return np.where(keys < 0, -1, keys + begins[:, None])

    def sums(self, seen: Seen, left_out: Sequence[int]) -> Floats:
        """(VIEWS, n, COLUMNS) what is known of a page's blocks from all pages but a few."""
        keys = self._keys(seen, left_out)
        found: Floats = self._totals[keys]
        for page in left_out:
            own = self._page_keys[page]
            at = np.minimum(np.searchsorted(own, keys), len(own) - 1)
            found = found - self._page_sums[page][at] * (own[at] == keys)[:, :, None]
        return np.where(SIGNED, found, np.maximum(found, 0))  # what is left out may leave a rest below nothing

    def _keys(self, seen: Seen, left_out: Sequence[int]) -> Ints:
        """(VIEWS, n) the keys of a page's blocks."""
        text = numbers(self._texts.get(text, -1) for text in seen.texts)
        articles = self._articles_of_text[text]
        for group in {self.groups[page] for page in left_out}:
            articles = articles - np.isin(group * (len(self._texts) + 1) + text, self._article_texts) * (text >= 0)
        after, before = anchors(text, articles > 0, np.zeros(len(text), dtype=np.int64))
        found = {path: self._find(path) for path in dict.fromkeys(seen.places)}
        place, wide, box = np.array([found[path] for path in seen.places], dtype=np.int64).reshape(-1, 3).T
        return self._numbered(place, wide, box, text, after, list(zip(after.tolist(), before.tolist(), strict=True)))

    def _find(self, path: str) -> tuple[int, int, int]:
        """The numbers of a path's place, coarse place and box around; -1 for unknown ones."""
        known = self._paths.get(path)
        if known is None:
            name = place_of(path)
            known = self._places.get(name)
            if known is None:
                return -1, self._coarse.get(coarse(name), -1), self._boxes.get(around(name), -1)
        return known, int(self._coarse_of[known]), int(self._box_of[known])

    def copies(self, seen: Seen) -> list[int]:
        """The remembered pages that show the article of this page: itself, seen before, and its copies."""
        chosen = remembered(len(seen))
        words, positive = seen.words.tolist(), (odds_levels(seen.log_odds) > ZERO).tolist()
        page = content_of(
            [seen.texts[k] for k in chosen], [words[k] for k in chosen], [positive[k] for k in chosen], seen.title
        )
        found = {self.groups[copy] for copy in self._articles.copies(page)}
        return [page for page, group in enumerate(self.groups) if group in found]


def content(page: PageRecord) -> Content:
    """What tells a remembered page's article from others."""
    words = np.exp2(np.frombuffer(page.words, dtype=np.uint8) * WORDS_STEP) - 1
    positive = np.frombuffer(page.log_odds, dtype=np.uint8) > ZERO
    return content_of(page.texts, words.tolist(), positive.tolist(), page.title)


def numbers(values: Iterable[int]) -> Ints:
    """Numbers as an array."""
    return np.fromiter(values, dtype=np.int64)


def levels(records: Sequence[PageRecord], column: str) -> Floats:
    """The bytes of a column of all records as one array of numbers."""
    return np.frombuffer(b"".join(getattr(page, column) for page in records), dtype=np.uint8).astype(np.float64)


def again(text: Ints, owner: Ints) -> NDArray[np.bool_]:
    """(n,) whether a block's text, given by its number, stood on its page before."""
    found = np.ones(len(text), dtype=bool)
    found[np.unique(owner * (text.max(initial=0) + 1) + text, return_index=True)[1]] = False
    return found


def anchors(text: Ints, recurring: NDArray[np.bool_], owner: Ints) -> tuple[Ints, Ints]:
    """(n,) the recurring text above each block of its page, and the one below; -1 where there is none."""
    n = len(text)
    if not n:
        return text, text
    number = np.arange(n)
    above = np.concatenate(([-1], np.maximum.accumulate(np.where(recurring, number, -1))[:-1]))
    below = np.concatenate((np.minimum.accumulate(np.where(recurring, number, n)[::-1])[::-1][1:], [n]))
    padded_text, padded_owner = np.concatenate((text, [-1])), np.concatenate((owner, [-1]))
    after = np.where(padded_owner[above] == owner, padded_text[above], -1)
    before = np.where(padded_owner[below] == owner, padded_text[below], -1)
    return after, before
