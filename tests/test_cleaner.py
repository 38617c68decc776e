"""The face of the package: what may be passed, what is said of anything else, and what a document can do."""

from __future__ import annotations

import pickle
from dataclasses import fields
from io import StringIO
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import cleaner
from cleaner import (
    ArgumentError,
    ArgumentTypeError,
    Cleaner,
    CleanerError,
    Options,
    SelectorError,
    SiteTemplate,
    StoreError,
    TemplateStore,
)
from cleaner.arguments import OptionChanges
from tests.template_pages import article

SAMPLES = Path(__file__).parent.parent / "samples"
ARTICLE = (SAMPLES / "blog.html").read_bytes()
URL = "https://example.org/page"
LEARNED = SiteTemplate.learn([article(n) for n in range(6)], site="example.org")


class Response:
    content = ARTICLE


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        ({"source": None}, "is the page missing"),
        ({"source": float("nan")}, "missing value of a table"),
        ({"source": Path("page.html")}, r"path\.read_bytes\(\)"),
        ({"source": StringIO("x")}, r"file\.read\(\)"),
        ({"source": Response()}, r"\.content"),
        ({"source": ["x"]}, "str or bytes, not list"),
        ({"url": 5}, "url must be a str, not int"),
        ({"encoding": 8}, "name of a charset"),
        ({"options": {"focus": "recall"}}, r"Options\(\*\*options\)"),
        ({"options": "recall"}, "focus='recall'"),
        ({"template": "example.org"}, r"Cleaner\(templates=...\)"),
        ({"form": "htm"}, "auto, html, text"),
        ({"links": "yes"}, "links is 'yes'"),
        ({"tables": None}, "tables is None"),
        ({"max_bytes": 1.5}, "whole number"),
        ({"focus": "high"}, "precision, balanced, recall"),
        ({"focsu": "recall"}, "no option focsu"),
    ],
)
def test_a_wrong_argument_gets_a_sentence_that_says_what_to_pass(arguments: dict[str, Any], advice: str) -> None:
    with pytest.raises(CleanerError, match=advice) as caught:
        cleaner.clean(**{"source": "<p>x</p>"} | arguments)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("templates", [5, ["x"], LEARNED])
def test_templates_that_are_none(templates: Any) -> None:
    with pytest.raises(ArgumentTypeError, match="a template store or its path"):
        Cleaner(templates=templates)
    assert issubclass(ArgumentTypeError, TypeError)


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no template store"):
        Cleaner(templates=tmp_path / "sites.db")


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview, bytes.decode])
def test_all_that_holds_text_or_bytes_is_a_source(kind: Any) -> None:
    assert cleaner.clean(kind(ARTICLE)).text == cleaner.clean(ARTICLE).text


def test_options_are_keywords_too() -> None:
    by_options = cleaner.clean(ARTICLE, options=Options(focus="recall", links=True))
    assert cleaner.clean(ARTICLE, focus="recall", links=True) == by_options
    assert cleaner.clean(ARTICLE, options=Options(focus="recall"), links=True) == by_options
    assert Cleaner(focus="recall", links=True) == Cleaner(Options(focus="recall", links=True))
    assert Cleaner(focus="recall", links=True).clean(ARTICLE) == by_options


def test_every_option_is_a_keyword() -> None:
    assert set(OptionChanges.__annotations__) == {field.name for field in fields(Options)}
    assert get_type_hints(Options)


class Finder:
    def find(self, url: str | None, source: str = "") -> SiteTemplate | None:
        return LEARNED if url == URL else None


def test_templates_come_from_a_store_its_path_a_mapping_or_whatever_finds_them(tmp_path: Path) -> None:
    store = TemplateStore(tmp_path / "sites.db")
    store.update(LEARNED)
    page = article(20)
    known = cleaner.clean(page, url=URL, template=LEARNED)
    assert known != cleaner.clean(page, url=URL)
    mappings = [{"example.org": one} for one in (LEARNED, LEARNED.to_bytes(), LEARNED.to_json())]
    every: list[Any] = [store, store.path, str(store.path), *mappings, Finder()]
    for templates in every:
        found = Cleaner(templates=templates)
        assert found.clean(page, url=URL) == known
        assert not found.clean(page, url="https://elsewhere.example/").decided_by
        assert pickle.loads(pickle.dumps(found)).clean(page, url=URL) == known
    with pytest.raises(cleaner.ArgumentError, match=r"must be a cleaner\.SiteTemplate, not int"):
        Cleaner(templates={"example.org": 7}).clean(page, url=URL)  # type: ignore[dict-item]


def test_a_missing_address_of_a_table_is_none() -> None:
    assert cleaner.clean(ARTICLE, url=float("nan")).url is None  # type: ignore[arg-type]
    rows: list[dict[str, Any]] = [
        {"html": ARTICLE, "url": float("nan"), "id": 7},
        {"html": ARTICLE, "url": URL, "id": ("a", 1)},
        {"text": "no html", "id": None},
        {"html": bytearray(ARTICLE), "url": 5},
    ]
    first, second, third, fourth = Cleaner().clean_many(rows)
    assert (first.id, first.url, second.id, second.url) == (7, None, ("a", 1), URL)
    assert third.reason == fourth.reason == "missing field"
    assert "'text'" in str(third.error)
    assert "url must be a str" in str(fourth.error)


def test_documents_compare_and_go_into_sets() -> None:
    first, second = cleaner.clean(ARTICLE), cleaner.clean(ARTICLE)
    assert first == second == pickle.loads(pickle.dumps(first))
    assert len({first, second, cleaner.clean(ARTICLE, url=URL), cleaner.clean(ARTICLE, links=True)}) == 3
    assert first != ARTICLE
    assert second in [cleaner.clean("x"), first]


