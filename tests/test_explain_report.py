"""The report of ``cleaner explain --html``: as a file, and in a browser."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from cleaner.decision import Decider
from cleaner.document import Document
from cleaner.explain.report.explained import Explained, Setting, runs, settings_of, sums
from cleaner.explain.report.html import to_html
from cleaner.options import Focus
from cleaner.segment.html.segment import segment_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = """<!DOCTYPE html><title>Herons by the weir</title>
<body><nav><ul><li><a href="/">Home</a><li><a href="/a">Nature</a><li><a href="/b">Sport</a><li><a href="/c">Food</a>
<li><a href="/d">Travel</a></ul></nav>
<main><h1>Herons by the weir</h1>
<p>Seven grey herons have stood by the old weir since the first week of March, and nobody knows why.</p>
<p>The angler who counts them every morning says that there were never more than two before this spring.</p></main>
<div class="related-articles"><h2>Related</h2><a href="/x">An otter was seen below the mill again</a></div>
<footer>© 2026 The Weir Gazette</footer>"""
SCORES = (0.01, 0.02, 0.01, 0.02, 0.01, 0.9, 0.99, 0.6, 0.3, 0.2, 0.0)
HOSTILE = """<title>&lt;/title>&lt;script>window.hacked = 1&lt;/script></title>
<body><div class='"><script>window.hacked=2</script>' id="</script><script>window.hacked=3</script>"><p>
&lt;/script>&lt;script>window.hacked = 4&lt;/script>&lt;img src="https://evil.example/x.png" onerror="window.hacked=5">
&lt;!--&lt;script> \u2028 javascript:window.hacked=6 {{script}} &lt;style>body{background:url(https://evil.example)}</p></div>
<p onclick="window.hacked=7">Plain words that end the page.</p>"""


def explained(html: str = PAGE, scores: tuple[float, ...] = (), name: str = "page.html", by: str = "page") -> Explained:
    page = segment_html(html)
    found = np.array(scores or [0.9] * len(page), dtype=np.float32)
    assert len(found) == len(page)
    decided = tuple(Decider(by if score < 0.1 else "page") for score in found)
    document = Document(
        page=page, scores=found, kept=found >= 0.5, decided_by=decided,
        decided_from=tuple(7 if one == "template" else 0 for one in decided),
    )  # fmt: skip
    settings = (
        Setting(Focus.PRECISION, tuple((found >= 0.8).tolist()), 0.8),
        Setting(Focus.BALANCED, tuple((found >= 0.5).tolist()), 0.5),
        Setting(Focus.RECALL, tuple((found >= 0.25).tolist()), 0.25),
    )
    return Explained(name, document, settings)


def weir(**values: Any) -> Explained:
    return explained(scores=SCORES, **values)


def element(report: str, opening: str) -> str:
    found = re.search(re.escape(opening) + r"(.*?)</(?:script|style)>", report, re.S)
    assert found is not None
    return found[1]


def test_the_policy_allows_the_script_and_the_style_of_the_file_and_nothing_else() -> None:
    report = to_html([weir()])
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', report)
    assert policy is not None
    for opening, name in (("<script>", "script-src"), ("<style>", "style-src")):
        digest = base64.b64encode(sha256(element(report, opening).encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy[1]
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1]


def test_data_are_no_markup() -> None:
    report = to_html([explained(HOSTILE)])
    data = element(report, '<script type="application/json" id="data">')
    assert not set(data) & set("<>&\u2028\u2029")
    assert "window.hacked = 4" in json.loads(data)["pages"][0]["blocks"][0]["text"]
    assert report.count("<script") == 2
    assert "evil.example" not in report.replace(data, "")


def test_an_index_for_several_pages() -> None:
    def index(*pages: Explained) -> bool:
        return bool(json.loads(element(to_html(pages), 'id="data">'))["index"])

    assert not index(weir())
    assert index(weir(), weir())
    assert not index(weir(by="template"))


def test_sums_and_runs() -> None:
    blocks = weir().document.blocks
    assert sums(blocks)[0] == ("kept", 3, 41)
    assert {row.name: row.blocks for row in sums(blocks)[1:]} == {"navigation": 5, "related": 2, "legal or footer": 1}
    assert [len(run) for run in runs(blocks)] == [5, 1, 1, 1, 2, 1]


def test_settings_keep_more_from_precision_to_recall() -> None:
    from cleaner.cleaner import Cleaner, clean

    found = settings_of(Cleaner(), clean(PAGE.encode()), PAGE.encode(), "html", None)
    assert [setting.focus for setting in found] == list(Focus)
    assert sum(found[0].kept) <= sum(found[1].kept) <= sum(found[2].kept)


# In the browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("there is no chromium: apt-get install chromium")
    from playwright import sync_api

    arguments = ["--no-sandbox"] if not hasattr(os, "getuid") or os.getuid() == 0 else []
    with sync_api.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=arguments)
        yield started
        started.close()


class Opened:
    """A report in a tab, with all that it asked for and said."""

    def __init__(self, browser: Any, path: Path, pages: list[Explained], **options: Any) -> None:
        file = path / "report.html"
        file.write_text(to_html(pages), encoding="utf-8")
        self.context = browser.new_context(**options)
        self.tab = self.context.new_page()
        self.requests: list[str] = []
        self.said: list[str] = []
        self.tab.on("request", lambda request: self.requests.append(request.url))
        self.finished: list[str] = []
        self.tab.on("requestfinished", lambda request: self.finished.append(request.url))
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))
        self.tab.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.address = file.as_uri()
        self.tab.goto(self.address)

    def shown(self) -> list[str]:
        return list(self.tab.locator("#blocks p.text").all_inner_texts())

    def counts(self) -> str:
        return str(self.tab.locator("#counts").inner_text())


@pytest.fixture
def report(browser: Any, tmp_path: Path) -> Iterator[Opened]:
    opened = Opened(browser, tmp_path, [weir()])
    yield opened
    assert opened.requests == [opened.address]
    assert opened.said == []
    opened.context.close()


def test_it_shows_the_blocks_in_order_with_reason_score_and_decider(report: Opened) -> None:
    assert report.tab.title() == "What was removed, and why"
    assert report.tab.locator("h1").inner_text() == "Herons by the weir"
    assert "3 of 11 blocks kept, 41 of" in report.counts()
    related = report.tab.locator("#blocks > li", has_text="An otter")
    assert related.locator(".head").inner_text().split("\n")[:3] == [
        "✕ removed", "related", "score 0.20",
    ]  # fmt: skip
    assert not related.locator(".where").is_visible()
    report.tab.get_by_label("show places").check()
    assert "div.related-articles" in related.locator(".where").inner_text()


def test_a_block_gives_the_rule_to_paste(report: Opened) -> None:
    related = report.tab.locator("#blocks > li", has_text="An otter")
    related.get_by_role("button").click()
    shown = related.locator("code").inner_text()
    assert shown == "cleaner templates keep SITE 'div.related-articles > a'" or "div.related-articles" in shown


def test_a_long_run_is_folded_and_opens_by_keyboard(report: Opened) -> None:
    run = report.tab.locator("#blocks summary")
    assert run.inner_text() == "5 removed blocks: navigation"
    assert not report.tab.get_by_text("Travel", exact=True).is_visible()
    run.focus()
    report.tab.keyboard.press("Enter")
    report.tab.get_by_text("Travel", exact=True).wait_for(state="visible")
    report.tab.get_by_label("fold long runs").uncheck()
    assert len(report.shown()) == 11


def test_the_slider_shows_what_a_threshold_keeps(report: Opened) -> None:
    slider = report.tab.get_by_label("Keep blocks that score at least")
    slider.fill("0.15")
    assert "With a threshold of 0.15: 5 of 11 blocks kept" in report.counts()
    assert report.tab.get_by_label("own threshold").is_checked()
    slider.fill("0.95")
    assert "1 of 11 blocks kept" in report.counts()
    assert report.tab.locator("#blocks .changed").count() == 2
    slider.focus()
    for _ in range(8):
        report.tab.keyboard.press("ArrowLeft")
    assert "With a threshold of 0.87: 2 of 11 blocks kept" in report.counts()
    assert slider.get_attribute("aria-valuetext") == "at least 0.87"


@pytest.mark.parametrize(("setting", "kept"), [("precision", 2), ("balanced", 3), ("recall", 4)])
def test_settings(report: Opened, setting: str, kept: int) -> None:
    report.tab.get_by_label(f"{setting} (keeps {kept})").check()
    assert f"With {setting}: {kept} of 11 blocks kept" in report.counts()


def test_filters(report: Opened) -> None:
    report.tab.get_by_label("Reason").select_option("related")
    assert report.shown() == ["Related", "An otter was seen below the mill again"]
    report.tab.get_by_label("Reason").select_option("")
    report.tab.get_by_label("kept", exact=True).check()
    assert len(report.shown()) == 3
    assert "3 blocks shown" in report.counts()
    report.tab.get_by_label("removed", exact=True).check()
    assert report.tab.locator("#blocks .kept").count() == 0


def test_everything_can_be_reached_by_keyboard_and_has_a_name(report: Opened) -> None:
    names = []
    for _ in range(12):
        report.tab.keyboard.press("Tab")
        names.append(
            report.tab.evaluate(
                "document.activeElement.id || document.activeElement.name || document.activeElement.tagName"
            )
        )
    assert report.tab.locator(".skip").count() == 1
    assert {"setting", "threshold", "show", "reason", "fold"} <= set(names)
    for control in report.tab.locator("input, select").all():
        assert control.evaluate("node => node.labels.length") == 1
    assert report.tab.locator("#counts").get_attribute("role") == "status"


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_light_and_dark(browser: Any, tmp_path: Path, scheme: str, dark: bool) -> None:
    opened = Opened(browser, tmp_path, [weir()], color_scheme=scheme)
    ground = opened.tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground))) < 200) == dark
    opened.context.close()


def test_a_narrow_window_needs_no_scrolling_sideways(browser: Any, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path, [weir()], viewport={"width": 360, "height": 700})
    assert opened.tab.evaluate("document.documentElement.scrollWidth") <= 360
    opened.context.close()


def test_a_hostile_page_runs_no_script_and_asks_for_nothing(browser: Any, tmp_path: Path) -> None:
    pages = [explained(HOSTILE, name='<img src=x onerror="window.hacked=8">.html'), explained(HOSTILE)]
    opened = Opened(browser, tmp_path, pages)
    for address in ("", "#page-1", "#page-2"):
        opened.tab.goto(opened.address + address)
        assert opened.tab.evaluate("window.hacked") is None
    assert "window.hacked = 4" in opened.shown()[0]
    assert opened.tab.locator("img, iframe, object, form[action]").count() == 0
    assert set(opened.requests) == {opened.address}
    assert opened.said == []
    opened.context.close()


def test_the_policy_stops_what_would_get_in_all_the_same(browser: Any, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path, [weir()])
    opened.tab.evaluate(
        """() => { const script = document.createElement("script"); script.textContent = "window.hacked = 1";
        document.body.append(script); const image = document.createElement("img");
        image.src = "https://evil.example/x.png"; document.body.append(image); }"""
    )
    assert opened.tab.evaluate("window.hacked") is None
    assert opened.finished == [opened.address]
    assert any("Content Security Policy" in text for text in opened.said)
    opened.context.close()


def test_the_index_has_one_row_a_page_and_leads_to_each(browser: Any, tmp_path: Path) -> None:
    opened = Opened(browser, tmp_path, [weir(name="a.html"), weir(name="b.html", by="template")])
    rows = opened.tab.locator("#rows tr").all_inner_texts()
    assert [row.split("\t")[0] for row in rows] == ["a.html", "b.html"]
    assert rows[1].split("\t")[-1] == "6 blocks from 7 pages"
    opened.tab.get_by_role("link", name="b.html").press("Enter")
    opened.tab.locator("#source", has_text="b.html").wait_for()
    assert opened.tab.locator("#source").inner_text() == "b.html"
    assert "decided by the template, from 7 pages" in opened.tab.locator("#blocks").inner_text()
    opened.tab.get_by_role("link", name="All pages").click()
    opened.tab.locator("#rows tr").first.wait_for()
    assert opened.tab.locator("#rows tr").count() == 2
    assert opened.said == []
    opened.context.close()
