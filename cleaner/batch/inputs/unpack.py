"""Compressed files as streams: by their first bytes, not by their names; bounded, so that no archive bomb gets through.

A compressed file is a row of members (gzip), streams (xz, bzip2) or frames (Zstandard), each complete in itself. All are
read by one class with bounded steps, so that what comes out of a step is never larger than what was asked for.
"""

from __future__ import annotations

import bz2
import io
import lzma
import sys
import zlib
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from cleaner.batch.libraries import load
from cleaner.errors import FailureReason as Reason
from cleaner.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable

BUFFER = 1 << 17
PIECE = 1 << 16
"""Bytes that are read, and at most come out, in one step."""
GZIP, BZIP2, XZ, ZSTD, LZ4 = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18"
SKIPPED = b"\x2a\x4d\x18"
"""Bytes 2 to 4 of a Zstandard frame that holds no data."""
GZIP_WINDOW = 31
"""What zlib calls a gzip member."""
XZ_MEMORY = 300_000_000
"""Bytes that an xz stream may ask for; ``xz -9`` needs 65 MB."""
ZSTD_WINDOW = 27
"""The logarithm of the largest window of a Zstandard frame: 128 MB, what the zstd command allows."""
RATIO = 300
"""How many times its size a compressed file may unpack to: pages of one site reach 100, bombs 1,000 and more."""
SMALL = 1_000_000_000
"""What every compressed file may unpack to, however small it is."""


class Decompressor(Protocol):
    """What bz2, lzma and Zstandard have: one member, in steps of bounded size."""

    @property
    def eof(self) -> bool: ...  # noqa: D102

    @property
    def needs_input(self) -> bool: ...  # noqa: D102

    @property
    def unused_data(self) -> bytes: ...  # noqa: D102

    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...  # noqa: D102


class Inflate:
    """zlib's decompressor in the shape of the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(GZIP_WINDOW)

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """The next bytes of the member; 0 and less means all there are."""
        return self._inner.decompress(self._inner.unconsumed_tail + data, max(max_length, 0))

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out without more going in."""
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What came in behind the member's end."""
        return self._inner.unused_data


