"""Validation on what a network has not seen: folds by site, and whole collections left out.

Pages of other sites of the same collection were chosen and marked up by the same hands; only a collection that was left
out as a whole says how well pages from elsewhere will come out.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from cleaner.decide.decide import decide
from cleaner.decide.smooth import smooth_by_structure
from cleaner.scoring.features import build
from cleaner.scoring.score import Scored, patterns_of, probability
from cleaner.training.scorer.evaluate import score_page
from cleaner.training.scorer.fit import fit, predict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from cleaner.options import Options
    from cleaner.page.page import Page
    from cleaner.scoring.model import Weights
    from cleaner.training.gold import GoldPage
    from cleaner.training.scorer.evaluate import PageScore
    from cleaner.training.scorer.recipe import Example, Recipe

    Floats = NDArray[np.float32]

SURE = 0.9
"""Labels that are trusted less say nothing of calibration."""
STEPS = 200
"""Of L-BFGS at most; a handful is enough."""


def groups_of(collections: Sequence[str], groups: Sequence[Sequence[str]]) -> list[int]:
    """The group of each example's collection.

    :raises ValueError: a collection is in no group.
    """
    known = {name: index for index, group in enumerate(groups) for name in group}
    missing = sorted(set(collections) - known.keys())
    if missing:
        raise ValueError(f"collections in no group that is left out: {', '.join(missing)}")
    return [known[name] for name in collections]


class Trainer:
    """Trains networks in processes of their own, several at a time; the examples are sent to each process once.

    :param jobs: how many networks to train at once.
    """

    def __init__(self, examples: Sequence[Example], recipe: Recipe, jobs: int) -> None:
        self.recipe = recipe
        self._pool = ProcessPoolExecutor(
            jobs, mp_context=get_context("spawn"), initializer=receive, initargs=(examples,)
        )

    def __enter__(self) -> Trainer:
        """The trainer itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End its processes."""
        self._pool.shutdown(cancel_futures=True)

    def everything(self) -> Future[Weights]:
        """Train on all examples."""
        return self._pool.submit(on_everything, self.recipe)

    def without(self, parts: Sequence[int]) -> list[Future[list[tuple[int, Floats]]]]:
        """For every part, what a network says of it that saw nothing of it, nor of a site in it.

        :param parts: the part of each example.
        """
        return [self._pool.submit(without_part, self.recipe.validating, parts, part) for part in sorted(set(parts))]


RECEIVED: list[Example] = []
"""The examples of this process, which trains for a :class:`Trainer`; empty in all others."""


def receive(examples: Sequence[Example]) -> None:
    """Begin a process that trains."""
    import torch

    torch.set_num_threads(1)
    RECEIVED[:] = examples


def on_everything(recipe: Recipe) -> Weights:
    """Train on all examples of this process."""
    return fit([example for example in RECEIVED if example.trust.any()], recipe, log)


def without_part(recipe: Recipe, parts: Sequence[int], part: int) -> list[tuple[int, Floats]]:
    """Train without a part, predict it: raw log-odds of its examples, by their index."""
    inside, others = split(RECEIVED, parts, part)
    log_odds = predict([RECEIVED[index] for index in inside], fit(others, recipe))
    return list(zip(inside, log_odds, strict=True))


def split(examples: Sequence[Example], parts: Sequence[int], part: int) -> tuple[list[int], list[Example]]:
    """The examples of a part, by index, and those of the others to train on: none of a site that the part has."""
    inside = [index for index, of in enumerate(parts) if of == part]
    sites = {examples[index].site for index in inside}
    others = [
        example
        for example, of in zip(examples, parts, strict=True)
        if of != part and example.site not in sites and example.trust.any()
    ]
    return inside, others


def collect(work: Sequence[Future[list[tuple[int, Floats]]]], count: int) -> list[Floats]:
    """Raw log-odds of every example's blocks, from the work of all parts.

    :param count: how many examples there are.
    """
    log_odds: list[Floats] = [np.zeros(0, np.float32)] * count
    for done in work:
        for index, values in done.result():
            log_odds[index] = values
    return log_odds


def log(line: str) -> None:
    """Say how far training is."""
    print(line, file=sys.stderr, flush=True)


def slope_and_shift(log_odds: Sequence[Floats], examples: Sequence[Example], collections: Sequence[str]) -> Floats:
    """(2, 2) the straight line from raw log-odds to what they mean (Platt 1999), every collection counting the same.

    Only two numbers, and no collection more than another: the largest, most of whose blocks are of kinds of pages that
    no other has, would else say what the log-odds of all others mean. Collections without a page whose whole content is
    known say nothing.
    """
    parts = []
    for name in sorted(set(collections)):
        chosen = [
            index for index, of in enumerate(collections)
            if of == name and examples[index].whole and examples[index].trust.any()
        ]  # fmt: skip
        if not chosen:
            continue
        raw, labels = pooled([log_odds[index] for index in chosen], [examples[index] for index in chosen])
        parts.append((raw.astype(np.float64), labels, np.full(len(raw), 1 / max(1, len(raw)))))
    raw, labels, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    line = torch.tensor([1.0, 0.0], dtype=torch.float64, requires_grad=True)
    raws, targets, shares = (torch.from_numpy(values.astype(np.float64)) for values in (raw, labels, weights))
    optimizer = torch.optim.LBFGS([line], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> float:
        optimizer.zero_grad()
        said = raws * line[0] + line[1]
        value: torch.Tensor = (shares * binary_cross_entropy_with_logits(said, targets, reduction="none")).sum()
        value.backward()
        return float(value.detach())

    optimizer.step(loss)
    slope, shift = line.detach().tolist()
    ends = np.array([-20.0, 20.0])
    return np.array([ends, slope * ends + shift], dtype=np.float32)


def pooled(log_odds: Sequence[Floats], examples: Sequence[Example]) -> tuple[Floats, Floats]:
    """The log-odds and labels of all trusted blocks of fully known pages."""
    chosen = [index for index, example in enumerate(examples) if example.whole and example.trust.any()]
    trusted = [examples[index].trust >= SURE for index in chosen]
    return (
        np.concatenate([log_odds[index][sure] for index, sure in zip(chosen, trusted, strict=True)]),
        np.concatenate([examples[index].labels[sure] for index, sure in zip(chosen, trusted, strict=True)]),
    )


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
    scores: dict[str, list[PageScore]] = defaultdict(list)
    for page, example, values in zip(gold, examples, log_odds, strict=True):
        scores[page.collection].append(score_page(text_of(example.page, values, options), page))
    return dict(scores)


def text_of(page: Page, log_odds: Floats, options: Options) -> str:
    """The kept blocks of a page with these calibrated log-odds, a line each; nothing of a page without blocks."""
    if not len(page):
        return ""
    features = build(page)
    scores = probability(smooth_by_structure(page, Scored(log_odds, features.weights, patterns_of(features))))
    decision = decide(page, scores, features.weights, options)
    return "\n".join(page.blocks.texts[index] for index in np.flatnonzero(decision.kept).tolist())
