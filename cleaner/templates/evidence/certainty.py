"""What a template is sure of: which boxes of a page need not be read, and which blocks need no scoring.

The remembered pages are judged once, each in the light of the others. A box below which nothing was content on any of
them is skipped with all that is in it; a place where all was content, or nothing, decides for the blocks there, and
so does a text that stands on other pages and was always the one or the other. The rest is open.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.decision import SkippedBox
from cleaner.page.page import Form, Kind
from cleaner.segment.html.elements import INSIDE, OTHER
from cleaner.templates.evidence.features import NEARLY, SAME_SIZE, evidence
from cleaner.templates.evidence.furniture import find_furniture
from cleaner.templates.evidence.model import shipped
from cleaner.templates.site.paths import DEPTH, MOST_STEPS, SEPARATOR, inner, step, tag_at, tag_of
from cleaner.templates.site.sketch import PageSketch
from cleaner.templates.site.stored import MOST_ODDS, ODDS_STEP, WORDS_STEP
from cleaner.templates.site.texts import Ends, title_ends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.page.page import Attributes
    from cleaner.templates.evidence.counts import SiteCounts
    from cleaner.templates.evidence.model import EvidenceModel
    from cleaner.templates.site.stored import StoredPage

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

LEAST_PAGES = 2
"""Other pages than the one in hand that must be known: what stands on one other page may be chance."""
LEAST_ARTICLES = 4
"""Articles that must show a place or text before a template is sure of it."""
MOST_WEIGHED = 60
"""Pages that are judged; of more, the first."""
SURE = 1.5
"""Mean log-odds from which on a template is sure."""
LEAST_SHARE = 0.99
"""The share of a place's words that must be content for the rest to be no matter."""
PRIOR_WORDS = 10.0
"""Words, half of them content, that every place is thought to have had beside those that were seen."""
SHORTEST = 0.1
"""The share of the pages that count as the shortest."""
DEEPEST = MOST_STEPS - DEPTH
"""Below so many boxes, paths are cut and nothing is sure."""
MOST_KNOWN = 20_000
"""Boxes whose node is kept ready."""
UNKNOWN = -1
TITLES = ("h1", "h2")
"""The tags by which a page may show its title; what is one is told by :func:`cleaner.decide.find_title`."""
TITLE_BEFORE = 4
"""How many blocks of content there may be up to it."""


class Known(NamedTuple):
    """What is known of a box of the site, or of a text."""

    share: float
    """The chance that a block there is content, in [0, 1]."""
    sure: bool
    articles: int
    """Which articles show it: one bit each."""

    @property
    def pages(self) -> int:
        """How many articles show it."""
        return self.articles.bit_count()


