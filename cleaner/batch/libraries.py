"""Libraries that only some runs need, in one table; each is imported where it is used, and says how to install it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cleaner.errors import MissingLibraryError

NEEDED_BY = {
    "pyarrow": ("Parquet", "parquet"),
    "pyarrow.parquet": ("Parquet", "parquet"),
    "datasketch": ("--dedup near", "dedup"),
    "backports.zstd": ("Zstandard", "zstd"),
    "brotli": ("Brotli", "warc"),
    "lz4.frame": ("LZ4", "warc"),
    "pyspark": ("Spark", "spark"),
}
"""What needs a module, as the subject of a sentence, and the extra of this package that brings it."""


def load(module: str) -> Any:
    """A module of a library.

    :raises MissingLibraryError: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise MissingLibraryError(*NEEDED_BY[module]) from None
