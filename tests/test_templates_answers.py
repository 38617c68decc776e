"""Wrong answers that a template must not give."""

from __future__ import annotations

from random import Random

import pytest

import cleaner
from cleaner.decision import Decider
from tests.template_pages import (
    AUTHOR_BOX,
    IMAGE,
    LOGIN,
    NEWSLETTER,
    VIDEO,
    article,
    frame,
    headline,
    listing,
    paragraph,
    related,
)


def learn(sources: list[str]) -> cleaner.SiteTemplate:
    return cleaner.SiteTemplate.learn(sources, site="example.org")


def content(source: str) -> list[str]:
    """The paragraphs of the story, as they were written."""
    story = source.partition('<div class="story">')[2].partition('<div class="side">')[0]
    return [part.partition("</p>")[0] for part in story.split("<p>")[1:]]


def kept_share(source: str, template: cleaner.SiteTemplate | None) -> float:
    text = cleaner.clean(source, template=template).text
    own = content(source)
    return sum(len(part) for part in own if part in text) / sum(map(len, own))


def test_the_same_article_at_many_addresses_survives() -> None:
    """Print versions and tracking parameters: the article is on five of nine pages."""
    story = article(1)
    copies = [
        story.replace("<body>", f'<body class="view{n}">').replace("Terms of use", f"Session {n}") for n in range(5)
    ]
    template = learn([*copies, *(article(n) for n in range(2, 6))])
    assert kept_share(story, template) == 1.0
    assert kept_share(copies[3], template) == 1.0


@pytest.mark.parametrize("name", ["Background", "Ingredients", "What happens next", "Q:"])
def test_a_recurring_heading_inside_articles_stays(name: str) -> None:
    pages = [article(n, middle=f"<h3>{name}</h3>") for n in range(8)]
    text = cleaner.clean(pages[3], template=learn(pages)).text
    assert name in text
    assert kept_share(pages[3], learn(pages)) == 1.0


@pytest.mark.parametrize(
    ("box", "gone"),
    [
        (AUTHOR_BOX, "very old bicycle"),
        (LOGIN, "free articles this month"),
        (VIDEO, "enable JavaScript"),
        (IMAGE, "640x360"),
        (NEWSLETTER, "forty thousand readers"),
    ],
    ids=["author", "log-in", "video", "image path", "newsletter"],
)
@pytest.mark.parametrize("where", ["behind", "between"])
def test_what_the_site_repeats_goes(box: str, gone: str, where: str) -> None:
    pages = [article(n, extra=box) if where == "behind" else article(n, middle=box) for n in range(6)]
    template = learn(pages)
    for source in (pages[2], article(77, extra=box) if where == "behind" else article(77, middle=box)):
        document = cleaner.clean(source, template=template)
        assert gone not in document.text
        story = [part for part in content(source) if part not in box]
        assert all(part in document.text for part in story)


def test_related_stories_that_differ_on_every_page_go() -> None:
    pages = [article(n, extra=related(n)) for n in range(6)]
    template = learn(pages)
    for number in (2, 50):
        source = article(number, extra=related(number))
        text = cleaner.clean(source, template=template).text
        teasers = [part.partition("</p>")[0] for part in related(number).split("<p>")[1:]]
        assert not any(teaser in text for teaser in teasers)
        assert all(part in text for part in content(article(number)))


def test_a_listing_is_not_emptied_by_what_articles_taught() -> None:
    template = learn([article(n) for n in range(8)])
    source = listing(1)
    alone, light = cleaner.clean(source).text, cleaner.clean(source, template=template).text
    assert len(light) >= 0.9 * len(alone) > 0


def test_two_layouts_do_not_spoil_each_other() -> None:
    def other(number: int) -> str:
        random = Random(30_000 + number)
        title = headline(random)
        texts = "".join(f"<div>{paragraph(random)}</div>" for _ in range(5))
        return frame(title, f'<section class="feature"><h2>{title}</h2>{texts}</section>', random)

    template = learn([*(article(n) for n in range(6)), *(other(n) for n in range(6))])
    for number in (3, 40):
        assert kept_share(article(number), template) == 1.0
        random = Random(30_000 + number)
        headline(random)
        text = cleaner.clean(other(number), template=template).text
        assert all(paragraph(random) in text for _ in range(5))


