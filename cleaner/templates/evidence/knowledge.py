"""What a template knows of its site, ready to be asked: what recurs, what stands where, and which boxes need not be read.

The remembered pages are judged once, each in the light of the others. A box below which nothing was content on any of
them is skipped with all that is in it.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.decision import SkippedBox
from cleaner.page.page import Form, Kind
from cleaner.segment.html.elements import INSIDE, OTHER
from cleaner.templates.evidence.furniture import find_furniture
from cleaner.templates.evidence.places import TITLES, Places
from cleaner.templates.evidence.recurrence import Recurrence, log_odds_of, words_of
from cleaner.templates.evidence.sight import look
from cleaner.templates.site.paths import DEPTH, MOST_STEPS, SEPARATOR, step, tag_at, tag_of
from cleaner.templates.site.site import LEAST_PAGES
from cleaner.templates.site.sketch import PageSketch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.page.page import Attributes
    from cleaner.templates.evidence.sight import Sight
    from cleaner.templates.site.stored import StoredPage

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

LEAST_ARTICLES = 4
"""Articles that must show a box before it is skipped."""
MOST_WEIGHED = 60
"""Pages that are judged; of more, the first."""
SURE = 1.5
"""Log-odds from which on a template is sure."""
APART = 2 * SURE
"""Log-odds by which a site's content must be apart from what is skipped without being asked on each page."""
SHORTEST, LEAST_CONTENT, FEWEST_WORDS = 0.1, 0.5, 30
"""The share of the pages that count as the shortest; the share of their content that a page must have, and the fewest words."""
DEEPEST = MOST_STEPS - DEPTH
"""Below so many boxes, paths are cut and nothing is sure."""
MOST_KNOWN = 20_000
"""Boxes whose node is kept ready."""
UNKNOWN = -1
TITLE_BEFORE = 4
"""How many blocks of content there may be up to it."""


class Judged(NamedTuple):
    """A remembered page in the light of the others."""

    words: Floats
    """(n,) length of each block."""
    log_odds: Floats
    """(n,) of being content; of what is the site's, at most -SURE."""
    furniture: Bools
    """(n,) which blocks are the site's."""