class SiteCertainty:
    """What is sure of a site. Immutable, but for what it has looked up before."""

    def __init__(self, counts: SiteCounts, records: Sequence[StoredPage], model: EvidenceModel | None = None) -> None:
        self.nodes: list[Known] = []
        """The boxes of the site, the body first; a box comes before those inside."""
        self.passed: dict[int, SkippedBox] = {}
        """The boxes that are skipped, with all that is in them, and why."""
        self.texts: dict[int, Known] = {}
        self.begins: dict[int, Known] = {}
        self.closes: dict[int, Known] = {}
        """What is known of texts by their first words, and by their last: those of half of the site."""
        self.titles: set[Ends] = set()
        """What the pages of the site are called."""
        self.inner: dict[str, Known] = {}
        """What is known of boxes with a name by the two innermost steps of their paths, wherever they stand."""
        self.least = 0.0
        """Words of content that the shortest of the remembered pages have."""
        self.children: dict[tuple[int, str], int] = {}
        """The node of each step from another."""
        self._found: dict[tuple[int, str, Attributes], int] = {}
        records = records[:MOST_WEIGHED]
        weighed = self.weighed = [weigh_again(counts, record, model or shipped()) for record in records]
        """The pages in the light of each other, in the order of the records."""
        groups = counts.groups[:MOST_WEIGHED]
        numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
        if len(numbers) < LEAST_ARTICLES:
            return
        lengths = [len(record.texts) for record in records]
        article = np.repeat([numbers[group] for group in groups], lengths)
        words = np.concatenate([page.words for page in weighed]).astype(np.float64)
        log_odds = np.concatenate([page.log_odds for page in weighed]).astype(np.float64)
        self.texts, recurs = known_texts([text for record in records for text in record.texts], article, log_odds)
        enough = max(LEAST_ARTICLES, NEARLY * len(numbers))
        for name in ("begins", "closes"):
            keys = [key for record in records for key in getattr(record, name)]
            nearly = known_texts(keys, article, log_odds)[0]
            sizes = same_sizes(keys, words)
            found = {key: known for key, known in nearly.items() if known.pages >= enough and key in sizes}
            setattr(self, name, found)
        self.titles = {ends for record in records for ends in title_ends(record.title)}
        self._read_places(records, article, words, log_odds, recurs)
        self.least = float(np.quantile([page.words[page.log_odds > 0].sum() for page in weighed], SHORTEST))

    def enter(self, node: int, tag: str, attributes: Attributes) -> int:
        """The node of a box inside the one of ``node``; UNKNOWN for what no remembered page has."""
        key = (node, tag, attributes)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= MOST_KNOWN:
                self._found.clear()
            found = self._found[key] = self.children.get((node, step(tag, attributes)), UNKNOWN)
        return found

    def _read_places(
        self, records: Sequence[StoredPage], article: Ints, words: Floats, log_odds: Floats, recurs: NDArray[np.bool_]
    ) -> None:
        """What is known of boxes."""
        parents, depths, titled = [-1], [1], [False]
        ends: dict[str, int] = {}
        for path in dict.fromkeys(path for record in records for path in record.paths):
            node = 0
            for name in path.split(SEPARATOR)[1:]:
                inside = self.children.get((node, name))
                if inside is None:
                    inside = self.children[node, name] = len(parents)
                    parents.append(node)
                    depths.append(depths[node] + 1)
                    titled.append(tag_of(name) == TITLES[0])
                node = inside
            ends[path] = node
        at = np.array([ends[record.paths[place]] for record in records for place in record.places])
        self.inner = inner_places(records, article, words, log_odds, ~recurs)
        n, root, fresh = len(parents), np.sqrt(words), ~recurs
        named = titles(records, log_odds, fresh)
        for number in at[named].tolist():
            titled[number] = True
        within = np.bincount(at, article_spans(records, log_odds, fresh, named), n) > 0
        own_articles = masks(at, article, n)
        most = np.full(n, -np.inf)
        np.maximum.at(most, at, log_odds)
        total, weight = np.bincount(at, root * log_odds, n), np.bincount(at, root, n)
        size, content = np.bincount(at, words * fresh, n), np.bincount(at, words * fresh * (log_odds > 0), n)
        fresh_total, fresh_weight = np.bincount(at, root * log_odds * fresh, n), np.bincount(at, root * fresh, n)
        enough = np.array([articles.bit_count() >= LEAST_ARTICLES for articles in own_articles])
        enough &= np.array(depths) <= DEEPEST
        nothing = (most < 0) & (total <= -SURE * weight) & ~np.array(titled) & ~within
        all_of_it = (size > 0) & (content >= LEAST_SHARE * size) & (fresh_total >= SURE * fresh_weight)
        share = (content + PRIOR_WORDS / 2) / (size + PRIOR_WORDS)
        share[enough & nothing] = np.minimum(share, 0.01)[enough & nothing]
        sure = enough & (nothing | all_of_it)
        articles = list(own_articles)
        for node in range(n - 1, 0, -1):
            outer = parents[node]
            articles[outer] |= articles[node]
            most[outer] = max(most[outer], most[node])
            total[outer] += total[node]
            weight[outer] += weight[node]
            titled[outer] = titled[outer] or titled[node]
            within[outer] |= within[node]
        for node in range(n):
            self.nodes.append(Known(float(share[node]), bool(sure[node]), articles[node]))
            if (
                node > 0
                and most[node] < 0
                and total[node] <= -SURE * weight[node]
                and self.nodes[node].pages >= LEAST_ARTICLES
                and not titled[node]
                and not within[node]
                and depths[node] <= DEEPEST
            ):
                mean = float(total[node] / max(weight[node], 1e-9))
                self.passed[node] = SkippedBox(self.nodes[node].pages, 1 / (1 + math.exp(-max(mean, -50))))


