"""Cross-validation by site: every page is scored by a network that has seen no page of its site."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from cleaner.decide.decide import decide
from cleaner.decide.smooth import smooth_by_structure
from cleaner.document import Document
from cleaner.scoring.features import build
from cleaner.scoring.score import Scored, patterns_of, probability
from cleaner.training.scorer.evaluate import score_page
from cleaner.training.scorer.fit import fit, predict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.options import Options
    from cleaner.training.gold import GoldPage
    from cleaner.training.scorer.evaluate import PageScore
    from cleaner.training.scorer.recipe import Example, Recipe

    Floats = NDArray[np.float32]

POINTS = 24
"""How many points the calibration has at most."""


def fold_of(site: str, folds: int) -> int:
    """The fold a site belongs to, the same on every machine."""
    return crc32(site.encode()) % folds


def held_out(examples: Sequence[Example], recipe: Recipe, folds: int, jobs: int = 1) -> list[Floats]:
    """Raw log-odds of every example's blocks, by networks trained on the other folds' sites."""
    found: list[Floats] = [np.zeros(0, np.float32)] * len(examples)
    with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
        work = [pool.submit(one_fold, examples, recipe, folds, fold) for fold in range(folds)]
        for done in work:
            for place, log_odds in done.result():
                found[place] = log_odds
    return found


def one_fold(examples: Sequence[Example], recipe: Recipe, folds: int, fold: int) -> list[tuple[int, Floats]]:
    """Train without a fold, predict it."""
    import torch

    torch.set_num_threads(1)
    inside = [k for k, example in enumerate(examples) if fold_of(example.site, folds) == fold]
    others = [example for example in examples if fold_of(example.site, folds) != fold and example.trust.any()]
    return list(zip(inside, predict([examples[k] for k in inside], fit(others, recipe)), strict=True))


def calibrate(log_odds: Sequence[Floats], examples: Sequence[Example]) -> Floats:
    """(2, k) rising raw log-odds and what they mean: pooled means of labels, made monotone (isotonic regression).

    Only pages whose whole content is known count: on the others the labelled blocks are the easy ones.
    """
    raw, labels = pooled(log_odds, examples)
    order = np.argsort(raw)
    raw, labels = raw[order], labels[order]
    # Dense where decisions fall, sparse at the ends.
    edges = np.unique(
        np.concatenate(([raw[0]], np.quantile(raw, np.linspace(0.02, 0.98, 7)), np.linspace(-4, 4, POINTS - 9)))
    )
    places = np.searchsorted(raw, edges)
    xs, ys = [], []
    for low, high in zip(places, [*places[1:], len(raw)], strict=True):
        if high - low >= 50:
            share = float(np.clip(labels[low:high].mean(), 1e-4, 1 - 1e-4))
            xs.append(float(raw[low:high].mean()))
            ys.append(float(np.log(share / (1 - share))))
    xs = [xs[0] - 10, *xs, xs[-1] + 10]
    ys = [ys[0] - 4, *np.maximum.accumulate(ys).tolist(), max(ys) + 4]
    return np.array([xs, ys], dtype=np.float32)


def pooled(log_odds: Sequence[Floats], examples: Sequence[Example]) -> tuple[Floats, Floats]:
    """The log-odds and labels of all blocks of fully known pages."""
    chosen = [k for k, example in enumerate(examples) if example.whole]
    return np.concatenate([log_odds[k] for k in chosen]), np.concatenate([examples[k].labels for k in chosen])


@dataclass(frozen=True, slots=True)
class Reliability:
    """How often blocks of a probability are content."""

    rows: tuple[tuple[float, float, int, float, float], ...]
    """(from, to, blocks, mean probability, share that is content) of each tenth."""
    error: float
    """Expected calibration error: the mean distance of the last two, weighted by blocks."""


def reliability(probabilities: Floats, labels: Floats) -> Reliability:
    """A reliability table in ten bins (Guo et al. 2017)."""
    rows = []
    bins = np.minimum((probabilities * 10).astype(int), 9)
    for tenth in range(10):
        inside = bins == tenth
        if inside.any():
            mean, share = float(probabilities[inside].mean()), float(labels[inside].mean())
            rows.append((tenth / 10, (tenth + 1) / 10, int(inside.sum()), mean, share))
    total = sum(row[2] for row in rows)
    return Reliability(tuple(rows), sum(row[2] * abs(row[3] - row[4]) for row in rows) / max(1, total))


def scores_of(
    gold: Sequence[GoldPage], examples: Sequence[Example], log_odds: Sequence[Floats], options: Options
) -> dict[str, list[PageScore]]:
    """The scores by collection of what these calibrated log-odds would keep."""
    found: dict[str, list[PageScore]] = defaultdict(list)
    for page, example, values in zip(gold, examples, log_odds, strict=True):
        features = build(example.page)
        scores = probability(smooth_by_structure(example.page, Scored(values, features.weights, patterns_of(features))))
        decision = decide(example.page, scores, features.weights, options)
        document = Document(page=example.page, scores=scores, kept=decision.kept)
        found[page.collection].append(score_page(document.text, page))
    return dict(found)