def test_documents_show_themselves() -> None:
    document = cleaner.clean(ARTICLE)
    assert repr(document).startswith("<Document 'What a year of baking rye bread taught me': ")
    assert document._repr_html_() == document.html
    assert "no article" in cleaner.clean("")._repr_html_()
    assert (document.authors, document.date, document.language) == (
        document.metadata.authors,
        document.metadata.date,
        document.metadata.language,
    )


@pytest.mark.parametrize("source", ["", b"", "  \n "])
@pytest.mark.parametrize("form", ["auto", "html", "text"])
def test_nothing_is_a_document_too(source: Any, form: Any) -> None:
    check_empty(cleaner.clean(source, form=form))


@pytest.mark.parametrize("source", ["<html></html>", "<script>1</script>", "<!-- x -->"])
def test_markup_without_text_is_nothing(source: str) -> None:
    check_empty(cleaner.clean(source, form="html"))


def check_empty(document: cleaner.Document) -> None:
    assert document.blocks == document.removed == ()
    assert document.to_dict(blocks=True)["blocks"] == []
    assert document.text == document.markdown == document.html == ""
    assert repr(document) == "<Document None: 0 words in 0 of 0 blocks>"
    assert document.metadata.title is None


def test_the_package_says_what_it_is() -> None:
    assert cleaner.__version__[0].isdigit()
    assert all(hasattr(cleaner, name) for name in cleaner.__all__)
    with pytest.raises(AttributeError, match="nosuchthing"):
        cleaner.nosuchthing  # type: ignore[attr-defined]  # noqa: B018


RULED = ARTICLE.decode().replace(
    "</body>", "<div class='promo'><p>Order the calendar of our bakery today.</p></div></body>"
)
PROMO = "Order the calendar of our bakery today."


def test_rules_need_no_learning() -> None:
    assert PROMO in RULED
    alone = cleaner.clean(RULED)
    kept, dropped = cleaner.clean(RULED, keep=[".promo"]), cleaner.clean(RULED, drop=[".promo"])
    assert PROMO in kept.text
    assert PROMO not in dropped.text
    for document in (kept, dropped):
        (block,) = (block for block in document.blocks if block.text == PROMO)
        assert block.decided_by == "person"
        rest = [(block.text, block.kept) for block in document.blocks if block.text != PROMO]
        assert rest == [(block.text, block.kept) for block in alone.blocks if block.text != PROMO]
    assert PROMO in cleaner.clean(RULED, keep=[PROMO.upper()], drop=[".promo"]).text
    assert PROMO not in cleaner.clean(RULED, keep=[".promo"], drop=[PROMO]).text
    assert cleaner.clean(RULED, drop=["div.elsewhere"]) != alone  # other options
    assert cleaner.clean(RULED, drop=["div.elsewhere"]).text == alone.text


def test_rules_of_a_cleaner_hold_in_every_process_and_beside_a_template() -> None:
    tool = Cleaner(drop=[".promo", "Read on"], keep=("h1",), templates={"example.org": LEARNED})
    assert tool.options.drop == (".promo", "Read on")
    assert pickle.loads(pickle.dumps(tool)) == tool
    assert hash(tool.options) == hash(Options(drop=[".promo", "Read on"], keep=["h1"]))
    (result,) = tool.clean_many([RULED])
    assert result.document is not None
    assert PROMO not in result.document.text
    page = article(20, extra="<div class='promo'><p>" + PROMO + "</p></div>")
    known = Cleaner(templates={"example.org": LEARNED}, keep=[".promo"]).clean(page, url=URL)
    assert PROMO in known.text
    assert "person" in known.decided_by


def test_rules_of_scraped_text_are_texts() -> None:
    text = (
        "The herons stood by the weir again.\n\nOrder the calendar today.\n\nThe angler counted seven of them at dawn."
    )
    assert "calendar" not in cleaner.clean(text, form="text", drop=["Order the calendar today."]).text


@pytest.mark.parametrize(
    ("rules", "error", "said"),
    [
        ("div.about", ArgumentTypeError, "must be a list of selectors or texts"),
        (5, ArgumentTypeError, "must be a list"),
        ([5], ArgumentTypeError, "are strings"),
        (["  "], ArgumentError, "empty"),
        ([".a..b"], SelectorError, "cannot be read"),
    ],
)
def test_rules_that_make_no_sense(rules: Any, error: type[Exception], said: str) -> None:
    for name in ("keep", "drop"):
        with pytest.raises(error, match=said):
            Cleaner(**{name: rules})


@pytest.mark.parametrize(
    ("source", "warned"),
    [
        ("page.html", True),
        ("folder/page.HTM\n", True),
        ("https://example.org/page?id=1", True),
        ("See https://example.org/page", False),
        ("<p>page.html</p>", False),
        ("Hello world", False),
    ],
)
def test_the_name_of_a_page_in_place_of_its_content_is_said(source: str, warned: bool) -> None:
    assert any("read it first" in warning for warning in cleaner.clean(source).warnings) is warned


@pytest.mark.parametrize("records", ["<p>One page</p>", b"<p>One page</p>", {"html": "<p>One page</p>"}])
def test_one_page_is_not_many(records: Any) -> None:
    with pytest.raises(cleaner.ArgumentError, match="pass \\[record\\]"):
        cleaner.Cleaner().clean_many(records)


def test_swapped_pairs_are_named() -> None:
    (result,) = cleaner.Cleaner().clean_many([("https://example.org/", "<p>One page</p>")])
    assert result.document is None
    assert "in this order" in (result.error or "")
