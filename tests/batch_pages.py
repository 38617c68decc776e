"""Pages and dumps for the tests of batch runs; all made up."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

WORDS = "river harbour council bridge winter market engine garden letter window paper morning station valley".split()


def page(number: int, site: str = "site.example") -> str:
    """A small page with an article and some boilerplate."""
    paragraphs = "".join(
        f"<p>{sentence(number + step)} {sentence(3 * number + step + 1)} {sentence(7 * number + step + 2)}</p>"
        for step in range(4)
    )
    menu = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in WORDS[:8])
    return (
        f"<!doctype html><html><head><title>Story {number} - {site}</title></head><body>"
        f'<nav class="menu"><ul>{menu}</ul></nav><main><article><h1>Story {number} of the {word(number)}</h1>'
        f'{paragraphs}</article></main><footer><a href="/terms">Terms</a> <a href="/privacy">Privacy</a></footer>'
        "</body></html>"
    )


def sentence(number: int) -> str:
    """A sentence that hardly any other number has."""
    return (
        f"In the year {1000 + number} the {word(number)} near the {word(number * 5 + 3)} was opened to the public, and "
        f"everyone who had waited for the {word(number * 11 + 1)} came to look at it with their own eyes."
    )


def word(number: int) -> str:
    return WORDS[number % len(WORDS)]


def record(number: int, site: str = "site.example") -> dict[str, Any]:
    return {"id": f"p{number}", "url": f"https://{site}/{number}", "html": page(number, site)}


def write_jsonl(path: Path, records: Iterable[dict[str, Any] | bytes]) -> Path:
    """JSON lines, compressed where the name ends in .gz; bytes are written as they are."""
    lines = b"".join(one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in records)
    path.write_bytes(gzip.compress(lines, 1) if path.suffix == ".gz" else lines)
    return path


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The records of JSON lines; none where there is no file."""
    if not path.exists():
        return []
    data = path.read_bytes()
    return [json.loads(line) for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()]


def entries(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def warc_record(url: str, body: bytes, content_type: str = "text/html", length: int | None = None, status: str = "200 OK",
                headers: str = "") -> bytes:  # fmt: skip
    """A response; ``length`` is what its header claims."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{url[-8:]}>\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length or len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"