class SiteKnowledge:
    """What is known of a site. Immutable, but for what it has looked up before."""

    def __init__(self, records: Sequence[StoredPage]) -> None:
        self.recurrence = Recurrence(records)
        self.places = Places(records, self.recurrence)
        self.passed: dict[int, SkippedBox] = {}
        """The boxes that are skipped, with all that is in them, and why."""
        self.enough = float(FEWEST_WORDS)
        """Words that what is taken out of a page must leave, or it is no article of the site: a page that lists others."""
        self._children: dict[tuple[int, str], int] = {}
        """The node of each step from another; the body is 0."""
        self._found: dict[tuple[int, str, Attributes], int] = {}
        judged = records[:MOST_WEIGHED]
        self.judged = [self._judge(record) for record in judged]
        """The pages in the light of each other, in the order of the records."""
        if len(set(self.recurrence.of[:MOST_WEIGHED])) >= LEAST_ARTICLES:
            self._find_boxes(judged)
            sizes = [page.words[page.log_odds > 0].sum() for page in self.judged]
            self.enough = max(self.enough, LEAST_CONTENT * float(np.quantile(sizes, SHORTEST)))

    def look(self, seen: PageSketch, form: Form) -> Sight | None:
        """Look at a page; None where too few other articles are known."""
        sight = look(seen, form, self.recurrence, self.places)
        return sight if sight.found.articles >= LEAST_PAGES else None

    def enter(self, node: int, tag: str, attributes: Attributes) -> int:
        """The node of a box inside the one of ``node``; UNKNOWN for what no remembered page has."""
        key = (node, tag, attributes)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= MOST_KNOWN:
                self._found.clear()
            found = self._found[key] = self._children.get((node, step(tag, attributes)), UNKNOWN)
        return found

    def _judge(self, record: StoredPage) -> Judged:
        """Judge a remembered page."""
        seen, log_odds = recall(record), log_odds_of(record)
        words = words_of(record)
        sight = self.look(seen, Form.HTML)
        if sight is None:
            return Judged(words, log_odds, np.zeros(len(seen), dtype=np.bool_))
        furniture = find_furniture(sight)[0]
        log_odds = np.where(furniture, np.minimum(log_odds, -SURE), log_odds)
        for number in range(len(seen) - 2, -1, -1):
            if seen.kinds[number] == Kind.HEADING:  # a heading follows its text, as on the page in hand
                around = SEPARATOR.join(seen.places[number].split(SEPARATOR)[:-2])
                if seen.places[number + 1].startswith(around):
                    log_odds[number] = max(log_odds[number], (log_odds[number] + log_odds[number + 1]) / 2)
        return Judged(words, log_odds, furniture)

    def _find_boxes(self, records: Sequence[StoredPage]) -> None:
        """Find the boxes that are skipped."""
        parents, depths, titled = [-1], [1], [False]
        ends: dict[str, int] = {}
        for path in dict.fromkeys(path for record in records for path in record.paths):
            node = 0
            for name in path.split(SEPARATOR)[1:]:
                inside = self._children.get((node, name))
                if inside is None:
                    inside = self._children[node, name] = len(parents)
                    parents.append(node)
                    depths.append(depths[node] + 1)
                    titled.append(tag_of(name) == TITLES[0])
                node = inside
            ends[path] = node
        words = np.concatenate([page.words for page in self.judged])
        log_odds = np.concatenate([page.log_odds for page in self.judged])
        fresh = np.array([text not in self.recurrence.texts for record in records for text in record.texts])
        at = np.array([ends[record.paths[place]] for record in records for place in record.places])
        article = np.repeat(self.recurrence.of[: len(records)], [len(record.texts) for record in records])
        n, root = len(parents), np.sqrt(words)
        named = titles(records, log_odds, fresh)
        for number in at[named].tolist():
            titled[number] = True
        own = fresh & ~np.concatenate([page.furniture for page in self.judged])
        within = np.bincount(at, article_spans(records, log_odds, own, named), n) > 0
        articles = masks(at, article, n)
        most = np.full(n, -np.inf)
        # Products and listings are no prose, and score low: what they have of their own must surely be no content.
        content = own & (log_odds > 0)
        level = float((root * log_odds)[content].sum() / max(root[content].sum(), 1e-9))
        margin = min(SURE, max(0.0, APART - level))
        np.maximum.at(most, at, np.where(own, log_odds + margin, log_odds))
        total, weight = np.bincount(at, root * log_odds, n), np.bincount(at, root, n)
        for node in range(n - 1, 0, -1):
            outer = parents[node]
            articles[outer] |= articles[node]
            most[outer] = max(most[outer], most[node])
            total[outer] += total[node]
            weight[outer] += weight[node]
            titled[outer] = titled[outer] or titled[node]
            within[outer] |= within[node]
        for node in range(1, n):
            if (
                most[node] < 0
                and total[node] <= -SURE * weight[node]
                and articles[node].bit_count() >= LEAST_ARTICLES
                and not titled[node]
                and not within[node]
                and depths[node] <= DEEPEST
            ):
                mean = float(total[node] / max(weight[node], 1e-9))
                self.passed[node] = SkippedBox(articles[node].bit_count(), 1 / (1 + math.exp(-max(mean, -50))))


def titles(records: Sequence[StoredPage], log_odds: Floats, fresh: Bools) -> list[int]:
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


def article_spans(records: Sequence[StoredPage], log_odds: Floats, fresh: Bools, named: Sequence[int]) -> Bools:
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


def recall(record: StoredPage) -> PageSketch:
    """A remembered page as it was seen, nearly: a paragraph inside a list item counts as a paragraph."""
    kinds = [int(INSIDE.get(tag_at(path), OTHER)[0]) for path in record.paths]
    return PageSketch(
        title=record.title,
        texts=list(record.texts),
        begins=list(record.begins),
        closes=list(record.closes),
        places=[record.paths[place] for place in record.places],
        kinds=[kinds[place] for place in record.places],
        words=words_of(record).tolist(),
        links=[level / 10 for level in record.links],
        sentences=[level > 0 for level in record.sentences],
        questions=[level == 2 for level in record.sentences],
    )
