"""Spark: the templates and records of ``cleaner batch --learn``, and a row for every page, whatever happens to it.

Needs pyspark and Java: skipped where either is missing.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest

import cleaner
from cleaner.batch.inputs.page import Page
from cleaner.batch.inputs.sources import Input
from cleaner.batch.settings import Kind, Settings
from cleaner.records import PAGE_FIELDS
from cleaner.rules import Rules
from tests.batch_pages import page, read_jsonl
from tests.engine_pages import record, repeated, write_warc
from tests.template_pages import article

pytest.importorskip("pyspark", reason="pyspark is not installed")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("there is no Java", allow_module_level=True)

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from cleaner.spark import clean, inputs, learn, merge, read_store, write_store
from cleaner.spark.__main__ import program
from cleaner.spark.frames import TEMPLATES, with_templates

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGE = 70
"""Pages of the one site that has more than are learned from."""


def told(site: str, number: int) -> str:
    """An article with what its site repeats in each, so that the template has something to decide."""
    return article(number, middle=f"<p>{repeated(site)}</p>")


def declaring(number: int) -> str:
    return f'<link rel="canonical" href="https://named.example/{number}">' + article(200 + number)


CRAWL: list[dict[str, Any]] = [
    *(
        {"id": f"a{n}", "url": f"https://www.large.example/{n}", "html": told("large.example", n), "n": n}
        for n in range(LARGE)
    ),
    *(
        {"id": f"b{n}", "url": f"https://small.example/{n}", "html": told("small.example", 100 + n), "n": n}
        for n in range(5)
    ),
    *({"id": f"c{n}", "url": None, "html": declaring(n), "n": n} for n in range(4)),
    {"id": "one", "url": "https://one.example/", "html": page(8), "n": None},
    {"id": "lost", "url": None, "html": page(9), "n": None},
    {"id": "none", "url": "https://small.example/none", "html": None, "n": 0},
]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", str(Path(cleaner.__file__).parent.parent))
        made = (
            SparkSession.builder.master("local[2,4]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "OFF")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.files.minPartitionNum", "3")
            .getOrCreate()
        )
        yield made
        made.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The crawl in two files: Spark begins with the second, which is larger."""
    path = tmp_path_factory.mktemp("crawl")
    for name, rows in (("1.parquet", CRAWL[:20]), ("2.parquet", CRAWL[20:])):
        pq.write_table(pa.Table.from_pylist(rows, pa.Table.from_pylist(CRAWL).schema), path / name, row_group_size=10)
    return path


