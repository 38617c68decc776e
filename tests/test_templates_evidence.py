"""What a template takes for its site's, and what it leaves to the page."""

from __future__ import annotations

from dataclasses import fields, replace
from random import Random
from typing import Any

import numpy as np
import pytest

from cleaner import Options, SiteTemplate
from cleaner.page.page import Form, Kind
from cleaner.pipeline import alone, with_template
from cleaner.scoring.score import Scored
from cleaner.templates.evidence.furniture import find_furniture
from cleaner.templates.evidence.knowledge import SiteKnowledge
from cleaner.templates.evidence.recurrence import Recurrence
from cleaner.templates.evidence.weigh import Prior, prior_of
from cleaner.templates.site.sample import HALF_LIFE
from cleaner.templates.site.sketch import PageSketch
from cleaner.templates.site.stored import StoredPage, store_page
from tests.template_pages import frame, headline, paragraph, sentence

Line = tuple[str, int, int]
"""A place, a text (0 for one of its own), words."""
STORY, NOTE, NEW = "body>div.story>p", "body>div.note>p", "body>section.new>p"


def seen(number: int, *lines: Line) -> PageSketch:
    """A page of a story of its own, and other lines behind it."""
    places, texts, words = zip(*[(STORY, 0, 40)] * 4, *lines, strict=True)
    keys = [text or 1000 * number + k for k, text in enumerate(texts)]
    n = len(keys)
    return PageSketch(
        title=f"Page {number}", texts=keys, begins=keys, closes=keys, places=list(places), kinds=[int(Kind.PARAGRAPH)] * n,
        words=[float(size) for size in words], links=[0.0] * n, sentences=[size > 4 for size in words], questions=[False] * n,
    )  # fmt: skip


def stored(page: PageSketch, log_odds: float = 3.0, period: int = 0) -> StoredPage:
    """The record of a page; ``log_odds`` are those of what is not in the story."""
    found = np.where([place == STORY for place in page.places], 3.0, log_odds).astype(np.float32)
    return store_page(page, found, period)


def gone(page: PageSketch, others: list[PageSketch]) -> list[bool]:
    """Which of a page's lines behind the story are the site's."""
    sight = SiteKnowledge([stored(other) for other in others]).look(page, Form.HTML)
    if sight is None:
        return [False] * (len(page) - 4)
    furniture: list[bool] = find_furniture(sight)[0].tolist()
    assert not any(furniture[:4]), "the story"
    return furniture[4:]


def test_nothing_that_no_other_page_has_goes() -> None:
    others = [seen(n) for n in range(1, 9)]
    assert gone(seen(20, (NEW, 0, 12), (STORY, 0, 3)), others) == [False, False]


def test_what_nearly_all_pages_say_goes() -> None:
    others = [seen(n, (STORY, 7, 12)) for n in range(1, 5)]
    assert gone(seen(20, (STORY, 7, 12)), others) == [True]
    few = [*others[:2], *(seen(n) for n in range(10, 14))]
    assert gone(seen(20, (STORY, 7, 12)), few) == [False]
    assert gone(seen(20, (STORY, 7, 12)), others[:1]) == [False], "that one other page says it is chance"


def test_what_the_page_itself_has_taught_does_not_count() -> None:
    pages = [seen(n, (STORY, 7, 12)) if n < 4 else seen(n) for n in range(1, 5)]
    assert gone(pages[0], pages) == [False], "two of three others"
    assert gone(pages[0], [*pages[:3], replace(pages[0], title="Print")]) == [True], "two of two others"


def test_a_running_text_before_the_article_goes_but_not_where_articles_begin() -> None:
    def page(number: int, place: str) -> PageSketch:
        made = seen(number, (place, 7, 30))
        columns: dict[str, Any] = {
            field.name: getattr(made, field.name) for field in fields(made) if field.name != "title"
        }
        turned: dict[str, Any] = {name: [column[-1], *column[:-1]] for name, column in columns.items()}
        return replace(made, **turned)

    for place, goes in ((NOTE, True), (STORY, False)):
        sight = SiteKnowledge([stored(page(n, place)) for n in range(1, 9)]).look(page(20, place), Form.HTML)
        assert sight is not None
        assert find_furniture(sight)[0].tolist() == [goes, *[False] * 4]


def test_labels_that_recur_are_the_page_s_to_judge() -> None:
    """Those of specifications and sections, in the article's own place or beside it."""
    lines = ((STORY, 7, 2), (NOTE, 8, 3), (STORY, 0, 2), (NOTE, 9, 3))
    assert not any(gone(seen(20, *lines), [seen(n, *lines) for n in range(1, 9)]))


def test_what_a_page_says_twice_may_be_a_refrain() -> None:
    lines = ((STORY, 7, 12), (STORY, 0, 40), (STORY, 7, 12))
    assert gone(seen(20, *lines), [seen(n, *lines) for n in range(1, 9)])[1:] == [False, False]


def rows(number: int, place: str, count: int, heading: str = "") -> PageSketch:
    """A page with a heading that all pages have, and rows of its own below."""
    over = [(heading, 7, 3)] if heading else []
    return seen(number, *over, *[(place, 0, 9)] * count)


BOX = "body>div.more>"


