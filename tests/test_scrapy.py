"""The pipeline in a crawl of a server on this machine: it cleans, learns, counts, and leaves what is not its own."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("scrapy")

from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

import cleaner
from cleaner.scrapy import CleanerPipeline
from tests.template_pages import article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = 12
PROMPT = "Read the newsletter of the Courier every morning: it is free of charge for all of our readers."
SPIDER = """
import json, sys
import scrapy
from dataclasses import dataclass, field
from scrapy.crawler import CrawlerProcess

@dataclass
class Own:
    url: str
    html: bytes | None = None
    text: str | None = None

class Spider(scrapy.Spider):
    name = "s"
    start_urls = [f"{sys.argv[1]}/{n}" for n in range(int(sys.argv[2]))] + [f"{sys.argv[1]}/png"]

    def parse(self, response):
        yield {"url": response.url, "html": response.body, "section": "theirs"}
        if response.url.endswith("/3"):
            yield {"url": response.url, "no page": True}
            yield Own(response.url, response.body)

settings = json.loads(sys.argv[3])
process = CrawlerProcess({
    "ADDONS": {"cleaner.scrapy.CleanerAddon": 500}, "FEEDS": {sys.argv[4]: {"format": "jsonlines"}},
    "CONCURRENT_REQUESTS": 1, "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, **settings})
crawler = process.create_crawler(Spider)
process.crawl(crawler)
process.start()
print(json.dumps({k: v for k, v in crawler.stats.get_stats().items() if k.startswith("cleaner/") or "item" in k}))
"""


def page(number: int) -> str:
    return article(number, middle=f"<p>{PROMPT}</p>")


class Site(BaseHTTPRequestHandler):
    """Articles by number, and an image that says it is a page."""

    def do_GET(self) -> None:
        name = self.path.strip("/")
        body = page(int(name)).encode() if name.isdigit() else b"\x89PNG\r\n\x1a\n" + bytes(40)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def crawl(site: str, folder: Path, **settings: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The statistics and items of a crawl."""
    out = folder / "items.jsonl"
    out.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", SPIDER, site, str(PAGES), json.dumps(settings), str(out)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return json.loads(done.stdout), [json.loads(line) for line in out.read_text().splitlines()]


def test_items_are_cleaned(site: str, tmp_path: Path) -> None:
    stats, items = crawl(site, tmp_path, CLEANER_VIEW=["text", "markdown"], CLEANER_OPTIONS={"focus": "recall"})
    assert stats["cleaner/cleaned"] == PAGES + 1
    assert stats["cleaner/failed/not text"] == 1
    assert len(items) == PAGES + 3
    clean = {item["url"]: item for item in items if "markdown" in item}
    for number in range(PAGES):
        item = clean[f"{site}/{number}"]
        document = cleaner.clean(page(number), f"{site}/{number}", focus="recall")
        assert (item["text"], item["markdown"]) == (document.text, document.markdown)
        assert (item["title"], item["section"], item["html"]) == (document.title, "theirs", None)
    [own] = [item for item in items if set(item) == {"url", "html", "text"}]
    assert own["text"] == clean[own["url"]]["text"]
    [bad] = [item for item in items if "reason" in item]
    assert (bad["reason"], bad["url"]) == ("not text", f"{site}/png")
    assert bad["html"] is None
    assert {"url": f"{site}/3", "no page": True} in items


def test_failures_may_be_dropped(site: str, tmp_path: Path) -> None:
    stats, items = crawl(site, tmp_path, CLEANER_DROP_FAILED=True)
    assert stats["item_dropped_count"] == 1
    assert len(items) == PAGES + 2


def test_the_page_may_stay() -> None:
    made = CleanerPipeline(Settings({"CLEANER_KEEP_HTML": True}), MemoryStatsCollector(get_crawler()))
    item = made.process_item({"html": page(1), "title": "mine"})
    assert (item["html"], item["title"], item["text"]) == (page(1), "mine", cleaner.clean(page(1)).text)


@pytest.mark.parametrize("settings", [{"CLEANER_VIEW": "txet"}, {"CLEANER_OPTIONS": {"focus": "all"}}])
def test_settings_that_make_no_sense(settings: dict[str, Any]) -> None:
    with pytest.raises(cleaner.ArgumentError):
        CleanerPipeline(Settings(settings), None)


def test_it_learns_while_it_crawls(site: str, tmp_path: Path) -> None:
    stats, items = crawl(site, tmp_path, CLEANER_LEARN=True)
    assert stats["cleaner/learned"] >= PAGES
    assert stats["cleaner/not learned"] == 1
    texts = [item["text"] for item in items if item.get("text")]
    assert sum(PROMPT in text for text in texts) <= sum(PROMPT in cleaner.clean(page(n)).text for n in range(PAGES))


def test_what_was_learned_is_in_the_store(site: str, tmp_path: Path) -> None:
    store = tmp_path / "sites.db"
    crawl(site, tmp_path, CLEANER_LEARN=True, CLEANER_TEMPLATES=str(store))
    [entry] = cleaner.TemplateStore(store).sites()
    assert (entry.site, entry.pages) == ("127.0.0.1", PAGES)
    stats, items = crawl(site, tmp_path, CLEANER_TEMPLATES=str(store))
    assert "cleaner/learned" not in stats
    assert sum(PROMPT in (item.get("text") or "") for item in items) == 0
