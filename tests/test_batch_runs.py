"""Whole runs: what they write, what they refuse, and what is left of them when something gets in the way."""

from __future__ import annotations

import json
import lzma
import os
import sqlite3
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import cleaner
from cleaner.batch import learn
from cleaner.batch.dedup.near import empty_sketch
from cleaner.batch.inputs.unpack import zstd
from cleaner.batch.job import Job
from cleaner.batch.outputs.record import FIELDS
from cleaner.batch.outputs.target import Target
from cleaner.batch.report import lines
from cleaner.batch.run import run
from cleaner.batch.settings import Content, Dedup, Settings
from cleaner.batch.workers.worker import Limits
from cleaner.errors import JobError
from tests.batch_pages import entries, page, read_jsonl, record, sentence, warc_record, write_jsonl
from tests.template_pages import article

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.batch.inputs.page import Failure


class Quiet:
    """Looks on, and stops a run in a phase, or after some pages."""

    def __init__(self, stop_after: int | None = None, at: dict[str, Callable[[], None]] | None = None) -> None:
        self._stop_after = stop_after
        self._at = at or {}
        self._pages = 0
        self.notes: list[str] = []

    def stopped(self) -> bool:
        return self._stop_after is not None and self._pages >= self._stop_after

    def phase(self, name: str, read: int, total: int) -> None:
        self._at.get(name.partition(" (")[0], lambda: None)()

    def advance(self, pages: int, size: int, read: int) -> None:
        self._pages += pages

    def failed(self, failure: Failure) -> None:
        pass

    def note(self, message: str) -> None:
        self.notes.append(message)


def batch(
    output: Path,
    *inputs: Path,
    watch: Quiet | None = None,
    resume: bool = False,
    overwrite: bool = False,
    **settings: Any,
) -> dict[str, Any] | None:
    """A run in this process, with one worker; a folder for output where the name has no ending."""
    job = Job(tuple(map(str, inputs)), Target.of(str(output)), Settings(**settings), 1, Limits(20.0), resume, overwrite)
    return run(job, watch or Quiet())


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "dump.jsonl", [record(number, f"s{number % 2}.example") for number in range(40)])


@pytest.mark.parametrize(
    ("ending", "unpack"), [("", bytes), (".xz", lzma.decompress), (".zst", lambda data: zstd().decompress(data))]
)
def test_records(tmp_path: Path, dump: Path, ending: str, unpack: Callable[[bytes], bytes]) -> None:
    report = batch(tmp_path / f"out.jsonl{ending}", dump)
    rows = [json.loads(line) for line in unpack((tmp_path / f"out.jsonl{ending}").read_bytes()).splitlines()]
    assert [row["id"] for row in rows] == [f"p{number}" for number in range(40)]
    first = cleaner.clean(page(0, "s0.example"), url="https://s0.example/0")
    assert list(rows[0]) == list(FIELDS)
    assert rows[0] == rows[0] | {
        "source": str(dump), "record": "line 1", "url": "https://s0.example/0", "site": "s0.example",
        "title": first.title, "text": first.text, "markdown": None, "words": len(first.text.split()),
        "blocks_kept": int(first.kept.sum()),
    }  # fmt: skip
    assert report is not None
    assert (report["pages"], report["cleaned"], report["failed"]) == (40, 40, 0)
    assert {row["site"]: row["pages"] for row in report["sites"]} == {"s0.example": 20, "s1.example": 20}
    assert json.loads((tmp_path / f"out.jsonl{ending}.report.json").read_text()) == report
    assert not (tmp_path / f"out.jsonl{ending}.errors.jsonl").exists()


def test_parquet_has_a_fixed_schema(tmp_path: Path, dump: Path, pa: Any) -> None:
    batch(tmp_path / "out.parquet", dump)
    batch(tmp_path / "empty.parquet", write_jsonl(tmp_path / "empty.jsonl", []))
    table = pa.parquet.read_table(tmp_path / "out.parquet")
    assert table.column_names == list(FIELDS)
    assert table.schema == pa.parquet.read_table(tmp_path / "empty.parquet").schema
    assert table.schema.field("authors").type == pa.list_(pa.string())
    assert table.column("id").to_pylist() == [f"p{number}" for number in range(40)]
    assert table.column("text").to_pylist() == [row["text"] for row in rows_of(tmp_path, dump)]


def rows_of(tmp_path: Path, dump: Path) -> list[dict[str, Any]]:
    batch(tmp_path / "rows.jsonl", dump)
    return read_jsonl(tmp_path / "rows.jsonl")


