"""Sites to fit the weighing of template evidence on: real pages of one site with furniture in them, and siblings of those.

Most sites of the gold collections have two or three pages, and templates must know what twenty pages mean. So siblings
are multiplied: a copy of one keeps most of the texts that it shares with other pages, gets new texts elsewhere, loses
or repeats some blocks, and its log-odds are shaken, place by place. The page whose blocks are the example is never
copied: its own evidence is always left out.

The scorer may have been trained on these pages, and is surer of them than of others. So its log-odds are shrunk and
shaken: by place for all pages of a site alike, as a scorer errs, and by block.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from cleaner.decide.smooth import smooth_by_structure
from cleaner.decode.decode import decode
from cleaner.page.page import Form
from cleaner.scoring.score import score
from cleaner.segment.html.segment import segment_html
from cleaner.segment.text.segment import segment_text
from cleaner.templates.evidence.counts import SiteCounts
from cleaner.templates.evidence.features import evidence
from cleaner.templates.site.sketch import sketch_page
from cleaner.templates.site.stored import store_page
from cleaner.training.evidence.furniture import draw
from cleaner.training.evidence.inject import inject, squeeze
from cleaner.training.scorer import flatten
from cleaner.training.scorer.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from cleaner.templates.site.sketch import PageSketch
    from cleaner.templates.site.stored import StoredPage
    from cleaner.training.evidence.furniture import Piece
    from cleaner.training.gold import GoldPage

    Floats = NDArray[np.float32]

COPIES = (0, 0, 1, 2, 3, 4, 6, 9, 15, 25)
"""How many siblings there are to be, beside the real ones."""
SHAKE = 0.5
"""Standard deviation of the noise on a copy's log-odds, by block and by place."""
SHRINK, PLACE_NOISE, BLOCK_NOISE = (0.6, 1.0), 1.0, 0.6
"""What is done to the log-odds of real pages: a factor by site, and the deviations of what is added by place and block."""
STAY, OTHERS_STAY = 0.93, (0.0, 0.1, 0.4)
"""The chance of a text that is shared with other pages to be in a copy, and of another one's."""
BARE = 0.2
"""How many sites get no furniture in a round."""
INJECTED_WEIGHT = 3.0
"""How much more what was put in counts: it is a small part of its page, and all that matters."""
MOST_TITLES, MOST_SENTENCES = 400, 1000
"""By language: what other pages are called, and sentences of their articles."""
MOST_BLOCKS, MOST_PAGES = 600, 6
"""Larger pages are left out, and of larger sites others take part in each round."""
SENTENCE_CHARS = (25, 220)
LANGUAGE = re.compile(rb"<html[^>]{0,300}\blang\s*=\s*[\"']?([a-zA-Z]{2})", re.I)
SENTENCES = re.compile(r"[^.!?\u3002\uff01\uff1f]{10,400}[.!?\u3002\uff01\uff1f]")


@dataclass(frozen=True, slots=True)
class Row:
    """A page that templates are fitted on."""

    seen: PageSketch
    smoothed: Floats
    """(n,) the log-odds that the evidence is added to: those of what stands together agree."""
    labels: Floats
    injected: NDArray[np.bool_]
    """(n,) which blocks were put in."""


@dataclass(frozen=True, slots=True)
class Case:
    """What the network is shown of one page."""

    features: Floats
    log_odds: Floats
    trust: Floats
    """How far what speaks against a block counts; see :class:`cleaner.templates.evidence.features.Evidence`."""
    labels: Floats
    weights: Floats
    """The weight of each block; one page's sum to 2 and more where furniture was put in."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What furniture is made of."""

    titles: dict[str, list[tuple[str, str]]]
    """By language: a site, and what a page of it is called."""
    sentences: dict[str, list[str]]

    def of(self, site: str, language: str, rng: np.random.Generator) -> tuple[list[str], list[str]]:
        """The titles and sentences that a site may use."""
        known = self.titles[language] if len(self.titles.get(language, ())) > MOST_TITLES // 20 else self.titles[""]
        own = [title for name, title in known if name == site]
        others = [title for name, title in known if name != site]
        # Lists mostly tell of the same site: then a template knows their titles, if it has seen those pages.
        titles = own if len(own) > 4 and rng.random() < 0.4 else others
        sentences = self.sentences[language] if len(self.sentences.get(language, ())) > 50 else self.sentences[""]
        return titles, sentences


