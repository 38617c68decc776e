"""The counts behind a template's evidence, from the records of its pages.

Every page says of every key (a place, a text, what stands behind a recurring line ...) how many blocks it has there,
how long they are, what the scorer thinks of them. Sums over pages are kept beside each page's own share, so that the
evidence for a page can leave out what the page itself, or a copy of it, has taught.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.templates.places import coarse
from cleaner.templates.record import CONTENT_WORDS, MOST_ODDS, ODDS_STEP, WORDS_STEP
from cleaner.templates.sample import HALF_LIFE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.templates.record import PageRecord

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

SAME_TITLE, SAME_TEXT = 0.5, 0.9
"""The share of its content that a page must have in common with another to be the same article: with the same
title, and with another."""
COMMON = 3
"""Texts that more pages than this have tell no article from another."""
COLUMNS = ("pages", "blocks", "weight", "odds", "positive", "linked", "size", "own")
"""What is summed for each key: pages; blocks; square roots of words, times log-odds, and where the log-odds are
positive, and times link density; log2 of words; texts that no other page has there."""


@dataclass(frozen=True, slots=True)
class View:
    """Sums by the keys of one view: a key is a number from 0; -1 stands for what is not known."""

    totals: Floats
    """(keys + 1, COLUMNS); the last row is zero."""
    page_keys: list[Ints]
    """The keys of each page, rising."""
    page_sums: list[Floats]
    """(keys of the page, COLUMNS): each page's share of the totals."""

    def sums(self, keys: Ints, left_out: Sequence[int]) -> Floats:
        """(n, COLUMNS) the sums of some keys over all pages but a few."""
        found: Floats = self.totals[keys]
        for page in left_out:
            own = self.page_keys[page]
            if len(own):
                at = np.minimum(np.searchsorted(own, keys), len(own) - 1)
                found = found - self.page_sums[page][at] * (own[at] == keys)[:, None]
        return np.maximum(found, 0)


@dataclass(frozen=True, slots=True)
class Keys:
    """(n,) the keys of a page's blocks in each view; -1 where the template does not know one."""

    place: Ints
    coarse: Ints
    text: Ints
    after: Ints
    between: Ints