@pytest.mark.parametrize(
    ("content", "ending"), [(Content.TEXT, ".txt"), (Content.MARKDOWN, ".md"), (Content.HTML, ".html")]
)
def test_a_folder_of_files(tmp_path: Path, content: Content, ending: str) -> None:
    source = tmp_path / "in"
    (source / "sub").mkdir(parents=True)
    for name in ("a.html", "A.htm", "sub/a.html"):
        (source / name).write_text(page(1))
    (source / "nothing.html").write_text("<p></p>")
    batch(tmp_path / "out", source, contents=(content,))
    assert names(tmp_path / "out") == sorted([f"A{ending}", f"a-2{ending}", f"sub/a{ending}", "index.jsonl"])
    document = cleaner.clean(page(1))
    assert (tmp_path / "out" / f"A{ending}").read_text() == getattr(document, content).rstrip("\n") + "\n"
    index = {row["source"]: row["file"] for row in read_jsonl(tmp_path / "out" / "index.jsonl")}
    assert index[str(source / "nothing.html")] is None
    assert index[str(source / "a.html")] == f"a-2{ending}"


def test_hostile_names_stay_in_the_folder(tmp_path: Path) -> None:
    hostile = ["../../up", "/etc/passwd", "a\nb", "x/../../y", "same", "same", "..", "con"]
    source = write_jsonl(tmp_path / "d.jsonl", [record(number) | {"id": name} for number, name in enumerate(hostile)])
    inner = tmp_path / "deep" / "er"
    inner.mkdir(parents=True)
    strange = os.fsencode(tmp_path) + b"/in"
    os.mkdir(strange)  # noqa: PTH102  # a name that is not UTF-8
    Path(os.fsdecode(strange + b"/caf\xe9\n.html")).write_text(page(9))
    batch(inner / "out", source, Path(os.fsdecode(strange)))
    assert names(inner / "out") == [
        "_con.txt", "a_b.txt", "caf_.txt", "etc/passwd.txt", "index.jsonl", "page.txt", "same-2.txt", "same.txt",
        "up.txt", "x/y.txt",
    ]  # fmt: skip
    assert entries(inner) == ["out", "out.report.json"]
    assert entries(tmp_path) == ["d.jsonl", "deep", "in"]
    assert read_jsonl(inner / "out" / "index.jsonl")[-1]["source"].endswith("caf\\xe9\n.html")


