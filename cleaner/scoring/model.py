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
FORMAT = 2
"""It rises when the features, or what the arrays mean, change: older weights must be trained again."""


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


def predict_log_odds(features: Features, weights: Weights) -> Floats:
    """(n,) calibrated log-odds that each block is content."""
    pin_blas()
    raw = forward(features, weights)
    return np.interp(raw, *weights.calibration).astype(np.float32)


def forward(features: Features, weights: Weights) -> Floats:
    """(n,) log-odds as the network gives them."""
    w = weights.arrays
    n = len(features.weights)
    ancestors = features.ancestors  # -1, beyond the root, is the last row of what is of boxes
    h = enter(features, w)

    attention = w["attention"].T @ h.T
    attention -= attention.max(axis=1, keepdims=True)
    share = np.ones((len(attention) + 1, n), np.float32)
    np.exp(attention, out=share[:-1])
    share /= share.sum(axis=1, keepdims=True)
    page = np.maximum((share @ h).ravel() @ w["page.weight"] + w["page.bias"], 0)

    picked = ancestors[:, LEVELS]
    size = np.maximum(features.ends - features.begins, 1).astype(np.float32)[:, None]
    for layer, dilation in enumerate(w["dilations"].astype(int).tolist()):
        width = h.shape[1]
        weight = w[f"{layer}.weight"]
        sums = running_sums(h @ w[f"{layer}.squeeze"])
        inside = np.empty((len(size) + 1, sums.shape[1]), np.float32)
        inside[:-1] = sums.take(features.ends, axis=0) - sums.take(features.begins, axis=0)
        inside[:-1] /= size
        inside[-1] = inside[0]  # beyond the root is the root again
        mixed: Floats = inside.take(picked, axis=0).reshape(n, -1) @ weight[3 * width :]
        mixed += h @ weight[:width]
        mixed[dilation:] += h[:-dilation] @ weight[width : 2 * width]
        mixed[:-dilation] += h[dilation:] @ weight[2 * width : 3 * width]
        mixed += page @ w[f"{layer}.page"] + w[f"{layer}.bias"]
        np.maximum(mixed, 0, out=mixed)
        h += mixed
    result: Floats = h @ w["out.weight"] + w["out.bias"]
    return result[:, 0]


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
