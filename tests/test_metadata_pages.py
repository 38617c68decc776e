"""Metadata of whole pages.

A case in ``cases/metadata`` is a page (``.html``) and a JSON file beside it with the page's address and the fields that
its metadata must have; fields that it does not name may have any value.
"""

import json
import pickle
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.metadata import Metadata, collect, read
from cleaner.segment.html.segment import segment_html
from cleaner.segment.html.tree import parse
from cleaner.segment.text.segment import segment_text
from tests.metadata_cases import cases, name

CASES = Path(__file__).parent / "cases" / "metadata"
PIECES = [
    "<h1>Forty boats", "</h1>", "<time datetime='2024-13-45'>", "<time>13 May 2024</time>", "<p class=byline>By </p>",
    "<a rel=author href='/author/x'>", "<span itemprop=author><meta itemprop=name content=''>", "<aside class=related>",
    "<script type='application/ld+json'>{\"@type\":[]", "</script>", "<meta name=date content='x'>", "<title>A | B", "</title>",
    "<meta property=og:title content='A | B'>", "<article>", "<p>" + "They came at dawn. " * 12, "Published on", "<h2>", "\0",
]  # fmt: skip


def metadata_of(html: str, url: str | None = None) -> Metadata:
    """The metadata of a page; nothing is scored for it."""
    page = segment_html(html)
    return read(page, collect(parse(html), page), url)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.html")), ids=lambda path: path.stem)
def test_pages(path: Path) -> None:
    case: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = metadata_of(path.read_text(encoding="utf-8"), case["url"]).to_dict()
    assert {name: found[name] for name in case["metadata"]} == case["metadata"]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.html")), ids=lambda path: path.stem)
def test_every_value_names_its_source_and_nothing_else_does(path: Path) -> None:
    case = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = metadata_of(path.read_text(encoding="utf-8"), case["url"]).to_dict()
    sources = found.pop("sources")
    found.pop("url")
    assert set(sources) == {name for name, value in found.items() if value}
    json.dumps(found)


@pytest.mark.parametrize("case", cases("small_pages"), ids=lambda case: case["name"])
def test_small_pages(case: dict[str, Any]) -> None:
    """All that is known of a page, and where it was read."""
    found = metadata_of(case["page"], case["url"]).to_dict()
    assert {name: value for name, value in found.items() if value and name != "url"} == case["metadata"]


def test_a_document_has_metadata_on_request() -> None:
    html = (CASES / "json-ld-article.html").read_text(encoding="utf-8")
    document = cleaner.clean(html, url="https://tidalpost.example/2024/05/forty-boats")
    assert document.metadata.author == "Mara Quill"
    assert document.metadata is document.metadata
    assert document.to_dict()["metadata"]["date"] == "2024-05-13T08:30:00+01:00"
    again = pickle.loads(pickle.dumps(document))
    assert "metadata" not in vars(again)
    assert again.metadata == document.metadata


@pytest.mark.parametrize(
    ("lines", "authors", "date"),
    [
        (["By Mara Quill, May 13, 2024"], ("Mara Quill",), "2024-05-13"),
        (["Von Wiebke Harms", "13.05.2024, 8:30 Uhr"], ("Wiebke Harms",), "2024-05-13"),
        (["03/05/2024"], (), None),  # March or May
        (["3 hours ago"], (), None),
        (["By clicking you agree to our Privacy Policy"], (), None),
        ([], (), None),
    ],
)
def test_scraped_text_states_who_and_when_at_its_title(
    lines: list[str], authors: tuple[str, ...], date: str | None
) -> None:
    page = segment_text("\n\n".join(["Forty boats in the harbour", *lines, "They came at dawn. " * 30, "May 1, 2020"]))
    found = read(page, None, None, 0)
    assert (found.authors, found.date, found.title) == (authors, date, None)
    assert read(page, None) == Metadata()


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_markup_is_read(pieces: list[str]) -> None:
    found = metadata_of("".join(pieces), "https://tidalpost.example/2024/05/13/boats")
    assert set(found.sources) <= set(found.to_dict())


@pytest.mark.parametrize("url", ["", "not an address", "https://[broken/", "//tidalpost.example/a", "file:///a/b"])
def test_addresses_that_are_none(url: str) -> None:
    found = metadata_of('<link rel=canonical href="https://[broken/"><base href="https://[x"><title>A</title><p>B', url)
    assert found.canonical_url is None


@pytest.mark.parametrize("case", cases("hostile"), ids=name)
def test_hostile_pages_take_linear_time(case: dict[str, Any]) -> None:
    took = []
    for size in (4_000, 16_000):
        html = case["before"] + case["piece"] * size + case["after"]
        page, tree = segment_html(html), parse(html)
        start = time.process_time()
        read(page, collect(tree, page), "https://tidalpost.example/2024/05/boats")
        took.append(time.process_time() - start)
    assert took[1] < 10 * took[0] + 0.3  # four times as much; what is quadratic takes sixteen times as long


@pytest.mark.parametrize("case", cases("titles"), ids=name)
def test_the_title_is_what_the_page_is_called(case: dict[str, Any]) -> None:
    body = f"<p>{'They came at dawn to dredge the harbour. ' * 8}</p>"
    url = case.get("url", "https://northmarsh.example/services/dredging")
    document = cleaner.clean(f"<html><body>{case['html']}{body}", url=url)
    assert document.metadata.title == document.title == case["title"]


def test_an_address_without_a_host_is_no_canonical_one() -> None:
    assert (
        metadata_of('<link rel=canonical href="https:///boats"><h1>Boats', "https://a.example/1").canonical_url is None
    )


def test_the_author_stands_among_the_dates_of_other_stories() -> None:
    times = "".join(f"<p><time datetime=2024-05-{day:02}>May {day}</time> Boats {day}</p>" for day in range(10, 18))
    found = metadata_of(f"<h1>Forty boats</h1>{times}<p itemprop=author>Mara Quill</p><p>{'They came at dawn. ' * 12}")
    assert found.authors == ("Mara Quill",)


def test_the_date_of_a_web_page_counts_where_no_article_is_described() -> None:
    page = {"@type": "WebPage", "url": "https://a.example/1", "datePublished": "2024-05-13"}
    html = f'<script type="application/ld+json">{json.dumps(page)}</script><h1>Forty boats</h1>'
    assert metadata_of(html, "https://a.example/1").date == "2024-05-13"
