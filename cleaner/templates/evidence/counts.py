"""The counts behind a template's evidence, from the records of its pages.

Every page says of every key (a place, a text, what stands behind a recurring line ...) how many blocks it has there,
how long they are, what the scorer thinks of them. Sums over pages are kept beside each page's own share, so that the
evidence for a page can leave out what the page itself, or a copy of it, has taught.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.templates.evidence.keys import (
    FARTHEST,
    LONG,
    RELATIVE,
    VIEWS,
    Numbering,
    Places,
    anchors,
    in_article,
    relative,
)
from cleaner.templates.site.articles import Articles, Content, content_of
from cleaner.templates.site.paths import inner
from cleaner.templates.site.sample import HALF_LIFE
from cleaner.templates.site.stored import MOST_ODDS, ODDS_STEP, WORDS_STEP, odds_levels, remembered
from cleaner.templates.site.texts import Ends, title_ends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.templates.site.sketch import PageSketch
    from cleaner.templates.site.stored import StoredPage

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

MANY = 0.3
"""The share of the other articles that have a text which others are placed by."""
ZERO = round(MOST_ODDS / ODDS_STEP)
"""The level of even log-odds."""
FEWEST_STEADY, STEADY = 2, 0.5
"""Other articles, and the share of them, that must have boxes of a name for their number to tell something."""
SEVERAL, SPREAD = 3, 0.25
"""How many they are at least, on average, and how far that may differ from page to page, as a share of it."""
COLUMNS = (
    "pages", "blocks", "weight", "log_odds", "positive", "linked", "size", "squares", "own", "again", "sentences",
)  # fmt: skip
"""What is summed for each key: pages; blocks; square roots of words, times log-odds, and where the log-odds are
positive, and times link density; log2 of words, and its square; blocks whose text no other page has; blocks whose text
stood on the page before; blocks that end as sentences do."""
SIGNED = np.array([name == "log_odds" for name in COLUMNS])


class Columns(NamedTuple):
    """The blocks of some pages, one page after the other; all are arrays of one length."""

    owner: Ints
    """The page of each block, by its number."""
    text: Ints
    """The number of its text; -1 for one that no remembered page has."""
    words: Floats
    links: Floats
    sentences: Bools
    log_odds: Floats


class Lookup(NamedTuple):
    """A page as the counts see it."""

    keys: Ints
    """(VIEWS, n) the key of each block in each view, or -1; each view's are numbered behind those of the one before."""
    before: Ints
    """(n,) how many paragraphs of the article stand before each block."""
    goes_on: Bools
    """(n,) whether some stand behind it."""
    distance: Ints
    """(n,) how many blocks the recurring text above is above."""
    above: Ints
    """(n,) the number of the block with that text; -1 for none."""
    paragraphs: Bools
    """(n,) which blocks are such paragraphs."""


