"""What files are by their first bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cleaner.batch.inputs.sniff import kind_by_content
from cleaner.batch.settings import Kind

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("data", "name", "by_name", "kind"),
    [
        (b'{"html": "<p>"}\n', "a.txt", Kind.PAGE, Kind.JSONL),
        (b'{"html": "<p>"}\n', "a.html", Kind.PAGE, Kind.PAGE),
        (b"WARC/1.0\r\n", "a.txt", Kind.PAGE, Kind.WARC),
        (b"PAR1", "a", Kind.PAGE, Kind.PARQUET),
        (b"PK\x03\x04", "a.docx", Kind.PAGE, Kind.PAGE),
        (b"x" * 257 + b"ustar", "a", Kind.PAGE, Kind.TAR),
        (b"From: a\r\nContent-Type: multipart/related\r\n", "a", Kind.PAGE, Kind.MHTML),
        (b"<p>Words", "a", Kind.PAGE, Kind.PAGE),
        (b"<p>Words", "a.jsonl", Kind.JSONL, Kind.JSONL),
    ],
)
def test_kinds(tmp_path: Path, data: bytes, name: str, by_name: Kind, kind: Kind) -> None:
    (tmp_path / name).write_bytes(data)
    with (tmp_path / name).open("rb") as file:
        assert kind_by_content(file, by_name, name) is kind
        assert file.read() == data
