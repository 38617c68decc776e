"""Fit the coefficients of :mod:`cleaner.confidence`: ``python -m cleaner.training.confidence GOLD... [--pages N]``.

Each gold page is used twice, as it is and with its article taken out, both as markup and as scraped text. Printed are, for
each collection scored by a fit that has not seen it, the AUC, the Brier score and the reliability of five bins; then the
coefficients of the fit on all.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.confidence import article_numbers
from cleaner.fragment import is_fragment, with_fragment_prior
from cleaner.options import Options
from cleaner.page.page import Form
from cleaner.pipeline import decide_on
from cleaner.scoring.score import score
from cleaner.segment.segment import segment
from cleaner.training.gold import first_whole
from cleaner.training.scorer.augment import select
from cleaner.training.scorer.flatten import Habits, flatten
from cleaner.training.scorer.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from cleaner.page.page import Page

    Floats = NDArray[np.float64]

CONTENT = 0.1
"""The share of its words in the gold from which on a block is taken out with the article."""
RIDGE = 1e-2
STEPS = 50


class Case(NamedTuple):
    """A page with or without its article."""

    collection: str
    numbers: Floats
    """(3,) one, and what the regression sees of the page."""
    article: bool


def cases(paths: Sequence[Path], pages: int) -> Iterator[Case]:
    """The cases of the first ``pages`` of each file that have whole gold."""
    for gold, markup in first_whole(paths, pages):
        scraped = flatten(markup, Habits(bullet="-\n", image="cut"))
        for form, source in ((Form.HTML, markup), (Form.TEXT, scraped)):
            page = segment(source, form)
            labels, _ = label(page.blocks.texts, gold)
            if not labels.any():
                continue
            for article, half in ((True, page), (False, without(page, labels < CONTENT))):
                if len(half) and not is_fragment(half):
                    yield Case(gold.collection, numbers_of(half), article)


def without(page: Page, keep: NDArray[np.bool_]) -> Page:
    """The page with some of its blocks only."""
    if page.form is Form.HTML:
        return select(page, keep)
    texts = page.blocks.texts
    return segment("\n".join(texts[k] for k in np.flatnonzero(keep).tolist()), Form.TEXT)


def numbers_of(page: Page) -> Floats:
    """(3,) one, and what the regression sees of a page."""
    decision = decide_on(page, with_fragment_prior(page, score(page)), Options())
    return np.array([1.0, *article_numbers(page, decision.scores, decision.kept)])


def fit(numbers: Floats, articles: NDArray[np.bool_]) -> Floats:
    """(3,) the coefficients of a logistic regression with a small ridge, by Newton's method."""
    found = np.zeros(numbers.shape[1])
    for _ in range(STEPS):
        said = predict(numbers, found)
        curvature = (numbers * (said * (1 - said) + 1e-9)[:, None]).T @ numbers + RIDGE * np.eye(len(found))
        found += np.linalg.solve(curvature, numbers.T @ (articles - said) - RIDGE * found)
    return found


def predict(numbers: Floats, coefficients: Floats) -> Floats:
    """(n,) the probability of an article."""
    return np.asarray(1 / (1 + np.exp(-numbers @ coefficients)))


def area_under_curve(said: Floats, articles: NDArray[np.bool_]) -> float:
    """The chance that a page with an article is given more than one without."""
    ranks = np.argsort(np.argsort(said))
    ones = int(articles.sum())
    return float((ranks[articles].sum() - ones * (ones - 1) / 2) / max(1, ones * (len(articles) - ones)))


def main() -> None:
    """Print how well it does on collections left out, and the coefficients."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="gold files")
    parser.add_argument("--pages", type=int, default=40, metavar="N", help="at most so many pages of each (40)")
    arguments = parser.parse_args()
    known = list(cases(arguments.gold, arguments.pages))
    numbers = np.array([case.numbers for case in known])
    articles = np.array([case.article for case in known])
    collections = np.array([case.collection for case in known])
    said = np.zeros(len(known))
    for name in sorted(set(collections.tolist())):
        inside = collections == name
        said[inside] = predict(numbers[inside], fit(numbers[~inside], articles[~inside]))
        print(f"{name:14s} {int(inside.sum()):5d} cases, AUC {area_under_curve(said[inside], articles[inside]):.3f}")
    print(f"all, left out: AUC {area_under_curve(said, articles):.3f}, Brier {np.mean((said - articles) ** 2):.3f}")
    for low in np.arange(0, 1, 0.2):
        bin_ = (said >= low) & (said < low + 0.2 + 1e-9)
        if bin_.any():
            print(
                f"  {low:.1f}-{low + 0.2:.1f}: {int(bin_.sum()):5d} said {said[bin_].mean():.2f}, are {articles[bin_].mean():.2f}"
            )
    print("INTERCEPT, CONTENT, PURITY =", ", ".join(f"{value:.2f}" for value in fit(numbers, articles)))


if __name__ == "__main__":
    main()