def test_one_page_changes_nothing_and_three_are_useful() -> None:
    pages = [article(n, extra=AUTHOR_BOX) for n in range(3)]
    alone = cleaner.clean(pages[0])
    one = cleaner.clean(pages[0], template=learn(pages[1:2]))
    assert (one.text, one.to_dict()["text"]) == (alone.text, alone.to_dict()["text"])
    assert {block.decided_by for block in one.blocks} == {Decider.PAGE}
    assert "very old bicycle" not in cleaner.clean(pages[0], template=learn(pages)).text


def test_a_template_never_empties_a_page() -> None:
    """A page all of whose text stands on every other page, such as a legal notice that is shown at once."""
    notice = frame("Notice", "".join(f"<p>{paragraph(Random(k))}</p>" for k in range(5)), Random(0))
    template = learn(
        [article(n, extra=notice.partition('<div class="story">')[2].partition("</div>")[0]) for n in range(8)]
    )
    assert cleaner.clean(notice).text
    assert cleaner.clean(notice, template=template).text


def test_a_page_that_does_not_look_like_its_site_is_cleaned_alone_and_says_so() -> None:
    template = learn([article(n) for n in range(6)])
    random = Random(9)
    source = (
        "<html><body><main><article class='v2'>"
        + "".join(f"<div class='par'><span>{paragraph(random)}</span></div>" for _ in range(6))
        + "</article></main></body></html>"
    )
    document = cleaner.clean(source, template=template)
    assert document.text == cleaner.clean(source).text
    assert any("does not look like" in warning for warning in document.warnings)


def test_blocks_say_what_the_template_decided_and_from_how_many_pages() -> None:
    pages = [article(n, extra=AUTHOR_BOX) for n in range(6)]
    alone = cleaner.clean(pages[0])
    document = cleaner.clean(pages[0], template=learn(pages))
    box = next(block for block in document.blocks if "very old bicycle" in block.text)
    assert not box.kept
    was_kept = next(block for block in alone.blocks if "very old bicycle" in block.text).kept
    if was_kept:
        assert box.decided_by is Decider.TEMPLATE
        assert box.pages == 5
    assert all(block.pages == 0 for block in document.blocks if block.decided_by is Decider.PAGE)


def test_a_person_decides_last() -> None:
    template = learn([article(n, extra=AUTHOR_BOX) for n in range(6)])
    from cleaner.rules import Rules

    source = article(3, extra=AUTHOR_BOX)
    ruled = template.with_rules(
        Rules(keep=("div.about",), drop=("div.story > h1", "ul.menu"), drop_texts=(content(source)[1],))
    )
    document = cleaner.clean(source, template=ruled)
    assert "very old bicycle" in document.text
    assert content(source)[1] not in document.text
    assert content(source)[2] in document.text
    ours = [block for block in document.blocks if block.decided_by is Decider.PERSON]
    assert {block.kept for block in ours} == {True, False}
    again = ruled.merge(learn([article(n) for n in range(20, 24)]))
    assert again.rules == ruled.rules


def test_scraped_text_learns_too() -> None:
    def lines(number: int) -> str:
        random = Random(number)
        story = [headline(random), *(paragraph(random) for _ in range(5))]
        return "\n".join([
            "Home", "Local news", "Sport", *story,
            "Every Friday we send the five best stories of the week to forty thousand readers of the valley.",
            "Most read", *(headline(random) for _ in range(5)), "Terms of use",
        ])  # fmt: skip

    template = cleaner.SiteTemplate.learn([lines(n) for n in range(8)], site="example.org", form="text")
    text = cleaner.clean(lines(40), form="text", template=template).text
    random = Random(40)
    headline(random)
    assert all(paragraph(random) in text for _ in range(5))
    assert "forty thousand readers" not in text
    assert "Terms of use" not in text
