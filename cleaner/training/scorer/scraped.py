"""Gold pages as careless scrapers save them, with labels: what the scorer of lines learns from.

Habits are drawn at random, so that it learns none of them by heart. Articles that are already clean are examples too: all
of them is content, and nothing of it may go.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict, deque
from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from cleaner.cleaner import Cleaner
from cleaner.decode.decode import decode
from cleaner.options import Options
from cleaner.page.page import Hints
from cleaner.segment.text.segment import segment_text
from cleaner.training.scorer.augment import Augmentation
from cleaner.training.scorer.flatten import draw, flatten
from cleaner.training.scorer.labels import align, label
from cleaner.training.scorer.prompts import interrupted, introduction, phrases, pitches
from cleaner.training.scorer.recipe import Drop, Example, Recipe, Size
from cleaner.training.scorer.trust import trusted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from cleaner.page.page import Page
    from cleaner.training.gold import GoldPage

    Floats = NDArray[np.float32]

AUGMENTATION = Augmentation(trim=0.3, strip=0.2, neutral=0, plain=0, silent=0, untitled=0)
"""Scraped text has neither semantic tags nor a head; the other changes are made as in markup."""
VARIANTS = 2
"""In how many habits each page is seen."""
TEXT_RECIPE = Recipe(
    epochs=6,
    first_epochs=3,
    augmentation=AUGMENTATION,
    drop=Drop(words=0.6, pages=0.6),
    size=Size(dilations=(1, 2, 4, 8, 16)),
    taught=0.3,
)
"""How to train on scraped text: what has no boxes with names needs to see farther along the lines."""
NOTE = (
    "Each page was seen in several scrapers' habits, with prompts in 16 languages between its lines; clean articles, and "
    "articles with lists of other titles in them, were added. Of pages with gold for segments only, what the shipped scorer "
    "of markup keeps, which was trained on the same collections, stands in for the rest."
)
"""For the model card."""
MADE_UP_WEIGHT = 0.5
"""Of examples that are no whole page; they count for neither calibration nor report."""
SPIKED = 2
"""How often an article in another language than English is seen with a list in it: most of the gold is English."""
TITLES = 300
FEWEST_TITLES = 20


def clean_text(text: str, rng: np.random.Generator) -> str:
    """An article as it may look when it was cleaned before: with empty lines between its lines or without, or wrapped."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if rng.random() < 0.06:
        lines = [textwrap.fill(line, int(rng.integers(66, 84)), break_long_words=False) for line in lines]
    return ("\n" if rng.random() < 0.4 else "\n\n").join(lines)


def spiked_text(text: str, junk: list[str], titles: list[str], language: str, rng: np.random.Generator) -> str:
    """A clean article with a list of other articles' titles in it, and some of its page's own short lines around that.

    What is left where only the middle of a page was saved: the list mostly comes last, and its titles tell of other
    things than the article.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    bullet = ("", "- ", "-\n", "• ", "-\n")[int(rng.integers(5))]
    count = int(rng.integers(4, 31))
    spike = [bullet + titles[int(k)] for k in rng.permutation(len(titles))[:count]]
    if rng.random() < 0.4:
        spike.insert(0, introduction(language, rng))
    elif junk and rng.random() < 0.7:
        spike.insert(0, junk[int(rng.integers(len(junk)))])
    if junk and rng.random() < 0.7:
        begin = int(rng.integers(len(junk)))
        spike += junk[begin : begin + int(rng.integers(1, 5))]
    place = len(lines) if rng.random() < 0.6 else int(rng.integers(1, len(lines) + 1))
    lines[place:place] = spike
    if rng.random() < 0.3:
        place = int(rng.integers(1, len(lines) + 1))
        lines[place:place] = pitches(language if language in phrases() else "en", titles, rng)
    if rng.random() < 0.4:
        for number in range(int(rng.integers(1, 3))):
            path = f"/{rng.integers(2005, 2026)}/{rng.integers(1, 13):02}/{rng.integers(1 << 40):x}_{number}.jpg)"
            lines.insert(int(rng.integers(1, 4)), path)
    lines = interrupted(lines, language, rng)
    return ("\n" if rng.random() < 0.6 else "\n\n").join(lines)


def scraped(pages: Iterable[GoldPage], seed: int, variants: int = VARIANTS) -> Iterator[tuple[GoldPage, Example]]:
    """Examples of text: each page in several habits, its gold text by itself, and that with a list of other titles.

    Of a page with gold for a few segments only, what the scorer of markup keeps stands in for the rest: it sees the
    tags that the lines have lost, and these pages are most of those that are not English. What it keeps only where recall
    is asked for is half content. The seed decides all habits; the titles are those of the pages before, of the same
    language.
    """
    titles: defaultdict[str, deque[str]] = defaultdict(lambda: deque(maxlen=TITLES))
    cleaner = Cleaner()
    generous = Cleaner(Options(focus="recall"))
    for gold in pages:
        rng = np.random.default_rng([seed, crc32(gold.id.encode())])
        html = decode(gold.html).text
        document = cleaner.clean(html, form="html")
        hints = Hints(title=document.metadata.title or "", description=document.metadata.description or "")
        language = (document.metadata.language or "")[:2]
        article = gold.text if gold.text is not None else document.text
        more = article if gold.text is not None else generous.clean(html, form="html").text
        known = replace(gold, html=b"")
        junk: list[str] = []
        for _ in range(variants):
            text = flatten(html, draw(rng))
            page = segment_text(text)
            if not len(page):
                continue
            if gold.text is None:
                yield known, Example(page, *label(page.blocks.texts, gold), False, gold.kind, gold.site)
            page = segment_text("\n".join(interrupted(text.split("\n"), language, rng)))
            labels, trust = label_all(page, gold, article, more)
            trust = trusted(page, labels, trust, gold, hints)
            weight = 1.0 if gold.text is not None else MADE_UP_WEIGHT
            yield known, Example(page, labels, trust, True, gold.kind, gold.site, weight)
            junk = [text for text, own in zip(page.blocks.texts, labels, strict=True) if not own and len(text) < 80]
        if not article:
            continue
        page = segment_text(clean_text(article, rng))
        if len(page):
            sure = np.ones(len(page), dtype=np.float32)
            yield known, Example(page, sure, sure, True, gold.kind, gold.site, MADE_UP_WEIGHT)
        others = titles[language]
        if gold.kind in ("article", "mixed") and len(others) >= FEWEST_TITLES and len(article) > 400:
            for _ in range(1 if language == "en" else SPIKED):
                page = segment_text(spiked_text(article, junk, list(others), language, rng))
                labels, trust = label_all(page, gold, article, more)
                yield known, Example(page, labels, trust, True, gold.kind, gold.site, MADE_UP_WEIGHT)
        first = article.strip().partition("\n")[0].strip()
        if 15 < len(first) < 120:
            others.append(first)


def label_all(page: Page, gold: GoldPage, article: str, more: str) -> tuple[Floats, Floats]:
    """(n,) labels and their trust by the whole article; what gold says of segments beats it.

    :param more: the article with what may belong to it.
    """
    labels = align(page.blocks.texts, article)
    if gold.text is None:
        labels = (labels + align(page.blocks.texts, more)) * np.float32(0.5)
        said, known = label(page.blocks.texts, gold)
        labels = np.where(known > 0, said, labels).astype(np.float32)
    labels[images_of(page)] = 0
    return labels, np.ones(len(page), dtype=np.float32)


def images_of(page: Page) -> list[int]:
    """The blocks that are what images left behind."""
    return [number for number, box in enumerate(page.blocks.boxes) if page.boxes.tags[box] == "img"]
