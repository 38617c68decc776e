"""Names for removed blocks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cleaner.cleaner import clean
from cleaner.decision import Decider
from cleaner.document import Document
from cleaner.explain.reasons import Reason
from cleaner.explain.reasons.box_names import BoxNames, named
from cleaner.explain.reasons.phrases import read_phrases, shipped_phrases
from cleaner.page.page import Form, Page
from cleaner.segment.html.segment import segment_html
from cleaner.segment.text.segment import segment_text

CASES = Path(__file__).parent / "cases" / "reasons"
WORDS = json.loads((CASES / "words.json").read_text(encoding="utf-8"))
PLACES = json.loads((CASES / "box_names.json").read_text(encoding="utf-8"))
PAGES = json.loads((CASES / "pages.json").read_text(encoding="utf-8"))
TEXT = """À regarder
-
Un phare breton cherche son gardien depuis trois ans
Commentaires
Connectez-vous pour commenter.
/2014/11/08/phare.jpg)
08/11/2014
Partager sur Facebook"""


def names(page: Page, by: Decider = Decider.PAGE) -> list[Reason | None]:
    n = len(page)
    document = Document(
        page=page, scores=np.zeros(n, dtype=np.float32), kept=np.zeros(n, dtype=bool),
        decided_by=(by,) * n, decided_from=(3,) * n,
    )  # fmt: skip
    return [block.reason for block in document.removed]


def test_the_enumeration_is_documented_and_complete() -> None:
    assert [reason.value for reason in Reason] == [
        "navigation", "breadcrumb", "related", "image placeholder", "caption or credit", "login or subscription prompt",
        "newsletter", "cookie or consent notice", "share bar", "comments", "comment form", "advertisement", "author box",
        "byline or date", "tags", "pagination", "search or form", "legal or footer", "table of contents", "hidden",
        "repeated by the site", "other",
    ]  # fmt: skip


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in WORDS.items() for text in texts])
@pytest.mark.parametrize("form", list(Form))
def test_words_in_many_languages(reason: str, text: str, form: Form) -> None:
    assert names(segment_text(text) if form is Form.TEXT else segment_html(f"<p>{text}</p>")) == [reason]


@pytest.mark.parametrize("case", PLACES.values(), ids=list(PLACES))
def test_places(case: dict[str, Any]) -> None:
    assert names(segment_html(case["html"])) == case["reasons"]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_pages_with_an_article(case: dict[str, Any]) -> None:
    source = "\n".join(case["source"])
    page = segment_text(source) if case["form"] == "text" else segment_html(source)
    kept = np.isin(np.arange(len(page)), case["kept"])
    document = Document(page=page, scores=kept.astype(np.float32), kept=kept)
    assert [[block.text, block.reason] for block in document.removed] == case["removed"]


def test_reasons_of_lines() -> None:
    assert names(segment_text(TEXT)) == [
        Reason.RELATED, Reason.RELATED, Reason.COMMENTS, Reason.LOGIN, Reason.IMAGE_PLACEHOLDER, Reason.BYLINE,
        Reason.SHARE,
    ]  # fmt: skip


def test_kept_blocks_have_no_reason() -> None:
    page = segment_html("<p>A heron stood by the weir.</p><p>Share on Facebook</p>")
    document = Document(page=page, scores=np.array([0.9, 0.1], dtype=np.float32), kept=np.array([True, False]))
    assert [block.reason for block in document.blocks] == [None, Reason.SHARE]


def test_names_of_boxes_around_the_article_say_nothing() -> None:
    html = (
        "<div class='newsletter comments-open'><p>A heron stood by the weir all day.</p><p>Ann keeps a list.</p></div>"
    )
    page = segment_html(html)
    document = Document(page=page, scores=np.array([0.9, 0.1], dtype=np.float32), kept=np.array([True, False]))
    assert document.removed[0].reason is Reason.OTHER


def test_what_only_a_template_removes_is_repeated_by_the_site() -> None:
    page = segment_html(
        "<main><p>Ann has mended the old weir for forty years and rides a very old bicycle to it, come rain or shine.</p></main>"
    )
    assert names(page) == [Reason.OTHER]
    assert names(page, Decider.TEMPLATE) == [Reason.REPEATED]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A log burned in the fireplace",
        "Sharing a table with strangers is what the old inn by the weir is for, says its landlord",
        "Related to the heron, the egret came to the valley a hundred years later than its grey cousin",
        "x" * 5000,
    ],
)
def test_nothing_told(text: str) -> None:
    told = shipped_phrases().match(text)
    assert told is None or told.coverage < 0.2


def test_phrases() -> None:
    phrases = read_phrases(
        ['{"related": ["^read more$", "page # of #", "warm*", "関連"], "tags": ["read more about"]}']
    )
    for text, reason in (
        ("Read more", "related"),
        ("READ MORE:", "related"),
        ("Please read more", None),
        ("read more about it", "tags"),
        ("Page 2 of 9", "related"),
        ("Page two of 9", None),
        ("a warmer day", "related"),
        ("この関連記事", "related"),
    ):
        told = phrases.match(text)
        assert (told.reason if told else None) == reason, text
    with pytest.raises(ValueError, match="no word"):
        read_phrases(['{"related": ["^▲"]}'])
    with pytest.raises(ValueError, match="weather"):
        read_phrases(['{"weather": ["rain"]}'])


@pytest.mark.parametrize(
    "path",
    sorted((Path(__file__).parent.parent / "cleaner/explain/reasons/words").glob("*.json")),
    ids=lambda path: path.stem,
)
def test_every_language_has_the_common_reasons(path: Path) -> None:
    found = json.loads(path.read_text(encoding="utf-8"))
    assert set(found) <= set(Reason)
    assert {
        "related",
        "login or subscription prompt",
        "share bar",
        "comments",
        "legal or footer",
        "cookie or consent notice",
    } <= set(found)


def test_long_names_are_read_in_part() -> None:
    assert named("x-" * 100_000 + "cookie") == frozenset()


def test_naming_is_quick() -> None:
    from time import perf_counter

    page = segment_html(
        "<div class='a b c related'><p>"
        + "</p><p>".join(f"Line {k} of the page, share it" for k in range(2000))
        + "</p></div>"
    )
    begun = perf_counter()
    names(page)
    assert perf_counter() - begun < 10


def test_cleaning_does_not_pay_for_reasons() -> None:
    """Nothing of them is even imported until somebody asks."""
    code = (
        "import sys, cleaner; document = cleaner.clean('<p>' + 'The herons stood by the weir all day. ' * 9); document.text; "
        "assert not any(name.startswith(('cleaner.explain.reasons', 'cleaner.explain.report')) for name in sys.modules); "
        "document.blocks; assert 'cleaner.explain.reasons.rules' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_copy_of_what_is_kept_is_called_repeated() -> None:
    text = "<p>The herons stood by the weir all day and the anglers left them in peace.</p>"
    fish = f"<p>{'They fish where the water falls. ' * 9}</p>"
    page = f"<article><h1>Herons</h1>{text}{fish}<div class=print>{text}</div></article>"
    removed = [block for block in clean(page).removed if block.text.startswith("The herons")]
    assert [block.reason for block in removed] == [Reason.REPEATED]


def test_boxes_without_a_name_say_nothing() -> None:
    boxes = segment_html(
        "<div class=x1><header><p>Rye</p></header><aside class=sidebar><p>Salt</p></aside></div>"
    ).boxes
    names = BoxNames(boxes)
    assert all(isinstance(one, Reason) for box in range(len(boxes.tags)) for one in names.of(box))
    assert names.of(boxes.tags.index("p")) == frozenset()