@pytest.fixture(scope="module")
def batch(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of ``cleaner batch --learn`` of the crawl."""
    output = tmp_path_factory.mktemp("batch")
    command = ["batch", str(folder), "-o", str(output / "out.jsonl"), "--learn", "--workers", "1", "--quiet"]
    subprocess.run(
        [sys.executable, "-m", "cleaner", *command, "--templates", str(output / "sites.db")], check=False, timeout=300
    )
    return output


@pytest.fixture(scope="module")
def templates(spark: SparkSession, folder: Path) -> Any:
    """What Spark learns of the crawl."""
    return learn(spark.read.parquet(str(folder))).persist()


def by_id(rows: Any) -> dict[str, dict[str, Any]]:
    """Rows by their ids, each of which is there once."""
    collected = [row.asDict(recursive=True) for row in rows.collect()]
    assert len({row["id"] for row in collected}) == len(collected)
    return {row["id"]: row for row in collected}


def test_templates_are_those_of_batch(templates: Any, batch: Path) -> None:
    store = cleaner.TemplateStore(batch / "sites.db")
    learned = {row["site"]: row for row in templates.collect()}
    assert {site: bytes(row["template"]) for site, row in learned.items()} == {
        entry.site: template.to_bytes() for entry in store.sites() if (template := store.get(entry.site)) is not None
    }
    assert {site: (row["pages"], row["used"], row["skipped"]) for site, row in learned.items()} == {
        "large.example": (50, True, 0), "small.example": (5, True, 0), "named.example": (4, True, 0), "one.example": (1, False, 0),
    }  # fmt: skip


@pytest.mark.parametrize("how", ["broadcast", "sorted"])
def test_records_are_those_of_batch(spark: SparkSession, folder: Path, templates: Any, batch: Path, how: str) -> None:
    rows = clean(spark.read.parquet(str(folder)), templates, keep=["n", "url"], how=how, split=8)
    assert rows.columns == [*PAGE_FIELDS, "n", "input_url", "reason", "error"]
    found = by_id(rows)
    assert {id: (row["n"], row["input_url"]) for id, row in found.items()} == {
        row["id"]: (row["n"], row["url"]) for row in CRAWL
    }
    expected = {row["id"]: row for row in read_jsonl(batch / "out.jsonl")}
    failed = {row["id"]: row["reason"] for row in read_jsonl(batch / "out.jsonl.errors.jsonl")}
    assert {id: row["reason"] for id, row in found.items() if row["reason"]} == failed
    assert all((row["error"] is None) == (row["reason"] is None) for row in found.values())
    cleaned = {id: {name: row[name] for name in PAGE_FIELDS} for id, row in found.items() if not row["reason"]}
    assert cleaned == {id: {name: row[name] for name in PAGE_FIELDS} for id, row in expected.items()}
    assert any(row["template"] for row in expected.values())


def test_pages_that_come_from_no_file_are_chosen_by_their_addresses(
    spark: SparkSession, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pages = spark.read.parquet(str(folder))
    rows = [(row["id"], row["url"], row["html"], row["n"]) for row in CRAWL]
    made = spark.createDataFrame(rows, "id string, url string, html string, n int").repartition(3)
    joined = pages.join(made.select("id"), "id").repartition(1)
    first, second = ({row["site"]: bytes(row["template"]) for row in learn(one).collect()} for one in (made, joined))
    assert first == second
    assert cleaner.SiteTemplate.from_bytes(first["large.example"]).pages == 50
    ordered = learn(made, order="n", declared=False).collect()  # the order in which the files have them
    chosen = [CRAWL[n] for n in range(LARGE) if (n + 1) * 50 // LARGE > n * 50 // LARGE]
    expected = cleaner.SiteTemplate.learn([(row["html"], row["url"]) for row in chosen])
    assert {row["site"]: bytes(row["template"]) for row in ordered}["large.example"] == expected.to_bytes()
    assert "named.example" not in {row["site"] for row in ordered}
    assert "Exception" not in capfd.readouterr().err


def test_templates_merge_and_go_to_a_store_and_back(
    spark: SparkSession, folder: Path, templates: Any, tmp_path: Path
) -> None:
    pages = spark.read.parquet(str(folder))
    parts = [learn(pages.where(f"n % 2 = {rest}"), pages_per_site=100, declared=False) for rest in (0, 1)]
    both = merge(parts[0].union(parts[1])).persist()
    whole = cleaner.learn_many(CRAWL, pages_per_site=100).templates
    assert {row["site"]: bytes(row["template"]) for row in both.collect()} == {
        site: whole[site].to_bytes() for site in ("large.example", "small.example")
    }
    with pytest.raises(PySparkException, match=r"cleaner\.spark\.merge makes one"):
        clean(pages, both.union(templates)).collect()
    path = tmp_path / "sites.db"
    assert write_store(both, path) == 2
    store = cleaner.TemplateStore(path)
    store.replace(cleaner.SiteTemplate("one.example", rules=Rules(drop=("h1",))))
    rows = {row["site"]: row for row in read_store(spark, path).collect()}
    assert {site: bytes(row["template"]) for site, row in rows.items()} == {
        site: template.to_bytes() for site in rows if (template := store.get(site)) is not None
    }
    assert {site: (row["pages"], row["used"]) for site, row in rows.items()} == {
        "large.example": (70, True), "small.example": (5, True), "one.example": (0, True),
    }  # fmt: skip
    found = by_id(clean(pages, read_store(spark, path)))
    assert found["one"]["blocks_by_template"] == 1
    assert found["a1"]["text"] == cleaner.clean(CRAWL[1]["html"], template=store.get("large.example")).text


def test_hostile_pages_are_rows(spark: SparkSession) -> None:
    large = "<p>many words " * 600_000
    hostile: dict[str, tuple[str | bytes | None, set[str | None]]] = {
        "slow": (large, {"timeout", "memory"}),
        "too large": (large * 3, {"too large"}),
        "broken": (b"\xff\xfe\x00<p>\x80\x81" + bytes(range(256)) * 8, {None, "not text"}),
        "image": (b"\x89PNG\r\n\x1a\n" + bytes(400), {"not text"}),
        "empty": (b"", {None}),
        "nobody": (b"<html><head><title>x</title></head></html>", {None}),
        "nothing": (None, {"missing field"}),
        "deep": ("<div>" * 50_000, {None}),
    }
    rows: list[tuple[str, str, Any]] = [(f"p{n}", f"https://a.example/{n}", article(n).encode()) for n in range(20)]
    for name, (html, _) in hostile.items():
        data = html.encode() if isinstance(html, str) else html
        rows.insert(3 + len(rows) % 7, (name, f"https://a.example/{name}", data))
    pages = spark.createDataFrame(rows, "id string, url string, html binary")
    [template] = learn(pages, timeout=1, memory=600_000_000).collect()
    assert template["pages"] >= 20
    assert template["pages"] + template["skipped"] <= len(rows) - 1
    found = by_id(clean(pages, timeout=1, memory=600_000_000))
    assert len(found) == len(rows)
    assert all(found[f"p{n}"]["text"] == cleaner.clean(article(n)).text for n in range(20))
    for name, (_, reasons) in hostile.items():
        assert found[name]["reason"] in reasons, name


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc")
def test_killed_processes_lose_nothing(spark: SparkSession) -> None:
    count = 600
    pages = spark.range(count).select(
        F.concat(F.lit("p"), "id").alias("id"),
        F.lit(article(1)).alias("html"),
        F.lit("https://a.example/").alias("url"),
    )
    killed: list[str] = []
    done = Event()
    killer = Thread(target=kill, args=(killed, done))
    killer.start()
    try:
        found = by_id(clean(pages))
    finally:
        done.set()
        killer.join()
    assert killed == ["forkserver", "pyspark.daemon"]
    assert len(found) == count
    assert {row["text"] for row in found.values()} == {cleaner.clean(article(1)).text}


def kill(killed: list[str], done: Event) -> None:
    """Kill a process that cleans, then one of Spark's own that gives it the pages."""
    for own in ("forkserver", "pyspark.daemon"):
        while not (running := children_of_their_like(own)) and not done.wait(0.02):
            pass
        if done.wait(0.5):
            return
        with suppress(ProcessLookupError):
            os.kill((children_of_their_like(own) or running)[-1], signal.SIGKILL)
            killed.append(own)


def children_of_their_like(program: str) -> list[int]:
    """Processes below this one that were forked from another of the same program."""
    lines: dict[int, str] = {}
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            lines[int(folder.name)] = (folder / "cmdline").read_text(errors="replace")
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])

    def is_ours(process: int) -> bool:
        while process in parents and process != os.getpid():
            process = parents[process]
        return process == os.getpid()

    return sorted(
        process
        for process, line in lines.items()
        if program in line and program in lines.get(parents.get(process, 0), "") and is_ours(process)
    )


