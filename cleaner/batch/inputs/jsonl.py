"""JSON: lines of one object each, an array of objects, or objects over several lines; the page is in one of the fields."""

from __future__ import annotations

import codecs
import json
import re
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING, Any

from cleaner.batch.inputs.fields import page_of
from cleaner.batch.inputs.page import Failure
from cleaner.batch.inputs.unpack import BUFFER, unpacked
from cleaner.errors import FailureReason as Reason
from cleaner.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from cleaner.batch.inputs.page import Item
    from cleaner.batch.inputs.sources import Input
    from cleaner.batch.settings import Settings

ESCAPED = 3
"""How many times its size a page may take in JSON, escapes included; longer values are refused unread."""
PIECE = 1 << 20
HEAD = 512
BLANK = b" \t\r\n"
STRING_REST = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
"""Inside a string, all up to its end, or to where the piece ends."""
MARK = re.compile(rb'["{}\[\]]')
OBJECT_OVER_LINES = re.compile(rb"\s*\{\s*\n")
DECODER = json.JSONDecoder()
DIGITS = 4000
"""Digits of the longest number that Python reads."""


def read(file: BufferedReader, found: Input, settings: Settings) -> Iterator[Item]:
    """A page for each object; what is no valid JSON is a failure, and the next value is read."""
    stream = as_utf8(unpacked(file, found.size, settings.max_unpacked))
    limit = ESCAPED * settings.max_bytes
    stem = found.name.partition(".")[0]
    head = stream.peek(HEAD)[:HEAD].removeprefix(codecs.BOM_UTF8)
    array = head.lstrip(BLANK).startswith(b"[")
    if array or OBJECT_OVER_LINES.match(head):
        places = ((f"record {number}", value) for number, value in enumerate(values(stream, limit, int(array)), 1))
    else:
        places = ((f"line {number}", line) for number, line in enumerate(lines(stream, limit), 1))
    for place, data in places:
        if data is None:
            message = f"a line or value of more than {limit:,} bytes: --max-bytes allows more"
            yield Failure(found.shown, Reason.TOO_LARGE, message, place)
            continue
        try:
            objects = parsed(data)
        except (ValueError, RecursionError) as error:
            yield Failure(found.shown, Reason.DAMAGED, f"not valid JSON: {error}", place)
            continue
        for number, fields in enumerate(objects, 1):
            where = place if len(objects) == 1 else f"{place}, object {number}"
            name = f"{stem}-{where.partition(' ')[2].replace(', object ', '-')}"
            yield page_of(fields, found.shown, where, name, settings)


def parsed(data: bytes) -> list[Any]:
    """The values in some JSON: one, or several that were written on one line.

    :raises ValueError: it is not valid JSON.
    """
    text = data.decode("utf-8-sig").strip()
    if not text:
        return []
    try:
        value, end = DECODER.raw_decode(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # a number that is too long for Python
        return [json.loads(text, parse_int=lambda digits: int(digits) if len(digits) < DIGITS else float(digits))]
    found = [value]
    while end < len(text) and text[end:].lstrip()[:1] in ("{", "["):
        end += len(text[end:]) - len(text[end:].lstrip())
        value, end = DECODER.raw_decode(text, end)
        found.append(value)
    if text[end:].strip():
        raise json.JSONDecodeError("Extra data", text, end)
    return found


def lines(stream: BufferedReader, limit: int) -> Iterator[bytes | None]:
    """The lines of a stream; None for one that is too long, which is never held."""
    while line := stream.readline(limit + 1):
        if len(line) > limit and not line.endswith(b"\n"):
            while (line := stream.readline(PIECE)) and not line.endswith(b"\n"):
                pass
            yield None
        else:
            yield line


def values(stream: BinaryIO, limit: int, depth: int) -> Iterator[bytes | None]:
    """The objects and arrays at a depth of brackets, without parsing them; None for one that is too long.

    :param depth: 1 for those of an array, 0 for those that stand one after the other.
    :raises ReadError: the last one is cut off, or an array is not closed.
    """
    level, in_string, escaped = 0, False, False
    pieces: list[bytes] = []
    size = 0
    while data := stream.read(PIECE):
        at = begin = 0
        if escaped:
            at, escaped = 1, False
        while at < len(data):
            if in_string:
                at = STRING_REST.match(data, at).end()  # type: ignore[union-attr]  # it matches nothing, too
                in_string = at == len(data) or data[at : at + 1] != b'"'
                escaped = in_string and at < len(data)
                at += 1
                continue
            mark = MARK.search(data, at)
            if mark is None:
                break
            at = mark.end()
            if mark[0] == b'"':
                in_string = True
            elif mark[0] in b"{[":
                level += 1
                if level == depth + 1:
                    begin, pieces, size = mark.start(), [], 0
            else:
                level -= 1
                if level == depth:
                    yield None if size + at - begin > limit else b"".join(pieces) + data[begin:at]
                elif level < depth and depth:
                    return
        if level > depth:
            size += len(data) - begin
            if size <= limit:
                pieces.append(data[begin:])
    if level > 0:
        raise ReadError(Reason.DAMAGED, "cut off: the JSON ends inside a value")


class Utf8(RawIOBase):
    """A stream of text in another encoding as UTF-8; what is broken in it becomes U+FFFD."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        super().__init__()
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._rest = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes."""
        while not self._rest:
            data = self._stream.read(BUFFER)
            self._rest = self._decoder.decode(data, not data).encode("utf-8", "replace")
            if not data:
                break
        length = min(len(buffer), len(self._rest))
        buffer[:length] = self._rest[:length]
        self._rest = self._rest[length:]
        return length


def as_utf8(stream: BufferedReader) -> BufferedReader:
    """A stream that may be UTF-16, as UTF-8."""
    head = stream.peek(4)[:4]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif len(head) > 1 and not (head[0] and head[1]) and (head[0] or head[1]):  # ASCII in two bytes, without a mark
        encoding = "utf-16-le" if head[0] else "utf-16-be"
    else:
        return stream
    return BufferedReader(Utf8(stream, encoding), BUFFER)
