"""A source without furniture is content; menus, shells of scripts and labels are not."""

from __future__ import annotations

import numpy as np
import pytest

import cleaner
from cleaner.fragment import is_fragment, with_fragment_prior
from cleaner.scoring.score import Scored
from cleaner.segment.html.segment import segment_html
from cleaner.segment.text.segment import segment_text

CONTENT = [
    "<p>Hello world</p>",
    "<p>This is a short paragraph.</p><p>And another.</p>",
    "<html><head><title>T</title></head><body><h1>My page</h1><p>This is the first paragraph of a test.</p></body></html>",
    "<p>One.</p><p>Two is here.</p><p>Three short paragraphs of text are what this is.</p>",
    "A lone <b>sentence</b> of HTML.",
    '<meta charset="utf-8"><p class="MsoNormal">The meeting is on Tuesday.</p><ul><li>Bring the minutes</li></ul>',
    "<p>See <a href=/map>the map</a> for how to get there.</p>",
    "<table><tr><td>Flour</td><td>500 g</td></tr><tr><td>Water</td><td>350 g</td></tr></table>",
    "<h2>名前</h2><p>今日は天気がいいです。</p>",
]
FURNITURE = [
    "<nav><a href=/>Home</a> <a href=/news>News</a></nav>",
    "<ul><li><a href=/>Home</a><li><a href=/news>News</a><li><a href=/shop>Shop</a></ul>",
    "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>",
    "<div id=app>Loading ...</div><script src=app.js></script>",
    "<form><label>Your name</label> <input name=n> <button>Send</button></form>",
    "<footer>All rights reserved.</footer>",
]
TEXT = [
    "Hello world",
    "This is one sentence of plain text.",
    "First paragraph here.\n\nAnd a second one.",
    "你好，世界。",
]


@pytest.mark.parametrize("focus", ["precision", "balanced", "recall"])
@pytest.mark.parametrize("source", CONTENT)
def test_what_has_no_furniture_is_content(source: str, focus: str) -> None:
    document = cleaner.clean(source, form="html", options=cleaner.Options(focus=focus))  # type: ignore[arg-type]
    assert document.kept.all()
    assert len(document.kept)
    assert not document.warnings


@pytest.mark.parametrize("source", FURNITURE)
def test_furniture_alone_is_none(source: str) -> None:
    document = cleaner.clean(source, form="html")
    assert document.text == ""
    assert document.warnings == ("no article found on this page",)


@pytest.mark.parametrize("source", TEXT)
def test_sentences_are_content(source: str) -> None:
    assert cleaner.clean(source).text == source


@pytest.mark.parametrize("source", ["Home\nNews\nSports\nContact us", "We use cookies.\nAccept all\nReject all"])
def test_labels_are_none(source: str) -> None:
    assert cleaner.clean(source).text == ""


def test_what_images_left_behind_goes_from_a_fragment_too() -> None:
    assert cleaner.clean("<p>The harbour at dawn.</p><p>/img/harbour-1.jpg)</p>", form="html").text == (
        "The harbour at dawn."
    )


@pytest.mark.parametrize(("lines", "fragment"), [(1, True), (5, True), (6, False)])
def test_a_few_sentences_are_a_fragment_and_more_are_a_page(lines: int, fragment: bool) -> None:
    page = segment_text("\n\n".join(["It rained all day."] * lines))
    assert len(page) == lines
    assert is_fragment(page) is fragment


def test_the_scorer_is_trusted_as_far_as_a_fragment_has_blocks() -> None:
    """A ninth of what it says of one block, half of what it says of eight."""
    for count, share in ((1, 1 / 9), (8, 1 / 2)):
        page = segment_html("<p>It rained all day.</p>" * count)
        ones = np.ones(count, dtype=np.float32)
        against, unsure = (
            with_fragment_prior(page, Scored(log_odds * ones, ones, np.zeros(count, dtype=np.int32))).log_odds
            for log_odds in (np.float32(-9), np.float32(0))
        )
        assert (unsure > 0).all()
        assert (unsure - against).tolist() == pytest.approx([9 * share] * count)