def test_a_large_site_is_spread_over_tasks(spark: SparkSession) -> None:
    rows = [("p", "https://large.example/", f"<p>{n}") for n in range(600)] + [("q", "https://small.example/", "<p>q")]
    pages = spark.createDataFrame(rows, "id string, url string, html string")
    known = [("large.example", b"L", 50, True, 0), ("small.example", b"S", 50, True, 0)]
    templates = spark.createDataFrame(known, TEMPLATES)
    with conf(spark, "spark.sql.adaptive.enabled", "false"), conf(spark, "spark.sql.shuffle.partitions", "8"):
        joined = with_templates(pages, templates, "sorted", split=50).withColumn("task", F.spark_partition_id())
        found = joined.collect()
    assert len(found) == 601
    assert {(row["id"], bytes(row["template"])) for row in found} == {("p", b"L"), ("q", b"S")}
    assert max(Counter(row["task"] for row in found).values()) < 300


@contextmanager
def conf(spark: SparkSession, name: str, value: str) -> Iterator[None]:
    before = spark.conf.get(name)
    spark.conf.set(name, value)
    try:
        yield
    finally:
        spark.conf.set(name, before)


def test_the_program_reads_archives_as_batch_does(
    spark: SparkSession, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, output = tmp_path / "crawl", tmp_path / "clean"
    folder.mkdir()
    pages: list[tuple[str, str | bytes]] = [
        (row["url"], row["html"]) for row in CRAWL[:80] if row["url"] and row["html"]
    ]
    write_warc(folder / "1.warc.gz", pages[:50])
    write_warc(folder / "2.warc.gz", [*pages[50:], ("https://small.example/huge", b"<p>many words " * 2_000_000)])
    (folder / "3.warc").write_bytes(b"WARC/1.0\r\nbroken")
    command = ["batch", str(folder), "-o", str(tmp_path / "out.jsonl"), "--learn", "--workers", "1", "--quiet"]
    command += ["--keep", "WARC-Date", "-t", "markdown"]
    subprocess.run([sys.executable, "-m", "cleaner", *command], check=False, timeout=300)
    words = [f"file://{folder}", "-o", str(output), "--learn", "--keep", "WARC-Date", "-t", "markdown"]
    assert program(words) == 0
    assert "failed (damaged: 1; too large: 1)" in capsys.readouterr().err
    found = {(Path(row["source"]).name, row["record"]): row for row in pq.read_table(output).to_pylist()}
    expected = {(Path(row["source"]).name, row["record"]): row for row in read_jsonl(tmp_path / "out.jsonl")}
    assert len(found) == len(expected) + 2
    for place, row in expected.items():
        assert {**found[place], "source": row["source"]} == row | {"reason": None, "error": None}
    assert any(row["template"] for row in expected.values())
    assert program([str(folder), "-o", str(output)]) == 2
    assert "already exists" in capsys.readouterr().err


def test_the_program_reads_json_lines_and_parquet(
    spark: SparkSession, folder: Path, templates: Any, tmp_path: Path
) -> None:
    lines = tmp_path / "pages.jsonl"
    rows = [{"key": row["id"], "url": row["url"], "page": row["html"], "n": row["n"]} for row in CRAWL[:30]]
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{broken\n")
    store = tmp_path / "sites.db"
    write_store(templates, store)
    outputs = [tmp_path / "1", tmp_path / "2"]
    fields = ["--html-field", "page", "--id-field", "key", "--keep", "n", "--json"]
    assert program([str(lines), "-o", str(outputs[0]), "--templates", str(store), *fields]) == 0
    found = {row["id"]: row for file in outputs[0].glob("*.json") for row in read_jsonl(file)}
    assert found.pop(None)["reason"] == "damaged"
    assert (
        program([str(folder), "-o", str(outputs[1]), "--templates", str(store), "--keep", "all", "--how", "sorted"])
        == 0
    )
    whole = {row["id"]: row for row in pq.read_table(outputs[1]).to_pylist()}
    assert len(whole) == len(CRAWL)
    assert {(id, row["text"], row["n"]) for id, row in found.items()} == {
        (row["id"], whole[row["id"]]["text"], str(row["n"])) for row in CRAWL[:30]
    }
    assert {row["record"] for row in whole.values()} >= {"row 1", "row 20"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nothing", "-o", "out"], "nothing to read: nothing: there is no such file"),
        (["{folder}", "{lines}", "-o", "out"], "the inputs are of several kinds"),
        (["{folder}", "-o", "out", "--html-field", "body"], "there is no field 'body', but 'id', 'url', 'html', 'n'"),
        (["{folder}", "-o", "out", "--keep", "m"], "there is no field 'm', but 'id'"),
        (["{lines}", "-o", "out", "--keep", "all"], "name the fields to keep"),
        (["{folder}", "-o", "out", "--templates", "none"], "--templates: none does not exist"),
        (["{folder}", "-o", "{folder}"], "is an input: give another --output"),
        (["{folder}", "-o", "out", "--how", "fast"], "--how is fast: give one of auto, broadcast, sorted"),
        (["nosuch://a/b", "-o", "out"], "nosuch://a/b: "),
    ],
)
def test_the_program_says_what_is_wrong(
    spark: SparkSession,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    message: str,
) -> None:
    lines = tmp_path / "pages.jsonl"
    lines.write_text('{"html": "<p>A page."}\n')
    assert program([word.format(folder=folder, lines=lines) for word in words]) == 2
    assert message in capsys.readouterr().err
    assert not Path("out").exists()


def test_a_file_on_another_machine_is_opened_again_where_reading_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    failing = iter([OSError(5, "the network is gone"), None, OSError(5, "gone again"), None, None])

    class Broken(io.BytesIO):
        def readinto(self, buffer: Any) -> int:
            if (error := next(failing, None)) is not None:
                raise error
            return super().readinto(buffer)

    archive = b"".join(record(f"https://a.example/{n}", page(n)) for n in range(4))
    monkeypatch.setattr(inputs, "opened", lambda *_: io.BufferedReader(Broken(archive), 1024))
    waits: list[float] = []
    found = Input("s3://bucket/a.warc", Kind.WARC, len(archive), "a.warc")
    items = list(inputs.items_of(found, Settings(), waits.append))
    assert [item.url for item in items if isinstance(item, Page)] == [f"https://a.example/{n}" for n in range(4)]
    assert waits == [2.0, 4.0][: len(waits)]
    assert waits


def test_arguments_that_make_no_sense(spark: SparkSession) -> None:
    pages = spark.createDataFrame([(1, 2)], "id int, html int")
    with pytest.raises(cleaner.ArgumentError, match="must hold text or bytes, and holds int"):
        clean(pages)
    with pytest.raises(cleaner.ArgumentError, match="pages_per_site is 0"):
        learn(pages, pages_per_site=0)
    with pytest.raises(cleaner.ArgumentError, match="how is 'fast'"):
        clean(pages.withColumn("html", F.lit("<p>")), how="fast")
    with pytest.raises(cleaner.ArgumentError, match="view is 'pdf'"):
        clean(pages, view="pdf")
    with pytest.raises(PySparkException, match="body"):
        learn(pages, html="body")
