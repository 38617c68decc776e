"""A small crawl for the tests of engines: sites with a sentence that each repeats, and pages that cannot be cleaned."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from tests.template_pages import article

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SITES = ("courier.example", "www.gazette.example", "herald.example")
PAGES = 8
"""Of each site."""


def repeated(site: str) -> str:
    """What a site writes into each of its articles, and only several pages tell."""
    name = site.split(".")[-2].capitalize()
    return f"Read the newsletter of the {name} every morning: it is free of charge for all of our readers."


def crawl() -> list[tuple[str, str]]:
    """Addresses and pages, of all sites in turn."""
    return [
        (f"https://{site}/{number}", article(100 * index + number, middle=f"<p>{repeated(site)}</p>"))
        for number in range(PAGES)
        for index, site in enumerate(SITES)
    ]


def write_warc(path: Path, pages: Iterable[tuple[str, str | bytes]]) -> Path:
    """A compressed WARC, a member a record, as crawlers write it."""
    path.write_bytes(b"".join(gzip.compress(record(url, page)) for url, page in pages))
    return path


def record(url: str, page: str | bytes) -> bytes:
    """The record of a response."""
    body = page.encode() if isinstance(page, str) else page
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <{record_id(url)}>\r\n"
        f"WARC-Date: 2026-11-01T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def record_id(url: str) -> str:
    """What a WARC calls the record of an address."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, url)}"