def inner_places(
    records: Sequence[StoredPage], article: Ints, words: Floats, log_odds: Floats, fresh: NDArray[np.bool_]
) -> dict[str, Known]:
    """What is sure of boxes with a name, wherever they stand: those in which nothing was content, or all."""
    names: dict[str, int] = {}
    numbers = [[names.setdefault(inner(path), len(names)) for path in record.paths] for record in records]
    at = np.array([own[place] for own, record in zip(numbers, records, strict=True) for place in record.places])
    root = np.sqrt(words)
    most, least = np.full(len(names), -np.inf), np.full(len(names), np.inf)
    np.maximum.at(most, at, log_odds)
    np.minimum.at(least, at, np.where(fresh, log_odds, np.inf))
    mean = np.bincount(at, root * log_odds) / np.bincount(at, root)
    sure = ((most < 0) & (mean <= -SURE)) | ((least > 0) & (mean >= SURE))
    share = 1 / (1 + np.exp(-np.clip(mean, -MOST_ODDS, MOST_ODDS)))
    columns = zip(names, share.tolist(), sure.tolist(), masks(at, article, len(names)), strict=True)
    return {
        name: Known(chance, True, articles)
        for name, chance, certain, articles in columns
        if name and certain and articles.bit_count() >= LEAST_ARTICLES
    }


def known_texts(texts: Sequence[int], article: Ints, log_odds: Floats) -> tuple[dict[int, Known], NDArray[np.bool_]]:
    """What is known of each text or key; and (n,) whether each block's stands on several articles."""
    distinct, at = np.unique(np.array(texts), return_inverse=True)
    shown = masks(at, article, len(distinct))
    least, most = np.full(len(distinct), np.inf), np.full(len(distinct), -np.inf)
    np.minimum.at(least, at, log_odds)
    np.maximum.at(most, at, log_odds)
    mean = np.bincount(at, log_odds) / np.bincount(at)
    sure = (np.abs(mean) >= SURE) & ((least > 0) | (most < 0))
    share = 1 / (1 + np.exp(-np.clip(mean, -MOST_ODDS, MOST_ODDS)))
    known = {
        text: Known(chance, certain and articles.bit_count() >= LEAST_ARTICLES, articles)
        for text, articles, chance, certain in zip(distinct.tolist(), shown, share.tolist(), sure.tolist(), strict=True)
    }
    recurring: NDArray[np.bool_] = np.array([articles.bit_count() > 1 for articles in shown], dtype=np.bool_)[at]
    return known, recurring


def same_sizes(keys: Sequence[int], words: Floats) -> set[int]:
    """The keys whose texts are all of nearly the same length: a sentence with a hole, and no common beginning."""
    distinct, at = np.unique(np.array(keys), return_inverse=True)
    sizes, count = np.log2(1 + words), np.bincount(at)
    mean = np.bincount(at, sizes) / count
    spread = np.sqrt(np.maximum(np.bincount(at, sizes**2) / count - mean**2, 0))
    return set(distinct[spread < SAME_SIZE].tolist())


