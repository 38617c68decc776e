"""Named columns: every group holds under each name what the name says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from cleaner.page.page import Form, Hints
from cleaner.scoring.layout import LAYOUTS
from cleaner.scoring.measures import FAR, Measures, runs, since, title_of, window_of
from cleaner.segment.html.segment import segment_html
from cleaner.segment.text.segment import segment_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Page

SENTENCE = "The bakers of the old town meet every year to talk about rye, water, salt and the ovens that they share."
BODY = json.dumps({"@type": "NewsArticle", "articleBody": f"{SENTENCE} " * 3})
HTML = f"""<html><head><title>Rye bread rises again</title><meta name=description content="A year of ovens">
<script type="application/ld+json">{BODY}</script></head><body>
<nav><a href=/>Home</a><ul><li><a href=/news>All the news</a></li><li><a href=/shop>The shop</a></li></ul></nav>
<main><h1>Rye bread rises again</h1>
<div class=part><h2>Ovens</h2><p>{SENTENCE}</p><p>{SENTENCE} They pay 20 euros.</p></div>
<div class=part><h2>Why?</h2><p>What other town of this size has an oven that is as old, as hot and as loved as ours?</p>
<p>© Nobody in particular wrote this line about bread that nobody will ever read to its end.</p></div>
<ul><li>Rye</li><li>Water:</li><li>Salt</li></ul></main></body></html>"""


def column(page: Page, name: str) -> dict[str, float]:
    """The values of a column by the text of the block, for the first block of a text."""
    layout = LAYOUTS[page.form]
    values: NDArray[np.float32] = layout.fill(Measures.of(page))[:, layout.column(name)]
    return dict(zip(reversed(page.blocks.texts), values.tolist()[::-1], strict=True))


@pytest.fixture(scope="module")
def page() -> Page:
    return segment_html(HTML)


def test_names_are_unique_and_groups_are_whole(page: Page) -> None:
    for form, layout in LAYOUTS.items():
        assert len(set(layout.columns)) == len(layout.columns), form
    assert LAYOUTS[Form.HTML].fill(Measures.of(page)).shape == (len(page), len(LAYOUTS[Form.HTML].columns))


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("words", "All the news", np.log1p(3) / 4),
        ("chars", "Rye", np.log1p(3) / 5),
        ("link_density", "All the news", 1),
        ("link_density", SENTENCE, 0),
        ("links", "Home", np.log1p(1)),
        ("commas", SENTENCE, np.log1p(2)),
        ("ends_sentence", SENTENCE, 1),
        ("ends_sentence", "Home", 0),
        ("ends_colon", "Water:", 1),
        ("digits", "Rye", 0),
        ("question", "Why?", 1),
        ("level", "Ovens", 2 / 6),
        ("title_overlap", "Rye bread rises again", 1),
        ("title_covered", "Rye", 1 / 4),
        ("kind=heading", "Ovens", 1),
        ("kind=list_item", "Salt", 1),
        ("kind=paragraph", "Salt", 0),
        ("position", "Salt", 1),
        ("words_before", "Home", 0),
        ("after_title", "Rye bread rises again", 0),
        ("after_title", "Home", -1),
        ("after_title", "Salt", 1),
        ("blocks_from_title", "Ovens", np.log1p(1) / 5),
        ("pattern_count", "Rye", np.log1p(3) / 4),
        ("pattern_links", "All the news", 1),
        ("blocks@1", "Rye", np.log1p(3) / 4),
        ("link_blocks@1", "All the news", np.log1p(2) / 4),
        ("headings@1", SENTENCE, np.log1p(1) / 3),
        ("in_window", SENTENCE, 1),
        ("in_window", "Home", 0),
        ("since_running", SENTENCE, 0),
        ("since_running", "Home", np.log1p(FAR) / 4),
        ("shape_run", "Salt", np.log1p(3) / 4),
        ("shape_before", "Salt", np.log1p(2) / 4),
        ("shape_behind", "Rye", np.log1p(2) / 4),
        ("since_heading", SENTENCE, np.log1p(1) / 4),
        ("heading_level", SENTENCE, 2 / 6),
        ("heading_level", "Home", 0),
        ("outer_count", SENTENCE, np.log1p(2) / 3),
        ("outer_first", SENTENCE, 1),
        ("outer_first", "Why?", 0),
        ("outer_count", "Home", 0),
        ("inner_rank", "Why?", np.log1p(1) / 3),
        ("body_covered", SENTENCE, 1),
        ("body_covered", "Home", 0),
        ("declared news", "Home", 1),
        ("declared forum", "Home", 0),
    ],
)
def test_columns_of_markup(page: Page, name: str, text: str, expected: float) -> None:
    assert column(page, name)[text] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("item_share", "Rye", 3 / 5),
        ("words_before_it", SENTENCE, np.log1p(1) / 4),
        ("words_after_it", "Ovens", np.log1p(20) / 4),
        ("running_share", "Ovens", 20 / 24),
        ("line_topic", "Ovens", 1),
        ("line_topic", "Salt", 1),
        ("line_topic", "Yeast", 0),
    ],
)
def test_columns_of_lines(name: str, text: str, expected: float) -> None:
    page = segment_text(f"Ovens\n\n{SENTENCE}\n\n- Rye\n- Salt\n- Yeast")
    assert page.blocks.texts[0] == "Ovens"
    assert column(page, name)[text] == pytest.approx(expected, abs=0.03)


def test_text_has_no_columns_of_a_head() -> None:
    assert not any(name.startswith(("declared", "body", "outer")) for name in LAYOUTS[Form.TEXT].columns)
    assert "line_topic" not in LAYOUTS[Form.HTML].columns


@pytest.mark.parametrize(
    ("worth", "window"),
    [
        ([-6, 20, 30, -6, 40, -6], (1, 5)),
        ([20, -30, 15], (0, 1)),
        ([-6, -6, 20], (2, 3)),
        ([-6, -2, -6], (1, 2)),
        ([5, -5, 5], (0, 1)),
        ([50, -20, -20, -20, 45, 20], (4, 6)),
    ],
)
def test_the_window_is_the_run_with_the_greatest_sum(worth: list[float], window: tuple[int, int]) -> None:
    assert window_of(np.array(worth, dtype=np.float32)) == window


def test_a_menu_of_links_changes_no_number_of_the_article() -> None:
    menu = "<ul class=menu>" + "".join(f"<li><a href=/{k}>Menu entry {k}</a></li>" for k in range(36)) + "</ul>"
    layout = LAYOUTS[Form.HTML]
    plain = layout.fill(Measures.of(segment_html(HTML)))
    for html in (HTML.replace("<body>", f"<body>{menu}"), HTML.replace("</body>", f"{menu}</body>")):
        page = segment_html(html)
        places = [index for index, text in enumerate(page.blocks.texts) if not text.startswith("Menu entry")]
        begin = page.blocks.texts.index("Rye bread rises again")
        with_menu = layout.fill(Measures.of(page))[places]
        moved = np.abs(with_menu - plain)[places.index(begin) :].max(axis=0)
        assert {name for name, far in zip(layout.columns, moved, strict=True) if far > 1e-5} <= {
            "topic_after",
            "topic_before",
            "body_covered_around",
        }


def test_since_and_runs() -> None:
    marks = np.array([False, True, False, False, True])
    assert since(marks).tolist() == [FAR, 0, 1, 2, 0]
    length, into = runs(np.array([3, 3, 1, 3]))
    assert length.tolist() == [2, 2, 1, 1]
    assert into.tolist() == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("title", "headline", "expected"),
    [
        ("Rye bread rises again - The Post", "Rye bread rises again", "Rye bread rises again"),
        ("Rye bread rises again", "Welcome to our shop", "Rye bread rises again"),
        ("Rye bread rises again", "", "Rye bread rises again"),
    ],
)
def test_the_shared_title_counts_where_both_agree(title: str, headline: str, expected: str) -> None:
    assert title_of(Hints(title=title, headline=headline)) == expected
