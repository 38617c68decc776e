"""A site's layout as its template knows it, for people: the places, what is there, and what becomes of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.decide.constants import SHIPPED
from cleaner.decide.threshold import best_threshold
from cleaner.options import BETAS, Focus
from cleaner.templates.evidence.knowledge import titles
from cleaner.templates.site.hits import matched
from cleaner.templates.site.texts import fingerprint

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    """The share of its blocks that are kept, as the pages say of each other, rules included."""
    kept_words: float
    """The same of its words."""
    example: str

    @property
    def content(self) -> bool:
        """Whether most of what stands there is kept."""
        return self.kept > 0.5


def layout(template: SiteTemplate) -> list[Place]:
    """The places of a site, in the order of the pages; those of few pages too. Of very many pages, some are looked at."""
    pages: dict[str, set[int]] = defaultdict(set)
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 5)
    examples: dict[str, str] = {}
    records = template.sample.records
    ruled = ruled_places(template)
    texts = {fingerprint(text): False for text in template.rules.drop_texts}
    texts |= {fingerprint(text): True for text in template.rules.keep_texts}
    shown_by = Counter(text for page in records for text in set(page.texts))
    for number, (page, judged) in enumerate(zip(records, template.knowledge.judged, strict=False)):
        n = len(page.texts)
        kept = kept_blocks(judged.words, judged.log_odds)
        fresh = np.array([shown_by[text] == 1 for text in page.texts], dtype=np.bool_)
        kept[titles([page], judged.log_odds, fresh)] = True
        for k, (place, size, keep) in enumerate(zip(page.places, judged.words.tolist(), kept.tolist(), strict=True)):
            path = page.paths[place]
            keep = texts.get(page.texts[k], ruled.get(path, keep))
            pages[path].add(number)
            for column, value in enumerate((1, size, keep, size * keep, k / n)):
                sums[path][column] += value
        for block, example in page.examples:
            examples.setdefault(page.paths[page.places[block]], example)
    found = [
        (
            position / blocks,
            Place(
                path=path,
                pages=len(pages[path]),
                blocks=int(blocks),
                words=round(words),
                kept=kept_count / blocks,
                kept_words=kept_words / max(words, 1e-9),
                example=examples.get(path, ""),
            ),
        )
        for path, (blocks, words, kept_count, kept_words, position) in sums.items()
    ]
    return [place for _, place in sorted(found, key=lambda pair: (pair[0], pair[1].path))]


def kept_blocks(words: NDArray[np.float64], log_odds: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which blocks of a remembered page a page of the site would keep, lists, copies and the title aside."""
    scores = (1 / (1 + np.exp(-log_odds))).astype(np.float32)
    threshold = best_threshold(scores, words.astype(np.float32), BETAS[Focus.BALANCED])
    kept: NDArray[np.bool_] = (scores >= threshold) & (scores > SHIPPED.never)
    return kept


def ruled_places(template: SiteTemplate) -> dict[str, bool]:
    """The places that a person's selectors decide, and whether they keep them."""
    paths = {path for page in template.sample.records for path in page.paths}
    found: dict[str, bool] = {}
    for selectors, keep in ((template.rules.drop, False), (template.rules.keep, True)):
        for selector in selectors:
            found.update(dict.fromkeys(matched(selector, paths) or (), keep))
    return found


def removed_share(places: list[Place]) -> float:
    """The share of a site's words that its template removes."""
    return sum(place.words * (1 - place.kept_words) for place in places) / max(1, sum(place.words for place in places))
