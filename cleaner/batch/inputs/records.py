"""The records of web archives, WARC (0.17 to 1.1) and ARC (1 and 2), compressed or not, read on after damage.

Lengths that are a few bytes off are mended, a record that reaches into the next ones gives them back, and bytes that
belong to no record are skipped and reported. The libraries for these formats stop at the first of these faults.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from cleaner.batch.inputs.http import HEADER_END, LONGEST_HEADER, parse_headers, text
from cleaner.batch.inputs.unpack import PIECE, Members
from cleaner.errors import FailureReason as Reason
from cleaner.errors import ReadError

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Mapping

ARC = b"filedesc://"
"""How an ARC archive begins."""
SLACK = 64
"""Bytes behind a record within which the next one begins where a length is only a slip."""
OVERLAP = 8192
"""Bytes that are searched twice: more than what a record's first line may have."""
NEWLINES = b"\r\n"
WARC_START = re.compile(rb"(?<![^\r\n])WARC/\d\.\d+[ \t]*\r?\n")
ARC_START = re.compile(
    rb"(?<![^\r\n])(?:https?|ftp|dns|filedesc):\S{1,4000} [\d.:a-fA-F-]{1,45} \d{14} [^\r\n]{1,500}\r?\n"
)
ARC_FIELDS = {b"1": 4, b"2": 9}
"""Fields behind the address in an ARC record's line, by the version that the first record states."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of an archive."""

    place: str
    """Where it begins: ``offset N``, or ``offset N+M`` for one that begins M bytes into a compressed member."""
    headers: Mapping[str, str]
    """By lower-case name; those of an ARC record as WARC calls them."""
    length: int
    """The bytes of its content."""
    content: bytes
    """The content; of one that is too large the beginning."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A record that cannot be read, or bytes that are none."""

    place: str
    message: str
    headers: Mapping[str, str]
    """Of the record, where they could be read."""


class Head(NamedTuple):
    """What is before a record's content."""

    headers: Mapping[str, str]
    length: int | None
    """The bytes of the content; None if no valid length is stated."""


class Window:
    """A stream of bytes that can be looked at before they are read, and put back."""

    def __init__(self, stream: BinaryIO | Members) -> None:
        self._stream = stream
        self._buffer = b""
        self._at = 0
        self.position = 0
        """Bytes read so far."""
        self.error: ReadError | None = None
        """What ended the stream before its end."""

    def peek(self, length: int) -> bytes:
        """The next bytes, fewer only at the end or before damage; they are read again."""
        missing = length - (len(self._buffer) - self._at)
        if missing > 0 and self.error is None:
            pieces = [self._buffer[self._at :]]
            try:
                while missing > 0 and (piece := self._stream.read(PIECE)):
                    pieces.append(piece)
                    missing -= len(piece)
            except ReadError as error:
                if error.reason is not Reason.DAMAGED:
                    raise
                self.error = error
            self._buffer, self._at = b"".join(pieces), 0
        return self._buffer[self._at : self._at + length]

    def read(self, length: int) -> bytes:
        """The next bytes, fewer only at the end or before damage."""
        data = self.peek(length)
        self._at += len(data)
        self.position += len(data)
        return data

    def skip(self, length: int) -> int:
        """Read bytes without keeping them; returns how many there were."""
        left = length
        while left and (data := self.read(min(left, PIECE))):
            left -= len(data)
        return length - left

    def skip_newlines(self) -> None:
        """Read all line ends that come next."""
        while data := self.peek(PIECE if self.peek(1) in (b"\r", b"\n") else 1):
            blank = len(data) - len(data.lstrip(NEWLINES))
            self.read(blank)
            if blank < len(data):
                return

    def unread(self, data: bytes) -> None:
        """Put back what was read last."""
        self._buffer, self._at = data + self._buffer[self._at :], 0
        self.position -= len(data)


