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
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from cleaner.scoring.features import Features

    Floats = NDArray[np.float32]

SEPARATE = 3
"""The innermost boxes whose names are looked at one by one; the names of the others are averaged."""
LEVELS = (1, 2, 4)
"""The ancestors over whose extent a layer takes means."""
FORMAT = 2
"""It rises when the features, or what the arrays mean, change: older weights must be trained again."""


class WeightsError(ValueError):
    """A weights file that is damaged, or made for other features than this version computes."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The parameters of the network by name, and the calibration of its output."""

    arrays: dict[str, Floats]
    calibration: Floats
    """(2, k): log-odds as the network gives them, rising, and the calibrated log-odds that they mean."""

    def save(self, file: Path) -> None:
        """Write a compressed npz file; parameters as 16-bit floats."""
        half: dict[str, Any] = {name: array.astype(np.float16) for name, array in self.arrays.items()}
        np.savez_compressed(file, format=np.array(FORMAT), calibration=self.calibration, **half)

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
                    if name not in ("format", "calibration")
                }
                return cls(arrays, stored["calibration"].astype(np.float32))
        except (KeyError, OSError, ValueError) as error:
            if isinstance(error, WeightsError):
                raise
            raise WeightsError(f"not a weights file: {error}") from error


@cache
def shipped(name: str) -> Weights:
    """The weights that come with the package, read once a process."""
    with files("cleaner.scoring").joinpath("weights", f"{name}.npz").open("rb") as file:
        return Weights.load(file)  # type: ignore[arg-type]


def log_odds(features: Features, weights: Weights) -> Floats:
    """(n,) calibrated log-odds that each block is content."""
    with blas().limit(limits=1, user_api="blas"):
        raw = forward(features, weights)
    return np.interp(raw, *weights.calibration).astype(np.float32)


@cache
def blas() -> ThreadpoolController:
    """The thread pools of numpy's BLAS: on matrices this small, more than one thread costs ten times the time."""
    return ThreadpoolController()


def forward(features: Features, weights: Weights) -> Floats:
    """(n,) log-odds as the network gives them."""
    w = weights.arrays
    n = len(features.weights)
    names = mean_rows(w["name"], features.names, features.name_ends)
    boxes = np.concatenate((names.take(features.box_names, axis=0), w["tag"].take(features.box_tags, axis=0)), axis=1)
    boxes = np.concatenate((boxes, np.zeros((1, boxes.shape[1]), np.float32)))  # what lies beyond the root
    ancestors = features.ancestors  # -1, beyond the root, is the last row
    far = boxes.take(ancestors[:, SEPARATE], axis=0)
    for level in range(SEPARATE + 1, ancestors.shape[1]):
        far += boxes.take(ancestors[:, level], axis=0)
    parts = (
        features.dense,
        mean_rows(w["word"], features.words, features.word_ends),
        names.take(features.inline_names, axis=0),
        boxes.take(ancestors[:, :SEPARATE], axis=0).reshape(n, -1),
        far / (ancestors.shape[1] - SEPARATE),
    )
    h: Floats = np.zeros((n, w["in.bias"].shape[0]), np.float32) + w["in.bias"]
    begin = 0
    for part in parts:
        h += part @ w["in.weight"][begin : begin + part.shape[1]]
        begin += part.shape[1]
    np.maximum(h, 0, out=h)

    attention = h @ w["attention"]
    attention = np.exp(attention - attention.max(axis=0))
    attention /= attention.sum(axis=0)
    pooled = np.concatenate(((attention.T @ h).ravel(), h.sum(axis=0) / n))
    page = np.maximum(pooled @ w["page.weight"] + w["page.bias"], 0)

    picked = ancestors[:, LEVELS]
    size = np.maximum(features.ends - features.begins, 1)[:, None]
    for layer, dilation in enumerate(w["dilations"].astype(int).tolist()):
        width = h.shape[1]
        weight = w[f"{layer}.weight"]
        small = h @ w[f"{layer}.squeeze"]
        sums = np.zeros((n + 1, small.shape[1]), np.float64)
        np.cumsum(small, axis=0, out=sums[1:])
        inside = np.empty((len(size) + 1, small.shape[1]), np.float32)
        np.divide(
            sums.take(features.ends, axis=0) - sums.take(features.begins, axis=0),
            size,
            out=inside[:-1],
            casting="same_kind",
        )
        inside[-1] = inside[0]  # beyond the root is the root again
        mixed = inside.take(picked, axis=0).reshape(n, -1) @ weight[3 * width :]
        mixed += h @ weight[:width]
        mixed[dilation:] += h[:-dilation] @ weight[width : 2 * width]
        mixed[:-dilation] += h[dilation:] @ weight[2 * width : 3 * width]
        mixed += page @ w[f"{layer}.page"] + w[f"{layer}.bias"]
        np.maximum(mixed, 0, out=mixed)
        h += mixed
    result: Floats = h @ w["out.weight"] + w["out.bias"]
    return result[:, 0]


def mean_rows(table: Floats, numbers: NDArray[np.int32], ends: NDArray[np.int32]) -> Floats:
    """(len(ends), width) means of the table's rows over each run of numbers; zero for an empty run."""
    counts = np.diff(ends, prepend=0)
    out = np.zeros((len(ends), table.shape[1]), np.float32)
    some = counts > 0
    if len(numbers):
        out[some] = np.add.reduceat(table.take(numbers, axis=0), (ends - counts)[some], axis=0) / counts[some, None]
    return out
