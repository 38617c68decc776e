"""What a person is shown of a site: its places, and what rules hit on the pages that its template remembers."""

from __future__ import annotations

import pytest

import cleaner
from cleaner.errors import SelectorError
from cleaner.rules import Rules
from cleaner.templates.site.hits import Hits, selector_hits, text_hits
from cleaner.templates.site.layout import layout, removed_share
from tests.template_pages import AUTHOR_BOX, site_pages

LEARNED = cleaner.SiteTemplate.learn(site_pages(5, extra=AUTHOR_BOX), site="example.org")
ALL = 130


@pytest.mark.parametrize(
    ("selector", "hits"),
    [
        ("div.about", Hits(5, 5, ALL, 5)),
        (".side > h3", Hits(5, 5, ALL, 5)),
        ("ul.menu li, .ranking", Hits(75, 5, ALL, 5)),
        ("div.foot p", Hits(10, 5, ALL, 5)),
        ("table", Hits(0, 0, ALL, 5)),
        ("body", Hits(ALL, 5, ALL, 5)),
        ("html", Hits(ALL, 5, ALL, 5)),
        ("p:nth-child(2)", None),
        ("[class]", None),
        ("h3 + ul", None),
        ("div.a1b2c3d4e5", None),
    ],
)
def test_what_a_selector_hits(selector: str, hits: Hits | None) -> None:
    assert selector_hits(LEARNED, selector) == hits


def test_a_selector_that_does_not_parse() -> None:
    with pytest.raises(SelectorError):
        selector_hits(LEARNED, "div >> > p")


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Most read", Hits(5, 5, ALL, 5)),
        ("  MOST   read", Hits(5, 5, ALL, 5)),
        ("Home", Hits(5, 5, ALL, 5)),
        ("Most", Hits(0, 0, ALL, 5)),
    ],
)
def test_what_a_text_hits(text: str, hits: Hits) -> None:
    assert text_hits(LEARNED, text) == hits


def test_places_come_in_the_order_of_the_pages() -> None:
    places = layout(LEARNED)
    assert [(one.path, one.pages, one.blocks, one.content) for one in places] == [
        ("body>div.top>ul.menu>li", 5, 45, False),
        ("body>div.page>div.story>h1", 5, 5, True),
        ("body>div.page>div.story>p", 5, 30, True),
        ("body>div.page>div.story>div.about>p", 5, 5, False),
        ("body>div.page>div.side>h3", 5, 5, False),
        ("body>div.page>div.side>ul.ranking>li", 5, 30, False),
        ("body>div.foot>p", 5, 10, False),
    ]
    assert [one.words for one in places] == [53, 47, 2278, 130, 9, 335, 58]
    assert [one.example.split()[0] for one in places] == ["Home", "Tickets", "The", "Anna", "Most", "The", "The"]
    assert removed_share(places) == pytest.approx((53 + 130 + 9 + 335 + 58) / 2910)


@pytest.mark.parametrize(
    ("rules", "place", "kept"),
    [
        (Rules(drop=("div.about",)), "div.about", False),
        (Rules(keep=("div.about",)), "div.about", True),
        (Rules(drop=("div.about",), keep=("div.about p",)), "div.about", True),
        (Rules(keep_texts=("Most read",)), "h3", True),
        (Rules(drop_texts=("Most read",)), "h3", False),
        (Rules(drop=("h1",)), "h1", False),
    ],
)
def test_rules_decide_what_is_shown_as_kept(rules: Rules, place: str, kept: bool) -> None:
    found = [one for one in layout(LEARNED.with_rules(rules)) if place in one.path]
    assert [(one.kept, one.kept_words, one.content) for one in found] == [(kept, kept, kept)]
    assert removed_share(found) == 1 - kept


def test_a_site_without_pages_has_no_places() -> None:
    assert layout(cleaner.SiteTemplate(site="example.org")) == []
    assert removed_share([]) == 0
