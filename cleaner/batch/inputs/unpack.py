"""Compressed files as streams: by their first bytes, not by their names; bounded, so that no archive bomb gets through."""

from __future__ import annotations

import gzip
import io
import lzma
import sys
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from cleaner.errors import FailureReason as Reason
from cleaner.errors import MissingLibraryError, ReadError

if TYPE_CHECKING:
    from collections.abc import Callable

BUFFER = 1 << 17
GZIP, XZ, ZSTD = b"\x1f\x8b", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"
RATIO = 300
"""How many times its size a compressed file may unpack to: pages of one site reach 100, bombs 1,000 and more."""
SMALL = 1_000_000_000
"""What every compressed file may unpack to, however small it is."""


class Bounded(io.RawIOBase):
    """A stream that ends with an error in words: where it is damaged, or where more comes out than was allowed."""

    def __init__(self, inner: BinaryIO, limit: int) -> None:
        super().__init__()
        self._inner = inner
        self._limit = limit
        self._seen = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes."""
        try:
            data = self._inner.read1(len(buffer)) if hasattr(self._inner, "read1") else self._inner.read(len(buffer))
        except EOFError as error:
            raise ReadError(Reason.DAMAGED, "cut off: the compressed data end too early") from error
        except (gzip.BadGzipFile, lzma.LZMAError, zlib.error, zstd_error()) as error:
            raise ReadError(Reason.DAMAGED, f"the compressed data are damaged ({error})") from error
        self._seen += len(data)
        if self._seen > self._limit:
            raise bomb(self._limit)
        buffer[: len(data)] = data
        return len(data)


def limit_of(size: int, limit: int) -> int:
    """What a file may unpack to: what the user says, else RATIO times its size."""
    return limit or max(SMALL, RATIO * size)


def bomb(limit: int) -> ReadError:
    """What to say of a file that goes beyond it."""
    return ReadError(
        Reason.TOO_LARGE,
        f"unpacks to more than {limit:,} bytes, which looks like an archive bomb: --max-unpacked allows more",
    )


def unpacked(file: io.BufferedReader, size: int, limit: int) -> io.BufferedReader:
    """The bytes of a file, unpacked where it is compressed.

    :param size: the file's size in bytes.
    :param limit: what it may unpack to; 0 for RATIO times its size.
    """
    head = file.peek(6)[:6]
    opener = next((opener for mark, opener in OPENERS.items() if head.startswith(mark)), None)
    if opener is None:
        return file
    return io.BufferedReader(Bounded(opener(file), limit_of(size, limit)), BUFFER)


def read_page(stream: BinaryIO, limit: int) -> bytes:
    """A whole page: at most one byte more than allowed, so that cleaning can refuse it in its own words."""
    return stream.read(limit + 1)


def open_gzip(file: BinaryIO) -> BinaryIO:
    """A gzip file."""
    return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb"))


def open_xz(file: BinaryIO) -> BinaryIO:
    """An xz file; the memory that a hostile one may ask for is bounded."""
    return cast("BinaryIO", lzma.LZMAFile(file))


def open_zstd(file: BinaryIO) -> BinaryIO:
    """A Zstandard file."""
    return cast("BinaryIO", zstd().ZstdFile(file, "rb"))


OPENERS: dict[bytes, Callable[[BinaryIO], BinaryIO]] = {GZIP: open_gzip, XZ: open_xz, ZSTD: open_zstd}


def zstd() -> Any:
    """Python's module for Zstandard, which older versions get from the extra.

    :raises ReadError: it is not installed.
    """
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:
        raise MissingLibraryError("Zstandard", "zstd") from None
    return zstd


def zstd_error() -> type[Exception]:
    """What a damaged Zstandard file raises."""
    try:
        return cast("type[Exception]", zstd().ZstdError)
    except ReadError:
        return zlib.error
