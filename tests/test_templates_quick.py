"""The quick way: what a template passes by unread is accounted for, and nothing else changes."""

from __future__ import annotations

import pickle
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

import cleaner
from cleaner.decision import Decider
from cleaner.rules import Rules
from cleaner.segment.html.segment import segment_html, segment_inlines
from cleaner.segment.html.whole import whole
from cleaner.templates.site.sample import Sample
from tests.template_pages import article, frame, headline, listing, paragraph

if TYPE_CHECKING:
    from cleaner.templates.site.stored import StoredPage

PAGES = [article(n) for n in range(12)]
TEMPLATE = cleaner.SiteTemplate.learn(PAGES, site="example.org")


class Chance:
    """A guide that passes boxes by at random."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def enter(self, _around: int, _tag: str, _attributes: int, _boxes: object) -> bool:
        return self._random.random() > 0.2


@pytest.mark.parametrize("seed", range(30))
def test_the_whole_page_is_found_again(seed: int) -> None:
    source = article(
        seed, extra="<table><tr><td>1</td><td><p>2</p>3</td></tr></table>text<div><b>bold</b><div>x</div>y</div>"
    )
    part = segment_html(source, Chance(seed))
    page, ranges = whole(part)
    assert page.blocks.texts == segment_html(source).blocks.texts
    gone = {number for begin, end in ranges for number in range(begin, end)}
    assert [text for number, text in enumerate(page.blocks.texts) if number not in gone] == part.blocks.texts
    assert len(segment_inlines(part).events) == len(part)
    assert len(ranges) == len(part.skipped)


@pytest.mark.parametrize("number", [3, 60])
def test_every_block_is_accounted_for(number: int) -> None:
    source = article(number)
    document = cleaner.clean(source, template=TEMPLATE)
    assert document.page.skipped, "the menu, the side column and the foot are always boilerplate"
    alone = cleaner.clean(source)
    assert [block.text for block in document.blocks] == [block.text for block in alone.blocks]
    assert [block.index for block in document.blocks] == list(range(len(alone.blocks)))
    assert "\n\n".join(block.text for block in document.blocks if block.kept) == document.text
    menu = next(block for block in document.blocks if block.text == "Local news")
    assert (menu.kept, menu.decided_by) == (False, Decider.TEMPLATE)
    assert menu.pages >= 11
    assert menu.reason is not None
    assert menu.score < 0.2
    shown = document.to_dict(blocks=True)
    assert shown["blocks_kept"] + shown["blocks_removed"] == len(shown["blocks"]) == len(document.blocks)


def test_views_are_those_of_the_whole_page() -> None:
    document = cleaner.clean(article(70), template=TEMPLATE)
    assert document.page.skipped
    assert document.markdown.replace("# ", "", 1) == document.text
    assert document.metadata.to_dict() == cleaner.clean(article(70)).metadata.to_dict()
    assert document.title == document.whole.title
    again = pickle.loads(pickle.dumps(document))
    assert again.to_dict(blocks=True) == document.to_dict(blocks=True)


def test_a_person_may_keep_what_is_always_boilerplate() -> None:
    source = article(4)
    kept = cleaner.clean(source, template=TEMPLATE.with_rules(Rules(keep=("div.foot",))))
    assert "All rights reserved" in kept.text
    dropped = cleaner.clean(source, template=TEMPLATE.with_rules(Rules(drop=("div.story > h1",))))
    assert dropped.page.skipped
    assert next(block for block in dropped.blocks if block.kind == "heading").decided_by is Decider.PERSON


def test_what_is_always_boilerplate_is_looked_at_where_the_rest_is_no_article() -> None:
    """A page of the site that is all side column: nothing of it may be passed by."""
    random = Random(5)
    stories = "".join(f"<li><a href='/{k}'>{headline(random)}</a><p>{paragraph(random)}</p></li>" for k in range(8))
    source = frame("Most read", "", random).replace('<ul class="ranking">', f'<ul class="ranking">{stories}')
    document = cleaner.clean(source, template=TEMPLATE)
    assert not document.page.skipped
    assert len(cleaner.clean(listing(3), template=TEMPLATE).text) >= 0.9 * len(cleaner.clean(listing(3)).text)


def test_few_articles_pass_nothing_by() -> None:
    few = cleaner.SiteTemplate.learn(PAGES[:3], site="example.org")
    assert not cleaner.clean(PAGES[5], template=few).page.skipped
    copies = cleaner.SiteTemplate.learn([PAGES[0].replace("Terms", f"Terms {n}") for n in range(9)], site="example.org")
    assert not cleaner.clean(PAGES[5], template=copies).page.skipped


def test_a_title_that_the_scorer_doubts_is_not_passed_by() -> None:
    """A heading of the second level in the head of the page, which has a box of its own."""

    def page(number: int) -> str:
        title = headline(Random(number))
        return (
            article(number)
            .replace(f"<h1>{title}</h1>", "")
            .replace('<div class="page">', f'<div class="name"><h2>{title}</h2><p>Print</p></div><div class="page">')
        )

    learned = cleaner.SiteTemplate.learn([page(n) for n in range(10)], site="example.org")
    template = cleaner.SiteTemplate(
        "example.org", Sample(tuple(doubting(one, "div.name>h2") for one in learned.sample.records))
    )
    for number in (2, 60):
        document = cleaner.clean(page(number), template=template)
        assert document.title == headline(Random(number))
        assert document.text.startswith(headline(Random(number)))


def doubting(page: StoredPage, box: str) -> StoredPage:
    """The same page, had the scorer thought little of what stands in a box."""
    at = {number for number, path in enumerate(page.paths) if path.endswith(box)}
    log_odds = bytes(4 if place in at else level for place, level in zip(page.places, page.log_odds, strict=True))
    return replace(page, log_odds=log_odds)


def test_the_scorer_is_asked_where_the_template_is_not_sure() -> None:
    """A lead in a box of its own that was no content on the pages of the site, but stands inside their articles."""
    lead = "The lighthouse keeper of Skerry Point opens his tower to visitors again, but not on rainy days."

    def page(number: int, text: str) -> str:
        return article(number).replace("</h1>", f'</h1><div class="lead">{text}</div>')

    learned = cleaner.SiteTemplate.learn(
        [page(n, f"{headline(Random(n))}, and {headline(Random(n + 99))}") for n in range(8)], site="example.org"
    )
    template = cleaner.SiteTemplate(
        "example.org", Sample(tuple(doubting(one, "div.lead") for one in learned.sample.records))
    )
    document = cleaner.clean(page(40, lead), template=template)
    assert set(document.decided_by) == {Decider.PAGE}
    assert lead in document.text