def titles(records: Sequence[StoredPage], log_odds: Floats, fresh: NDArray[np.bool_]) -> list[int]:
    """The blocks that may show their page's title, whatever the scorer thinks of them.

    Those are headings above the content whose text no other page has, each the only one of its place.
    """
    found = []
    begin = 0
    for record in records:
        end = begin + len(record.texts)
        good = np.flatnonzero(log_odds[begin:end] > 0)
        above = range(begin, min(end, begin + int(good[0]) + TITLE_BEFORE)) if len(good) else ()
        tags = [tag_at(path) for path in record.paths]
        own = {k: record.places[k - begin] for k in above if fresh[k]}
        times = Counter(own.values())
        found += [k for k, place in own.items() if tags[place] in TITLES and times[place] == 1]
        begin = end
    return found


def article_spans(
    records: Sequence[StoredPage], log_odds: Floats, fresh: NDArray[np.bool_], named: Sequence[int]
) -> NDArray[np.bool_]:
    """(n,) which blocks of its own a page has between its title, or the beginning of its content, and the end of that.

    What the scorer does not take for content there may be a lead, a caption or a date: each page must be asked.

    :param named: the blocks that may show their page's title.
    """
    inside = np.zeros(len(log_odds), dtype=np.bool_)
    marks = fresh & (log_odds > 0)
    marks[list(named)] = True
    begin = 0
    for record in records:
        end = begin + len(record.texts)
        good = np.flatnonzero(marks[begin:end])
        if len(good):
            inside[begin + good[0] : begin + good[-1] + 1] = True
        begin = end
    return inside & fresh


def masks(at: Ints, article: Ints, count: int) -> list[int]:
    """(count,) the articles that have each key, one bit each."""
    found = [0] * count
    width = int(article.max(initial=0)) + 1
    for pair in np.unique(at * width + article).tolist():
        found[pair // width] |= 1 << pair % width
    return found


class Weighed(NamedTuple):
    """A remembered page in the light of the others."""

    words: NDArray[np.float32]
    log_odds: NDArray[np.float32]
    """(n,) log-odds, template evidence included."""


def weigh_again(counts: SiteCounts, record: StoredPage, model: EvidenceModel) -> Weighed:
    """Judge a remembered page."""
    seen = recall(record)
    found = evidence(counts, seen)
    if found.articles < LEAST_PAGES:
        return Weighed(seen.words, seen.log_odds)
    furniture = find_furniture(seen, found, model.change(found.features))
    log_odds = np.where(furniture, np.minimum(seen.log_odds, -SURE), seen.log_odds)
    for number in np.flatnonzero(seen.kinds[:-1] == Kind.HEADING).tolist()[::-1]:
        around = SEPARATOR.join(seen.places[number].split(SEPARATOR)[:-2])
        if seen.places[number + 1].startswith(around):  # a heading follows its text, as on the page in hand
            log_odds[number] = max(log_odds[number], (log_odds[number] + log_odds[number + 1]) / 2)
    return Weighed(seen.words, log_odds)


def recall(record: StoredPage) -> PageSketch:
    """A remembered page as it was seen, nearly: a paragraph inside a list item counts as a paragraph."""
    kinds = [INSIDE.get(tag_at(path), OTHER)[0] for path in record.paths]
    return PageSketch(
        form=Form.HTML,
        title=record.title,
        texts=list(record.texts),
        begins=list(record.begins),
        closes=list(record.closes),
        places=[record.paths[place] for place in record.places],
        kinds=np.array([kinds[place] for place in record.places], dtype=np.int64),
        words=(np.exp2(np.frombuffer(record.words, np.uint8) * WORDS_STEP) - 1).astype(np.float32),
        links=(np.frombuffer(record.links, np.uint8) / 10).astype(np.float32),
        sentences=np.frombuffer(record.sentences, np.uint8) > 0,
        questions=np.frombuffer(record.sentences, np.uint8) == 2,
        log_odds=(np.frombuffer(record.log_odds, np.uint8) * ODDS_STEP - MOST_ODDS).astype(np.float32),
    )
