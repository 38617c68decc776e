"""A file that grows by whole steps: what was not committed is cut off again when a run is resumed."""

from __future__ import annotations

import lzma
import os
import zlib
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from cleaner.batch.inputs.unpack import zstd

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BufferedWriter

GZIP_WINDOW = 31
"""What zlib calls a gzip member."""


class Packing(StrEnum):
    """How a file is compressed, by its ending."""

    NONE = ""
    GZIP = ".gz"
    XZ = ".xz"
    ZSTD = ".zst"


class Packer(Protocol):
    """A compressor of one member, frame or stream."""

    def compress(self, data: bytes, /) -> bytes: ...  # noqa: D102

    def flush(self) -> bytes: ...  # noqa: D102


PACKERS: dict[Packing, Callable[[], Packer]] = {
    Packing.GZIP: lambda: zlib.compressobj(6, zlib.DEFLATED, GZIP_WINDOW),
    Packing.XZ: lambda: lzma.LZMACompressor(preset=3),
    Packing.ZSTD: lambda: cast("Packer", zstd().ZstdCompressor(3)),
}


class Spool:
    """Lines into a file. Every commit ends a member, frame or stream of the compressed file, so that it can be cut there."""

    def __init__(self, path: Path | int, packing: Packing = Packing.NONE, size: int = 0, stream: bool = False) -> None:
        """Open a file.

        :param path: the file, or the descriptor of one that is open.
        :param size: what was committed of it before; the rest is cut off.
        :param stream: it is a pipe or a device, and can neither be cut nor synchronised.
        """
        self._packing = packing
        self._packer: Packer | None = None
        self._stream = stream
        there = isinstance(path, Path) and path.exists() and not stream
        self._file = cast("BufferedWriter", open(path, "r+b" if there else "wb", buffering=1 << 16))  # noqa: PTH123, SIM115
        if not stream:
            self._file.truncate(size)
            self._file.seek(size)

    def write(self, data: bytes) -> None:
        """Add a line."""
        if self._packing is not Packing.NONE:
            if self._packer is None:
                self._packer = PACKERS[self._packing]()
            data = self._packer.compress(data)
        self._file.write(data)

    def commit(self) -> int:
        """Bring everything to the disk; returns the file's size."""
        if self._packer is not None:
            self._file.write(self._packer.flush())
            self._packer = None
        self._file.flush()
        if self._stream:
            return 0
        os.fsync(self._file.fileno())
        return self._file.tell()

    def close(self) -> None:
        """Give the file back; what was not committed may be lost."""
        try:
            self._file.close()
        except OSError:  # the disk is full: the commit has said so
            self._file.raw.close()
