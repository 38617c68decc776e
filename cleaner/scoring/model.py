"""The network that turns a page's features into the log-odds that each block is content; numpy alone.

A block's numbers, its hashed words and the names and tags of the boxes around it make a vector. Layers then mix it
with its neighbours in reading order (dilated convolution), with what else stands in the boxes around it (means over
the extents of its ancestors) and with the page as a whole (attention pooling), so that one forward pass sees the list,
the section and the kind of page that a block belongs to. ``cleaner/training/network.py`` is the same network in torch.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from cleaner.errors import WeightsError
from cleaner.scoring.threads import pin_blas

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from cleaner.scoring.features import Features

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

SEPARATE = 3
"""The innermost boxes whose names are looked at one by one; the names of the others are averaged."""
LEVELS = (1, 2, 4)
"""The ancestors over whose extent a layer takes means."""
FORMAT = 3
"""It rises when what the arrays mean changes: older weights must be trained again."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The parameters of the network by name, and the calibration of its output."""

    columns: tuple[str, ...]
    """The names of the numbers that they were trained with, in order."""
    arrays: dict[str, Floats]
    calibration: Floats
    """(2, k): log-odds as the network gives them, rising, and the calibrated log-odds that they mean."""

    def save(self, file: Path) -> None:
        """Write a compressed npz file; parameters as 16-bit floats."""
        half: dict[str, Any] = {name: array.astype(np.float16) for name, array in self.arrays.items()}
        np.savez_compressed(
            file, format=np.array(FORMAT), columns=np.array(self.columns), calibration=self.calibration, **half
        )

    @classmethod
    def load(cls, file: Path | BinaryIO) -> Weights:
        """Read a file that :meth:`save` wrote.

        :raises WeightsError: it is not one, or is of another format.
        """
        try:
            with np.load(file, allow_pickle=False) as stored:
                if int(stored["format"]) != FORMAT:
                    raise WeightsError(f"weights of format {int(stored['format'])}; this version reads {FORMAT}")
                arrays = {
                    name: stored[name].astype(np.float32)
                    for name in stored.files
                    if name not in ("format", "columns", "calibration")
                }
                columns = tuple(stored["columns"].tolist())
                return cls(columns, arrays, stored["calibration"].astype(np.float32))
        except (KeyError, OSError, ValueError) as error:
            if isinstance(error, WeightsError):
                raise
            raise WeightsError(f"not a weights file: {error}") from error


@cache
def shipped(name: str) -> Weights:
    """The weights that come with the package, read once a process."""
    with files("cleaner.scoring").joinpath("weights", f"{name}.npz").open("rb") as file:
        return Weights.load(file)  # type: ignore[arg-type]


def predict_log_odds(features: Features, weights: Weights) -> Floats:
    """(n,) calibrated log-odds that each block is content.

    :raises WeightsError: the weights were trained with other columns than those of the features.
    """
    if features.columns != weights.columns:
        raise WeightsError(difference(features.columns, weights.columns))
    pin_blas()
    raw = forward(features, weights)
    return np.interp(raw, *weights.calibration).astype(np.float32)


def difference(here: tuple[str, ...], there: tuple[str, ...]) -> str:
    """In what the columns of this version differ from those that weights were trained with, for people."""
    missing = [name for name in there if name not in here]
    added = [name for name in here if name not in there]
    parts = [f"{what}: {', '.join(names[:5])}" for what, names in (("unknown", missing), ("not seen", added)) if names]
    what = "; ".join(parts) or "their order differs"
    return f"weights trained with other columns than this version computes ({what}); train them again"