class Members(io.RawIOBase):
    """The bytes of a compressed file, member after member; an error in words where it is damaged or too much comes out."""

    def __init__(self, file: BinaryIO, new: Callable[[], Decompressor], magic: bytes, limit: int) -> None:
        """Begin at the file's position.

        :param new: makes the decompressor of a member.
        :param magic: how a member begins.
        :param limit: bytes that may come out in all.
        """
        super().__init__()
        self._file = file
        self._new = new
        self.magic = magic
        self._limit = limit
        self.seen = 0
        """Bytes that came out so far."""
        self._rest = b""
        """What was read from the file and not yet given to a decompressor."""
        self._member: Decompressor | None = None
        self._read = 0
        """Bytes read from the file."""
        self.begins: list[tuple[int, int]] = []
        """Where members begin: their first byte in what comes out, and in the file. Whoever needs them empties it."""
        self.member = 0
        """Where the member that is being read begins in the file."""
        self._errors = errors()

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes."""
        data = b""
        while not data:
            if self._member is None and not self._begin():
                return 0
            assert self._member is not None
            given, self._rest = self._rest, b""
            if self._member.needs_input and not given:
                given = self._more()
            try:
                data = self._member.decompress(given, min(len(buffer), PIECE))
            except self._errors as error:
                self._member = None
                raise ReadError(Reason.DAMAGED, f"the compressed data are damaged ({error})") from error
            if self._member.eof:
                self._rest = self._member.unused_data or b""  # lz4 says None
                self._member = None
            elif not given and not data and self._member.needs_input:
                self._member = None
                raise ReadError(Reason.DAMAGED, "cut off: the compressed data end too early")
        self.seen += len(data)
        if self.seen > self._limit:
            raise bomb(self._limit)
        buffer[: len(data)] = data
        return len(data)

    def _more(self) -> bytes:
        data = self._file.read(PIECE)
        self._read += len(data)
        return data

    def _begin(self) -> bool:
        """Begin the next member; False at the end of the file. Zero bytes between members are padding."""
        self._rest = self._rest.lstrip(b"\0")
        while len(self._rest) < len(self.magic):
            more = self._more()
            if not more:
                break
            self._rest = (self._rest + more).lstrip(b"\0")
        if not self._rest:
            return False
        self.member = self._read - len(self._rest)
        if not self._rest.startswith(self.magic) and not (self.magic == ZSTD and self._rest[1:4] == SKIPPED):
            raise ReadError(Reason.DAMAGED, "bytes that are not compressed stand between compressed ones")
        self.begins.append((self.seen, self.member))
        self._member = self._new()
        return True

    def skip_damage(self, begins: Callable[[bytes], bool]) -> int | None:
        """Go on at a later member.

        :param begins: whether some unpacked bytes are how a member that is looked for begins.
        :returns: where in the file it is; None if there is none.
        """
        at = self.member + 1
        self._file.seek(at)
        window = self._file.read(PIECE)
        while window:
            found = window.find(self.magic)
            while found >= 0:
                if begins(first_bytes(self._new, window[found : found + 512], 1024)):
                    self._file.seek(at + found)
                    self._read, self._rest, self._member = at + found, b"", None
                    return at + found
                found = window.find(self.magic, found + 1)
            more = self._file.read(PIECE)
            if not more:
                return None
            at += max(0, len(window) - 512)
            window = window[-512:] + more
        return None


def first_bytes(new: Callable[[], Decompressor], data: bytes, length: int) -> bytes:
    """What the beginning of a member unpacks to; nothing if it is none."""
    try:
        return new().decompress(data, length)
    except errors():
        return b""


def errors() -> tuple[type[Exception], ...]:
    """What decompressors raise."""
    return EOFError, lzma.LZMAError, zlib.error, OSError, ValueError, RuntimeError, zstd_error()


def limit_of(size: int, limit: int) -> int:
    """What a file may unpack to: what the user says, else RATIO times its size, but at least SMALL."""
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
    members = members_of(file, size, limit)
    return file if members is None else io.BufferedReader(members, BUFFER)


def members_of(file: io.BufferedReader, size: int, limit: int) -> Members | None:
    """The members of a compressed file; None for one that is not compressed."""
    magic = magic_of(file.peek(6)[:6])
    return None if magic is None else Members(file, DECOMPRESSORS[magic](), magic, limit_of(size, limit))


def head_of(file: io.BufferedReader, length: int) -> bytes:
    """The first bytes of a file, unpacked where it is compressed; the file stays where it is."""
    head = file.peek(length)
    magic = magic_of(head[:6])
    if magic is None:
        return head[:length]
    try:
        return first_bytes(DECOMPRESSORS[magic](), head, length)
    except ReadError:  # a library is missing, which is said when the file is read
        return b""


def magic_of(head: bytes) -> bytes | None:
    """The first bytes of the compression of a file; None for one that is not compressed."""
    return next((magic for magic in DECOMPRESSORS if head.startswith(magic)), None)


def read_page(stream: BinaryIO, limit: int) -> bytes:
    """A whole page: at most one byte more than allowed, so that cleaning can refuse it in its own words."""
    return stream.read(limit + 1)


def new_zstd() -> Callable[[], Decompressor]:
    """What makes a decompressor of a Zstandard frame."""
    module = zstd()
    options = {module.DecompressionParameter.window_log_max: ZSTD_WINDOW}
    return lambda: module.ZstdDecompressor(options=options)


def new_lz4() -> Decompressor:
    """A decompressor of an LZ4 frame.

    :raises MissingLibraryError: the library is not installed.
    """
    member: Decompressor = load("lz4.frame").LZ4FrameDecompressor()
    return member


DECOMPRESSORS: dict[bytes, Callable[[], Callable[[], Decompressor]]] = {
    GZIP: lambda: Inflate,
    BZIP2: lambda: bz2.BZ2Decompressor,
    XZ: lambda: lambda: lzma.LZMADecompressor(memlimit=XZ_MEMORY),
    ZSTD: new_zstd,
    LZ4: lambda: new_lz4,
}
"""What makes the decompressors of each compression, by its first bytes; ReadError where a library is missing."""


def zstd() -> Any:
    """Python's module for Zstandard, which older versions get from the extra.

    :raises MissingLibraryError: it is not installed.
    """
    return load("backports.zstd") if sys.version_info < (3, 14) else import_module("compression.zstd")


def zstd_error() -> type[Exception]:
    """What a damaged Zstandard file raises."""
    try:
        error: type[Exception] = zstd().ZstdError
    except ReadError:
        return zlib.error
    return error
