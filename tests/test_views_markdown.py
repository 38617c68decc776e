"""Markdown and text of small pages; cases in ``cases/markdown/*.json``, all of whose blocks are kept.

Those in ``scraped.json`` are scraped text.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import cleaner
from cleaner.content.links import fragment_of
from cleaner.content.table import code_lines
from cleaner.content.tree import Text
from cleaner.document import Document
from cleaner.options import Options
from cleaner.page.page import Form
from cleaner.segment.html.segment import segment_html
from tests.reading import URL, links, read, spoken, whole, words

CASES = [
    pytest.param(case, Form.TEXT if path.stem == "scraped" else Form.HTML, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases" / "markdown").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]
SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.html"))


@pytest.mark.parametrize(("case", "form"), CASES)
def test_case(case: dict[str, Any], form: Form) -> None:
    document = whole(case["page"], form=form, **case.get("options", {}))
    assert document.markdown.split("\n") == case["markdown"]
    assert document.text.split("\n") == case["text"]


@pytest.mark.parametrize("page", SAMPLES, ids=[page.stem for page in SAMPLES])
def test_samples_are_read_back(page: Path) -> None:
    """The same words in the same order, and nothing that was not meant as markup."""
    document = cleaner.clean(page.read_bytes(), url=URL, options=Options(links=True))
    nodes = read(document.markdown)
    assert words(spoken(nodes)) == words(document.text)
    assert "unexpected" not in str(nodes).lower()
    headings = [(block.level, block.text) for block in document.blocks if block.kept and block.kind == "heading"]
    assert [(node[1], node[2]) for node in nodes if node[0] == "heading"] == headings
    assert all(target.startswith("https://") for target, _ in links(document.markdown))


def test_links_and_images_are_left_out_unless_asked_for() -> None:
    page = '<p>See <a href="/a">this</a> <img src="/b.png" alt="b"> now</p>'
    assert cleaner.Options().links is None
    assert whole(page, links=None, images=None).markdown == "See this now"
    assert 'href="https://site.example/a"' in whole(page, links=None, images=None).html


def test_without_an_address_links_stay_as_they_are() -> None:
    assert whole('<p><a href="../b">x</a></p>', url=None).markdown == "[x](../b)"


def test_pictures_of_removed_parts_go_and_those_between_kept_text_have_their_captions() -> None:
    page = segment_html(
        '<p>Text</p><figure><img src="/a.jpg" alt="a"><figcaption>Gone</figcaption></figure><p>More</p>'
        '<ul><li><a href="/r"><img src="/related.jpg"></a><a href="/r">Related</a></li></ul>'
    )
    kept = np.array([text in ("Text", "More") for text in page.blocks.texts])
    options = Options(images=True)
    document = Document(page=page, scores=kept.astype(np.float32), kept=kept, url=URL, options=options)
    assert document.markdown == "Text\n\n![a](https://site.example/a.jpg)\n\nGone\n\nMore"
    assert document.text == "Text\n\nMore"


def test_deep_nesting_is_flattened_before_parsers_give_up() -> None:
    page = "<ul><li>" * 40 + "deep" + "</li></ul>" * 40
    assert words(spoken(read(whole(page).markdown))) == ["deep"]
    assert words(spoken(read(whole("<blockquote>" * 40 + "<p>deep</p>").markdown))) == ["deep"]


def test_control_characters_are_gone() -> None:
    document = whole("<p>a\x08b &#x1; c</p><pre>x\x7f\n</pre>")
    for view in (document.text, document.markdown, document.html):
        assert all(sign == "\n" or sign.isprintable() for sign in view)


@pytest.mark.parametrize(
    ("canonical", "url", "expected"),
    [
        ("https://a.example/x/y.html", None, "https://a.example/z"),
        ("https://a.example/x/y.html", "https://b.example/", "https://b.example/z"),
        ("/x/y.html", None, "../z"),
        ("javascript:alert(1)", None, "../z"),
    ],
)
def test_links_of_a_page_without_an_address_are_relative_to_its_canonical_one(
    canonical: str, url: str | None, expected: str
) -> None:
    page = (
        f'<html><head><link rel="Canonical" href="{canonical}"></head><body><article><h1>The mill</h1>'
        '<p>The <a href="../z">mill by the river</a> has been open for forty years, and it is still at work.</p>'
        "</article></body></html>"
    )
    assert f"[mill by the river]({expected})" in cleaner.clean(page, url=url, links=True).markdown


@pytest.mark.parametrize("page", [URL, f"{URL}#top", None])
def test_a_link_inside_the_page_is_known_by_its_fragment(page: str | None) -> None:
    expected = ["note-1", "note-1" if page else "", ""]
    assert [
        fragment_of(href, page) for href in (" #note-1", f"{URL}#note-1", "https://other.example/#note-1")
    ] == expected


def test_code_in_a_cell_has_no_empty_lines() -> None:
    runs = code_lines("a = 1\n\n  \n\tb = 2  ")
    assert "".join(run.leaf.text if isinstance(run.leaf, Text) else "/" for run in runs) == "a = 1/    b = 2"
