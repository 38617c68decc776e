"""The small parts of a batch run, each by itself."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import sqlite3
from contextlib import closing
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from cleaner.batch.dedup.copies import Copies
from cleaner.batch.dedup.near import PERMUTATIONS, bands, signature_of, similarity
from cleaner.batch.inputs.page import Failure, Page
from cleaner.batch.inputs.reading import Source
from cleaner.batch.inputs.records import Window
from cleaner.batch.inputs.sources import Input
from cleaner.batch.inputs.unpack import zstd
from cleaner.batch.journal import TABLES, Journal, SiteCount, State
from cleaner.batch.learn import evenly, site_of_item
from cleaner.batch.outputs.recorder import Recorder
from cleaner.batch.outputs.spool import Packing, Spool
from cleaner.batch.outputs.target import Target
from cleaner.batch.report import lines, report_of, suspicion
from cleaner.batch.settings import Dedup, Kind, Settings
from cleaner.cli import progress
from cleaner.cli.progress import ProgressView
from cleaner.errors import FailureReason as Reason
from tests.batch_pages import sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(("count", "most", "expected"), [
    (10, 5, [1, 3, 5, 7, 9]), (3, 5, [0, 1, 2]), (7, 3, [2, 4, 6]), (1, 1, [0]),
])  # fmt: skip
def test_pages_to_learn_from_are_evenly_spread(count: int, most: int, expected: list[int]) -> None:
    assert [number for number in range(count) if evenly(number, count, most)] == expected


def test_sites_by_address_else_by_what_the_page_declares() -> None:
    canonical = b'<link rel="canonical" href="https://www.b.example/x"><p>caf\xe9'
    assert site_of_item(Page("", canonical, url="https://a.example/")) == "a.example"
    assert site_of_item(Page("", canonical)) == "b.example"
    assert site_of_item(Page("", canonical.decode("latin-1"))) == "b.example"
    assert site_of_item(Page("", b"<p>x")) == ""
    assert site_of_item(Failure("", Reason.DAMAGED, "", url="https://a.example/")) == ""


UNPACK: dict[Packing, Callable[[bytes], bytes]] = {
    Packing.NONE: bytes, Packing.GZIP: gzip.decompress, Packing.XZ: lzma.decompress,
    Packing.ZSTD: lambda data: zstd().ZstdFile(io.BytesIO(data)).read(),
}  # fmt: skip


@pytest.mark.parametrize("packing", list(Packing))
def test_what_was_not_committed_is_cut_off(tmp_path: Path, packing: Packing) -> None:
    path = tmp_path / "spool"
    spool = Spool(path, packing)
    spool.write(b"one\n")
    size = spool.commit()
    spool.write(b"lost\n" * 100_000)
    spool.close()
    spool = Spool(path, packing, size)
    spool.write(b"two\n")
    assert spool.commit() == path.stat().st_size
    spool.close()
    assert UNPACK[packing](path.read_bytes()) == b"one\ntwo\n"


def text(*numbers: int) -> str:
    return "\n\n".join(sentence(number) for number in numbers)


@pytest.mark.parametrize(
    ("one", "other", "exact", "least", "most"),
    [
        (text(*range(20)), text(*range(20)).upper().replace("\n", " "), True, 1.0, 1.0),
        (text(*range(20)), text(*range(19), 99), False, 0.8, 0.99),
        (text(*range(20)), text(*range(100, 120)), False, 0.0, 0.7),
        ("短い文章です。" * 3, "短い文章です" * 3, True, 1.0, 1.0),
        ("one", "two", False, 0.0, 0.1),
    ],
    ids=["case-and-space", "one-sentence", "others", "chinese", "words"],
)
@pytest.mark.needs("datasketch")
def test_signatures(one: str, other: str, exact: bool, least: float, most: float) -> None:
    assert (signature_of(one, Dedup.EXACT) == signature_of(other, Dedup.EXACT)) is exact
    near = [signature_of(each, Dedup.NEAR) for each in (one, other)]
    assert least <= similarity(*near) <= most
    if least >= 0.8:
        assert set(bands(near[0])) & set(bands(near[1]))


@pytest.mark.parametrize(("equal", "copy"), [(128, True), (103, True), (102, False), (70, False)])
def test_copies_are_four_fifths_alike(equal: int, copy: bool) -> None:
    one = np.arange(PERMUTATIONS, dtype="<u4")
    other = np.where(one < equal, one, one + 1000).astype("<u4")
    with closing(sqlite3.connect(":memory:")) as database:
        for statement in TABLES.split(";"):
            database.execute(statement)
        copies = Copies(database, Dedup.NEAR)
        copies.add(one.tobytes(), "first", None)
        found = copies.find(other.tobytes())
    assert (found is not None) is copy
    if found is not None:
        assert (found.source, found.similarity) == ("first", equal / PERMUTATIONS)


def test_texts_without_words_are_no_copies_of_each_other() -> None:
    assert signature_of("...", Dedup.EXACT) == signature_of("", Dedup.NEAR) == b""


@pytest.mark.parametrize(
    ("count", "why"),
    [
        (SiteCount(pages=10, cleaned=10, kept=50, removed=50), ""),
        (SiteCount(pages=10, cleaned=10, kept=1, removed=99), "nearly all of the text was removed (99.0%)"),
        (SiteCount(pages=10, cleaned=10, kept=99, removed=1), "nearly nothing of the text was removed (1.0%)"),
        (SiteCount(pages=10, failed=8, cleaned=2, kept=1, removed=1), "8 of 10 pages failed"),
        (SiteCount(pages=10, empty=6, cleaned=4, kept=1, removed=1), "6 of 10 pages have no article"),
        (SiteCount(pages=2, failed=2), ""),
    ],
)
def test_suspicious_sites(count: SiteCount, why: str) -> None:
    assert suspicion(count) == why


def test_the_report_is_data_and_words() -> None:
    state = State(pages=12, cleaned=10, failed=2, kept=60, removed=40, seconds=3.0, reasons={"timeout": 2})
    sites = [("a.example", SiteCount(pages=11, cleaned=10, failed=1, kept=1, removed=99)), ("", SiteCount(1, failed=1))]
    report = report_of(state, sites, Settings(), Target.of("out.jsonl"))
    assert json.loads(json.dumps(report)) == report
    assert report["removed_share"] == 0.4
    said = "\n".join(lines(report))
    for part in ("12 pages in 3 s (4 a second)", "2 timeout", "40% of the text", "(unknown)", "a.example: nearly all"):
        assert part in said


def test_progress_is_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    now = [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    for quiet in (False, True):
        show = ProgressView(quiet, tell_failures=False)
        with show.shown():
            show.phase("cleaning", 0, 1000)
            for step in range(1, 5):
                now[0] += 20
                show.advance(100, 1_000_000, step * 100)
    assert capsys.readouterr().err.splitlines() == [
        "cleaner: cleaning: 20%, 200 pages, 5 a second, 0.1 MB/s, 0:02:40 left",
        "cleaner: cleaning: 40%, 400 pages, 5 a second, 0.1 MB/s, 0:02:00 left",
    ]


def test_a_window_reads_on_where_its_stream_gives_little() -> None:
    pieces = [b"abcd", b"ef", b"", b"never"]
    window = Window(SimpleNamespace(read=lambda _: pieces.pop(0)))  # type: ignore[arg-type]
    assert window.read(3) == b"abc"
    assert window.peek(2) == b"de"
    assert window.read(3) == b"def"
    assert window.peek(1) == b""
    window.unread(b"ef")
    assert (window.position, window.read(2), window.position) == (4, b"ef", 6)


def test_how_far_an_input_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"html": "<p>x"}\n' * 10_000, encoding="utf-8")
    size = path.stat().st_size
    source = Source(Input(str(path), Kind.JSONL, size), Settings())
    assert source.position == 0
    items = iter(source)
    next(items)
    assert 0 < source.position < size
    assert sum(1 for _ in items) == 9_999
    assert source.position == size


def test_a_recorder_gives_its_files_back(tmp_path: Path) -> None:
    target = Target.of(str(tmp_path / "a.jsonl"))
    with closing(Journal(tmp_path / "journal")) as journal:
        recorder = Recorder(journal, target, Settings(), tmp_path, lambda _: None)
        recorder.close()
        with pytest.raises(ValueError, match="closed"):
            recorder.take([Failure("a", Reason.EMPTY, "no text")])
            recorder.commit()