class SiteCounts:
    """The counts of one site, ready to be asked; built once from its records."""

    def __init__(self, records: Sequence[StoredPage]) -> None:
        self._places = Places(records)
        self._texts, self._begins, self._closes = Numbering[int](), Numbering[int](), Numbering[int]()
        self._steps, self._pairs = Numbering[tuple[int, int]](), Numbering[tuple[int, int]]()
        self._articles = Articles([content(record) for record in records])
        self.groups = self._articles.of
        """The article of each page."""
        self.weights = weights_of(records, self.groups)
        """What each page counts: copies share what one page has, old periods count less."""
        self._titles: dict[Ends, set[int]] = defaultdict(set)
        for record, group in zip(records, self.groups, strict=True):
            for ends in title_ends(record.title):
                self._titles[ends].add(group)
        self._sizes: dict[str, dict[int, int]] = defaultdict(dict)
        for record, group in zip(records, self.groups, strict=True):
            names = [inner(path) for path in record.paths]
            for name, size in Counter(names[place] for place in record.places).items():
                if name:
                    self._sizes[name][group] = size

        columns = self._columns(records)
        self._count_texts(columns)
        keys = self._number(records, columns)
        self._ends_of_views = np.cumsum(
            [
                *map(len, self._places.views),
                *map(len, (self._texts, self._begins, self._closes)),
                len(self._texts) + 1,  # after no recurring text is a key, too
                *map(len, (self._steps, self._pairs)),
                RELATIVE,
            ]
        )
        values = self._values(columns)
        good = values[:, COLUMNS.index("weight")] * (columns.log_odds > 0)
        self.level = float((good * columns.log_odds).sum() / max(1e-9, float(good.sum())))
        """The mean log-odds of what the scorer takes for content on the site."""
        self._sum(self._behind_each_other(keys), values, [len(record.texts) for record in records])

    def _columns(self, records: Sequence[StoredPage]) -> Columns:
        """The blocks of all records in a row."""
        return Columns(
            owner=np.repeat(np.arange(len(records)), [len(record.texts) for record in records]),
            text=self._texts.add(text for record in records for text in record.texts),
            words=np.exp2(levels(records, "words") * WORDS_STEP) - 1,
            links=levels(records, "links") / 10,
            sentences=levels(records, "sentences") > 0,
            log_odds=levels(records, "log_odds") * ODDS_STEP - MOST_ODDS,
        )

    def _count_texts(self, columns: Columns) -> None:
        """Count how many articles have each text. A last entry, 0, is for texts that are not known."""
        group = np.array(self.groups, dtype=np.int64)[columns.owner]
        size = len(self._texts) + 1
        self._texts_of_articles = np.unique(group * size + columns.text)
        self._articles_of_text = np.bincount(self._texts_of_articles % size, minlength=size)

    def _number(self, records: Sequence[StoredPage], columns: Columns) -> Ints:
        """(VIEWS, n) the key of every block in each view."""
        places = self._places.find([record.paths[place] for record in records for place in record.places])
        others = self._articles_of_text[columns.text] - 1
        _, after, below, distance = anchors(columns.text, on_many(others, len(set(self.groups)) - 1), columns.owner)
        before, goes_on = in_article(paragraphs(columns, others > 0), columns.owner)
        return np.stack(
            (
                *places,
                columns.text,
                self._begins.add(begin for record in records for begin in record.begins),
                self._closes.add(close for record in records for close in record.closes),
                after + 1,
                self._steps.add(zip(after.tolist(), distance.tolist(), strict=True)),
                self._pairs.add(zip(after.tolist(), below.tolist(), strict=True)),
                relative(before, goes_on, columns.words, columns.links, columns.sentences),
            )
        )

    def _behind_each_other(self, keys: Ints) -> Ints:
        """(VIEWS, n) the keys of blocks, each view's numbered behind those of the view before; -1 for unknown ones."""
        begins = np.concatenate(([0], self._ends_of_views[:-1]))
        return np.where(keys < 0, -1, keys + begins[:, None])

    def _values(self, columns: Columns) -> Floats:
        """(n, COLUMNS) what every block adds to the sums of its keys; that for pages is filled in by page."""
        weight = self.weights[columns.owner]
        size = np.log2(1 + columns.words)
        heavy = weight * np.exp2(size / 2)
        own = self._articles_of_text[columns.text] == 1
        return np.stack(
            (
                weight * 0,
                weight,
                heavy,
                heavy * columns.log_odds,
                heavy * (columns.log_odds > 0),
                heavy * columns.links,
                weight * size,
                weight * size**2,
                weight * own,
                weight * again(columns.text, columns.owner),
                weight * columns.sentences,
            ),
            axis=1,
        )

    def _sum(self, keys: Ints, values: Floats, lengths: Sequence[int]) -> None:
        """Add up what the blocks of each page say of each key. A last row, of nothing, is for unknown keys."""
        self._totals = np.zeros((int(self._ends_of_views[-1]) + 1, len(COLUMNS)))
        self._page_keys: list[Ints] = []
        self._page_sums: list[Floats] = []
        begin = 0
        for page, end in enumerate(np.cumsum(lengths).tolist()):
            own, at = np.unique(keys[:, begin:end], return_inverse=True)
            sums = np.stack(
                [np.bincount(at.ravel(), np.tile(column, len(VIEWS)), len(own)) for column in values[begin:end].T],
                axis=1,
            ).astype(np.float64)
            sums[:, 0] = self.weights[page]
            own, sums = own[own >= 0], sums[own >= 0]
            self._totals[own] += sums
            self._page_keys.append(own)
            self._page_sums.append(sums)
            begin = end

    def look_up(self, seen: PageSketch, left_out: Sequence[int]) -> Lookup:
        """Find the keys of a page's blocks; what only pages that are left out have does not recur."""
        columns = Columns(
            owner=np.zeros(len(seen), dtype=np.int64),
            text=self._texts.find(seen.texts),
            words=seen.words.astype(np.float64),
            links=seen.links.astype(np.float64),
            sentences=seen.sentences,
            log_odds=seen.log_odds.astype(np.float64),
        )
        articles = self._articles_of_text[columns.text]
        for group in {self.groups[page] for page in left_out}:
            theirs = np.isin(group * (len(self._texts) + 1) + columns.text, self._texts_of_articles)
            articles = articles - theirs * (columns.text >= 0)
        others = len(set(self.groups) - {self.groups[page] for page in left_out})
        above, after, below, distance = anchors(columns.text, on_many(articles, others), columns.owner)
        own = paragraphs(columns, articles > 0)
        before, goes_on = in_article(own, columns.owner)
        keys = np.stack(
            (
                *self._places.find(seen.places),
                columns.text,
                self._begins.find(seen.begins),
                self._closes.find(seen.closes),
                after + 1,
                self._steps.find(zip(after.tolist(), distance.tolist(), strict=True)),
                self._pairs.find(zip(after.tolist(), below.tolist(), strict=True)),
                relative(before, goes_on, columns.words, columns.links, columns.sentences),
            )
        )
        return Lookup(self._behind_each_other(keys), before, goes_on, distance, above, own)

    def sums(self, keys: Ints, left_out: Sequence[int]) -> Floats:
        """(VIEWS, n, COLUMNS) what is known of keys from all pages but a few."""
        found: Floats = self._totals[keys]
        for page in left_out:
            own = self._page_keys[page]
            at = np.minimum(np.searchsorted(own, keys), len(own) - 1)
            found = found - self._page_sums[page][at] * (own[at] == keys)[:, :, None]
        return np.where(SIGNED, found, np.maximum(found, 0))  # what is left out may leave a rest below nothing

    def titled(self, seen: PageSketch, left_out: Sequence[int]) -> Bools:
        """(n,) which blocks say what another page of the site is called, and not this one."""
        own = title_ends(seen.title)
        groups = {self.groups[page] for page in left_out}
        ends = map(Ends, seen.begins, seen.closes)
        return np.fromiter(
            (pair not in own and bool(self._titles.get(pair, groups) - groups) for pair in ends),
            dtype=np.bool_,
            count=len(seen),
        )

    def steady(self, places: Sequence[str], left_out: Sequence[int]) -> Bools:
        """(n,) which places have a name that half of the other articles have, too, several times and nearly equally often."""
        groups = {self.groups[page] for page in left_out}
        fewest = max(FEWEST_STEADY, STEADY * len(set(self.groups) - groups))
        names = {place: inner(place) for place in dict.fromkeys(places)}
        known: dict[str, bool] = {}
        for name in dict.fromkeys(names.values()):
            sizes = [size for group, size in self._sizes.get(name, {}).items() if group not in groups]
            known[name] = len(sizes) >= fewest and fmean(sizes) >= SEVERAL and pstdev(sizes) <= SPREAD * fmean(sizes)
        return np.fromiter((known[names[place]] for place in places), dtype=np.bool_, count=len(places))

    def copies(self, seen: PageSketch) -> list[int]:
        """The remembered pages that show the article of this page: itself, seen before, and its copies."""
        chosen = remembered(len(seen))
        words, positive = seen.words.tolist(), (odds_levels(seen.log_odds) > ZERO).tolist()
        page = content_of(
            [seen.texts[k] for k in chosen], [words[k] for k in chosen], [positive[k] for k in chosen], seen.title
        )
        found = {self.groups[copy] for copy in self._articles.copies(page)}
        return [page for page, group in enumerate(self.groups) if group in found]


