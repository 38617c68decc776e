"""How far a template's evidence may move a page, whatever the network says."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from cleaner import Options, SiteTemplate
from cleaner.page.page import Form, Kind
from cleaner.pipeline import alone, with_template
from cleaner.templates.evidence.counts import SiteCounts, weights_of
from cleaner.templates.evidence.features import FEATURES, evidence
from cleaner.templates.evidence.furniture import find_furniture
from cleaner.templates.evidence.model import EvidenceModel
from cleaner.templates.site.sample import HALF_LIFE
from cleaner.templates.site.sketch import PageSketch
from cleaner.templates.site.stored import store_page
from tests.template_pages import frame, headline, paragraph, sentence


def saying(change: float) -> EvidenceModel:
    """A network that says the same of everything."""
    return EvidenceModel({
        "inner.weight": np.zeros((len(FEATURES), 1), np.float32),
        "inner.bias": np.zeros(1, np.float32),
        "outer.weight": np.zeros((1, 1), np.float32),
        "outer.bias": np.array([change], np.float32),
    })  # fmt: skip


AGAINST, FOR = saying(-8), saying(8)
"""Networks that would remove everything, or nothing."""
STORY, NOTE, NEW = "body>div.story>p", "body>div.note>p", "body>section.new>p"


def seen(number: int, *lines: tuple[str, int, float, int]) -> PageSketch:
    """A page of a story of its own, and other lines: place, text (0 for one of its own), log-odds, words."""
    story = [(STORY, 0, 3.0, 40)] * 4
    places, texts, log_odds, words = zip(*story, *lines, strict=True)
    keys = [text or 1000 * number + k for k, text in enumerate(texts)]
    return PageSketch(
        form=Form.HTML,
        title=f"Page {number}",
        texts=keys,
        begins=keys,
        closes=keys,
        places=list(places),
        kinds=np.full(len(texts), int(Kind.PARAGRAPH), dtype=np.int64),
        words=np.array(words, dtype=np.float32),
        links=np.zeros(len(texts), dtype=np.float32),
        sentences=np.array(words) > 4,
        questions=np.zeros(len(texts), dtype=np.bool_),
        log_odds=np.array(log_odds, dtype=np.float32),
    )


def gone(page: PageSketch, others: list[PageSketch], model: EvidenceModel = AGAINST) -> list[bool]:
    """Which of a page's lines beside the story are the site's."""
    found = evidence(SiteCounts([store_page(other, 0) for other in others]), page)
    furniture: list[bool] = find_furniture(page, found, model.change(found.features)).tolist()
    assert not any(furniture[:4]), "the story"
    return furniture[4:]


def test_nothing_that_no_other_page_has_goes() -> None:
    others = [seen(n) for n in range(1, 9)]
    assert gone(seen(20, (NEW, 0, 0.4, 12), (STORY, 0, -1.0, 3)), others) == [False, False]


def test_what_nearly_all_pages_say_goes_whatever_the_network_says() -> None:
    others = [seen(n, (STORY, 7, 4.0, 12)) for n in range(1, 5)]
    assert gone(seen(20, (STORY, 7, 4.0, 12)), others, FOR) == [True]
    few = [*others[:2], *(seen(n) for n in range(10, 14))]
    assert gone(seen(20, (STORY, 7, 4.0, 12)), few, FOR) == [False]
    alone = [seen(1, (STORY, 7, 4.0, 12))]
    assert gone(seen(20, (STORY, 7, 4.0, 12)), alone) == [False], "that one other page says it is chance"


def test_a_running_text_before_the_article_goes_if_the_network_is_against_it() -> None:
    def page(number: int) -> PageSketch:
        made = seen(number, (NOTE, 7, 1.0, 30))
        return turned(made, -1)

    others = [page(n) for n in range(1, 9)]
    for model, goes in ((AGAINST, True), (FOR, False)):
        found = evidence(SiteCounts([store_page(other, 0) for other in others]), page(20))
        assert find_furniture(page(20), found, model.change(found.features)).tolist() == [goes, *[False] * 4]


def turned(page: PageSketch, first: int) -> PageSketch:
    """A page that begins with another of its blocks."""
    order = np.roll(np.arange(len(page)), -first)
    columns: dict[str, Any] = {
        name: [getattr(page, name)[k] for k in order] for name in ("texts", "begins", "closes", "places")
    }
    arrays = ("kinds", "words", "links", "sentences", "questions", "log_odds")
    return replace(page, **columns, **{name: getattr(page, name)[order] for name in arrays})


def test_labels_that_recur_are_the_page_s_to_judge() -> None:
    """Those of specifications and sections, in the article's own place or beside it."""
    lines = ((STORY, 7, 1.0, 2), (NOTE, 8, 0.5, 3), (STORY, 0, 1.0, 2), (NOTE, 9, 0.5, 3))

    def page(number: int) -> PageSketch:
        made = seen(number, *lines)
        made.sentences[4:] = False
        return made

    assert not any(gone(page(20), [page(n) for n in range(1, 9)]))


