"""Sites to fit the weighing of template evidence on: real pages of one site, and made-up siblings of them.

Most sites of the gold collections have two or three pages, and templates must know what twenty pages mean. So siblings
are multiplied: a copy of one keeps most of the texts that it shares with other pages, gets new texts elsewhere, loses
or repeats some blocks, and its log-odds are shaken, place by place. The page whose blocks are the example is never
copied: its own evidence is always left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cleaner.decode.decode import decode
from cleaner.page.page import Form
from cleaner.scoring.score import score
from cleaner.segment.html.segment import segment_html
from cleaner.segment.text.segment import segment_text
from cleaner.templates.evidence.counts import Memory
from cleaner.templates.evidence.features import evidence
from cleaner.templates.site.sketch import see
from cleaner.templates.site.stored import record
from cleaner.training.evidence.boxes import add, draw_parts
from cleaner.training.scorer.flatten import draw, flatten
from cleaner.training.scorer.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from cleaner.page.page import Page
    from cleaner.scoring.model import Weights
    from cleaner.templates.site.sketch import Seen
    from cleaner.templates.site.stored import PageRecord
    from cleaner.training.gold import GoldPage

    Floats = NDArray[np.float32]

COPIES = (0, 0, 1, 2, 3, 4, 6, 9, 15, 25)
"""How many siblings there are to be, beside the real ones."""
SHAKE = 0.5
"""Standard deviation of the noise on a copy's log-odds, by block and by place."""
STAY, OTHERS_STAY = 0.93, (0.0, 0.1, 0.4)
"""The chance of a text that is shared with other pages to be in a copy, and of another one's."""


@dataclass(frozen=True, slots=True)
class Row:
    """A gold page that templates are fitted on."""

    gold: GoldPage
    page: Page
    seen: Seen
    labels: Floats


@dataclass(frozen=True, slots=True)
class Case:
    """What the network is shown of one page."""

    features: Floats
    log_odds: Floats
    labels: Floats
    weights: Floats
    """The weight of each block; one page's sum to 2."""


def rows(
    gold: Iterable[GoldPage], form: Form, weights: Callable[[GoldPage], Weights], seed: int = 1
) -> dict[str, list[Row]]:
    """Pages with known content by site, of sites with two or more; a site's scraped texts are of one scraper's habits.

    :param weights: of a scorer that has seen no page of the page's site.
    """
    chance = np.random.default_rng(seed)
    sites: dict[str, list[GoldPage]] = defaultdict(list)
    for gold_page in gold:
        if gold_page.text is not None and len(gold_page.site) > 1:
            sites[gold_page.site.removeprefix("www.")].append(gold_page)
    found: dict[str, list[Row]] = {}
    for site, pages in sites.items():
        if len(pages) < 2:
            continue
        habits = draw(chance)
        known = []
        for gold_page in pages:
            html = decode(gold_page.html).text
            page = segment_text(flatten(html, habits)) if form is Form.TEXT else segment_html(html)
            if len(page):
                labels, _ = label(page.blocks.texts, gold_page)
                known.append(
                    Row(replace(gold_page, html=b""), page, see(page, score(page, weights(gold_page))), labels)
                )
        if len(known) > 1:
            found[site] = known
    return found


def cases(sites: dict[str, list[Row]], rounds: int, seed: int) -> Iterator[Case]:
    """Every page in the light of some of its site's other pages, ``rounds`` times."""
    chance = np.random.default_rng(seed)
    for _ in range(rounds):
        for site in sites.values():
            parts = draw_parts(chance, site[0].gold.kind == "article")
            for number, row in enumerate(site):
                others = [other for k, other in enumerate(site) if k != number]
                some = [others[k] for k in chance.permutation(len(others))[: chance.integers(1, len(others) + 1)]]
                seen, labels = add(row.seen, row.labels, parts, chance)
                pages = [add(other.seen, other.labels, parts, chance)[0] for other in some]
                records = [record(page, 0) for page in pages]
                records += list(siblings(records, set(seen.texts), int(chance.choice(COPIES)), chance))
                if chance.random() < 0.5:
                    records.append(record(seen, 0))
                found = evidence(Memory(records), seen)
                root = np.sqrt(seen.words)
                weights = root / max(1e-9, root.sum()) + seen.words / max(1e-9, seen.words.sum())
                yield Case(found.features, seen.log_odds, labels, weights.astype(np.float32))


def siblings(
    records: Sequence[PageRecord], texts: set[int], count: int, chance: np.random.Generator
) -> Iterator[PageRecord]:
    """So many noisy copies of the records in turn; ``texts`` are of the page that is the example."""
    for number in range(count):
        own = records[number % len(records)]
        others = texts.union(*(page.texts for page in records if page is not own))
        rare = chance.choice(OTHERS_STAY, p=(0.6, 0.25, 0.15))
        stay = np.where([text in others for text in own.texts], STAY, rare)
        old = np.array(own.texts, dtype=np.int64)
        times = np.where(chance.random(len(old)) < 0.1, np.where(chance.random(len(old)) < 0.6, 0, 2), 1)
        pick = np.repeat(np.arange(len(old)), times)
        pick = pick if len(pick) else np.arange(len(old))
        fresh = np.where((chance.random(len(old)) < stay)[pick], old[pick], chance.integers(0, 1 << 42, len(pick)))
        places = np.array(own.places, dtype=np.int64)[pick]
        levels = np.frombuffer(own.log_odds, dtype=np.uint8)[pick] + chance.normal(0, SHAKE * 4, len(pick))
        levels += chance.normal(0, SHAKE * 4, len(own.paths))[places]
        yield replace(
            own,
            id=int(chance.integers(1 << 62)),
            title=f"copy {number}",
            places=tuple(places.tolist()),
            texts=tuple(fresh.tolist()),
            words=np.frombuffer(own.words, dtype=np.uint8)[pick].tobytes(),
            links=np.frombuffer(own.links, dtype=np.uint8)[pick].tobytes(),
            log_odds=np.clip(np.round(levels), 0, 48).astype(np.uint8).tobytes(),
        )
