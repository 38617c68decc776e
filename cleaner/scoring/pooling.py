"""Means over what belongs together on a page, and what a first judgement of all blocks means for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.scoring.features import Features

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

LEVELS = (1, 2, 4)
"""The ancestors over whose extent a layer takes means."""


def substance_of(prose: Floats) -> Floats:
    """(n,) how much each block counts in means over a page or a box: links next to nothing."""
    substance: Floats = (prose / (prose + 4) + np.float32(1e-3)).astype(np.float32)
    return substance


@dataclass(eq=False, slots=True)
class Pool:
    """Means over what belongs together: a box, a pattern, all before a block, all behind it, and the heading above."""

    features: Features
    substance: Floats
    before: NDArray[np.float64]
    """(n + 1,) the substance of the first 0, 1, ... blocks."""
    inverse: Floats
    """(m, 1) one over the substance in each box."""
    headless: int
    """How many blocks come before the first heading."""
    order: Ints
    """(n,) the blocks, those of a pattern together."""
    starts: Ints
    """(patterns,) where in ``order`` each pattern begins."""
    of_pattern: Floats
    """(patterns, 1) one over the substance of each pattern."""

    @classmethod
    def of(cls, features: Features, substance: Floats) -> Pool:
        """What means over a page need to know once."""
        before = np.zeros(len(substance) + 1)
        np.add.accumulate(substance, out=before[1:])
        inside = before.take(features.ends) - before.take(features.begins)
        order = features.patterns.argsort(kind="stable")
        starts = np.bincount(features.patterns).cumsum()
        starts[1:] = starts[:-1]
        starts[0] = 0
        return cls(
            features,
            substance,
            before,
            (1 / np.maximum(inside, 1e-3)).astype(np.float32)[:, None],
            int((features.headings < 0).sum()),
            order,
            starts,
            (1 / np.add.reduceat(substance.take(order), starts)).astype(np.float32)[:, None],
        )

    def around(self, z: Floats, out: Floats) -> None:
        """Fill (n, (len(LEVELS) + 4) * width) means of (n, width) values."""
        f = self.features
        width = z.shape[1]
        levels = len(LEVELS)
        heavy = z * self.substance[:, None]
        sums = running_sums(heavy)
        total = self.before
        inside = np.empty((len(f.ends) + 1, width), np.float32)
        np.subtract(sums.take(f.ends, axis=0), sums.take(f.begins, axis=0), out=inside[:-1], casting="same_kind")
        inside[:-1] *= self.inverse
        inside[-1] = inside[0]  # beyond the root is the root again
        for place, level in enumerate(LEVELS):
            out[:, place * width : (place + 1) * width] = inside.take(f.ancestors[:, level], axis=0)
        at = levels * width
        out[:, at : at + width] = sums[:-1] / np.maximum(total[:-1], 1e-3)[:, None]
        out[:, at + width : at + 2 * width] = (sums[-1] - sums[1:]) / np.maximum(total[-1] - total[1:], 1e-3)[:, None]
        out[:, at + 2 * width : at + 3 * width] = self.of_patterns(heavy)
        heading = out[:, at + 3 * width :]
        heading[:] = z.take(f.headings, axis=0)
        heading[: self.headless] = 0

    def of_patterns(self, heavy: Floats) -> Floats:
        """(n, width) means over the blocks of each block's pattern, of values times substance."""
        sums = np.add.reduceat(heavy.take(self.order, axis=0), self.starts, axis=0)
        sums *= self.of_pattern
        means: Floats = sums.take(self.features.patterns, axis=0)
        return means


GLANCE_LEVELS = (0, 1, 2, 3, 4, 5, 6)
GLANCE_SHARES = (1, 2, 3, 5)
GLANCE_NEAR = (1, 2, 3)
GLANCE = len(GLANCE_LEVELS) + len(GLANCE_SHARES) + 2 * len(GLANCE_NEAR) + 8
"""How many numbers :func:`look_back` gives."""


def look_back(features: Features, log_odds: Floats, pool: Pool) -> Floats:
    """(n, GLANCE) what a first judgement of all blocks means for each of them.

    How much content there is in the boxes around a block, which share of the page's that is, what was said of its
    pattern, its neighbours, its section and its heading, and how much content comes before and behind.
    """
    f = features
    n = len(log_odds)
    p = 1 / (1 + np.exp(-np.clip(log_odds, -15, 15)))
    words = f.weights
    expected = p * words
    sums = np.zeros((n + 1, 2))
    sums[1:, 0] = expected
    sums[1:, 1] = words
    np.add.accumulate(sums, axis=0, out=sums)
    total = float(sums[-1, 0]) + 1
    inside = np.empty((len(f.ends) + 1, 2))
    inside[:-1] = sums.take(f.ends, axis=0) - sums.take(f.begins, axis=0)
    inside[-1] = inside[0]
    means = inside[:, 0] / np.maximum(inside[:, 1], 1e-3)
    out = np.zeros((n, GLANCE), np.float32)
    a, b = len(GLANCE_LEVELS), len(GLANCE_SHARES)
    out[:, :a] = means.take(f.ancestors[:, GLANCE_LEVELS])
    out[:, a : a + b] = (inside[:, 0] / total).take(f.ancestors[:, GLANCE_SHARES])
    k = a + b
    for distance in GLANCE_NEAR:
        out[distance:, k] = p[:-distance]
        out[:-distance, k + 1] = p[distance:]
        k += 2
    out[:, k] = p
    out[:, k + 1] = sums[:-1, 0] / total
    out[:, k + 2] = np.log1p(total) / 8
    ordered = pool.order
    heavy = words + np.float32(1e-3)
    of_pattern = np.add.reduceat((p * heavy).take(ordered), pool.starts)
    of_pattern /= np.add.reduceat(heavy.take(ordered), pool.starts)
    out[:, k + 3] = of_pattern.take(f.patterns)
    strong = p * np.minimum(words / 12, 1)
    out[:, k + 4] = np.maximum.accumulate(strong)
    out[:, k + 5] = np.maximum.accumulate(strong[::-1])[::-1]
    out[:, k + 6] = np.where(f.headings >= 0, p.take(f.headings), 0)
    section = np.maximum(f.headings, 0)
    of_section = np.bincount(section, weights=expected, minlength=n) / np.maximum(
        np.bincount(section, weights=words, minlength=n), 1e-3
    )
    out[:, k + 7] = of_section.take(section)
    return out


def running_sums(values: Floats) -> NDArray[np.float64]:
    """(n + 1, width) sums of the first 0, 1, ... rows."""
    sums = np.zeros((len(values) + 1, values.shape[1]))
    sums[1:] = values
    pairs = sums.view(np.complex128) if values.shape[1] % 2 == 0 else sums  # adds two columns at a time
    np.add.accumulate(pairs, axis=0, out=pairs)
    return sums