class Archive:
    """The records of one archive, and what is damaged, in order."""

    def __init__(self, file: io.BufferedReader, members: Members | None, most: int) -> None:
        """Begin at the file's beginning.

        :param members: the file's compressed members, where it is compressed.
        :param most: bytes of a record's content that are held.
        """
        self._members = members
        self._window = Window(file if members is None else members)
        self._most = most
        self._arc = self._window.peek(len(ARC)) == ARC
        self._start = ARC_START if self._arc else WARC_START
        self._arc_fields = ARC_FIELDS[b"1"]
        self._begins = deque([(0, 0)])
        """Where the members begin, in what they unpack to and in the file, from the one that is being read on."""
        self._swallowed = 0
        """Up to this position stand records that another one had swallowed: no length there is trusted."""
        self._over = False

    def __iter__(self) -> Iterator[Record | Damage]:
        """The records, and what is damaged."""
        while not self._over:
            window = self._window  # a new one behind damage
            window.skip_newlines()
            place = self._place()
            line = window.peek(LONGEST_HEADER)
            if not line:
                if window.error is None:
                    return
                yield self._damage(place, {})
            elif self._start.match(line) is None:
                lost = self._skip_to_start()
                yield Damage(place, f"{lost:,} bytes that belong to no record were skipped", {})
            elif (head := self._head(line)) is None:
                yield self._damage(place, {})
            elif head.length is None:
                self._skip_to_start()
                yield Damage(place, "the record does not state its length: it was skipped", head.headers)
            else:
                yield self._record(place, head.headers, head.length)

    def _record(self, place: str, headers: Mapping[str, str], length: int) -> Record | Damage:
        """The record whose content comes next."""
        window = self._window
        if window.position < self._swallowed:
            inner = self._start.search(window.peek(length), 1)
            length = inner.start() if inner else length
        content = window.read(min(length, self._most))
        whole = len(content) == length
        cut = len(content) + window.skip(length - len(content)) < length
        after = b"" if cut else window.peek(SLACK)
        rest = after.lstrip(NEWLINES)
        if cut or (rest and self._start.match(rest) is None):
            slip = None if cut else self._start.search(after)
            if slip is not None:  # a few bytes too short
                content += window.read(slip.start()).rstrip(NEWLINES)
                whole = True
            elif whole or (cut and len(content) < self._most):
                inner = self._start.search(content + after, 1)
                if inner is not None and inner.start() < len(content):  # it reaches into the next record
                    self._swallowed = max(self._swallowed, window.position)
                    window.unread(content[inner.start() :])
                    content = content[: inner.start()].rstrip(NEWLINES)
                    cut, whole = False, True
        if cut:
            return self._damage(place, headers)
        if self._arc and headers["warc-target-uri"].startswith(ARC.decode()):
            self._arc_fields = ARC_FIELDS.get(content[:1], self._arc_fields)
        return Record(place, headers, len(content) if whole else length, content)

    def _head(self, line: bytes) -> Head | None:
        """Read a record's header; None if the archive ends in it."""
        end = line.find(b"\n") + 1
        if self._arc:
            self._window.read(end)
            url, *fields = line[:end].strip().rsplit(b" ", self._arc_fields)
            length = fields[-1] if len(fields) == self._arc_fields else b""
            headers = {"warc-type": "response", "warc-target-uri": text(url)}
            headers |= {"warc-date": text(fields[1])} if len(fields) > 1 else {}
            return Head(headers, int(length) if length.isdigit() else None)
        blank = HEADER_END.search(line)
        if blank is None:
            if len(line) == LONGEST_HEADER:
                self._window.read(end)
                return Head({}, None)
            self._window.read(len(line))
            return None
        self._window.read(blank.end())
        headers = parse_headers(line[end : blank.start()].split(b"\n"))
        stated = headers.get("content-length", "")
        return Head(headers, int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 19 else None)

    def _skip_to_start(self) -> int:
        """Read up to where a record begins, or to the end; returns how many bytes were skipped."""
        window = self._window
        before = window.position
        window.read(1)
        while data := window.peek(2 * LONGEST_HEADER):
            start = self._start.search(data)
            if start is not None:
                window.read(start.start())
                break
            window.read(len(data) - (OVERLAP if len(data) == 2 * LONGEST_HEADER else 0))
        return window.position - before

    def _place(self) -> str:
        """The place of what comes next."""
        position = self._window.position
        if self._members is None:
            return f"offset {position}"
        self._begins.extend(self._members.begins)
        self._members.begins.clear()
        while len(self._begins) > 1 and self._begins[1][0] <= position:
            self._begins.popleft()
        unpacked, member = self._begins[0]
        return f"offset {member}" if unpacked == position else f"offset {member}+{position - unpacked}"

    def _damage(self, place: str, headers: Mapping[str, str]) -> Damage:
        """What to say of a record in which the archive ends or is damaged; goes on behind the damage, if it can."""
        error, goes_on = self._window.error, None
        if error is not None and self._members is not None:
            position = self._window.position
            goes_on = self._members.skip_damage(lambda data: self._start.match(data + b"\n") is not None)
            self._window = Window(self._members)
            self._window.position = max(position, self._members.seen)
        self._over = goes_on is None
        message = str(error or "cut off: the record ends too early")
        after = "nothing more can be read" if self._over else f"reading goes on at offset {goes_on}"
        return Damage(place, f"{message}; {after}" if error else message, headers)
