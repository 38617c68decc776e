"""HTML is made of a fixed list of elements, is well-formed, and stays as it is when a sanitiser goes over it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.content.links import SCHEMES
from cleaner.options import Options
from cleaner.views.html import ELEMENTS
from tests.reading import URL, links, read, whole, words
from tests.test_views_round_trip import PAGES

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

CASES = Path(__file__).parent / "cases" / "html"
ATTACKS = json.loads((CASES / "attacks.json").read_text(encoding="utf-8"))
VIEWS = json.loads((CASES / "views.json").read_text(encoding="utf-8"))
SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.html"))
ATTRIBUTES = {tag: set(names) - {"rel"} for tag, names in ELEMENTS.items() if names}


def parsed(html: str) -> Element:
    """The tree of a fragment that an XML parser takes: well-formed."""
    return ElementTree.fromstring(f"<body>{html.replace('<br>', '<br/>')}</body>")


def told(html: str) -> list[str]:
    """The words of a fragment; cells and lines are apart."""
    for apart in ("<br>", "<td", "<th"):
        html = html.replace(apart, " " + apart)
    return words("".join(parsed(html).itertext()))


def sanitised(html: str) -> str:
    return nh3.clean(html, tags=set(ELEMENTS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES))


def check(html: str) -> None:
    """All that is promised of the view."""
    assert sanitised(html) == html
    for element in parsed(html).iter():
        if element.tag != "body":
            assert set(element.attrib) <= ELEMENTS[element.tag], element.tag
        if element.tag == "a":
            assert urlsplit(element.attrib["href"]).scheme in SCHEMES
            assert element.attrib["rel"] == "noopener noreferrer"


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("around", ["{}", "<ul><li>x {}</li></ul>", "<table><tr><th>x<th>y<tr><td>{}<td>z</table>"])
def test_attacks(attack: str, around: str) -> None:
    for document in (whole(around.format(attack)), cleaner.clean(around.format(attack), url=URL, form="html")):
        check(document.html)
        assert "evil.example" not in re.sub(r'href="https://evil.example/x?"', "", document.html)


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_do_not_reach_markdown(attack: str) -> None:
    markdown = whole(attack).markdown
    assert "UNEXPECTED" not in str(read(markdown))
    assert {urlsplit(target).scheme for target, _ in links(markdown)} <= SCHEMES


@pytest.mark.parametrize("case", VIEWS, ids=lambda case: case["name"])
def test_view(case: dict[str, Any]) -> None:
    html = whole(case["page"], **case.get("options", {})).html
    assert html.split("\n") == case["html"]
    check(html)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_made_up_pages(parts: list[tuple[str, Any]]) -> None:
    document = whole("".join(html for html, _ in parts))
    check(document.html)
    assert told(document.html) == words(document.text)


@settings(max_examples=150, deadline=None)
@given(st.text("<>\"'&=/ abscript:#;!-\0\n", max_size=60))
def test_made_up_tags(source: str) -> None:
    check(whole(source).html)


@pytest.mark.parametrize("page", SAMPLES, ids=lambda page: page.stem)
def test_samples(page: Path) -> None:
    document = cleaner.clean(page.read_bytes(), url=URL, options=Options(images=False))
    check(document.html)
    if "span=" not in document.html:  # text repeats merged cells
        assert told(document.html) == words(document.text)


def test_scraped_text_has_html_too() -> None:
    document = cleaner.clean(
        "# A harbour\n\n" + "The ferry leaves at noon from the old pier. " * 9 + "\n\n- one\n- two\n"
    )
    assert "<h1>A harbour</h1>" in document.html
    check(document.html)
