"""Pages of web archives, WARC and ARC: HTML responses of status 200, HTML resources, and the texts of WET files.

Every other record is left out and counted by its kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from cleaner.batch.inputs.fields import kept_fields
from cleaner.batch.inputs.http import (
    HTML_TYPES,
    LONGEST_HEADER,
    decoded_body,
    is_html,
    may_be_html,
    media_type,
    parse_response,
)
from cleaner.batch.inputs.page import Failure, LeftOut, Page
from cleaner.batch.inputs.records import Archive, Damage
from cleaner.batch.inputs.unpack import members_of
from cleaner.decode.labels import encoding_named
from cleaner.errors import FailureReason as Reason
from cleaner.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from io import BufferedReader

    from cleaner.batch.inputs.page import Item
    from cleaner.batch.inputs.records import Record
    from cleaner.batch.inputs.sources import Input
    from cleaner.batch.settings import Settings

OK = 200
REDIRECTS = range(300, 400)
OTHER_RECORDS = frozenset(("warcinfo", "request", "metadata", "revisit", "continuation"))


def read(file: BufferedReader, found: Input, settings: Settings) -> Iterator[Item]:
    """A page for each record that is one; what is damaged is skipped, up to the next record that can be read."""
    members = members_of(file, found.size, settings.max_unpacked)
    for record in Archive(file, members, settings.max_bytes + LONGEST_HEADER):
        url, id = address(record.headers), record.headers.get("warc-record-id")
        if isinstance(record, Damage):
            yield Failure(found.shown, Reason.DAMAGED, record.message, record.place, id, url)
            continue
        try:
            yield page_of(record, found, settings)
        except ReadError as error:
            yield Failure(found.shown, error.reason, str(error), record.place, id, url)


def page_of(record: Record, found: Input, settings: Settings) -> Item:
    """The page of a record, or what kind of record it is.

    :raises ReadError: it is a page that cannot be read.
    """
    kind = record.headers.get("warc-type", "").lower()
    own_type, own_charset = media_type(record.headers.get("content-type"))
    if kind == "conversion":
        return made(record, record.content, own_charset, found, settings, {}, None if may_be_html(own_type) else "text")
    if kind == "resource" or (kind == "response" and own_type in HTML_TYPES):
        if not is_html(own_type, record.content):
            return LeftOut("not HTML")
        return made(record, record.content, own_charset, found, settings, {})
    if kind != "response":
        return LeftOut(f"{kind} record" if kind in OTHER_RECORDS else "record of another type")
    response = parse_response(record.content)
    if response is None:
        if (scheme_of(address(record.headers)) or "http") not in ("http", "https"):
            return LeftOut("not HTTP")
        raise ReadError(Reason.DAMAGED, "the record holds no HTTP response")
    if response.status != OK:
        return LeftOut(f"HTTP status {response.status}" + " (redirect)" * (response.status in REDIRECTS))
    content_type, charset = media_type(response.headers.get("content-type"))
    if not may_be_html(content_type):
        return LeftOut("not HTML")
    if not response.complete:
        raise ReadError(Reason.DAMAGED, "cut off inside the HTTP header")
    if record.length > len(record.content):
        message = f"{record.length:,} bytes, and {settings.max_bytes:,} are allowed: --max-bytes allows more"
        raise ReadError(Reason.TOO_LARGE, message)
    body = decoded_body(response, settings.max_bytes)
    if not is_html(content_type, body):
        return LeftOut("not HTML")
    return made(record, body, charset, found, settings, response.headers)


def made(
    record: Record,
    body: bytes,
    charset: str | None,
    found: Input,
    settings: Settings,
    response: Mapping[str, str],
    form: str | None = None,
) -> Page:
    """The page of a record and its body."""
    url = address(record.headers)
    fields: dict[str, Any] = {**response, **record.headers} if settings.keep else {}
    return Page(
        found.shown,
        body,
        record.place,
        record.headers.get("warc-record-id"),
        url,
        charset if charset and encoding_named(charset) else None,
        name_of(url) or record.place.replace("offset ", found.name + "-"),
        form,
        kept_fields(fields, settings.keep, (), str.lower),
    )


def address(headers: Mapping[str, str]) -> str | None:
    """The address of a record; wget writes it between angle brackets."""
    return headers.get("warc-target-uri", "").strip("<> ") or None


def scheme_of(url: str | None) -> str:
    """The scheme of an address; empty if there is none."""
    try:
        return urlsplit(url or "").scheme
    except ValueError:
        return ""


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
