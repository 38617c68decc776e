"""An HTTP response as crawlers store it: tolerant of bare line feeds, interim responses, doubled headers, and of
transfer encodings that the crawler undid without saying so.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, NamedTuple

from cleaner.batch.inputs.unpack import GZIP, ZSTD, Inflate, errors, new_zstd
from cleaner.batch.libraries import load
from cleaner.errors import FailureReason as Reason
from cleaner.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cleaner.batch.inputs.unpack import Decompressor

LONGEST_HEADER = 1 << 16
"""Bytes that the header of a record or response may have."""
STATUS = re.compile(rb"[\r\n]{0,4}(?:HTTP(?:/\d[.\d]*)?|ICY) +(\d{3})(?!\d)")
HEADER_END = re.compile(rb"\r?\n\r?\n")
HTML_TYPES = frozenset(("text/html", "application/xhtml+xml"))
UNKNOWN_TYPES = frozenset(("", "*/*", "unknown/unknown", "application/unknown"))
"""What browsers take for no type at all (MIME Sniffing Standard, section 7)."""
HTML_BEGIN = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|!--)"
    rb"(?:[\s>]|(?<=!--))",
    re.I,
)
"""How a page begins that says nothing of its type (the same, section 7.1)."""
CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")


class Response(NamedTuple):
    """An HTTP response."""

    status: int
    headers: Mapping[str, str]
    """By lower-case name; of a header that is there twice both values, with a comma between."""
    body: bytes
    """As it was sent, encodings and all."""
    complete: bool
    """Whether the header ends."""


def parse_response(raw: bytes) -> Response | None:
    """The response in some bytes; None if they hold none. Interim responses (``100 Continue``) are passed over."""
    status = STATUS.match(raw)
    while status is not None:
        end = HEADER_END.search(raw, status.end(), LONGEST_HEADER + status.end())
        head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
        if not status[1].startswith(b"1"):
            return Response(int(status[1]), parse_headers(head.split(b"\n")[1:]), body, end is not None)
        raw = body
        status = STATUS.match(raw)
    return None


def parse_headers(lines: list[bytes]) -> dict[str, str]:
    """Header lines as a mapping; a line that begins with a blank goes on with the one before."""
    headers: dict[str, str] = {}
    name = ""
    for line in lines:
        if line[:1] in b" \t" and name:
            headers[name] += f" {text(line.strip())}"
            continue
        key, colon, value = line.partition(b":")
        name = text(key.strip()).lower()
        if not colon or not name:
            name = ""
        elif headers.get(name):
            headers[name] += f", {text(value.strip())}"
        else:
            headers[name] = text(value.strip())
    return headers


def text(data: bytes) -> str:
    """A header's value: UTF-8, else what HTTP always meant, ISO 8859-1."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def media_type(header: str | None) -> tuple[str, str | None]:
    """The type, in lower case, and the charset of a Content-Type; of several values the first type and charset."""
    value = (header or "").lower()
    charset = re.search(r"""charset\s*=\s*["']?([^\s"';,]+)""", value)
    return value.partition(";")[0].partition(",")[0].strip(), charset[1] if charset else None


def may_be_html(kind: str) -> bool:
    """Whether a media type is HTML, or says nothing."""
    return kind in HTML_TYPES or kind in UNKNOWN_TYPES or "/" not in kind


def is_html(kind: str, body: bytes) -> bool:
    """Whether a body is HTML: by its type, and without one by how it begins, as browsers do it."""
    return kind in HTML_TYPES or (may_be_html(kind) and HTML_BEGIN.match(body) is not None)


def decoded_body(response: Response, limit: int) -> bytes:
    """The body without its encodings; at most one byte more than the limit.

    Many crawlers undo the encodings and leave the header as it was: what does not begin as its encoding does is taken
    as it is.

    :raises ReadError: the body is cut off or damaged, or a library is missing.
    """
    body = response.body
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        body = joined_chunks(body)
    codings = [coding.strip() for coding in response.headers.get("content-encoding", "").lower().split(",")]
    for coding in reversed(codings):
        if coding in DECODERS:
            body = DECODERS[coding](body, limit)
    return body


def joined_chunks(body: bytes) -> bytes:
    """The body of chunks; as it is where it does not begin as one, and what is there of one that breaks off."""
    chunks: list[bytes] = []
    at = 0
    while (size := CHUNK.match(body, at)) is not None:
        length = int(size[1], 16)
        if not length:
            return b"".join(chunks)
        chunks.append(body[size.end() : size.end() + length])
        at = size.end() + length
        if body[at : at + 2] == b"\r\n":
            at += 2
        elif body[at : at + 1] == b"\n":
            at += 1
    return b"".join(chunks) if chunks else body


def gunzip(body: bytes, limit: int) -> bytes:
    """A gzip body; members that follow the first are read too."""
    if not body.startswith(GZIP):
        return body
    data = b""
    while body.startswith(GZIP) and len(data) <= limit:
        member = Inflate()
        data += step(member, body, limit + 1 - len(data))
        body = member.unused_data
    return data


def inflate(body: bytes, limit: int) -> bytes:
    """A deflate body: with the header of zlib, as the standard has it, or raw, as some servers send it."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        member = zlib.decompressobj(window)
        try:
            data = member.decompress(body, limit + 1)
        except zlib.error:
            continue
        if len(data) <= limit and not member.eof and not member.unconsumed_tail:
            if window < 0:  # any bytes may look like the beginning of raw data
                break
            raise cut_off()
        return data
    return body


def unbrotli(body: bytes, limit: int) -> bytes:
    """A Brotli body. It has no mark at its beginning: what looks like HTML is taken as it is."""
    if HTML_BEGIN.match(body):
        return body
    brotli = load("brotli")
    decompressor = brotli.Decompressor()
    data: bytes = b""
    try:
        data = decompressor.process(body, output_buffer_limit=limit + 1)
        while not decompressor.is_finished() and not decompressor.can_accept_more_data() and len(data) <= limit:
            data += decompressor.process(b"", output_buffer_limit=limit + 1 - len(data))
    except brotli.error:
        return data or body
    if not decompressor.is_finished() and len(data) <= limit:
        raise cut_off()
    return data[: limit + 1]


def unzstd(body: bytes, limit: int) -> bytes:
    """A Zstandard body."""
    return step(new_zstd()(), body, limit + 1) if body.startswith(ZSTD) else body


def step(member: Decompressor, data: bytes, length: int) -> bytes:
    """What one member gives, up to a length."""
    out = b""
    try:
        while len(out) < length and not member.eof:
            piece = member.decompress(data, length - len(out))
            if not piece and member.needs_input and not member.eof:
                raise cut_off()
            out += piece
            data = b""
    except ReadError:
        raise
    except errors() as error:
        raise ReadError(Reason.DAMAGED, f"the compressed body is damaged ({error})") from error
    return out


def cut_off() -> ReadError:
    """What to say of a body that ends too early."""
    return ReadError(Reason.DAMAGED, "cut off: the compressed body ends too early")


DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": gunzip,
    "x-gzip": gunzip,
    "deflate": inflate,
    "br": unbrotli,
    "zstd": unzstd,
}
