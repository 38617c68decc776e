"""Pieces that are put into pages while training: the page stays one."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.scoring.features import build
from cleaner.segment.html.segment import segment_html
from cleaner.training.scorer.augment import Augmentation, augment
from cleaner.training.scorer.pieces import common_box, cut_out, lines_like, listed, pool_of, put

LINES = [f"Line {k} of a text that is long enough to be one, as it seems to me." for k in range(6)]
HTML = (
    "<title>A text that is long enough</title><ul class=menu><li><a href=/>Home</a><li><a href=/a>A</a><li><a href=/b>B</a></ul>"
    "<div class=text><h1>A text that is long enough</h1>" + "".join(f"<p>{line}</p>" for line in LINES) + "</div>"
    "<div class=foot><p>One</p><p>Two</p><p>Three</p></div>"
)
PAGE = segment_html(HTML)
LABELS = np.array([text in LINES for text in PAGE.blocks.texts], dtype=np.float32)
ALL = Augmentation(menu=1, pitch=1, teasers=1, second=1, comments=1, notes=1, lost=0.5)


def assert_whole(page: object) -> None:
    """Every block stands in its box, every box in the one around it."""
    boxes, blocks = page.boxes, page.blocks  # type: ignore[attr-defined]
    for index, box in enumerate(blocks.boxes):
        assert boxes.begins[box] <= index < boxes.ends[box]
    for box, parent in enumerate(boxes.parents):
        if parent >= 0 and boxes.begins[box] < boxes.ends[box]:
            assert boxes.begins[parent] <= boxes.begins[box]
            assert boxes.ends[box] <= boxes.ends[parent]
    assert np.isfinite(build(page).dense).all()  # type: ignore[arg-type]


def test_a_line_between_paragraphs_stands_in_a_box_like_theirs() -> None:
    near = PAGE.blocks.texts.index(LINES[1])
    parent = common_box(PAGE, near, near + 1)
    page = put(PAGE, lines_like(PAGE, near, parent, ["Subscribe now"]), near + 1, parent)
    assert page.blocks.texts[near : near + 3] == [LINES[1], "Subscribe now", LINES[2]]
    assert page.paths()[near + 1] == page.paths()[near]
    assert_whole(page)


def test_a_menu_before_everything() -> None:
    box = PAGE.boxes.tags.index("ul")
    piece = cut_out(PAGE, box)
    assert piece.blocks.texts == ["Home", "A", "B"]
    page = put(PAGE, piece, 0, 0)
    assert page.blocks.texts == ["Home", "A", "B", *PAGE.blocks.texts]
    assert page.paths()[1] == page.paths()[4]
    assert_whole(page)


@pytest.mark.parametrize("links", [True, False])
def test_a_list_with_a_heading(links: bool) -> None:
    page = put(PAGE, listed("More", ["One", "Two"], links, "more", ("div", "h2", "li")), len(PAGE), 0)
    assert page.blocks.texts[-3:] == ["More", "One", "Two"]
    assert page.blocks.levels[-3:] == [2, 0, 0]
    assert page.blocks.link_chars[-3:] == ([0, 3, 3] if links else [0, 0, 0])
    assert_whole(page)


def test_pages_stay_whole_and_keep_their_labels() -> None:
    rng = np.random.default_rng(1)
    pool = pool_of([(PAGE, LABELS, np.ones_like(LABELS), kind) for kind in ("article", "forum")], rng)
    assert pool.menus
    assert pool.articles
    assert pool.posts
    for _ in range(60):
        page, labels, trust = augment(PAGE, LABELS, np.ones_like(LABELS), True, rng, ALL, pool, True)
        assert len(page) == len(labels) == len(trust)
        assert_whole(page)
        content = [text for text, label in zip(page.blocks.texts, labels, strict=True) if label > 0.5]
        assert [text for text in content if text in LINES] == [text for text in LINES if text in content]