class Memory:
    """The counts of one site, ready to be asked; built once from its records."""

    def __init__(self, records: Sequence[PageRecord]) -> None:
        self.records = records
        n = len(records)
        self.places: dict[str, int] = {}
        self.coarse: dict[str, int] = {}
        self.texts: dict[int, int] = {}
        self.coarse_of: list[int] = []
        numbers = [np.array([self.place_number(path) for path in page.paths], dtype=np.int64) for page in records]
        place = joined([numbers[k][np.array(page.places, dtype=np.int64)] for k, page in enumerate(records)])
        text = joined([[self.texts.setdefault(text, len(self.texts)) for text in page.texts] for page in records])
        lengths = [len(page.texts) for page in records]
        self.ends = np.cumsum(lengths, dtype=np.int64)
        owner = np.repeat(np.arange(n), lengths)
        sizes = levels(records, "words") * WORDS_STEP
        odds = levels(records, "odds") * ODDS_STEP - MOST_ODDS

        pairs = np.unique(owner * (len(self.texts) + 1) + text)
        self.text_pages = np.bincount(pairs % (len(self.texts) + 1), minlength=len(self.texts) + 1)
        words = np.exp2(sizes) - 1
        self.content = [
            content_of(text[a:b], odds[a:b], words[a:b], self.text_pages)
            for a, b in zip(self.ends - lengths, self.ends, strict=True)
        ]
        self.all_texts = [frozenset(text[a:b].tolist()) for a, b in zip(self.ends - lengths, self.ends, strict=True)]
        groups = self.articles()
        self.articles_of_text = self.count_articles(pairs, groups)
        newest = max((page.period for page in records), default=0)
        sharing = Counter(groups)
        self.weights = np.array(
            [0.5 ** ((newest - page.period) / HALF_LIFE) / sharing[groups[k]] for k, page in enumerate(records)]
        )
        self.groups = groups

        recurring = self.articles_of_text[text] > 1
        after, before = anchors(text, recurring, owner)
        self.pair_numbers: dict[tuple[int, int], int] = {}
        between = np.array(
            [
                self.pair_numbers.setdefault(pair, len(self.pair_numbers))
                for pair in zip(after.tolist(), before.tolist(), strict=True)
            ],
            dtype=np.int64,
        )
        root = np.exp2(sizes / 2)
        weight = self.weights[owner]
        columns = np.stack(
            (weight * 0, weight, weight * root, weight * root * odds, weight * root * (odds > 0),
             weight * root * levels(records, "links") / 10, weight * sizes, weight * (self.articles_of_text[text] == 1)),
            axis=1,
        )  # fmt: skip
        self.columns = columns
        of_coarse = np.array([*self.coarse_of, 0], dtype=np.int64)[place]

        def view(keys: Ints, count: int) -> View:
            return self.view(keys, count, owner, columns)

        self.place_view = view(place, len(self.places))
        self.coarse_view = view(of_coarse, len(self.coarse))
        self.text_view = view(text, len(self.texts))
        self.after_view = view(after + 1, len(self.texts) + 1)
        self.between_view = view(between, len(self.pair_numbers))

    def place_number(self, path: str) -> int:
        """The number of a place, a new one if need be."""
        number = self.places.get(path)
        if number is None:
            number = self.places[path] = len(self.places)
            wide = coarse(path)
            self.coarse_of.append(self.coarse.setdefault(wide, len(self.coarse)))
        return number

    def view(self, keys: Ints, count: int, owner: Ints, columns: Floats) -> View:
        """Sum the columns by key, for every page and for all."""
        totals = np.zeros((count + 1, len(COLUMNS)))
        page_keys, page_sums = [], []
        begin = 0
        for page, end in enumerate(self.ends):
            own, place = np.unique(keys[begin:end], return_inverse=True)
            sums = np.zeros((len(own), len(COLUMNS)))
            np.add.at(sums, place, columns[begin:end])
            sums[:, 0] = self.weights[page]
            totals[own] += sums
            page_keys.append(own)
            page_sums.append(sums)
            begin = end
        return View(totals, page_keys, page_sums)

    def articles(self) -> list[int]:
        """The article each page shows: the number of the first page that shows it."""
        by_text: dict[int, list[int]] = defaultdict(list)
        first = list(range(len(self.records)))
        for page, content in enumerate(self.content):
            near = Counter(other for text in content for other in by_text[text])
            for other in sorted(near):
                if first[page] == page and self.same(content, other, self.records[page].title):
                    first[page] = first[other]
            for text in content:
                by_text[text].append(page)
        return first

    def same(self, content: dict[int, float], other: int, title: str) -> bool:
        """Whether a page of this content (words by text) and title shows the same article as one of the template's."""
        mine, theirs = sum(content.values()), sum(self.content[other].values())
        shared = sum(words for text, words in content.items() if text in self.content[other])
        share = shared / max(1.0, min(mine, theirs))
        return share >= SAME_TEXT or (share >= SAME_TITLE and title == self.records[other].title)

    def count_articles(self, pairs: Ints, groups: list[int]) -> Ints:
        """(texts + 1,) how many articles have each text."""
        size = len(self.texts) + 1
        group = np.array(groups, dtype=np.int64)[pairs // size] if len(pairs) else pairs
        return np.bincount(np.unique(group * size + pairs % size) % size, minlength=size)

    def keys(self, places: Sequence[str], texts: Sequence[int], left_out: Sequence[int]) -> Keys:
        """The keys of a page's blocks."""
        text = np.array([self.texts.get(text, -1) for text in texts], dtype=np.int64)
        articles = self.articles_of_text[text].copy()
        for group in {self.groups[page] for page in left_out}:
            own = set().union(*(self.all_texts[page] for page in left_out if self.groups[page] == group))
            articles -= np.array([number in own for number in text.tolist()], dtype=np.int64)
        after, before = anchors(text, articles > 0, np.zeros(len(text), dtype=np.int64))
        place = np.array([self.places.get(place, -1) for place in places], dtype=np.int64)
        wide = np.array([*self.coarse_of, -1], dtype=np.int64)[place]
        for number in np.flatnonzero(place < 0).tolist():
            wide[number] = self.coarse.get(coarse(places[number]), -1)
        between = np.array(
            [self.pair_numbers.get(pair, -1) for pair in zip(after.tolist(), before.tolist(), strict=True)],
            dtype=np.int64,
        )
        return Keys(place, wide, text, after + 1, between)

    def copies(self, texts: Sequence[int], words: NDArray[np.float32], title: str) -> list[int]:
        """The remembered pages that show the article of this page: itself, seen before, and its copies."""
        numbers = [self.texts.get(text, -1) for text in texts]
        known = set(numbers) - {-1}
        content = {
            number: float(size)
            for number, size in zip(numbers, words, strict=True)
            if number >= 0 and size >= CONTENT_WORDS and self.text_pages[number] <= COMMON
        }
        near = {page for page, theirs in enumerate(self.content) if not content.keys().isdisjoint(theirs)}
        found = {page for page in near if self.shown(content, page, title)}
        for page, theirs in enumerate(self.all_texts):
            if len(known & theirs) >= SAME_TEXT * max(len(theirs), len(set(texts))):
                found.add(page)
        return [page for page, group in enumerate(self.groups) if group in {self.groups[k] for k in found}]

    def shown(self, content: dict[int, float], page: int, title: str) -> bool:
        """Whether a page whose texts include ``content`` shows the article of a remembered one."""
        theirs = self.content[page]
        share = sum(words for text, words in theirs.items() if text in content) / max(1.0, sum(theirs.values()))
        return share >= SAME_TEXT or (share >= SAME_TITLE and title == self.records[page].title)


def joined(parts: Sequence[Sequence[int] | Ints]) -> Ints:
    """All parts as one array."""
    return np.concatenate([np.zeros(0, dtype=np.int64), *(np.asarray(part, dtype=np.int64) for part in parts)])


def levels(records: Sequence[PageRecord], column: str) -> Floats:
    """The bytes of a column of all records as one array of numbers."""
    return np.frombuffer(b"".join(getattr(page, column) for page in records), dtype=np.uint8).astype(np.float64)


def content_of(text: Ints, odds: Floats, words: Floats, pages: Ints) -> dict[int, float]:
    """The words of the texts that tell this article from others."""
    chosen = (odds > 0) & (words >= CONTENT_WORDS) & (pages[text] <= COMMON)
    return dict(zip(text[chosen].tolist(), words[chosen].tolist(), strict=True))


def anchors(text: Ints, recurring: NDArray[np.bool_], owner: Ints) -> tuple[Ints, Ints]:
    """(n,) the recurring text above each block of its page, and the one below; -1 where there is none."""
    n = len(text)
    number = np.arange(n)
    last = np.maximum.accumulate(np.where(recurring, number, -1)) if n else number
    above = np.concatenate(([-1], last[:-1])) if n else number
    following = np.minimum.accumulate(np.where(recurring, number, n)[::-1])[::-1] if n else number
    below = np.concatenate((following[1:], [n])) if n else number
    padded_text, padded_owner = np.concatenate((text, [-1])), np.concatenate((owner, [-1]))
    after = np.where(padded_owner[above] == owner, padded_text[above], -1)
    before = np.where(padded_owner[below] == owner, padded_text[below], -1)
    return after, before
