"""Blocks to log-odds of being content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleaner.scoring.features import build
from cleaner.scoring.model import Weights, log_odds, shipped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page import Page


def score(page: Page, weights: Weights | None = None) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(n,) log-odds that each block of a page is content, and (n,) its words; by the shipped weights unless told."""
    if not len(page):
        return np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32)
    features = build(page)
    return log_odds(features, weights or shipped("html")), features.weights


def probability(odds: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log-odds to probabilities."""
    result: NDArray[np.float32] = (1 / (1 + np.exp(-odds))).astype(np.float32)
    return result
