"""How much site furniture survives, and how that falls with the pages that a template was learned from."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner import Cleaner, SiteTemplate
from cleaner.decode.decode import decode
from cleaner.page.page import Form
from cleaner.training.evidence.furniture import draw_kinds
from cleaner.training.evidence.inject import inject
from cleaner.training.evidence.sources import by_site, language_of, sources
from cleaner.training.scorer import flatten
from cleaner.training.scorer.labels import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.training.gold import GoldPage

KINDS = ("prompt", "placeholder", "list")
SIZES = (0, 1, 2, 3, 5, 10, 20)
LEAST_SCORED = 2
"""Pages of a site that must be left to score."""


class Made(NamedTuple):
    """A page with furniture."""

    source: str
    lines: dict[str, list[list[str]]]
    """The words of each line that was put in, by kind."""
    gold: Counter[str]
    template: SiteTemplate
    """What this page alone teaches."""


@dataclass(frozen=True, slots=True)
class Survival:
    """One point of the curve."""

    learned: int
    sites: int
    pages: int
    shares: dict[str, float]
    """By kind, the share of its words that survive."""
    lost: float
    """The share of the words of the articles that are lost."""


def survival(
    gold: Sequence[GoldPage], form: Form = Form.HTML, sizes: Sequence[int] = SIZES, seed: int = 1
) -> list[Survival]:
    """Put a prompt, a placeholder and a list into the pages of every site, learn from some pages and clean the others.

    Without pages to learn from, pages are cleaned each by itself.
    """
    sites = [pages for pages in made_sites(gold, form, seed) if len(pages) > LEAST_SCORED]
    cleaner = Cleaner()
    points = []
    for size in sizes:
        rng = np.random.default_rng(seed)
        some = [pages for pages in sites if len(pages) >= size + LEAST_SCORED]
        kept: dict[str, int] = defaultdict(int)
        total: dict[str, int] = defaultdict(int)
        count = 0
        for pages in some:
            order = rng.permutation(len(pages)).tolist()
            learned = [pages[k].template for k in order[:size]]
            template = reduce(SiteTemplate.merge, learned) if learned else None
            for page in (pages[k] for k in order[size:]):
                count += 1
                words = words_of(cleaner.clean(page.source, form=form, template=template).text)
                text = f" {' '.join(words)} "
                total["gold"] += page.gold.total()
                kept["gold"] += (page.gold & Counter(words)).total()
                for kind, lines in page.lines.items():
                    for line in lines:
                        total[kind] += len(line)
                        kept[kind] += len(line) * (f" {' '.join(line)} " in text)
        if count:
            shares = {kind: kept[kind] / max(1, total[kind]) for kind in KINDS}
            points.append(Survival(size, len(some), count, shares, 1 - kept["gold"] / max(1, total["gold"])))
    return points


def made_sites(gold: Sequence[GoldPage], form: Form, seed: int) -> Iterable[list[Made]]:
    """The pages of every site with one piece of each kind in all of them; those in which nothing could be put left out."""
    rng = np.random.default_rng(seed)
    made_of = sources(gold)
    for site, known in by_site(gold).items():
        language = language_of(known[0])
        pieces = draw_kinds(KINDS, language, *made_of.of(site, language, rng), rng)
        habits = flatten.draw(rng)
        pages = []
        for page in known:
            made = inject(decode(page.html).text, page.text or "", pieces, rng)
            if not made.lines:
                continue
            source = flatten.flatten(made.html, habits) if form is Form.TEXT else made.html
            lines: dict[str, list[list[str]]] = defaultdict(list)
            for text, piece in made.lines.items():
                lines[piece.kind].append(words_of(text))
            template = SiteTemplate.learn([source], site=site, form=form)
            pages.append(Made(source, lines, Counter(words_of(page.text or "")), template))
        yield pages


def survival_table(points: Sequence[Survival]) -> str:
    """The curve as Markdown."""
    head = f"| pages learned from | sites | pages cleaned | {' | '.join(f'{kind}s survive' for kind in KINDS)} | words lost |\n"
    rows = (
        f"| {point.learned} | {point.sites} | {point.pages} | "
        + " | ".join(f"{point.shares[kind]:.3f}" for kind in KINDS)
        + f" | {point.lost:.3f} |\n"
        for point in points
    )
    return head + "|---" * (len(KINDS) + 4) + "|\n" + "".join(rows)
