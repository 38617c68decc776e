"""How well templates do on gold pages, and how that grows with the pages they were learned from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np

from cleaner.options import MAX_BYTES, Options
from cleaner.page.page import Form
from cleaner.pipeline import decide_on, with_template
from cleaner.source import read_source
from cleaner.templates.learn import score_text
from cleaner.templates.site.sample import sample
from cleaner.templates.site.sketch import sketch_page
from cleaner.templates.site.stored import store_page
from cleaner.templates.template import SiteTemplate
from cleaner.training.scorer.evaluate import score_page
from cleaner.views.text.view import render_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.page.page import Page
    from cleaner.scoring.score import Scored
    from cleaner.templates.site.stored import StoredPage
    from cleaner.training.gold import GoldPage

Scores = tuple[float, float]
SIZES = (1, 2, 3, 5, 10, 20, 40)


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A gold page, scored once."""

    gold: GoldPage
    page: Page
    scored: Scored
    record: StoredPage


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
    sites: dict[str, list[GoldPage]] = defaultdict(list)
    for gold_page in gold:
        if gold_page.text is not None:
            sites[gold_page.site].append(gold_page)
    found: dict[str, list[Known]] = {}
    for site, pages in sites.items():
        if len(pages) < least:
            continue
        for gold_page in pages:
            page, scored = score_text(read_source(gold_page.html, None, MAX_BYTES), Form.HTML)
            if len(page):
                found.setdefault(site, []).append(
                    Known(gold_page, page, scored, store_page(sketch_page(page), scored.log_odds, 0))
                )
    return found


def curve(
    sites: dict[str, list[Known]],
    sizes: Sequence[int] = SIZES,
    seed: int = 1,
    times: int = 1,
) -> list[Point]:
    """F1 over the number of pages learned from, scored on other pages; a size is tried on the sites that have more."""
    points = []
    alone = cache(lambda known: measure(known, None))
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
                    found.append((*alone(pages[number]), *measure(pages[number], template)))
        if found:
            columns = [fmean(column) for column in zip(*found, strict=True)]
            points.append(Point(size, count, len(found) // times, columns[0], columns[2], columns[1], columns[3]))
    return points


def measure(known: Known, template: SiteTemplate | None) -> Scores:
    """F1 and recall of a page, with a template or without."""
    if template is None:
        page, decision = known.page, decide_on(known.page, known.scored, Options())
    else:
        page, decision = with_template(known.page.source, Form.HTML, template, Options())
    result = score_page(render_text(page, decision.kept), known.gold)
    return result.f1 or 0.0, result.recall or 0.0


def table(points: Sequence[Point]) -> str:
    """A learning curve as Markdown."""
    head = "| pages learned from | sites | pages scored | f1 alone | f1 with template | recall alone | recall with template |\n"
    return head + "|---|---|---|---|---|---|---|\n" + "".join(
        f"| {p.learned} | {p.sites} | {p.pages} | {p.alone:.3f} | {p.f1:.3f} | {p.recall_alone:.3f} | {p.recall:.3f} |\n"
        for p in points
    )  # fmt: skip
