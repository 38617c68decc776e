"""The quick way through a page of a known site: what the template is sure of is neither read nor scored."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.decision import Decider
from cleaner.scoring.score import Scored
from cleaner.templates.evidence.certainty import LEAST_ARTICLES, UNKNOWN
from cleaner.templates.evidence.features import RUNNING
from cleaner.templates.evidence.weigh import LEAST_KNOWN
from cleaner.templates.site.paths import SEPARATOR, step
from cleaner.templates.site.texts import ends_of, fingerprint, title_ends
from cleaner.words import count_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.decision import Decision
    from cleaner.page.page import Boxes, Page
    from cleaner.templates.evidence.certainty import Known, SiteCertainty
    from cleaner.templates.site.texts import Ends

MOST_AT_STAKE = 0.02
"""The words that may be decided wrongly, beside those that are kept, up to which the scorer is not asked."""
LEAST_CONTENT = 0.5
"""The share of what the shortest remembered pages have, below which a page is rather looked at as a whole."""


class SkipGuide:
    """A guide for one page's walk, that knows where on the site it is."""

    def __init__(self, certainty: SiteCertainty) -> None:
        self._certainty = certainty
        self.reasons = certainty.passed
        """Why each node that is skipped is."""
        self._found: dict[tuple[int, str, int], int] = {}
        self.nodes = [0]
        """The template's node of each box that was read."""
        self.skipped: list[int] = []
        """The nodes that were skipped, in document order."""

    def enter(self, around: int, tag: str, attributes: int, boxes: Boxes) -> bool:
        """Whether to read the next box."""
        outer = self.nodes[around]
        if outer == UNKNOWN:
            self.nodes.append(UNKNOWN)
            return True
        key = (outer, tag, attributes)
        node = self._found.get(key)
        if node is None:
            node = self._found[key] = self._certainty.enter(outer, tag, boxes.attribute_sets[attributes])
        if node in self.reasons:
            self.skipped.append(node)
            return False
        self.nodes.append(node)
        return True


class PreScore(NamedTuple):
    """What a template says of the blocks of a page before any is scored."""

    shares: NDArray[np.float32]
    """(n,) the chance of each block to be content."""
    pages: list[int]
    """(n,) how many articles stand behind it."""
    words: NDArray[np.float32]
    """(n,) words of each block, roughly."""
    stake: float
    """Words that may be decided wrongly: all that are not kept where the template is not sure."""
    known: float
    """The share of the words that stand at known places."""

    @property
    def content(self) -> float:
        """Words that are kept."""
        return float(self.words[self.shares > 0.5].sum())

    @property
    def scored(self) -> Scored:
        """The same as a scorer would say it; no two blocks are of one pattern, for places have been compared."""
        log_odds = np.log(self.shares / (1 - self.shares))
        return Scored(log_odds, self.words, np.arange(len(log_odds), dtype=np.int32))

    @property
    def enough(self) -> bool:
        """Whether the scorer need not be asked."""
        return self.stake <= MOST_AT_STAKE * self.content


def pre_score(certainty: SiteCertainty, page: Page, guide: SkipGuide) -> PreScore | None:
    """What a template says of a page's blocks; None for a page that must be looked at as a whole.

    That is one that has little at known places, or less content than articles of the site have: then what was skipped
    may be what the page is about, as on a page that lists others.
    """
    if not len(page) or len(guide.nodes) != len(page.boxes.tags):  # or the walk had to do without a guide
        return None
    found = pre_score_blocks(certainty, page, guide)
    if found.known < LEAST_KNOWN or not found.enough or found.content < LEAST_CONTENT * certainty.least:
        return None
    return found


def credit_template(decision: Decision, look: PreScore, guide: SkipGuide) -> Decision:
    """A decision by a look alone, that says so; and what was skipped."""
    by = (Decider.TEMPLATE,) * len(look.pages)
    skipped = tuple(guide.reasons[node] for node in guide.skipped)
    return replace(decision, by=by, pages=tuple(look.pages), skipped=skipped)


def pre_score_blocks(certainty: SiteCertainty, page: Page, guide: SkipGuide) -> PreScore:
    """Look at a page's blocks in the light of what a template is sure of.

    A text that other articles have is known by itself, any other by its place. The page may be one of those remembered:
    the article whose texts it has is itself.
    """
    texts = page.blocks.texts
    words = [count_words(text) for text in texts]
    same = [certainty.texts.get(fingerprint(text)) for text in texts]
    alone: dict[int, int] = defaultdict(int)
    for text, size in zip(same, words, strict=True):
        if text is not None and text.pages == 1:
            alone[text.articles] += size
    itself = max(alone, key=alone.__getitem__, default=0)
    shares, pages = [], []
    stake, seen = 0.0, 0
    own_title = title_ends(page.hints.title)
    boxes = page.boxes

    @cache
    def inner_of(box: int) -> Known | None:
        """What is known of a box by its name."""
        around = boxes.parents[box]
        names = (step(boxes.tags[k], boxes.attribute_sets[boxes.attributes[k]]) for k in (around, box) if k >= 0)
        return certainty.inner.get(SEPARATOR.join(names))

    for text, said, size, box in zip(same, texts, words, page.blocks.boxes, strict=True):
        node = guide.nodes[box]
        known: Known | None = certainty.nodes[node] if node != UNKNOWN else inner_of(box)
        seen += size * (known is not None)
        if text is not None and text.articles & ~itself:
            known = text
        else:
            ends = ends_of(said)
            text = nearly(certainty, ends, itself, size)
            if text is not None:
                known = text
            elif ends in certainty.titles and ends not in own_title:
                known = None
        if known is None:
            shares.append(0.5)
            pages.append(0)
            stake += size
        else:
            if not known.sure:  # a paragraph that is lost is worse than a box that is kept
                stake += size * (1 - known.share if known.share > 0.5 else 1)
            shares.append(known.share)
            pages.append(known.pages)
    return PreScore(
        np.array(shares, dtype=np.float32), pages, np.array(words, dtype=np.float32), stake, seen / max(1, sum(words))
    )


def nearly(certainty: SiteCertainty, ends: Ends, itself: int, words: int) -> Known | None:
    """What is known of texts of other articles that begin or end alike, long ones both, if that is no chance."""
    alike = [
        known
        for known in (certainty.begins.get(ends.begin), certainty.closes.get(ends.close))
        if known is not None and (known.articles & ~itself).bit_count() >= LEAST_ARTICLES - 1
    ]
    return alike[0] if len(alike) > (words >= RUNNING) else None
