"""WARC archives: the HTML responses of status 200. Needs the extra ``warc``."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

from cleaner.batch.inputs.page import Failure, Page
from cleaner.batch.inputs.unpack import GZIP
from cleaner.decode.labels import encoding_named
from cleaner.errors import FailureReason as Reason
from cleaner.errors import MissingLibraryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from fastwarc.warc import WarcRecord

    from cleaner.batch.inputs.page import Item
    from cleaner.batch.inputs.sources import Input
    from cleaner.batch.settings import Settings

GZIP_WINDOW = 31
"""What zlib calls a gzip member."""
TYPES = frozenset(("text/html", "application/xhtml+xml"))
STATUS = re.compile(rb"HTTP/\S+ +(\d{3})")
PIECE = 1 << 20
HEADER = 1 << 16
"""Bytes that an HTTP header may have."""
START = re.compile(rb"\nWARC/1\.\d\r?\n")
"""Where a record of an archive that is not compressed begins."""


def read(file: BufferedReader, found: Input, settings: Settings) -> Iterator[Item]:
    """A page for each HTML response; what is broken is skipped, up to the next record that can be read."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise MissingLibraryError("WARC", "warc") from None
    packed = file.peek(2)[:2] == GZIP
    begin: int | None = 0
    while begin is not None:
        last = begin
        file.seek(begin)
        try:
            for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=False):
                last = begin + record.stream_pos
                item = page_of(record, f"offset {last}", found, settings)
                if item is not None:
                    yield item
        except OSError as error:
            if error.errno is not None:
                raise
            begin = next_record(file, last + 1, packed)
            yield Failure(
                found.shown,
                Reason.DAMAGED,
                f"after this offset: {str(error).lower()}"
                + ("; nothing more can be read" if begin is None else f"; it is read on from offset {begin}"),
                f"offset {last}",
            )
        else:
            begin = None
            if packed and cut_off(file, last):
                yield Failure(found.shown, Reason.DAMAGED, "cut off: the last record ends too early", f"offset {last}")


def page_of(record: WarcRecord, place: str, found: Input, settings: Settings) -> Item | None:
    """The page of a response; None where it is none."""
    url = record.headers.get("WARC-Target-URI")
    id = record.headers.get("WARC-Record-ID")
    length = record.content_length
    most = settings.max_bytes + HEADER
    raw = record.reader.read(most)
    if len(raw) < min(length, most):
        return Failure(found.shown, Reason.DAMAGED, "cut off: the record ends too early", place, id, url)
    status = STATUS.match(raw)
    if status is None or status[1] != b"200":
        return None
    response, data = payload(raw, settings.max_bytes)
    if (response.http_content_type or "").lower() not in TYPES:
        return None
    charset = response.http_charset
    known = charset if charset and encoding_named(charset) else None
    return Page(found.shown, data, place, id, url, known, name_of(url) or place.replace("offset ", found.name + "-"))


def payload(raw: bytes, limit: int) -> tuple[WarcRecord, bytes]:
    """An HTTP response and its body, of which the encodings for transfer are undone where they are as the header says."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    def parsed(decoding: Literal["all", "none"]) -> tuple[WarcRecord, bytes]:
        response = WarcRecord()
        response.init_headers(WarcRecordType.response)
        response.is_http = True
        response.set_bytes_content(raw)
        response.parse_http(auto_decode=decoding)
        return response, response.reader.read(limit + 1)

    try:
        return parsed("all")
    except OSError:  # many crawlers undo them and leave the header as it was
        return parsed("none")


def next_record(file: BufferedReader, begin: int, packed: bool) -> int | None:
    """Where the next record that can be read begins; None where there is none."""
    file.seek(begin)
    tail = b""
    offset = begin
    while piece := file.read(PIECE):
        window = tail + piece
        base = offset - len(tail)
        at = 0
        while True:
            if packed:
                at = window.find(GZIP + b"\x08", at)
                if at < 0:
                    break
                if begins_record(window[at : at + 512]):
                    return base + at
                at += 1
            else:
                match = START.search(window)
                if match:
                    return base + match.start() + 1
                break
        offset += len(piece)
        tail = window[-512:]
    return None


def begins_record(data: bytes) -> bool:
    """Whether compressed data begin a record."""
    try:
        return zlib.decompressobj(GZIP_WINDOW).decompress(data, 5) == b"WARC/"
    except zlib.error:
        return False


def cut_off(file: BufferedReader, begin: int) -> bool:
    """Whether the last member of a gzip file, somewhere after an offset, ends too early."""
    file.seek(begin)
    member = zlib.decompressobj(GZIP_WINDOW)
    inside = False
    while data := file.read(PIECE):
        while data:
            try:
                member.decompress(data, PIECE)
            except zlib.error:
                return False  # the reader has said what it thinks of that
            inside = not member.eof
            data = member.unconsumed_tail if inside else member.unused_data
            if not inside:
                member = zlib.decompressobj(GZIP_WINDOW)
    return inside


def name_of(url: str | None) -> str:
    """A name for a file: the host, and the address's path."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = unquote(parts.path).strip("/") or "index"
    return f"{parts.hostname or 'unknown'}/{path}" + (f"-{parts.query}" if parts.query else "")