def forward(features: Features, weights: Weights) -> Floats:
    """(n,) log-odds as the network gives them."""
    w = weights.arrays
    n = len(features.weights)
    substance = substance_of(features.prose)
    h = enter(features, w)

    attention = w["attention"].T @ h.T
    attention -= attention.max(axis=1, keepdims=True)
    share = np.empty((len(attention) + 1, n), np.float32)
    np.exp(attention, out=share[:-1])
    share[:-1] *= substance
    share[-1] = substance
    share /= share.sum(axis=1, keepdims=True)
    page = np.maximum((share @ h).ravel() @ w["page.weight"] + w["page.bias"], 0)

    pool = Pool.of(features, substance)
    width = h.shape[1]
    glance: Floats | None = None
    for layer, dilation in enumerate(w["dilations"].astype(int).tolist()):
        weight = w[f"{layer}.weight"]
        seen = np.zeros((n, len(weight)), np.float32)
        seen[:, :width] = h
        seen[dilation:, width : 2 * width] = h[:-dilation]
        seen[:-dilation, 2 * width : 3 * width] = h[dilation:]
        pool.around(h @ w[f"{layer}.squeeze"], seen[:, 3 * width :])
        mixed: Floats = seen @ weight
        mixed += page @ w[f"{layer}.page"] + w[f"{layer}.bias"]
        if glance is not None:
            mixed += glance @ w[f"{layer}.glance"]
        np.maximum(mixed, 0, out=mixed)
        h += mixed
        if layer == 0:
            glance = look_back(features, (h @ w["first.weight"] + w["first.bias"])[:, 0], pool)
    result: Floats = h @ w["out.weight"] + w["out.bias"]
    return result[:, 0]


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
        np.cumsum(substance, out=before[1:])
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
    np.cumsum(sums, axis=0, out=sums)
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


def enter(features: Features, w: dict[str, Floats]) -> Floats:
    """(n, hidden) what each block's numbers, its words, and the names and tags of the boxes around it say."""
    n = len(features.weights)
    ancestors = features.ancestors
    names = mean_rows(w["name"], features.names, features.name_ends)
    width = names.shape[1] + w["tag"].shape[1]
    boxes = np.zeros((len(features.box_names) + 1, width), np.float32)
    boxes[:-1, : names.shape[1]] = names.take(features.box_names, axis=0)
    boxes[:-1, names.shape[1] :] = w["tag"].take(features.box_tags, axis=0)
    far = boxes.take(ancestors[:, SEPARATE], axis=0)
    for level in range(SEPARATE + 1, ancestors.shape[1]):
        far += boxes.take(ancestors[:, level], axis=0)
    far /= ancestors.shape[1] - SEPARATE
    words = mean_rows(w["word"], features.words, features.word_ends)
    inline = names.take(features.inline_names, axis=0)
    near = boxes.take(ancestors[:, :SEPARATE], axis=0).reshape(n, -1)
    numbers = features.dense.shape[1]
    h: Floats = features.dense @ w["in.weight"][:numbers]
    h += np.concatenate((words, inline, near, far), axis=1) @ w["in.weight"][numbers:]
    h += w["in.bias"]
    np.maximum(h, 0, out=h)
    return h


def running_sums(values: Floats) -> NDArray[np.float64]:
    """(n + 1, width) sums of the first 0, 1, ... rows."""
    sums = np.zeros((len(values) + 1, values.shape[1]))
    sums[1:] = values
    pairs = sums.view(np.complex128) if values.shape[1] % 2 == 0 else sums  # adds two columns at a time
    np.cumsum(pairs, axis=0, out=pairs)
    return sums


def mean_rows(table: Floats, numbers: Ints, ends: Ints) -> Floats:
    """(len(ends), width) means of the table's rows over each run of numbers; zero for an empty run."""
    width = table.shape[1]
    out = np.zeros((len(ends), width), np.float32)
    begins = np.zeros_like(ends)
    begins[1:] = ends[:-1]
    counts = ends - begins
    some = counts.nonzero()[0]
    if len(some):
        rows = table.take(numbers, axis=0)
        pairs = rows.view(np.complex64) if width % 2 == 0 else rows  # adds two columns at a time
        means = np.add.reduceat(pairs, begins.take(some), axis=0).view(np.float32)
        means /= counts.take(some).astype(np.float32)[:, None]
        out[some] = means
    return out
