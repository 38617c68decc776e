"""The threshold whose blocks have the best expected F-measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleaner.decide.constants import SHIPPED

if TYPE_CHECKING:
    from numpy.typing import NDArray

HALF_NODES = (1.1544053947399682, 2.366759410734541, 3.7504397177257425)
NODES = np.array([*(-node for node in HALF_NODES[::-1]), 0.0, *HALF_NODES])
HALF_WEIGHTS = (0.2401231786050127, 0.03075712396758652, 0.000548268855972217)
SHIFT_WEIGHTS = np.array([*HALF_WEIGHTS[::-1], 0.45714285714285724, *HALF_WEIGHTS], dtype=np.float32)
"""Gauss-Hermite quadrature of degree 7, as ``np.polynomial.hermite_e`` has it; to import that costs more than a page."""


def best_threshold(
    scores: NDArray[np.float32],
    words: NDArray[np.float32],
    beta: float,
    shift: float = SHIPPED.shift,
    least: float = SHIPPED.least,
) -> float:
    """The threshold whose blocks have the best expected F-measure, in words; at least ``least``.

    Maximises the mean of (1 + b^2) * S / (W + b^2 * A), with S the expected content words kept, W the words kept and A
    the expected content words of the page: the plug-in rule for optimising F-measures (Dembczynski et al. 2013; Lipton
    et al. 2014). The mean is over how wrong the scorer may be about the page as a whole: its mistakes on one page go
    together, so all log-odds are shifted by one normal number of deviation ``shift``, and sharpened so that each block's
    probability stays what it is in the mean (MacKay 1992). On a page of sure blocks the threshold is about one half;
    where the scorer is unsure of everything it goes down.
    """
    if not len(scores):
        return 1.0
    order = np.argsort(-scores, kind="stable")
    sorted_scores, sorted_words = np.clip(scores[order], 1e-6, 1 - 1e-6), words[order]
    log_odds = np.log(sorted_scores / (1 - sorted_scores))
    sharper = np.float32(np.sqrt(1 + np.pi * shift**2 / 8))
    shifts = (shift * NODES).astype(np.float32)[:, None]
    content = sorted_words / (1 + np.exp(-(sharper * log_odds + shifts)))
    expected = np.add.accumulate(content, axis=1)
    kept = np.add.accumulate(sorted_words)
    measure = SHIFT_WEIGHTS @ (expected / np.maximum(kept + beta * beta * expected[:, -1:], 1e-9))
    return max(float(scores[order[int(measure.argmax())]]), least)
