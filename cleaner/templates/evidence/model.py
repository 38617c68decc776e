"""The network that weighs evidence: features of a block and of its site in, the change of its log-odds out; numpy alone."""

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

    Floats = NDArray[np.float32]

FORMAT = 1
NAMES = ("inner.weight", "inner.bias", "outer.weight", "outer.bias")


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """One hidden layer of rectified linear units; features are not scaled, their scale is in the weights."""

    arrays: dict[str, Floats]

    def change(self, features: Floats) -> Floats:
        """(n,) what to add to the log-odds of (n, FEATURES) blocks, had all pages of the site been seen."""
        w = self.arrays
        pin_blas()
        hidden: Floats = features @ w["inner.weight"] + w["inner.bias"]
        np.maximum(hidden, 0, out=hidden)
        change: Floats = (hidden @ w["outer.weight"] + w["outer.bias"])[:, 0]
        return change

    def save(self, file: Path) -> None:
        """Write a compressed npz file."""
        arrays: dict[str, Any] = dict(self.arrays)
        np.savez_compressed(file, format=np.array(FORMAT), **arrays)

    @classmethod
    def load(cls, file: Path | BinaryIO) -> EvidenceModel:
        """Read a file that :meth:`save` wrote.

        :raises WeightsError: it is not one, or is of another format.
        """
        try:
            with np.load(file, allow_pickle=False) as stored:
                if int(stored["format"]) != FORMAT:
                    raise WeightsError(f"weights of format {int(stored['format'])}; this version reads {FORMAT}")
                return cls({name: stored[name].astype(np.float32) for name in NAMES})
        except (KeyError, OSError, ValueError) as error:
            if isinstance(error, WeightsError):
                raise
            raise WeightsError(f"not a weights file: {error}") from error


@cache
def shipped() -> EvidenceModel:
    """The weights that come with the package, read once a process."""
    with files("cleaner.templates.evidence").joinpath("weights", "evidence.npz").open("rb") as file:
        return EvidenceModel.load(file)  # type: ignore[arg-type]
