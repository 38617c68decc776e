"""What a run needs that may not be installed: reported before it begins, not in the middle of the night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.batch.inputs.unpack import zstd
from cleaner.batch.libraries import load
from cleaner.batch.outputs.spool import Packing
from cleaner.batch.outputs.target import Shape
from cleaner.batch.settings import Dedup, Kind
from cleaner.errors import JobError, MissingLibraryError

if TYPE_CHECKING:
    from cleaner.batch.outputs.target import Target
    from cleaner.batch.settings import Settings


def check_requirements(settings: Settings, target: Target, kinds: set[Kind], packed: bool) -> None:
    """Look for every library that the run will need.

    :param packed: whether there are inputs that are compressed with Zstandard.
    :raises JobError: one is missing; the message says what to install.
    """
    try:
        if Kind.PARQUET in kinds or target.shape is Shape.PARQUET:
            load("pyarrow.parquet")
        if settings.dedup is Dedup.NEAR:
            load("datasketch")
        if packed or target.packing is Packing.ZSTD:
            zstd()
    except MissingLibraryError as error:
        raise JobError(str(error)) from error
