"""datatrove's three stages give what ``cleaner batch --learn`` gives of the same WARC, page by page."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from tests.batch_pages import read_jsonl, write_jsonl
from tests.engine_pages import PAGES, SITES, crawl, record_id, repeated, write_warc

pytest.importorskip("datatrove")
pytest.importorskip("warcio")

from datatrove.data import Document
from datatrove.executor.local import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader, WarcReader
from datatrove.pipeline.writers import JsonlWriter

from cleaner.batch.outputs.record import SAID_FIELDS
from cleaner.datatrove import CleanerExtractor, CleanerLearner, CleanerMerge

if TYPE_CHECKING:
    from pathlib import Path

BAD = [
    ("https://courier.example/png", b"\x89PNG\r\n\x1a\n" + bytes(40)),
    ("https://courier.example/none", b"<html><body><div></div></body></html>"),
]
"""The first, datatrove's reader leaves out."""


def run(tmp_path: Path, name: str, steps: list[Any], tasks: int = 1, workers: int = 1) -> dict[str, Any]:
    """Run a stage; gives the statistics of its last step."""
    executor = LocalPipelineExecutor(
        pipeline=steps, tasks=tasks, workers=workers, logging_dir=str(tmp_path / "logs" / name)
    )
    stats = executor.run()
    return {key: value.total for key, value in stats.stats[len(steps) - 1 if name != "clean" else 1].stats.items()}


def written(folder: Path) -> dict[str, dict[str, Any]]:
    """What datatrove wrote, by address."""
    rows = [row for path in sorted(folder.glob("*.jsonl.gz")) for row in read_jsonl(path)]
    return {row["metadata"]["url"]: row for row in rows}


def reads_warc() -> bool:
    """Whether datatrove's reader finds libmagic."""
    try:
        import_module("magic")
    except ImportError:
        return False
    return True


@pytest.mark.parametrize(("source", "tasks"), [("warc", 1), ("warc", 2), ("jsonl", 1)])
def test_three_stages_equal_batch(tmp_path: Path, source: str, tasks: int) -> None:
    if source == "warc" and not reads_warc():
        pytest.skip("datatrove reads WARC with libmagic, which is not installed: apt-get install libmagic1")
    pages: list[tuple[str, str | bytes]] = [*crawl(), *BAD]
    for folder in ("crawl", "lines"):
        (tmp_path / folder).mkdir()
    for part in range(2):
        write_warc(tmp_path / "crawl" / f"{part}.warc.gz", pages[part::2])
    lines = [{"id": f"<{record_id(url)}>", "url": url, "text": page} for url, page in pages if isinstance(page, str)]
    lines.append({"id": f"<{record_id(BAD[1][0])}>", "url": BAD[1][0], "text": BAD[1][1].decode()})
    write_jsonl(tmp_path / "lines" / "pages.jsonl", lines)
    reader = WarcReader(str(tmp_path / "crawl")) if source == "warc" else JsonlReader(str(tmp_path / "lines"))
    learned, templates, clean, out = (str(tmp_path / name) for name in ("learned", "templates", "clean", "out"))
    stats = run(tmp_path, "learn", [reader, CleanerLearner(learned)], tasks, tasks)
    assert stats["pages"] == len(SITES) * PAGES
    assert run(tmp_path, "merge", [CleanerMerge(learned, templates)])["sites"] == len(SITES)
    extractor = CleanerExtractor(templates, exclusion_writer=JsonlWriter(out))
    stats = run(tmp_path, "clean", [reader, extractor, JsonlWriter(clean)], tasks, tasks)
    assert stats["dropped_no article"] == 1
    assert stats["forwarded"] == len(SITES) * PAGES

    batch = tmp_path / "batch.jsonl"
    subprocess.run(
        [sys.executable, "-m", "cleaner", "batch", str(tmp_path / "crawl"), "-o", str(batch), "--learn", "--quiet"],
        check=False,  # an image is no page, which it says
    )
    rows = {row["url"]: row for row in read_jsonl(batch)}
    found = written(tmp_path / "clean")
    assert set(found) == {url for url, row in rows.items() if row.get("text")}
    for url, row in found.items():
        assert row["text"] == rows[url]["text"]
        assert row["id"] == rows[url]["id"]
        said = {name: row["metadata"][f"page_{name}"] for name in SAID_FIELDS}
        assert said == {name: rows[url].get(name) for name in SAID_FIELDS}
    assert any(rows[url]["template"] for url in found)
    assert sum(repeated(site) in row["text"] for row in found.values() for site in SITES) == 0
    [excluded] = written(tmp_path / "out").values()
    assert excluded["metadata"]["filter_reason"] == "no article"


def test_templates_on_a_disk_elsewhere_and_failures_by_hand() -> None:
    documents = [Document(html, str(number), metadata={"url": url}) for number, (url, html) in enumerate(crawl())]
    CleanerLearner("memory://learned", pages_per_site=4, workers=0).run(documents)
    CleanerMerge("memory://learned", "memory://templates").run()
    clean = CleanerExtractor("memory://templates", metadata=False, workers=0, view="markdown", max_bytes=20_000)
    documents.insert(3, Document("x" * 30_000, "large"))
    done = list(clean.run(documents))
    assert [one.id for one in done] == [str(number) for number in range(len(documents) - 1)]
    assert all(set(one.metadata) == {"url"} for one in done)
    assert sum(repeated(site) in one.text for one in done for site in SITES) == 0
    assert clean.stats.stats["dropped_too large"].total == 1
    with pytest.raises(ValueError, match="one task"):
        CleanerMerge("memory://learned", "memory://templates").run(world_size=2)


def test_a_crawl_without_sites_has_an_empty_store() -> None:
    CleanerLearner("memory://none", workers=0).run([Document("<p>A page of nobody.</p>", "1")])
    CleanerMerge("memory://none", "memory://nothing").run()
    [done] = CleanerExtractor("memory://nothing", workers=0).run([Document("<p>A page of nobody.</p>", "1")])
    assert done.text == "A page of nobody."