def rows(number: int, place: str, count: int, heading: str = "", log_odds: float = 1.0) -> PageSketch:
    """A page with a heading that all pages have, and rows of its own below."""
    over = [(heading, 7, 0.5, 3)] if heading else []
    return seen(number, *over, *[(place, 0, log_odds, 9)] * count)


BOX = "body>div.more>"


@pytest.mark.parametrize(
    ("place", "heading", "counts", "model", "goes"),
    [
        ("p.entry", "p.head", (4, 4, 4, 4, 4, 4), AGAINST, True),
        ("p.entry", "p.head", (4, 4, 4, 4, 4, 4), FOR, False),
        ("p.entry", "p.head", (3, 9, 4, 14, 6, 2), AGAINST, False),
        ("p.entry", "", (4, 4, 4, 4, 4, 4), AGAINST, False),
        ("ul.entries>li", "h3", (4, 4, 4, 4, 4, 4), AGAINST, False),
        ("table.data>td", "h3", (4, 4, 4, 4, 4, 4), AGAINST, False),
    ],
    ids=["list", "not doubted", "as many as it takes", "no heading", "enumeration", "table"],
)
def test_rows_under_a_heading(
    place: str, heading: str, counts: tuple[int, ...], model: EvidenceModel, goes: bool
) -> None:
    pages = [rows(n, BOX + place, count, heading and BOX + heading) for n, count in enumerate(counts)]
    expected = [goes] * (counts[0] + bool(heading))
    found = gone(pages[0], pages[1:], model)
    assert found == expected


@pytest.mark.parametrize(
    ("log_odds", "model", "linked", "goes"),
    [(-1.0, FOR, True, True), (1.0, AGAINST, True, True), (1.0, FOR, True, False), (-1.0, AGAINST, False, False)],
    ids=["the page doubts them", "the network does", "neither", "no links"],
)
def test_rows_of_links(log_odds: float, model: EvidenceModel, linked: bool, goes: bool) -> None:
    pages = [rows(n, BOX + "ul.entries>li", 4, log_odds=log_odds) for n in range(6)]
    for page in pages:
        page.links[4:] = float(linked)
    assert gone(pages[0], pages[1:], model) == [goes] * 4


def test_rows_at_several_places_are_of_the_page() -> None:
    """Those of the specifications of every product on it."""

    def page(number: int) -> PageSketch:
        part = [(BOX + "p.head", 7, 0.5, 3), *[(BOX + "p.entry", 0, 1.0, 9)] * 4]
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
    _, decision = with_template(source(50), Form.HTML, template, Options(), model=AGAINST)
    by_itself = alone(source(50), Form.HTML, Options())[1]
    assert by_itself.kept.any()
    assert decision.kept.tolist() == by_itself.kept.tolist()


def test_old_months_weigh_less_than_new_ones() -> None:
    months = [24_300, 24_300 - HALF_LIFE, 24_300 - 2 * HALF_LIFE]
    records = [store_page(seen(n), month) for n, month in enumerate(months, 1)]
    assert weights_of(records, [0, 1, 2]).tolist() == [1, 0.5, 0.25]
    assert weights_of(records, [0, 0, 2]).tolist() == [0.5, 0.25, 0.25]


def test_what_only_old_months_say_counts_less() -> None:
    def trust(new: int, old: int) -> float:
        line = (NOTE, 7, 0.2, 12)
        records = [store_page(seen(n, line), 24_300) for n in range(1, new + 1)]
        records += [store_page(seen(n), 24_300) for n in range(20, 22)]
        records += [store_page(seen(n, line), 24_300 - 5 * HALF_LIFE) for n in range(30, 30 + old)]
        page = seen(40, line)
        return float(evidence(SiteCounts(records), page).trust[4])

    assert trust(new=4, old=0) > trust(new=0, old=4)


def test_the_features_of_a_block_say_what_the_block_alone_looked_like() -> None:
    page = seen(0, (NOTE, 7, -2.0, 10), (NOTE, 8, 1.5, 10))
    found = evidence(SiteCounts([store_page(seen(1), 0)]), page).features
    assert found[:, FEATURES.index("log_odds")].tolist() == (page.log_odds / np.float32(3)).tolist()
    assert found[:, FEATURES.index("kept")].tolist() == [1, 1, 1, 1, 0, 1]


def test_a_stored_page_remembers_how_much_of_each_block_is_links() -> None:
    page = replace(seen(1), links=np.array([0, 0.31, 0.5, 1], dtype=np.float32))
    assert [share / 10 for share in store_page(page, 0).links] == [0, 0.3, 0.5, 1]
