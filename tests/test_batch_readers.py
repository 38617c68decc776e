"""Readers: good inputs give their pages, bad ones say what is wrong and give the pages that can be read."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import tarfile
import tracemalloc
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from lz4 import frame

from cleaner.batch.inputs.page import Failure, LeftOut, Page
from cleaner.batch.inputs.reading import Source
from cleaner.batch.inputs.sources import find, kind_of, listed, names_of
from cleaner.batch.inputs.unpack import zstd
from cleaner.batch.inputs.warc import name_of
from cleaner.batch.settings import Kind, Settings
from cleaner.errors import FailureReason as Reason
from tests.batch_pages import page, record, warc_record, write_jsonl

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cleaner.batch.inputs.page import Item

HTML = page(1).encode()
RECORDS = [record(number) for number in range(4)]
LINES = b"".join(json.dumps(one).encode() + b"\n" for one in RECORDS)
NOISE = random.Random(3).randbytes(200_000)
"""What no compressor makes smaller."""


def items(path: Path, **settings: Any) -> list[Item]:
    return list(Source(listed(str(path), None), Settings(**settings)))


def shown(found: list[Item]) -> list[str]:
    """A page by its id or record, a failure by its reason."""
    return [
        one.reason if isinstance(one, Failure) else one.id or one.record or "page"
        for one in found
        if not isinstance(one, LeftOut)
    ]


def zst(data: bytes) -> bytes:
    packed: bytes = zstd().compress(data)
    return packed


def lz4(data: bytes) -> bytes:
    packed: bytes = frame.compress(data)
    return packed


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes, ".gz": gzip.compress, ".xz": lzma.compress, ".zst": zst, ".bz2": bz2.compress,
}  # fmt: skip


@pytest.mark.parametrize("ending", PACKERS)
def test_pages_and_json_lines_compressed_or_not(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"a.html{ending}").write_bytes(PACKERS[ending](HTML))
    (tmp_path / f"b.jsonl{ending}").write_bytes(PACKERS[ending](LINES))
    [one] = items(tmp_path / f"a.html{ending}")
    assert isinstance(one, Page)
    assert one.data == HTML
    found = items(tmp_path / f"b.jsonl{ending}")
    assert [(one.id, one.url, one.data) for one in found if isinstance(one, Page)] == [
        (one["id"], one["url"], one["html"]) for one in RECORDS
    ]


@pytest.mark.parametrize("ending", [".gz", ".xz", ".zst"])
def test_cut_off(tmp_path: Path, ending: str) -> None:
    lines = LINES + json.dumps({"id": "long", "html": NOISE.hex()}).encode()
    cut = PACKERS[ending](lines)[:-60_000]
    (tmp_path / f"a.jsonl{ending}").write_bytes(cut)
    found = items(tmp_path / f"a.jsonl{ending}")
    assert shown(found) in (["p0", "p1", "p2", "p3", "damaged"], ["damaged"])
    assert shown(found)[:4] == ["p0", "p1", "p2", "p3"] or ending == ".xz"
    (tmp_path / f"a.html{ending}").write_bytes(cut)
    [failure] = items(tmp_path / f"a.html{ending}")
    assert isinstance(failure, Failure)
    assert "cut off" in failure.message


@pytest.mark.parametrize("ending", [".gz", ".xz", ".zst"])
def test_damaged(tmp_path: Path, ending: str) -> None:
    data = bytearray(PACKERS[ending](NOISE))
    data[10:60] = b"\xff" * 50
    (tmp_path / f"a.html{ending}").write_bytes(data)
    assert shown(items(tmp_path / f"a.html{ending}")) == ["damaged"]


@pytest.mark.parametrize(
    ("line", "reason", "said"),
    [
        (b'{"html": "<p>cut', "damaged", "not valid JSON"),
        (b'{"html": \xff}', "damaged", "not valid JSON"),
        (b"[" * 100_000, "damaged", "not valid JSON"),
        (b'["html"]', "missing field", "an object"),
        (b'{"body": "<p>x", "id": 4}', "missing field", "'body', 'id'"),
        (b'{"html": null}', "missing field", "null"),
        (b"{}", "missing field", "none at all"),
    ],
    ids=["cut", "not-utf8", "deep", "array", "missing", "null", "empty"],
)
def test_a_bad_line_costs_itself_alone(tmp_path: Path, line: bytes, reason: str, said: str) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [RECORDS[0], line + b"\n\n", RECORDS[1]])
    found = items(path)
    assert shown(found) == ["p0", reason, "p1"]
    assert isinstance(found[1], Failure)
    assert said in found[1].message
    assert found[1].record == "line 2"


def test_a_line_of_100_megabytes_is_never_held(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(json.dumps(RECORDS[0]).encode() + b'\n{"html": "')
        for _ in range(100):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n' + json.dumps(RECORDS[1]).encode())
    tracemalloc.start()
    found = items(path, max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert shown(found) == ["p0", "too large", "p1"]
    assert peak < 20_000_000


def test_fields_by_other_names(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [{"body": "<p>x", "link": "https://a.example/", "key": 7}])
    [one] = items(path, html_field="body", url_field="link", id_field="key")
    assert isinstance(one, Page)
    assert (one.data, one.url, one.id) == ("<p>x", "https://a.example/", "7")


def test_half_characters_in_json_do_not_break_the_page(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [b'{"html": "<p>a\\ud83d b \\ud83d\\ude00</p>", "id": "\\udc00"}\n'])
    [one] = items(path)
    assert isinstance(one, Page)
    assert one.data == "<p>a\N{REPLACEMENT CHARACTER} b \N{GRINNING FACE}</p>"
    assert one.id == "\N{REPLACEMENT CHARACTER}"


def test_parquet(tmp_path: Path, pa: Any) -> None:
    path = tmp_path / "a.parquet"
    rows = [*RECORDS, {"id": None, "url": None, "html": None}]
    pa.parquet.write_table(pa.Table.from_pylist(rows), path, row_group_size=2)
    found = items(path)
    assert shown(found) == ["p0", "p1", "p2", "p3", "missing field"]
    assert [one.data for one in found if isinstance(one, Page)] == [one["html"] for one in RECORDS]


@pytest.mark.parametrize(
    ("columns", "reason", "said"),
    [
        ({"text": ["x"], "n": [1]}, "missing field", "'text', 'n'"),
        ({"html": [1.5]}, "missing field", "double"),
    ],
    ids=["other-columns", "numbers"],
)
def test_parquet_with_other_columns(tmp_path: Path, pa: Any, columns: dict[str, Any], reason: str, said: str) -> None:
    path = tmp_path / "a.parquet"
    pa.parquet.write_table(pa.table(columns), path)
    [failure] = items(path)
    assert isinstance(failure, Failure)
    assert failure.reason == reason
    assert said in failure.message


def test_parquet_that_is_none_or_cut_off(tmp_path: Path, pa: Any) -> None:
    path = tmp_path / "a.parquet"
    pa.parquet.write_table(pa.Table.from_pylist(RECORDS), path)
    path.write_bytes(path.read_bytes()[:-20])
    assert shown(items(path)) == ["damaged"]
    path.write_bytes(b"no table at all")
    assert shown(items(path)) == ["damaged"]


WARC_PACKERS = PACKERS | {".lz4": lz4}


def urls(found: list[Item]) -> list[str | None]:
    return [one.reason if isinstance(one, Failure) else one.url for one in found if not isinstance(one, LeftOut)]


WARC = [warc_record(f"https://a.example/{number}", page(number).encode()) for number in range(4)]
ADDRESSES = [f"https://a.example/{number}" for number in range(4)]


@pytest.mark.parametrize("packer", ["", ".gz", ".zst", ".lz4"])
def test_warc(tmp_path: Path, packer: str) -> None:
    others = [
        warc_record("https://a.example/image", b"\x89PNG", "image/png"),
        warc_record("https://a.example/gone", b"<p>no", status="404 Not Found"),
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n",
    ]
    path = tmp_path / f"a.warc{packer}"
    path.write_bytes(b"".join(map(WARC_PACKERS[packer], [*others, *WARC])))
    found = items(path)
    assert urls(found) == ADDRESSES
    assert [one.data for one in found if isinstance(one, Page)] == [page(number).encode() for number in range(4)]


@pytest.mark.parametrize(
    ("kwargs", "data", "encoding"),
    [
        ({"content_type": "text/html; charset=windows-1251", "body": b"<p>x"}, b"<p>x", "windows-1251"),
        ({"content_type": "text/html; charset=klingon", "body": b"<p>x"}, b"<p>x", None),
        ({"headers": "Content-Encoding: gzip\r\n", "body": gzip.compress(b"<p>x")}, b"<p>x", None),
        ({"headers": "Content-Encoding: gzip\r\n", "body": b"<p>undone"}, b"<p>undone", None),
        ({"headers": "Transfer-Encoding: chunked\r\n", "body": b"4\r\n<p>x\r\n0\r\n\r\n"}, b"<p>x", None),
    ],
    ids=["charset", "no-charset", "gzip", "gzip-undone", "chunked"],
)
def test_what_http_headers_say(tmp_path: Path, kwargs: dict[str, Any], data: bytes, encoding: str | None) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(warc_record("https://a.example/", **kwargs))
    [one] = items(path)
    assert isinstance(one, Page)
    assert (one.data, one.encoding) == (data, encoding)


@pytest.mark.parametrize("packer", ["", ".gz"])
@pytest.mark.parametrize("length", [40, 3000], ids=["short", "long"])
def test_warc_with_wrong_lengths_is_read_on(tmp_path: Path, packer: str, length: int) -> None:
    wrong = warc_record("https://a.example/wrong", b"<p>wrong" * 20, length=length)
    path = tmp_path / f"a.warc{packer}"
    path.write_bytes(b"".join(map(PACKERS[packer], [WARC[0], wrong, *WARC[1:]])))
    found = urls(items(path))
    if length > 1000:  # the record gives back what it reaches into
        assert found == [ADDRESSES[0], "https://a.example/wrong", *ADDRESSES[1:]]
    else:  # what it leaves is no record
        assert found == [ADDRESSES[0], "damaged", "damaged", *ADDRESSES[1:]]


@pytest.mark.parametrize("packer", ["", ".gz", ".zst", ".lz4"])
@pytest.mark.parametrize("cut", [30, 200, 400])
def test_warc_that_is_cut_off(tmp_path: Path, packer: str, cut: int) -> None:
    path = tmp_path / f"a.warc{packer}"
    path.write_bytes(b"".join(map(WARC_PACKERS[packer], WARC))[:-cut])
    found = urls(items(path))
    assert found[:3] == ADDRESSES[:3]
    assert found[-1] == "damaged"


def test_what_is_no_warc(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"<p>no archive</p>" * 100)
    assert urls(items(path)) == ["damaged"]


def tar(path: Path, members: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


MEMBERS = {
    "a/1.html": HTML,
    "a/2.txt": b"text",
    "a/3.png": b"\x89PNG",
    "../../4.html": HTML,
    "5.html.gz": gzip.compress(HTML),
}


def test_tar(tmp_path: Path) -> None:
    for path in (
        tar(tmp_path / "a.tar", MEMBERS),
        tar(tmp_path / "a.tar.gz", MEMBERS, "w:gz"),
        tar(tmp_path / "a.txz", MEMBERS, "w:xz"),
    ):
        found = items(path)
        assert shown(found) == ["a/1.html", "a/2.txt", "../../4.html", "5.html.gz"]
        assert found[3].data == HTML  # type: ignore[union-attr]


def test_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in MEMBERS.items():
            archive.writestr(name, data)
    assert shown(items(path)) == ["a/1.html", "a/2.txt", "../../4.html", "5.html.gz"]


def test_archives_that_are_cut_off(tmp_path: Path) -> None:
    path = tar(tmp_path / "a.tar", {"1.html": HTML, "2.html": NOISE})
    path.write_bytes(path.read_bytes()[:50_000])
    assert shown(items(path)) == ["1.html", "damaged"]
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1.html", HTML)
    path.write_bytes(path.read_bytes()[:-10])
    assert shown(items(path)) == ["damaged"]


def test_a_damaged_member_of_a_zip_costs_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("1.html", "2.html", "3.html"):
            archive.writestr(name, HTML)
    data = path.read_bytes()
    at = data.index(b"2.html") + 30
    path.write_bytes(data[:at] + bytes(50) + data[at + 50 :])
    assert shown(items(path)) == ["1.html", "damaged", "3.html"]


BOMB = bytes(30_000_000)


@pytest.mark.parametrize("ending", [".gz", ".xz", ".zst"])
def test_an_archive_bomb(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.jsonl{ending}"
    path.write_bytes(PACKERS[ending](b'{"html": "' + BOMB))
    [failure] = items(path, max_unpacked=5_000_000)
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.TOO_LARGE
    assert "5,000,000 bytes" in failure.message
    assert "--max-unpacked" in failure.message


def test_archive_bombs_of_many_members(tmp_path: Path) -> None:
    bomb = tar(tmp_path / "a.tar.gz", {f"{k}.html": BOMB[:1_000_000] for k in range(20)}, "w:gz")
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for k in range(20):
            archive.writestr(f"{k}.html", BOMB[:1_000_000])
    for one in (bomb, path):
        assert "too large" in shown(items(one, max_unpacked=5_000_000))


def test_kinds_by_endings() -> None:
    names = {
        "a.html": Kind.PAGE, "A.HTM.gz": Kind.PAGE, "page": Kind.PAGE, "index.html?x=1.2": Kind.PAGE,
        "a.jsonl.zst": Kind.JSONL, "a.warc.gz": Kind.WARC, "a.warc.lz4": Kind.WARC, "a.html.lz4": None, "a.tgz": Kind.TAR, "a.tar.xz": Kind.TAR, "a.pq": Kind.PARQUET,
        "a.zip": Kind.ZIP, "a.png": None, "a.gz": Kind.PAGE,
    }  # fmt: skip
    assert {name: kind_of(name) for name in names} == names


def found_in(tmp_path: Path, *names: str) -> tuple[list[str], int]:
    left_out: list[str] = []
    found = find([str(tmp_path / name) for name in names], None, frozenset(), left_out.append)
    return [one.problem[0] if one.problem else os.path.relpath(one.path, tmp_path) for one in found], len(left_out)


def test_folders_patterns_and_lists(tmp_path: Path) -> None:
    for name in ("b.html", "a.txt", "c.png", "sub/d.html", "sub/e.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(HTML)
    (tmp_path / "broken.html").symlink_to("nowhere")
    assert found_in(tmp_path, "") == (["a.txt", "b.html", "missing", "sub/d.html", "sub/e.jsonl"], 1)
    assert found_in(tmp_path, "**/*.html") == (["b.html", "missing", "sub/d.html"], 0)
    assert found_in(tmp_path, "*.nothing", "gone.html", "c.png") == (["missing", "missing", "c.png"], 0)
    assert names_of(b"a b.html\nc.html\n") == ["a b.html", "c.html"]
    assert names_of(b"a\nb.html\0c\xff.html\0") == ["a\nb.html", "c\udcff.html"]


def test_a_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "z.html").write_bytes(HTML)
    scan = os.scandir

    def refuse(path: str) -> Any:
        if path.endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)  # the permission itself would not stop root
    assert found_in(tmp_path, "") == (["unreadable", "z.html"], 0)


def test_a_file_that_went_away(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(HTML)
    source = Source(listed(str(path), None), Settings())
    path.unlink()
    assert shown(list(source)) == ["missing"]


def test_in_a_folder_the_kind_that_the_user_names_holds_for_all_files(tmp_path: Path) -> None:
    for name in ("a.html", "b.dat"):
        (tmp_path / name).write_text("<p>x")
    left_out: list[str] = []
    found = [list(find([str(tmp_path)], kind, frozenset(), left_out.append)) for kind in (None, Kind.PAGE)]
    assert [[one.name for one in some] for some in found] == [["a.html"], ["a.html", "b.dat"]]


def test_archived_pages_are_called_by_their_whole_address() -> None:
    assert name_of("https://a.example/b/c%20d?e=1") == "a.example/b/c d-e=1"
    assert name_of("https://a.example/") == "a.example/index"
    assert name_of("https://[a") == name_of(None) == ""
