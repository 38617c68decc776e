"""JSON-LD as pages have it, and declared languages."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.metadata import jsonld
from cleaner.metadata.language import normalize
from tests.metadata_cases import cases, name


@pytest.mark.parametrize("case", cases("json_ld"), ids=name)
def test_headlines(case: dict[str, Any]) -> None:
    found = jsonld.entities([case["text"]])
    assert [text for one in found for text in jsonld.texts(one.get("headline"))] == case["headlines"]


@given(st.text(alphabet='{}[]":,@ \n<>&/*-;ntypeArticle', max_size=120))
def test_any_script_is_read(text: str) -> None:
    for entity in jsonld.entities([text]):
        jsonld.rank(entity)
        jsonld.texts(entity)


def test_deep_nesting() -> None:
    assert jsonld.entities(["[" * 100_000]) == []


def test_the_page_is_about_the_article_that_names_it() -> None:
    articles = [{"@type": "Article", "headline": f"No. {k}", "url": f"https://tidalpost.example/{k}"} for k in range(4)]
    assert jsonld.main_entity(articles, ["http://www.tidalpost.example/2/?a=b"], []) is articles[2]
    assert jsonld.main_entity(articles, [], ["no. 3"]) is articles[3]
    assert jsonld.main_entity(articles, ["https://tidalpost.example/"], ["News"]) is None
    site = {"@type": "WebSite", "name": "The Tidal Post"}
    assert jsonld.main_entity([site, articles[0]], [], []) is articles[0]
    assert jsonld.main_entity([site], [], []) is None


@pytest.mark.parametrize("case", cases("languages"), ids=name)
def test_languages(case: dict[str, Any]) -> None:
    assert normalize(case["declared"]) == case["tag"]
