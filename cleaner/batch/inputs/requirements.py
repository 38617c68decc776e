"""What a run needs that may not be installed: said before the night, not in the middle of it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from cleaner.batch.dedup.near import empty_sketch
from cleaner.batch.inputs.unpack import zstd
from cleaner.batch.outputs.spool import Packing
from cleaner.batch.outputs.target import Shape
from cleaner.batch.settings import Dedup, Kind
from cleaner.errors import JobError, ReadError, install_command

if TYPE_CHECKING:
    from cleaner.batch.outputs.target import Target
    from cleaner.batch.settings import Settings

LIBRARIES = {Kind.PARQUET: ("pyarrow", "parquet"), Kind.WARC: ("fastwarc", "warc")}
"""The library and the extra of each kind of input that needs one."""


def check_needs(settings: Settings, target: Target, kinds: set[Kind], packed: bool) -> None:
    """Look for every library that the run will need.

    :param packed: whether there are inputs that are compressed with Zstandard.
    :raises JobError: one is missing; the message says what to install.
    """
    wanted = kinds | ({Kind.PARQUET} if target.shape is Shape.PARQUET else set())
    for kind in sorted(wanted & set(LIBRARIES)):
        library, extra = LIBRARIES[kind]
        if find_spec(library) is None:
            raise JobError(f"{kind} needs {library}, which is not installed: {install_command(extra)}")
    try:
        if packed or target.packing is Packing.ZSTD:
            zstd()
        if settings.dedup is Dedup.NEAR:
            empty_sketch()
    except ReadError as error:
        raise JobError(str(error)) from error