def on_many(articles: Ints, total: int) -> Bools:
    """(n,) which texts so many other articles have, of ``total``, that the site rather than an article says them."""
    many: Bools = articles >= max(1.0, MANY * total)
    return many


def weights_of(records: Sequence[StoredPage], groups: Sequence[int]) -> Floats:
    """(pages,) what each page counts: half of one that is HALF_LIFE periods newer, and a share where it is a copy."""
    sharing = Counter(groups)
    newest = max((record.period for record in records), default=0)
    return np.array(
        [
            0.5 ** ((newest - record.period) / HALF_LIFE) / sharing[group]
            for record, group in zip(records, groups, strict=True)
        ]
    )


def paragraphs(columns: Columns, recurring: Bools) -> Bools:
    """(n,) which blocks the scorer takes for paragraphs of the article: long, and no other page has them."""
    return (columns.log_odds > 0) & (columns.words >= LONG) & ~recurring


def content(record: StoredPage) -> Content:
    """What tells a remembered page's article from others."""
    words = np.exp2(np.frombuffer(record.words, dtype=np.uint8) * WORDS_STEP) - 1
    positive = np.frombuffer(record.log_odds, dtype=np.uint8) > ZERO
    return content_of(record.texts, words.tolist(), positive.tolist(), record.title)


def levels(records: Sequence[StoredPage], column: str) -> Floats:
    """The bytes of a column of all records as one array of numbers."""
    return np.frombuffer(b"".join(getattr(record, column) for record in records), dtype=np.uint8).astype(np.float64)


def again(text: Ints, owner: Ints) -> Bools:
    """(n,) whether a block's text, given by its number, stood on its page before."""
    found = np.ones(len(text), dtype=bool)
    found[np.unique(owner * (text.max(initial=0) + 1) + text, return_index=True)[1]] = False
    return found


__all__ = ["COLUMNS", "FARTHEST", "VIEWS", "Columns", "Lookup", "SiteCounts", "again"]