def by_site(gold: Iterable[GoldPage]) -> dict[str, list[GoldPage]]:
    """Pages with known content, of sites with two or more."""
    sites: dict[str, list[GoldPage]] = defaultdict(list)
    for page in gold:
        if page.text is not None and len(page.site) > 1:
            sites[page.site.removeprefix("www.")].append(page)
    return {site: pages for site, pages in sites.items() if len(pages) > 1}


def sources(gold: Iterable[GoldPage]) -> Sources:
    """The titles and sentences of pages; those of all languages stand under no language, too."""
    titles: dict[str, list[tuple[str, str]]] = defaultdict(list)
    sentences: dict[str, list[str]] = defaultdict(list)
    for page in gold:
        if page.text is None:
            continue
        lines = [line for line in page.text.splitlines() if line.strip()]
        for key in {language_of(page), ""} if lines else ():
            if len(titles[key]) < MOST_TITLES:
                length = 5 + crc32(page.id.encode()) % 9
                titles[key].append((page.site.removeprefix("www."), " ".join(lines[0].split()[:length])[:110]))
            if len(sentences[key]) < MOST_SENTENCES:
                heard = [squeeze(text) for text in SENTENCES.findall(lines[len(lines) // 2])]
                few = [text for text in heard if SENTENCE_CHARS[0] <= len(text) <= SENTENCE_CHARS[1]][:3]
                sentences[key] += few
    return Sources(titles, sentences)


def language_of(page: GoldPage) -> str:
    """The language that a page declares, else English."""
    found = LANGUAGE.search(page.html[:20_000])
    return found[1].decode().lower() if found else "en"


def rows(pages: Sequence[GoldPage], form: Form, pieces: Sequence[Piece], rng: np.random.Generator) -> list[Row]:
    """The pages of one site with furniture in them, segmented and scored; scraped texts are of one scraper's habits."""
    habits = flatten.draw(rng)
    shrink = rng.uniform(*SHRINK)
    noise: dict[str, float] = defaultdict(lambda: float(rng.normal(0, PLACE_NOISE)))
    found = []
    for gold in pages:
        made = inject(decode(gold.html).text, gold.text or "", pieces, rng)
        page = segment_text(flatten.flatten(made.html, habits)) if form is Form.TEXT else segment_html(made.html)
        if not 0 < len(page) <= MOST_BLOCKS:
            continue
        labels, _ = label(page.blocks.texts, gold)
        known = [made.lines.get(squeeze(text)) for text in page.blocks.texts]
        injected = np.array([piece is not None for piece in known])
        content = np.array([piece is not None and piece.content for piece in known])
        labels = np.where(injected, content, labels).astype(np.float32)
        scored = score(page)
        seen = sketch_page(page, scored)
        places = np.array([noise[place] for place in seen.places])
        shaken = shrink * seen.log_odds + places + rng.normal(0, BLOCK_NOISE, len(seen))
        shaken = shaken.astype(np.float32)
        smoothed = smooth_by_structure(page, scored._replace(log_odds=shaken))
        found.append(Row(replace(seen, log_odds=shaken), smoothed, labels, injected))
    return found


def cases(gold: Sequence[GoldPage], form: Form, rounds: int, seed: int) -> Iterator[Case]:
    """Every page in the light of some of its site's other pages, ``rounds`` times, each time with other furniture."""
    rng = np.random.default_rng((seed, 1))
    for site in made_sites(gold, form, rounds, seed):
        yield from cases_of(site, rng)


def made_sites(gold: Sequence[GoldPage], form: Form, rounds: int, seed: int) -> Iterator[list[Row]]:
    """The pages of every site with furniture in them, ``rounds`` times; of large sites some pages."""
    rng = np.random.default_rng(seed)
    made_of = sources(gold)
    sites = by_site(gold)
    for _ in range(rounds):
        for site, pages in sites.items():
            pieces = (
                []
                if rng.random() < BARE
                else draw(language_of(pages[0]), *made_of.of(site, language_of(pages[0]), rng), rng)
            )
            chosen = [pages[k] for k in rng.permutation(len(pages))[:MOST_PAGES]]
            yield rows(chosen, form, pieces, rng)


def cases_of(site: Sequence[Row], rng: np.random.Generator) -> Iterator[Case]:
    """The pages of one site, each in the light of some of the others and of siblings of those."""
    for number, row in enumerate(site):
        seen = row.seen
        others = [other for k, other in enumerate(site) if k != number]
        if not others:
            continue
        some = [others[k] for k in rng.permutation(len(others))[: rng.integers(1, len(others) + 1)]]
        records = [store_page(other.seen, 0) for other in some]
        records += list(siblings(records, seen, int(rng.choice(COPIES)), rng))
        if rng.random() < 0.5:
            records.append(store_page(seen, 0))
        known = evidence(SiteCounts(records), seen)
        root = np.sqrt(seen.words)
        weights = root / max(1e-9, root.sum()) + seen.words / max(1e-9, seen.words.sum())
        weights = np.where(row.injected, INJECTED_WEIGHT, 1) * weights
        yield Case(known.features, row.smoothed, known.trust, row.labels, weights.astype(np.float32))


def siblings(
    records: Sequence[StoredPage], example: PageSketch, count: int, rng: np.random.Generator
) -> Iterator[StoredPage]:
    """So many noisy copies of the records in turn; what they share with each other or the example stays, mostly."""
    for number in range(count):
        own = records[number % len(records)]
        rest = [page for page in records if page is not own]
        rare = rng.choice(OTHERS_STAY, p=(0.6, 0.25, 0.15))
        times = np.where(rng.random(len(own.texts)) < 0.1, np.where(rng.random(len(own.texts)) < 0.6, 0, 2), 1)
        pick = np.repeat(np.arange(len(own.texts)), times)
        pick = pick if len(pick) else np.arange(len(own.texts))
        kept = rng.random(len(pick))
        keys: dict[str, tuple[int, ...]] = {}
        for name, bits in (("texts", 42), ("begins", 24), ("closes", 24)):
            old = np.array(getattr(own, name), dtype=np.int64)[pick]
            shared = set(getattr(example, name)).union(*(getattr(page, name) for page in rest))
            stay = np.where([key in shared for key in old.tolist()], STAY, rare)
            fresh = np.where(kept < stay, old, rng.integers(0, 1 << bits, len(pick)))
            keys[name] = tuple(fresh.tolist())
        places = np.array(own.places, dtype=np.int64)[pick]
        levels = np.frombuffer(own.log_odds, dtype=np.uint8)[pick] + rng.normal(0, SHAKE * 4, len(pick))
        levels += rng.normal(0, SHAKE * 4, len(own.paths))[places]
        yield replace(
            own,
            texts=keys["texts"],
            begins=keys["begins"],
            closes=keys["closes"],
            id=int(rng.integers(1 << 62)),
            title=f"copy {number}",
            places=tuple(places.tolist()),
            words=np.frombuffer(own.words, dtype=np.uint8)[pick].tobytes(),
            links=np.frombuffer(own.links, dtype=np.uint8)[pick].tobytes(),
            sentences=np.frombuffer(own.sentences, dtype=np.uint8)[pick].tobytes(),
            log_odds=np.clip(np.round(levels), 0, 48).astype(np.uint8).tobytes(),
        )
