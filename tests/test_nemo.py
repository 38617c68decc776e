"""NeMo Curator's two shapes, against its published interface where the package lies at hand (it need not be importable)."""

from __future__ import annotations

import inspect
import pickle
import sys
from abc import ABC, abstractmethod
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import cleaner
from cleaner.rules import rules_of
from tests.batch_pages import page
from tests.engine_pages import SITES, crawl, repeated

DOWNLOAD = "nemo_curator.stages.text.download"


class DocumentExtractor(ABC):
    """The interface, for where NeMo Curator is not installed."""

    @abstractmethod
    def extract(self, record: dict[str, str]) -> dict[str, Any] | None: ...

    @abstractmethod
    def input_columns(self) -> list[str]: ...

    @abstractmethod
    def output_columns(self) -> list[str]: ...


class HTMLExtractorAlgorithm(ABC):
    """The same."""

    @abstractmethod
    def extract_text(self, html: str, stop_words: frozenset[str], language: str) -> list[str] | None: ...


OWN = {"base/extract.py": DocumentExtractor, "html_extractors/base.py": HTMLExtractorAlgorithm}


def published(name: str) -> type | None:
    """The class as NeMo Curator has it, without all that importing the package itself needs."""
    try:
        path = Path(str(distribution("nemo-curator").locate_file(f"{DOWNLOAD.replace('.', '/')}/{name}")))
    except PackageNotFoundError:
        return None
    spec = spec_from_file_location(name.replace("/", "_").removesuffix(".py"), path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: type = getattr(module, OWN[name].__name__)
    return found


@pytest.fixture
def nemo(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module, over the published interface or our copy of it."""
    download, extractors = ModuleType(DOWNLOAD), ModuleType(f"{DOWNLOAD}.html_extractors")
    download.DocumentExtractor = published("base/extract.py") or DocumentExtractor  # type: ignore[attr-defined]
    extractors.HTMLExtractorAlgorithm = published("html_extractors/base.py") or HTMLExtractorAlgorithm  # type: ignore[attr-defined]
    for parts in range(1, 4):
        name = ".".join(DOWNLOAD.split(".")[:parts])
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, DOWNLOAD, download)
    monkeypatch.setitem(sys.modules, f"{DOWNLOAD}.html_extractors", extractors)
    monkeypatch.delitem(sys.modules, "cleaner.nemo", raising=False)
    import cleaner.nemo

    yield cleaner.nemo
    sys.modules.pop("cleaner.nemo", None)


def record(content: Any, url: str = "https://a.example/1") -> dict[str, Any]:
    return {"url": url, "warc_id": "7", "source_id": "a.warc.gz", "content": content, "file_name": "a.warc.gz"}


@pytest.mark.parametrize("name", OWN)
def test_the_copy_is_the_published_interface(name: str) -> None:
    theirs = published(name)
    if theirs is None:
        pytest.skip("nemo-curator is not installed: pip install --no-deps nemo-curator")
    ours = OWN[name]
    assert theirs.__abstractmethods__ == ours.__abstractmethods__  # type: ignore[attr-defined]
    for method in theirs.__abstractmethods__:  # type: ignore[attr-defined]
        names = [list(inspect.signature(getattr(one, method)).parameters) for one in (theirs, ours)]
        assert names[0] == names[1]


def test_the_algorithm_gives_what_becomes_the_text(nemo: Any) -> None:
    algorithm = pickle.loads(pickle.dumps(nemo.CleanerAlgorithm()))
    assert "\n\n".join(algorithm.extract_text(page(1), frozenset(("the",)), "ENGLISH")) == cleaner.clean(page(1)).text
    markdown = nemo.CleanerAlgorithm(view="markdown", focus="recall").extract_text(page(1), frozenset(), "ENGLISH")
    assert "\n\n".join(markdown) == cleaner.clean(page(1), focus="recall").markdown


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + bytes(40), None, 7, "", b"", "<div></div>"])
def test_nothing_raises(nemo: Any, content: Any) -> None:
    assert nemo.CleanerAlgorithm().extract_text(content, frozenset(), "ENGLISH") is None
    assert nemo.CleanerHTMLExtractor().extract(record(content)) is None
    row = nemo.CleanerHTMLExtractor(failures=True).extract(record(content))
    assert row["text"] is None
    assert row["reason"] in ("not text", "missing field", "no article")


def test_a_row_has_the_columns(nemo: Any) -> None:
    for failures in (False, True):
        extractor = pickle.loads(pickle.dumps(nemo.CleanerHTMLExtractor(failures=failures)))
        given = record(page(1).encode())
        assert set(extractor.input_columns()) < set(given)
        row = extractor.extract(given)
        assert list(row) == extractor.output_columns()
        assert (row["url"], row["warc_id"], row["site"]) == ("https://a.example/1", "7", "a.example")
        assert (row["title"], row["text"]) == ("Story 1 of the harbour", cleaner.clean(page(1)).text)
    assert (row["reason"], row["error"]) == (None, None)


def test_templates_are_used(nemo: Any) -> None:
    pages = [(url, html) for url, html in crawl() if SITES[0] in url]
    template = cleaner.SiteTemplate(SITES[0]).with_rules(rules_of((), (repeated(SITES[0]),)))
    extractor = nemo.CleanerHTMLExtractor({SITES[0]: template})
    rows = [
        [made.extract(record(html, url)) for url, html in pages] for made in (nemo.CleanerHTMLExtractor(), extractor)
    ]
    alone, learned = (sum(repeated(SITES[0]) in row["text"] for row in of_one) for of_one in rows)
    assert learned < alone
