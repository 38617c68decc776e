"""Blocks to log-odds of being content."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.page.page import Form
from cleaner.scoring.features import build
from cleaner.scoring.model import Weights, predict_log_odds, shipped
from cleaner.scoring.wording import LARGEST, WEIGHT, promptness, shipped_wording

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Page
    from cleaner.scoring.features import Features


SHORT = 8
"""Words; what is shorter is not taken for running text."""


class Scored(NamedTuple):
    """What the scorer says of a page of ``n`` blocks."""

    log_odds: NDArray[np.float32]
    """(n,) log-odds that each block is content."""
    words: NDArray[np.float32]
    """(n,) length of each block in words."""
    patterns: NDArray[np.int32]
    """(n,) a number for each block's kind of place; blocks of one pattern are built alike."""


def score(page: Page, weights: Weights | None = None) -> Scored:
    """Score a page, by the shipped weights of its form unless others are given."""
    if not len(page):
        none = np.zeros(0, dtype=np.float32)
        return Scored(none, none, np.zeros(0, dtype=np.int32))
    features = build(page)
    log_odds = predict_log_odds(features, weights or shipped(page.form.value))
    if page.form is Form.HTML:  # lines of scraped text are judged by their words already: it has little else
        said = promptness(features, shipped_wording())
        said[features.weights > LARGEST * features.weights[log_odds > 0].sum()] = 0
        log_odds -= WEIGHT * said
    return Scored(log_odds, features.weights, patterns_of(features))


def patterns_of(features: Features) -> NDArray[np.int32]:
    """(n,) the pattern of each block's place, split by whether it is a link and whether it is short."""
    return features.patterns * 4 + 2 * features.linked + (features.weights >= SHORT)


def probability(log_odds: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log-odds to probabilities."""
    result: NDArray[np.float32] = (1 / (1 + np.exp(-log_odds))).astype(np.float32)
    return result
