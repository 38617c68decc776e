"""The network that turns a page's features into the log-odds that each block is content; numpy alone.

A block's numbers, its hashed words and the names and tags of the boxes around it make a vector. Layers then mix it
with its neighbours in reading order (dilated convolution), with means over the boxes around it, over all that comes
before and behind, over the blocks of its pattern, with the heading above it, and with the page as a whole (attention
pooling). In these means links count next to nothing, so that a menu more or less moves nothing. After the first layer
the network judges every block, and the later layers look back at that: how much content there is in each box, before
and behind, at the same kind of place. ``cleaner/training/scorer/network.py`` is the same network in torch.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pkgutil import get_data
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from cleaner.errors import WeightsError
from cleaner.scoring.pooling import Pool, look_back, substance_of
from cleaner.scoring.threads import pin_blas

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from cleaner.scoring.features import Features

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

SEPARATE = 3
"""The innermost boxes whose names are looked at one by one; the names of the others are averaged."""
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
    return Weights.load(BytesIO(stored(f"{name}.npz")))


def stored(name: str) -> bytes:
    """A file of the package's weights; read without importlib.resources, which takes as long to import as a small page."""
    found = get_data("cleaner.scoring", f"weights/{name}")
    if found is None:
        raise WeightsError(f"the package was installed without {name}")
    return found


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