def test_every_kind_of_input_gives_the_same_texts(tmp_path: Path, pa: Any) -> None:
    records = [record(number) for number in range(3)]
    write_jsonl(tmp_path / "a.jsonl", records)
    write_jsonl(tmp_path / "b.jsonl.gz", records)
    pa.parquet.write_table(pa.Table.from_pylist(records), tmp_path / "c.parquet")
    (tmp_path / "d.warc").write_bytes(b"".join(warc_record(one["url"], one["html"].encode()) for one in records))
    (tmp_path / "e").mkdir()
    for number, one in enumerate(records):
        (tmp_path / "e" / f"{number}.html").write_text(one["html"])
    with tarfile.open(tmp_path / "f.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "e", "e")
    with zipfile.ZipFile(tmp_path / "g.zip", "w") as zipped:
        for number, one in enumerate(records):
            zipped.writestr(f"{number}.html", one["html"])
    batch(tmp_path / "out.jsonl", *sorted(path for path in tmp_path.iterdir()))
    texts: dict[str, list[str]] = {}
    for row in read_jsonl(tmp_path / "out.jsonl"):
        texts.setdefault(Path(row["source"]).relative_to(tmp_path).parts[0], []).append(row["text"])
    assert len(texts) == 7
    for found in texts.values():
        assert sorted(found) == sorted(texts["a.jsonl"])


def test_nothing_is_overwritten_unless_asked(tmp_path: Path, dump: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("precious")
    for resume in (False, True):
        with pytest.raises(JobError):
            batch(output, dump, resume=resume)
    assert output.read_text() == "precious"
    batch(output, dump, overwrite=True)
    assert len(read_jsonl(output)) == 40


def test_a_folder_of_other_things_is_never_replaced(tmp_path: Path, dump: Path) -> None:
    output = tmp_path / "out"
    output.mkdir()
    (output / "thesis.txt").write_text("precious")
    for overwrite in (False, True):
        with pytest.raises(JobError):
            batch(output, dump, overwrite=overwrite)
    (output / "thesis.txt").rename(tmp_path / "thesis.txt")
    batch(output, dump)  # an empty folder is in nobody's way
    batch(output, write_jsonl(tmp_path / "other.jsonl", [record(1)]), overwrite=True)
    assert names(output) == ["index.jsonl", "p1.txt"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("out.csv", "JSON lines"),
        ("out.parquet.gz", "JSON lines"),
        ("folder.jsonl", "is a folder"),
        ("file", "is a file"),
    ],
)
def test_outputs_that_cannot_be(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "file").write_text("x")
    with pytest.raises(JobError, match=said):
        Target.of(str(tmp_path / name))


@pytest.mark.parametrize(
    "name", ["out.jsonl.gz", pytest.param("out.parquet", marks=pytest.mark.needs("pyarrow")), "out"]
)
def test_stopped_and_resumed_is_the_same(tmp_path: Path, name: str) -> None:
    source = write_jsonl(tmp_path / "d.jsonl.gz", [record(number % 150) for number in range(200)] + [b"{\n"])
    assert batch(tmp_path / "a" / name, source, dedup=Dedup.EXACT) is not None
    output = tmp_path / "b" / name
    assert batch(output, source, watch=Quiet(70), dedup=Dedup.EXACT) is None
    assert not output.exists()
    with pytest.raises(JobError, match="--resume goes on"):
        batch(output, source, dedup=Dedup.EXACT)
    with pytest.raises(JobError, match="other options"):
        batch(output, source, resume=True)
    assert batch(output, source, watch=Quiet(1), resume=True, dedup=Dedup.EXACT) is None
    (tmp_path / "late.html").write_text(page(1))
    assert batch(output, source, resume=True, dedup=Dedup.EXACT) is not None
    assert names(tmp_path / "a") == names(tmp_path / "b")
    for one in names(tmp_path / "a"):
        mine, other = tmp_path / "a" / one, tmp_path / "b" / one
        if one.endswith("errors.jsonl"):
            assert len(read_jsonl(mine)) == len(read_jsonl(other)) == 1
        elif one.endswith("report.json"):
            assert json.loads(mine.read_text()) | {"seconds": 0} == json.loads(other.read_text()) | {"seconds": 0}
        elif one.endswith("jsonl.gz"):
            assert read_jsonl(mine) == read_jsonl(other)
        else:
            assert mine.read_bytes() == other.read_bytes()


def test_only_one_run_at_a_time(tmp_path: Path, dump: Path) -> None:
    said = []

    def another() -> None:
        for name in ("resume", "overwrite"):
            with pytest.raises(JobError, match="another run"):
                batch(tmp_path / "out.jsonl", dump, resume=name == "resume", overwrite=name == "overwrite")
            said.append(name)

    first = batch(tmp_path / "out.jsonl", dump, watch=Quiet(at={"cleaning": another}))
    assert len(said) == 2
    assert batch(tmp_path / "out.jsonl", dump, resume=True) == first  # nothing is left to do


def test_a_file_that_disappears(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for number in range(3):
        (source / f"{number}.html").write_text(page(number))
    report = batch(tmp_path / "out.jsonl", source, watch=Quiet(at={"cleaning": (source / "1.html").unlink}))
    assert report is not None
    assert (report["cleaned"], report["reasons"]) == (2, {"missing": 1})


def test_the_output_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(1))
    batch(tmp_path / "out.jsonl", tmp_path)
    report = batch(tmp_path / "out.jsonl", tmp_path, overwrite=True)
    assert report is not None
    assert report["pages"] == 1


def test_pages_without_an_article_are_counted(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "d.jsonl", [{"html": "<p></p>", "url": f"https://e.example/{k}"} for k in range(4)])
    report = batch(tmp_path / "out.jsonl", source)
    assert report is not None
    assert (report["empty"], report["cleaned"]) == (4, 0)
    assert report["suspicious"] == [{"site": "e.example", "pages": 4, "why": "4 of 4 pages have no article"}]
    assert [row["text"] for row in read_jsonl(tmp_path / "out.jsonl")] == [""] * 4


@pytest.mark.needs("datasketch")
def test_exact_and_near_duplicates_are_reported(tmp_path: Path) -> None:
    changed = page(0).replace("everyone", "anyone", 1)
    pages = [page(0), page(1), page(0).replace("Terms", "Conditions"), changed]
    source = write_jsonl(tmp_path / "d.jsonl", [{"html": html, "id": f"p{k}"} for k, html in enumerate(pages)])
    for how, left, copies in ((Dedup.EXACT, ["p0", "p1", "p3"], ["p2"]), (Dedup.NEAR, ["p0", "p1"], ["p2", "p3"])):
        output = tmp_path / f"{how}.jsonl"
        report = batch(output, source, dedup=how)
        assert report is not None
        assert report["duplicates"] == len(copies)
        assert [row["id"] for row in read_jsonl(output)] == left
        rows = read_jsonl(output.with_name(output.name + ".duplicates.jsonl"))
        assert [row["id"] for row in rows] == copies
        assert {row["copy_of_record"] for row in rows} == {"line 1"}


def site_page(number: int, site: str) -> str:
    """A page on which a site's own paragraph looks like content, but is on every page; the rest is its own."""
    promise = f"At {site} we believe in careful reporting, and so do the many readers who support us with their gifts."
    return article(number, middle=f"<p>{promise}</p>")


@pytest.mark.parametrize("kept_store", [False, True])
def test_templates_are_learned_from_an_unsorted_dump(tmp_path: Path, kept_store: bool) -> None:
    sites = ("a.example", "b.example")
    source = write_jsonl(
        tmp_path / "d.jsonl",
        [{"html": site_page(k, sites[k % 2]), "url": f"https://{sites[k % 2]}/{k}"} for k in range(24)],
    )
    store = tmp_path / "store.db"
    settings: dict[str, Any] = {"learn": True, "learn_pages": 5, "templates": str(store) if kept_store else None}
    batch(tmp_path / "out.jsonl", source, **settings)
    template = cleaner.TemplateStore(store) if kept_store else None
    learned = cleaner.SiteTemplate.learn(
        [(site_page(k, sites[0]), f"https://{sites[0]}/{k}") for k in (4, 8, 14, 18, 22)]
    )
    rows = read_jsonl(tmp_path / "out.jsonl")
    expected = cleaner.clean(site_page(0, sites[0]), url="https://a.example/0", template=learned)
    assert rows[0]["text"] == expected.text
    if template is not None:
        assert [(entry.site, entry.pages) for entry in template.sites()] == [(site, learned.pages) for site in sites]
        batch(tmp_path / "again.jsonl", source, templates=str(store))
        assert read_jsonl(tmp_path / "again.jsonl") == rows
        batch(tmp_path / "stopped.jsonl", source, watch=Quiet(3), **settings)
        batch(tmp_path / "stopped.jsonl", source, resume=True, **settings)
        assert read_jsonl(tmp_path / "stopped.jsonl") == rows
    else:
        assert not store.exists()


@pytest.mark.parametrize("library", ["pyarrow.parquet", "datasketch", "backports.zstd"])
def test_what_is_missing_is_said_before_the_night(
    tmp_path: Path, dump: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    empty_sketch.cache_clear()
    if library == "backports.zstd":
        if sys.version_info >= (3, 14):
            pytest.skip("Python has it")
        dump = dump.rename(tmp_path / "a.jsonl.zst")
    output = tmp_path / ("out.parquet" if library == "pyarrow.parquet" else "out.jsonl")
    with pytest.raises(JobError, match=r"pip install '\S+\["):
        batch(output, dump, dedup=Dedup.NEAR if library == "datasketch" else None)


def test_workers_that_cannot_start_are_said(tmp_path: Path, dump: Path) -> None:
    job = Job((str(dump),), Target.of(str(tmp_path / "out.jsonl")), Settings(), 1, Limits(20.0, 30_000_000))
    with pytest.raises(JobError, match="--memory"):
        run(job, Quiet())


def test_sentences_differ() -> None:
    assert len({sentence(number) for number in range(500)}) == 500


SHELL = '<link rel="canonical" href="https://s0.example/app"><div id="root"></div><script src="app.js"></script>'
"""A page without text, as applications in the browser send it."""


def test_learning_from_a_dump_with_pages_without_text(tmp_path: Path) -> None:
    rows: list[dict[str, Any] | bytes] = [record(k, f"s{k % 2}.example") for k in range(12)]
    rows[5:5] = [{"html": SHELL, "id": "shell"}, b"{cut\n", {"html": SHELL, "url": "https://s1.example/app"}]
    source = write_jsonl(tmp_path / "d.jsonl", rows)
    report = batch(tmp_path / "out.jsonl", source, learn=True, learn_pages=50)
    assert report is not None
    assert (report["pages"], report["cleaned"], report["empty"]) == (15, 12, 2)
    assert report["templates"]["learned_sites_with_enough_pages"] == 2
    assert report["templates"]["learned_pages"] == 12


def test_no_input_is_ever_overwritten(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [record(1)])
    before = source.read_bytes()
    (tmp_path / "link.jsonl").symlink_to(source)
    os.link(source, tmp_path / "hard.jsonl")
    for output in ("a.jsonl", "link.jsonl", "hard.jsonl"):
        with pytest.raises(JobError, match="is an input"):
            batch(tmp_path / output, source, overwrite=True)
    errors = tmp_path / "b.jsonl.errors.jsonl"
    errors.write_bytes(before)
    with pytest.raises(JobError, match="is an input"):
        batch(tmp_path / "b.jsonl", errors)
    result = tmp_path / "pages"
    batch(result, source)
    with pytest.raises(JobError, match="is an input"):
        batch(result, result / "p1.txt", overwrite=True)
    assert source.read_bytes() == before
    assert entries(tmp_path) == [
        "a.jsonl", "b.jsonl.errors.jsonl", "hard.jsonl", "link.jsonl", "pages", "pages.report.json",
    ]  # fmt: skip


def test_a_start_that_fails_leaves_nothing(tmp_path: Path, dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "no.db").write_text("no store")
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    before = entries(tmp_path)
    wrong: list[tuple[str, list[Path], dict[str, Any]]] = [
        ("out.parquet", [dump], {}),
        ("out.jsonl", [dump], {"templates": str(tmp_path / "no.db")}),
        ("out.jsonl", [tmp_path / "nosuch"], {}),
        ("out.jsonl", [tmp_path / "*.nothing"], {}),
    ]
    for output, inputs, settings in wrong:
        with pytest.raises(cleaner.CleanerError):
            batch(tmp_path / output, *inputs, **settings)
        assert entries(tmp_path) == before
    job = Job((str(dump),), Target.of(str(tmp_path / "out.jsonl")), Settings(), 1, Limits(20.0, 30_000_000))
    with pytest.raises(JobError, match="workers do not start"):
        run(job, Quiet())
    assert entries(tmp_path) == before


def test_everything_is_a_record_an_error_or_counted(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    responses = [
        warc_record("https://a.example/1", page(1).encode()),
        warc_record("https://a.example/2", b"gone", status="404 Not Found"),
        warc_record("https://a.example/3", b"\x89PNG", "image/png"),
        warc_record("https://a.example/4", b"%PDF-1.4"),
    ]
    (folder / "a.warc").write_bytes(b"".join(responses))
    (folder / "b.jsonl").write_bytes(b"")
    (folder / "c.png").write_bytes(b"x")
    report = batch(tmp_path / "out.jsonl", folder)
    assert report is not None
    assert (report["pages"], report["cleaned"], report["failed"]) == (3, 1, 2)
    assert report["reasons"] == {"empty file": 1, "not text": 1}
    assert report["left_out"] == {
        "HTTP status 404": 1, "file whose name does not end as a page's": 1, "not HTML": 1,
    }  # fmt: skip


def test_several_views_and_the_fields_of_the_input(tmp_path: Path, pa: Any) -> None:
    rows = [record(k) | {"label": k, "more": {"a": [k]}, "title": "theirs", "mixed": k or "x"} for k in range(3)]
    source = write_jsonl(tmp_path / "d.jsonl", [*rows, {"html": None, "label": 9}])
    settings: dict[str, Any] = {
        "contents": (Content.TEXT, Content.MARKDOWN), "front_matter": True, "blocks": True, "keep": ("all",),
    }  # fmt: skip
    batch(tmp_path / "out.jsonl", source, **settings)
    written = read_jsonl(tmp_path / "out.jsonl")
    document = cleaner.clean(page(0), "https://site.example/0")
    assert written[0]["text"] == document.text
    assert written[0]["markdown"].startswith("---\ntitle:")
    assert written[0]["markdown"].endswith(document.markdown)
    assert written[0]["html"] is None
    assert [block["kept"] for block in written[0]["blocks"]] == document.kept.tolist()
    assert written[0] == written[0] | {"label": 0, "more": {"a": [0]}, "input_title": "theirs", "mixed": "x"}
    [error] = read_jsonl(tmp_path / "out.jsonl.errors.jsonl")
    assert error["label"] == 9
    batch(tmp_path / "out.parquet", source, **settings)
    table = pa.parquet.read_table(tmp_path / "out.parquet")
    assert table.column_names == [*FIELDS, "blocks", "label", "more", "input_title", "mixed"]
    assert [str(table.schema.field(name).type) for name in ("label", "more", "mixed")] == ["int64", "string", "string"]
    assert table["more"].to_pylist() == ['{"a": [0]}', '{"a": [1]}', '{"a": [2]}']
    assert table["blocks"].to_pylist()[0] == written[0]["blocks"]
    batch(tmp_path / "out", source, **settings)
    assert names(tmp_path / "out") == [
        "index.jsonl",
        *sorted(f"p{k}{end}" for k in range(3) for end in (".md", ".txt")),
    ]
    assert read_jsonl(tmp_path / "out" / "index.jsonl")[1]["files"] == ["p1.txt", "p1.md"]


def test_options_of_the_views(tmp_path: Path) -> None:
    linked = page(1).replace("In the year", '<a href="/x">In</a> <em>the</em> year', 1)
    source = write_jsonl(tmp_path / "d.jsonl", [{"html": linked, "url": "https://a.example/1"}])
    for index, settings in enumerate(({}, {"links": True}, {"emphasis": False})):
        output = tmp_path / f"{index}.jsonl"
        batch(output, source, contents=(Content.MARKDOWN,), **settings)  # type: ignore[arg-type]
        [row] = read_jsonl(output)
        assert ("](https://a.example/x)" in row["markdown"]) is (index == 1)
        assert ("*the*" in row["markdown"]) is (index != 2)


def test_what_templates_did_is_in_the_records_and_the_report(tmp_path: Path) -> None:
    rows = [{"html": site_page(k, "a.example"), "url": f"https://a.example/{k}"} for k in range(12)]
    rows.append({"html": page(77, "b.example"), "url": "https://b.example/1"})
    source = write_jsonl(tmp_path / "d.jsonl", rows)
    report = batch(tmp_path / "out.jsonl", source, learn=True)
    assert report is not None
    written = read_jsonl(tmp_path / "out.jsonl")
    assert {row["template"] for row in written[:12]} == {"a.example"}
    assert (written[12]["template"], written[12]["blocks_by_template"]) == (None, 0)
    assert min(row["blocks_by_template"] for row in written[:12]) > 0
    templates = report["templates"]
    assert (templates["pages_decided"], templates["sites_decided"]) == (12, 1)
    assert (templates["learned_sites"], templates["learned_sites_with_enough_pages"]) == (2, 1)
    said = "\n".join(lines(report))
    assert "learned from 13 pages of 2 sites, 1 of which" in said
    assert "used on 12 pages of 1 site" in " ".join(said.split())
    assert "--templates FILE keeps them" in said
    assert all(len(line) < 80 for line in said.splitlines())


def test_a_store_on_a_disk_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "store.db"
    cleaner.TemplateStore(store).update(
        cleaner.SiteTemplate.learn([site_page(k, "s0.example") for k in range(5)], "s0.example")
    )
    backup = learn.backup

    def refused(address: str, copy: Path) -> None:
        if "immutable" not in address:
            raise sqlite3.OperationalError("unable to open database file")
        backup(address, copy)

    monkeypatch.setattr(learn, "backup", refused)  # root may write everywhere
    rows = [{"html": site_page(k, "s0.example"), "url": f"https://s0.example/{k}"} for k in range(8)]
    source = write_jsonl(tmp_path / "d.jsonl", rows)
    report = batch(tmp_path / "out.jsonl", source, templates=str(store))
    assert report is not None
    assert report["templates"]["sites_decided"] == 1


def test_wrong_names_of_fields_are_said_before_the_run(tmp_path: Path, dump: Path) -> None:
    observer = Quiet()
    batch(tmp_path / "out.jsonl", dump, watch=observer, url_field="adress")
    [note] = observer.notes
    assert "no field 'adress'" in note
    assert "'url'" in note


def test_phases_say_which_of_how_many_they_are(tmp_path: Path, dump: Path) -> None:
    seen: list[str] = []

    class Listening(Quiet):
        def phase(self, name: str, read: int, total: int) -> None:
            seen.append(name)

    batch(tmp_path / "out", dump, watch=Listening(), learn=True)
    assert seen == ["listing", "counting pages (1 of 4)", "learning (2 of 4)", "cleaning (3 of 4)", "writing (4 of 4)"]
