"""How well templates do on gold pages, and how that grows with the pages they were learned from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np

from cleaner.decide import cohere, decide
from cleaner.document import Decided, Document
from cleaner.options import Options
from cleaner.page import Form
from cleaner.pipeline import Cleaner
from cleaner.scoring.score import probability
from cleaner.templates.judge import weigh
from cleaner.templates.record import record
from cleaner.templates.sample import sample
from cleaner.templates.seen import see
from cleaner.templates.template import SiteTemplate
from cleaner.training.evaluate import score_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from cleaner.page import Page
    from cleaner.scoring.score import Scored
    from cleaner.templates.model import EvidenceModel
    from cleaner.templates.record import PageRecord
    from cleaner.training.gold import GoldPage

SIZES = (1, 2, 3, 5, 10, 20, 40)


@dataclass(frozen=True, slots=True)
class Known:
    """A gold page, scored once."""

    gold: GoldPage
    page: Page
    scored: Scored
    record: PageRecord


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the learning curve."""

    learned: int
    sites: int
    pages: int
    alone: float
    """Mean F1 of the same pages without a template."""
    f1: float
    recall_alone: float
    recall: float


def read(gold: Iterable[GoldPage], least: int) -> dict[str, list[Known]]:
    """The pages with known content of sites with at least so many of them, by site."""
    cleaner = Cleaner()
    sites: dict[str, list[GoldPage]] = defaultdict(list)
    for gold_page in gold:
        if gold_page.text is not None:
            sites[gold_page.site].append(gold_page)
    found: dict[str, list[Known]] = {}
    for site, pages in sites.items():
        if len(pages) < least:
            continue
        for gold_page in pages:
            page, scored = cleaner.look(gold_page.html, Form.HTML)
            if len(page):
                found.setdefault(site, []).append(Known(gold_page, page, scored, record(see(page, scored), 0)))
    return found


def curve(
    sites: dict[str, list[Known]],
    model: EvidenceModel | None = None,
    sizes: Sequence[int] = SIZES,
    seed: int = 1,
    times: int = 3,
) -> list[Point]:
    """F1 over the number of pages learned from, scored on other pages; a size is tried on the sites that have more."""
    points = []
    for size in sizes:
        chance = np.random.default_rng(seed)
        found: list[tuple[float, float, float, float]] = []
        count = 0
        for site, pages in sites.items():
            if len(pages) <= size:
                continue
            count += 1
            for _ in range(times):
                order = chance.permutation(len(pages)).tolist()
                template = SiteTemplate(site, sample(pages[k].record for k in order[:size]))
                for number in order[size:]:
                    found.append((*measure(pages[number], None, model), *measure(pages[number], template, model)))
        if found:
            columns = [fmean(column) for column in zip(*found, strict=True)]
            points.append(Point(size, count, len(found) // times, columns[0], columns[2], columns[1], columns[3]))
    return points


def measure(known: Known, template: SiteTemplate | None, model: EvidenceModel | None) -> tuple[float, float]:
    """F1 and recall of a page, with a template or without."""

    def decided(odds: NDArray[np.float32]) -> Decided:
        scores = probability(cohere(known.page, known.scored._replace(odds=odds)))
        decision = decide(known.page, scores, known.scored.words, Options())
        return Decided(scores, decision.kept, decision.title)

    odds = known.scored.odds
    found = decided(odds) if template is None else weigh(template, known.page, known.scored, decided, model)
    document = Document(page=known.page, scores=found.scores, kept=found.kept, title_block=found.title)
    result = score_page(document.text, known.gold)
    return result.f1 or 0.0, result.recall or 0.0


def table(points: Sequence[Point]) -> str:
    """A learning curve as Markdown."""
    head = "| pages learned from | sites | pages scored | f1 alone | f1 with template | recall alone | recall with template |\n"
    return head + "|---|---|---|---|---|---|---|\n" + "".join(
        f"| {p.learned} | {p.sites} | {p.pages} | {p.alone:.3f} | {p.f1:.3f} | {p.recall_alone:.3f} | {p.recall:.3f} |\n"
        for p in points
    )  # fmt: skip