@pytest.mark.parametrize(
    ("place", "heading", "counts", "goes"),
    [
        ("p.entry", "p.head", (4, 4, 4, 4, 4, 4), True),
        ("p.entry", "p.head", (3, 9, 4, 14, 6, 2), False),
        ("p.entry", "", (4, 4, 4, 4, 4, 4), False),
        ("ul.entries>li", "h3", (4, 4, 4, 4, 4, 4), False),
        ("table.data>td", "h3", (4, 4, 4, 4, 4, 4), False),
    ],
    ids=["list", "as many as it takes", "no heading", "enumeration", "table"],
)
def test_rows_under_a_heading(place: str, heading: str, counts: tuple[int, ...], goes: bool) -> None:
    pages = [rows(n, BOX + place, count, heading and BOX + heading) for n, count in enumerate(counts)]
    assert gone(pages[0], pages[1:]) == [goes] * (counts[0] + bool(heading))


@pytest.mark.parametrize("linked", [True, False])
def test_rows_of_links(linked: bool) -> None:
    pages = [rows(n, BOX + "ul.entries>li", 4) for n in range(6)]
    pages = [replace(page, links=[0.0] * 4 + [float(linked)] * 4) for page in pages]
    assert gone(pages[0], pages[1:]) == [linked] * 4


def test_rows_at_several_places_are_of_the_page() -> None:
    """Those of the specifications of every product on it."""

    def page(number: int) -> PageSketch:
        part = [(BOX + "p.head", 7, 3), *[(BOX + "p.entry", 0, 9)] * 4]
        return seen(number, *part, *part)

    assert not any(gone(page(0), [page(n) for n in range(1, 6)]))


def test_a_page_is_not_emptied() -> None:
    """Say, one that has nothing but the list."""

    def source(number: int) -> str:
        random = Random(number)
        entries = "".join(f'<p class="entry">{sentence(random)}</p>' for _ in range(4))
        text = "" if number == 50 else f"<p>{paragraph(random)}</p>" * 3
        more = f'<div class="more"><p class="head">More stories</p>{entries}</div>'
        return frame(headline(random), f"<h1>{headline(random)}</h1>{text}{more}", random)

    template = SiteTemplate.learn([source(n) for n in range(8)], site="example.org")
    _, decision = with_template(source(50), Form.HTML, template, Options())
    by_itself = alone(source(50), Form.HTML, Options())[1]
    assert by_itself.kept.any()
    assert decision.kept.tolist() == by_itself.kept.tolist()


def test_places_say_what_the_scorer_thought_there_the_more_pages_the_surer() -> None:
    def prior(count: int) -> Prior:
        pages = [stored(seen(n, (NOTE, 0, 12)), -2.0) for n in range(1, count + 1)]
        sight = SiteKnowledge(pages).look(seen(20, (NOTE, 0, 12), (NEW, 0, 12)), Form.HTML)
        assert sight is not None
        return prior_of(sight)

    found = prior(3)
    assert found.log_odds.tolist() == [3, 3, 3, 3, -2, 0]
    assert found.trust.tolist() == [0.75, 0.75, 0.75, 0.75, 0.75, 0]
    assert prior(9).trust[4] == np.float32(0.9)
    scored = Scored(np.full(6, -4, np.float32), np.full(6, 9, np.float32), np.zeros(6, np.int32))
    assert found.weigh(scored).log_odds.tolist() == [1.25, 1.25, 1.25, 1.25, -2.5, -4]


def test_links_in_a_row_at_the_place_of_paragraphs_are_none_for_their_place() -> None:
    page = seen(20, (STORY, 0, 9), (STORY, 0, 9), (STORY, 0, 9), (STORY, 0, 9), (NOTE, 0, 9))
    for number in (4, 5, 7):
        page.links[number] = 0.9
    sight = SiteKnowledge([stored(seen(n, (NOTE, 0, 12)), -2.0) for n in range(1, 5)]).look(page, Form.HTML)
    assert sight is not None
    assert prior_of(sight).log_odds[4:].tolist() == [0, 0, 3, 3, -2]


def test_old_months_weigh_less_than_new_ones() -> None:
    months = [24_300, 24_300 - HALF_LIFE, 24_300 - 2 * HALF_LIFE]
    texts = Recurrence([stored(seen(n), period=month) for n, month in enumerate(months, 1)])
    assert [texts.weight(1 << k) for k in range(3)] == [1, 0.5, 0.25]
    copies = Recurrence([stored(seen(1)), replace(stored(seen(1)), id=1), stored(seen(2))])
    assert copies.weight(copies.everyone) == 2


def test_what_only_old_months_say_counts_less() -> None:
    def share(new: int, old: int) -> float:
        line = (NOTE, 7, 12)
        records = [stored(seen(n, line), period=24_300) for n in range(1, new + 1)]
        records += [stored(seen(n), period=24_300) for n in range(20, 22)]
        records += [stored(seen(n, line), period=24_300 - 5 * HALF_LIFE) for n in range(30, 30 + old)]
        return Recurrence(records).look_up(seen(40, line), 0).verbatim[4]

    assert share(new=4, old=0) > share(new=0, old=4)


def test_a_stored_page_remembers_how_much_of_each_block_is_links() -> None:
    page = replace(seen(1), links=[0, 0.31, 0.5, 1])
    assert [share / 10 for share in stored(page).links] == [0, 0.3, 0.5, 1]
