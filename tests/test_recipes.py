"""The recipes do what they say, where their library is installed; all are short."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

import cleaner
from tests.engine_pages import SITES, crawl, repeated

RECIPES = Path(__file__).parent.parent / "samples" / "recipes"
LONGEST = 15
"""Lines of a recipe that are not blank."""
PAGES = crawl()
TEXTS = {url: cleaner.clean(html, url=url).text for url, html in PAGES}
URL, PAGE = PAGES[0]


def write_pages(folder: Path) -> None:
    """The crawl as Parquet, and what is no page."""
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [{"url": url, "html": html.encode(), "label": 7} for url, html in PAGES]
    rows.append({"url": "https://a.example/pdf", "html": b"%PDF-1.4" + bytes(40), "label": 8})
    parquet.write_table(pa.Table.from_pylist(rows), folder / "pages.parquet")


def run(name: str, folder: Path) -> str:
    """Run a recipe as a script; gives what it prints."""
    done = subprocess.run(
        [sys.executable, str(RECIPES / f"{name}.py")], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


def names_of(recipe: str) -> dict[str, Any]:
    """What a recipe defines."""
    return run_path(str(RECIPES / f"{recipe}.py"))


@pytest.mark.parametrize("recipe", sorted(RECIPES.glob("*.py")), ids=lambda path: path.stem)
def test_recipes_are_short(recipe: Path) -> None:
    lines = [line for line in recipe.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) <= LONGEST
    assert lines[0].startswith('"""')


@pytest.mark.parametrize(
    ("recipe", "library", "view"),
    [
        ("ray_data", "ray.data", "markdown"),
        ("hf_datasets", "datasets", "text"),
        ("polars_frame", "polars", "text"),
        ("pandas_frame", "pandas", "learned"),
        ("dask_frame", "dask.dataframe", "text"),
        ("spark_frame", "pyspark", "learned"),
    ],
)
def test_tables(recipe: str, library: str, view: str, tmp_path: Path) -> None:
    pytest.importorskip(library)
    if library == "pyspark" and shutil.which("java") is None:
        pytest.skip("there is no Java")
    write_pages(tmp_path)
    run(recipe, tmp_path)
    parquet = pytest.importorskip("pyarrow.parquet")
    files = (
        [tmp_path / "clean.parquet"]
        if (tmp_path / "clean.parquet").exists()
        else (tmp_path / "clean").glob("*.parquet")
    )
    rows = {row["url"]: row for file in files for row in parquet.read_table(file).to_pylist()}
    bad = rows.pop("https://a.example/pdf", {"reason": "not text"})
    assert bad["reason"] == "not text"
    assert set(rows) == set(TEXTS)
    if view == "learned":
        kept = sum(repeated(site) in rows[url]["text"] for url in rows for site in SITES)
        assert kept == 0
    for url, html in PAGES:
        row = rows[url]
        assert row["reason"] is None
        assert row.get("label", 7) == 7
        if view == "text":
            assert row["text"] == TEXTS[url]
        elif view == "markdown":
            assert row["markdown"] == cleaner.clean(html, url=url).markdown
        else:
            assert row["text"]


def test_langchain() -> None:
    pytest.importorskip("langchain_core")
    loader = names_of("langchain_loader")["CleanedPages"]([(PAGE, URL), b"%PDF-1.4"], options=cleaner.Options())
    [document] = loader.load()
    assert document.page_content == cleaner.clean(PAGE, url=URL).markdown
    assert document.metadata["url"] == URL


def test_llama_index() -> None:
    pytest.importorskip("llama_index.core")
    documents = names_of("llamaindex_reader")["CleanedPages"]().load_data([(PAGE, URL), b"%PDF-1.4"])
    document = cleaner.clean(PAGE, url=URL)
    assert [one.text for one in documents] == [section.text for section in document.sections()]
    assert documents[0].metadata["url"] == URL


def test_haystack() -> None:
    haystack = pytest.importorskip("haystack")
    stream = haystack.dataclasses.ByteStream
    pipeline = haystack.Pipeline()
    pipeline.add_component("clean", names_of("haystack_converter")["CleanerConverter"]())
    sources = [stream(PAGE.encode(), meta={"url": URL}), stream(b"%PDF-1.4" + bytes(40))]
    done = pipeline.run({"clean": {"sources": sources}})["clean"]
    [document] = done["documents"]
    assert (document.content, document.meta["url"]) == (TEXTS[URL], URL)
    assert [row["reason"] for row in done["failed"]] == ["not text"]


def test_spacy() -> None:
    pytest.importorskip("spacy")
    doc = names_of("spacy_docs")["doc_of"](PAGE, URL)
    blocks = doc.spans["blocks"]
    assert blocks[0].label_ == "heading"
    assert "\n\n".join(span.text for span in blocks) == TEXTS[URL]


def test_fastapi() -> None:
    pytest.importorskip("fastapi")
    pytest.importorskip("httpx")
    from fastapi.testclient import TestClient

    client = TestClient(names_of("fastapi_service")["app"])
    done = client.post("/clean", params={"url": URL}, content=PAGE.encode(), headers={"Content-Type": "text/html"})
    assert done.status_code == 200
    assert done.json()["markdown"] == cleaner.clean(PAGE, url=URL).markdown
    bad = client.post("/clean", content=b"\x89PNG\r\n\x1a\n" + bytes(40), headers={"Content-Type": "text/html"})
    assert bad.status_code == 415


def test_crawl4ai() -> None:
    pytest.importorskip("crawl4ai")
    made = names_of("crawl4ai_markdown")["CleanerMarkdown"]().generate_markdown(PAGE, URL, citations=True)
    assert made.raw_markdown == cleaner.clean(PAGE, url=URL).markdown
