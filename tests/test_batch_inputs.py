"""What dumps hold besides the plain cases: odd records, odd encodings, odd archives. Nothing vanishes, and nothing breaks the rest."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import brotli
import pytest

from cleaner.batch.inputs import unpack
from cleaner.batch.inputs.page import Failure, LeftOut, Page
from cleaner.batch.inputs.preview import field_notes
from cleaner.batch.inputs.reading import Source
from cleaner.batch.inputs.sources import HIDDEN, NO_PAGE, find, listed, names_of
from cleaner.batch.inputs.unpack import RATIO, SMALL, limit_of, zstd
from cleaner.batch.settings import Kind, Settings
from tests.batch_pages import page, record, write_jsonl

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cleaner.batch.inputs.page import Item

BODY = b"<!doctype html><p>One page."
RECORDS = [record(number) for number in range(3)]


def items(path: Path, **settings: Any) -> list[Item]:
    return list(Source(listed(str(path), None), Settings(**settings)))


def shown(found: Sequence[Item]) -> list[str]:
    """A page by its data or address, a failure by its reason, what was left out by what it is."""
    names = []
    for one in found:
        if isinstance(one, Page):
            names.append(one.url or (one.data if isinstance(one.data, str) else one.data.decode("utf-8", "replace")))
        else:
            names.append(one.why if isinstance(one, LeftOut) else str(one.reason))
    return names


def url(number: int) -> str:
    return f"https://a.example/{number}"


def warc(
    number: int,
    http: bytes | None = None,
    kind: str = "response",
    content_type: str = "application/http; msgtype=response",
    version: str = "WARC/1.0",
    newline: str = "\r\n",
    slip: int = 0,
    address: str = "",
) -> bytes:
    """A record; ``slip`` is by how much its length is wrong."""
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY if http is None else http
    lines = [
        version, f"WARC-Type: {kind}", f"WARC-Target-URI: {address or url(number)}", "WARC-Date: 2026-01-02T03:04:05Z",
        f"Content-Type: {content_type}", f"Content-Length: {len(content) + slip}",
    ]  # fmt: skip
    return newline.join((*lines, "", "")).encode() + content + (newline * 2).encode()


def response(headers: bytes, body: bytes = BODY, status: bytes = b"HTTP/1.1 200 OK\r\n") -> bytes:
    return status + headers + b"\r\n" + body


HTML = b"Content-Type: text/html\r\n"
RAW_DEFLATE = zlib.compressobj(wbits=-15)


@pytest.mark.parametrize(
    ("http", "expected"),
    [
        (response(b"Server: x\r\n"), BODY),
        (response(b"Content-Type:\r\n"), BODY),
        (response(b"Server: x\r\n", b"%PDF-1.4"), "not HTML"),
        (response(b"Content-Type: text/html, text/html; charset=utf-8\r\n"), BODY),
        (response(HTML + b"Content-Type: text/html\r\n"), BODY),
        (response(b"Content-Type : TEXT/HTML ;charset=utf-8\r\n"), BODY),
        (response(b"no colon\r\nContent-Type: text/html;\r\n charset=utf-8\r\n"), BODY),
        (b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n" + BODY, BODY),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + response(HTML), BODY),
        (b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + response(HTML), BODY),
        (b"\r\n" + response(HTML), BODY),
        (response(HTML, status=b"HTTP/2 200\r\n"), BODY),
        (response(HTML, status=b"HTTP/1.1 302 Found\r\n"), "HTTP status 302 (redirect)"),
        (response(HTML, status=b"HTTP/1.1 500 Oops\r\n"), "HTTP status 500"),
        (response(b"Content-Type: image/png\r\n"), "not HTML"),
        (response(HTML + b"Content-Encoding: gzip\r\n", gzip.compress(BODY)), BODY),
        (response(HTML + b"Content-Encoding: gzip\r\n", gzip.compress(BODY * 90)[:-12]), "damaged"),
        (response(HTML + b"Content-Encoding: deflate\r\n", zlib.compress(BODY)), BODY),
        (response(HTML + b"Content-Encoding: deflate\r\n", RAW_DEFLATE.compress(BODY) + RAW_DEFLATE.flush()), BODY),
        (response(HTML + b"Content-Encoding: deflate\r\n"), BODY),
        (response(HTML + b"Content-Encoding: br\r\n", brotli.compress(BODY)), BODY),
        (response(HTML + b"Content-Encoding: br\r\n"), BODY),
        (response(HTML + b"Content-Encoding: zstd\r\n", zstd().compress(BODY)), BODY),
        (response(HTML + b"Content-Encoding: gzip, identity, br\r\n", brotli.compress(gzip.compress(BODY))), BODY),
        (response(HTML + b"Transfer-Encoding: chunked\r\n", b"1b\r\n" + BODY + b"\r\n0\r\n\r\n"), BODY),
        (response(HTML + b"Transfer-Encoding: chunked\r\n"), BODY),
        (b"no response at all", "damaged"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html", "damaged"),
    ],
)  # fmt: skip
def test_responses_as_servers_and_crawlers_make_them(tmp_path: Path, http: bytes, expected: bytes | str) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(warc(1, http)) + gzip.compress(warc(2)))
    first, second = items(path)
    assert shown([second]) == [url(2)]
    if isinstance(first, Page):
        assert first.data == expected
    else:
        assert shown([first]) == [expected]


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
@pytest.mark.parametrize("version", ["WARC/0.17", "WARC/0.18", "WARC/1.1"])
def test_versions_and_newlines(tmp_path: Path, version: str, newline: str) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(warc(number, version=version, newline=newline) for number in range(3)))
    assert shown(items(path)) == [url(0), url(1), url(2)]


def test_records_that_are_no_responses(tmp_path: Path) -> None:
    records = [
        warc(0, b"software: x", "warcinfo", "application/warc-fields"), warc(1, b"GET / HTTP/1.1\r\n\r\n", "request"),
        warc(2, b"{}", "metadata", "application/json"), warc(3, b"", "revisit"), warc(4, b"x", "odd"),
        warc(5, BODY, "resource", "text/html"), warc(6, b"\x89PNG", "resource", "image/png"),
        warc(7, b"A text.", "conversion", "text/plain"), warc(8, b"1.2.3.4", "response", "text/dns", address="dns:a.example"),
        warc(9, address="<https://a.example/wget>"),
    ]  # fmt: skip
    path = tmp_path / "pages.wet.gz"
    path.write_bytes(b"".join(map(gzip.compress, records)))
    found = items(path)
    assert shown(found) == [
        "warcinfo record", "request record", "metadata record", "revisit record", "record of another type", url(5),
        "not HTML", url(7), "not HTTP", "https://a.example/wget",
    ]  # fmt: skip
    assert isinstance(found[7], Page)
    assert (found[7].form, found[7].data) == ("text", b"A text.")


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("slip", [-1, 1, 3, -3, 40, 10_000])
def test_lengths_that_are_wrong(tmp_path: Path, slip: int, packed: bool) -> None:
    records = [warc(0), warc(1, slip=slip), warc(2), warc(3)]
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(map(gzip.compress, records)) if packed else b"".join(records))
    found = items(path)
    assert shown(found) == [url(0), url(1), url(2), url(3)]
    assert isinstance(found[1], Page)
    assert BODY in found[1].data + b"." * max(0, -slip)  # type: ignore[operator]


def test_damage_between_and_in_members_is_told_once_each(tmp_path: Path) -> None:
    members = [gzip.compress(warc(number, response(HTML, BODY + str(number).encode() * 3000))) for number in range(5)]
    members[1] = members[1][:60] + b"\xff" * 20 + members[1][80:]
    members[3] = b"garbage" * 40 + members[3]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(members)[:-15])
    assert shown(items(path)) == [url(0), "damaged", url(2), "damaged", url(3), "damaged"]


def test_a_record_that_seems_to_swallow_many(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    nested = b"".join(warc(number, slip=50_000) for number in range(200))
    path.write_bytes(nested + warc(200))
    assert shown(items(path)) == [url(number) for number in range(201)]


@pytest.mark.parametrize("packed", [False, True])
def test_arc(tmp_path: Path, packed: bool) -> None:
    def arc(address: str, content: bytes, kind: str = "text/html") -> bytes:
        return f"{address} 1.2.3.4 20240514100000 {kind} {len(content)}\n".encode() + content + b"\n"

    version = arc(
        "filedesc://x.arc", b"1 0 Me\nURL IP-address Archive-date Content-type Archive-length\n", "text/plain"
    )
    records = [
        version,
        arc(url(1), response(HTML)),
        arc("dns:a.example", b"x", "text/dns"),
        arc(url(2), response(HTML)),
    ]
    path = tmp_path / "a.arc"
    path.write_bytes(b"".join(map(gzip.compress, records)) if packed else b"".join(records))
    assert shown(items(path)) == ["not HTTP", url(1), "not HTTP", url(2)]


def test_headers_that_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(warc(1, response(HTML + b"Last-Modified: yesterday\r\n")))
    [one] = items(path, keep=("WARC-Date", "last-modified", "X-None"))
    assert isinstance(one, Page)
    assert one.kept == {"WARC-Date": "2026-01-02T03:04:05Z", "last-modified": "yesterday", "X-None": None}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_json_lines_in_other_encodings(tmp_path: Path, encoding: str, newline: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        newline.join(json.dumps({"html": f"<p>{k} Zoë \u2028"}, ensure_ascii=False) for k in range(3)).encode(encoding)
    )
    assert shown(items(path)) == [f"<p>{k} Zoë \u2028" for k in range(3)]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("array", [True, False])
def test_json_that_is_not_lines(tmp_path: Path, indent: int | None, array: bool) -> None:
    objects = [{"html": f'<p class="[{{">{k} \\ " ]', "id": k, "more": [{"a": []}]} for k in range(4)]
    text = json.dumps(objects, indent=indent) if array else "\n".join(json.dumps(one, indent=indent) for one in objects)
    (tmp_path / "a.json").write_text(text)
    found = items(tmp_path / "a.json")
    assert [(one.id, one.data) for one in found if isinstance(one, Page)] == [
        (str(one["id"]), one["html"]) for one in objects
    ]
    assert len(found) == 4


def test_an_array_of_json_is_read_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.batch.inputs.jsonl.PIECE", 7)
    objects: list[Any] = [{"html": '\\"<p>\\\\'}, {"html": 4}, {"html": "x" * 400}, {"html": "end"}]
    (tmp_path / "a.json").write_text(json.dumps(objects)[:-1] + ', {"html": tru}, {"html": "cut')
    found = items(tmp_path / "a.json", max_bytes=60)
    assert shown(found) == ['\\"<p>\\\\', "missing field", "too large", "end", "damaged", "damaged"]


def test_odd_values_of_json(tmp_path: Path) -> None:
    lines = [
        b'{"html": "<p>1", "n": ' + b"9" * 5000 + b', "x": NaN}', b'{"html": "<p>2"}{"html": "<p>3"}',
        b'{"html": "<p>4"} trailing', b"7", b'{"page": {"html": "<p>5"}}',
    ]  # fmt: skip
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    assert shown(items(tmp_path / "a.jsonl")) == ["<p>1", "<p>2", "<p>3", "damaged", "missing field", "missing field"]
    assert shown(items(tmp_path / "a.jsonl", html_field="page.html"))[-1] == "<p>5"


def test_csv(tmp_path: Path) -> None:
    rows = b'url,html,n\r\nhttps://a.example/1,"<p>one, ""two""\r\nthree",1\r\n\r\nhttps://a.example/2\r\n'
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbf" + rows)
    (tmp_path / "b.tsv").write_bytes("html\tid\n<p>café\tx\n".encode("latin-1"))
    (tmp_path / "c.csv").write_bytes(b"link;page\n1;2\n")
    first, second = items(tmp_path / "a.csv", keep=("n",))
    assert isinstance(first, Page)
    assert (first.data, first.url, first.kept) == ('<p>one, "two"\r\nthree', url(1), {"n": "1"})
    assert (first.record, first.name) == ("row 1", "a-1")
    assert shown([second]) == ["missing field"]
    assert isinstance(second, Failure)
    assert second.record == "row 3"  # empty rows count
    [third] = items(tmp_path / "b.tsv")
    assert isinstance(third, Page)
    assert (third.data, third.id) == (b"<p>caf\xe9", "x")
    [fourth] = items(tmp_path / "c.csv")
    assert isinstance(fourth, Failure)
    assert "'link', 'page'" in fourth.message


def test_mhtml(tmp_path: Path) -> None:
    head = "From: x\r\nSnapshot-Content-Location: https://a.example/1\r\nMIME-Version: 1.0\r\n"
    parts = (
        '--B\r\nContent-Type: image/png\r\n\r\n\x89\r\n--B\r\nContent-Type: text/html; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p class=3D=\r\nx>caf=C3=A9</p>\r\n--B--\r\n"
    )
    text = f'{head}Content-Type: multipart/related;\r\n\tboundary="B"\r\n\r\n{parts}'
    for name in ("a.mhtml", "b.html", "c"):
        (tmp_path / name).write_text(text, newline="")
        [one] = items(tmp_path / name)
        assert isinstance(one, Page)
        assert (one.data, one.url, one.encoding) == ("<p class=x>café</p>".encode(), url(1), "utf-8")


def test_parquet_of_all_kinds_of_columns(tmp_path: Path, pa: Any) -> None:
    broken = pa.Array.from_buffers(
        pa.string(), 2, [None, pa.py_buffer(b"\0\0\0\0\4\0\0\0\7\0\0\0"), pa.py_buffer(b"<p>\xe9<p>")]
    )
    columns = {
        "html": broken,
        "doc": pa.array([{"html": "<p>a", "url": url(1)}, None]),
        "words": pa.array(["<p>x", "<p>y"]).dictionary_encode(),
        "n": pa.array([1, 2]),
    }
    path = tmp_path / "a.parquet"
    pa.parquet.write_table(pa.table(columns), path)
    first, second = items(path, keep=("n",))
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (first.data, second.data, second.kept) == (b"<p>\xe9", "<p>", {"n": 2})
    assert shown(items(path, html_field="doc.html", url_field="doc.url")) == [url(1), "missing field"]
    assert shown(items(path, html_field="words")) == ["<p>x", "<p>y"]
    [failure] = items(path, html_field="n")
    assert isinstance(failure, Failure)
    assert "int64" in failure.message


@pytest.mark.parametrize("name", ["a.warc.gz", "a.jsonl", "a.parquet", "a.csv", "a.zip", "a.tar", "a.mhtml", "a.arc"])
def test_files_without_a_byte_are_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    assert shown(items(tmp_path / name)) == ["empty file"]


def test_what_a_file_is_by_its_first_bytes(tmp_path: Path) -> None:
    lines = b"".join(json.dumps(one).encode() + b"\n" for one in RECORDS)
    for name, data in {
        "a": warc(0),
        "b.txt": lines,
        "c.html": gzip.compress(warc(0)),
        "d.jsonl": bz2.compress(warc(0)),
    }.items():
        (tmp_path / name).write_bytes(data)
        assert shown(items(tmp_path / name))[0] in (url(0), RECORDS[0]["url"])
    (tmp_path / "e.html").write_bytes(lines)
    [one] = items(tmp_path / "e.html")
    assert isinstance(one, Page)


def test_hidden_files_and_members_are_left_out_and_counted(tmp_path: Path) -> None:
    for name in ("a.html", ".b.html", ".git/c.html", "d.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>x")
    left_out: list[str] = []
    assert [one.name for one in find([str(tmp_path)], None, frozenset(), left_out.append)] == ["a.html"]
    assert sorted(left_out) == sorted([HIDDEN, HIDDEN, NO_PAGE])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("a.html", "__MACOSX/._a.html", "b.png"):
            archive.writestr(name, "<p>x")
    assert shown(items(tmp_path / "a.zip")) == ["<p>x", HIDDEN, NO_PAGE]


def test_lists_of_files_with_carriage_returns() -> None:
    assert names_of(b"a.html\r\nb.html\n") == ["a.html", "b.html"]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_of_a_zip_affects_only_itself(tmp_path: Path, method: int) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name in ("1.html", "2.html", "3.html"):
            archive.writestr(name, page(3))
    data = bytearray(path.read_bytes())
    at = data.index(b"2.html") + 40
    data[at : at + 60] = b"\xff" * 60
    path.write_bytes(data)
    found = items(path)
    assert [type(one) for one in found] == [Page, Failure, Page]


def test_a_zip_member_that_asks_for_gigabytes_of_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("1.html", page(3))
    data = bytearray(path.read_bytes())
    at = data.index(b"1.html") + 6 + 5
    data[at : at + 4] = b"\xff\xff\xff\xef"
    path.write_bytes(data)
    [failure] = items(path)
    assert shown([failure]) == ["too large"]


def test_compressed_files_are_bounded_unless_the_user_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert limit_of(10, 0) == SMALL
    assert limit_of(SMALL, 0) == RATIO * SMALL
    assert limit_of(10**12, 77) == 77
    monkeypatch.setattr(unpack, "SMALL", 1_000_000)
    bomb = b'{"html": "' + bytes(20_000_000)
    for name, pack in {"gz": gzip.compress, "xz": lzma.compress, "bz2": bz2.compress, "zst": zstd().compress}.items():
        path = tmp_path / f"a.jsonl.{name}"
        path.write_bytes(pack(bomb))
        assert path.stat().st_size * RATIO < len(bomb)
        assert shown(items(path, max_bytes=1000)) == ["too large"]


def test_fields_that_no_record_has_are_said_at_once(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [one | {"label": 1} for one in RECORDS])
    inputs = [listed(str(path), None)]

    def notes(**settings: Any) -> str:
        return " | ".join(field_notes(inputs, Settings(**settings)))

    assert notes() == notes(keep=("label",)) == notes(keep=("all",), url_field="url") == ""
    assert "'id', 'label', 'url'" in notes(url_field="nosuch")
    for said in (notes(html_field="body"), notes(keep=("lable",)), notes(id_field="key")):
        assert str(path) in said
        assert "'label'" in said


def test_the_kind_that_the_user_names_holds(tmp_path: Path) -> None:
    (tmp_path / "a.dat").write_bytes(b"html\n<p>x\n")
    assert shown(items(tmp_path / "a.dat", kind=Kind.CSV)) == ["<p>x"]
