"""From probabilities to what is kept."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.decide.constants import SHIPPED
from cleaner.decide.decide import decide
from cleaner.decide.islands import keep_islands
from cleaner.decide.smooth import smooth_by_structure
from cleaner.decide.threshold import NODES, SHIFT_WEIGHTS, best_threshold
from cleaner.options import Options
from cleaner.page.structure import structure_of
from cleaner.scoring.score import Scored
from cleaner.segment.html.segment import segment_html
from cleaner.segment.text.segment import segment_text


def floats(*values: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(values, dtype=np.float32)


def scored(*log_odds: float) -> Scored:
    """Blocks of one word each, no two of one pattern."""
    return Scored(floats(*log_odds), np.ones(len(log_odds), dtype=np.float32), np.arange(len(log_odds), dtype=np.int32))


@pytest.mark.parametrize(
    ("scores", "kept"),
    [
        ((0.99, 0.98, 0.02), 2),  # a sure page: about one half
        ((0.45, 0.4, 0.02), 2),  # an unsure one: the threshold goes down
        ((0.45, 0.4, 0.3, 0.25, 0.02), 4),  # the scorer may be wrong about all of a page at once
        ((0.9, 0.4, 0.3, 0.3), 1),
        ((0.1, 0.05, 0.02), 0),  # nothing is probable: nothing is kept
        ((), 0),
    ],
)
def test_the_threshold_follows_the_page(scores: tuple[float, ...], kept: int) -> None:
    values = floats(*scores)
    threshold = best_threshold(values, np.full(len(values), 10, dtype=np.float32), 1.0)
    assert int((values >= threshold).sum()) == kept
    assert threshold >= SHIPPED.least


def test_more_recall_keeps_more() -> None:
    scores, words = floats(0.95, 0.7, 0.5, 0.3, 0.22), floats(50, 50, 50, 50, 50)
    counts = [int((scores >= best_threshold(scores, words, beta)).sum()) for beta in (0.4, 1.0, 2.5)]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


def test_a_data_table_is_kept_whole_or_not_at_all() -> None:
    page = segment_html("<table>" + "<tr><th>a</th><td>b</td></tr>" * 3 + "</table>")
    log_odds = smooth_by_structure(page, scored(3, -1, 3, -1, 3, -1))
    assert len(set(log_odds.tolist())) == 1


def test_a_layout_table_may_be_of_two_minds() -> None:
    page = segment_html(
        f"<table><tr><td>menu</td><td>{'long text ' * 60}</td></tr><tr><td>foot</td><td>er</td></tr></table>"
    )
    log_odds = smooth_by_structure(page, scored(-3, 3, -3, -3))
    assert log_odds.tolist() == [-3, 3, -3, -3]


def test_blocks_of_a_list_agree_more() -> None:
    page = segment_html("<ul><li><b>a</b></li><li>b</li></ul><p>c</p>")
    log_odds = smooth_by_structure(page, scored(4, -2, -3))
    assert log_odds.tolist() == pytest.approx([2.5, -0.5, -3], abs=0.01)


def test_blocks_of_one_pattern_agree_more() -> None:
    page = segment_html("<div><span>a</span></div><div>b</div><p>c</p>")
    log_odds = smooth_by_structure(page, scored(4, -2, -3)._replace(patterns=np.array([0, 0, 4], dtype=np.int32)))
    assert -2 < log_odds[1] < log_odds[0] < 4
    assert log_odds[2] == -3


def test_of_tables_in_each_other_the_outer_one_is_of_one_mind() -> None:
    inner = "<table><tr><td>x</td><td>y</td></tr><tr><td>z</td><td>w</td></tr></table>"
    page = segment_html(f"<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>{inner}</td></tr></table>")
    assert [group.begin for group in structure_of(page).tables] == [0]
    assert len(set(smooth_by_structure(page, scored(3, -1, 3, -1, 3, -1, 2)).tolist())) == 1


def test_a_heading_goes_with_its_text() -> None:
    page = segment_html(
        "<div><h2>Notes</h2><p>The soup thickens.</p></div><div><div><h2>Related</h2></div></div><div><p>x</p></div>"
    )
    log_odds = smooth_by_structure(page, scored(-1, 5, -1, 5))
    assert log_odds.tolist() == [2, 5, -1, 5]


@pytest.mark.parametrize(
    ("html", "scores", "title"),
    [
        ("<title>The big fish - Site</title><h1>The big fish</h1><p>text</p>", (0.1, 0.9), "The big fish"),
        ("<title>The big fish</title><h1>Site</h1><h2>The big fish</h2><p>text</p>", (0.1, 0.1, 0.9), "The big fish"),
        ("<h1>Alone</h1><p>text</p>", (0.1, 0.9), "Alone"),
        ("<h1>Alone</h1><p>text</p>", (0.1, 0.1), None),
        ("<p>text</p><p>text</p><p>more</p><p>more</p><p>end</p><h1>Late</h1>", (0.9, 0.9, 0.9, 0.9, 0.9, 0.1), None),
    ],
    ids=["h1", "h2 that says the title", "only h1", "nothing kept", "after the text"],
)
def test_the_title_is_kept_with_what_it_is_the_title_of(
    html: str, scores: tuple[float, ...], title: str | None
) -> None:
    page = segment_html(html)
    decision = decide(page, floats(*scores), np.full(len(scores), 10, dtype=np.float32), Options())
    assert (None if decision.title is None else page.blocks.texts[decision.title]) == title
    if decision.title is not None:
        assert decision.kept[decision.title]


def test_a_plain_list_that_is_mostly_kept_has_no_holes() -> None:
    page = segment_html("<ul><li>a</li><li>b</li><li>c</li></ul>")
    decision = decide(page, floats(0.9, 0.1, 0.9), np.full(3, 10, dtype=np.float32), Options())
    assert decision.kept.tolist() == [True, True, True]


def test_a_data_table_between_kept_text_is_kept() -> None:
    page = segment_html("<p>a</p><table>" + "<tr><td>x</td><td>1</td></tr>" * 2 + "</table><p>b</p>")
    decision = decide(page, floats(0.9, 0.1, 0.1, 0.1, 0.1, 0.9), np.full(6, 10, dtype=np.float32), Options())
    assert decision.kept.all()


def test_of_two_copies_of_a_paragraph_the_surer_one_is_kept() -> None:
    text = "<p>The mayor opened the bridge on Monday in the rain.</p>"
    page = segment_html(f"<div>{text}</div><p>Something else</p>{text}<pre>{text}</pre><p>Twice</p><p>Twice</p>")
    decision = decide(
        page, floats(0.8, 0.9, 0.9, 0.9, 0.9, 0.9), np.array([10, 2, 10, 10, 1, 1], np.float32), Options()
    )
    assert decision.kept.tolist() == [False, True, True, True, True, True]


def test_the_quadrature_is_that_of_gauss_and_hermite() -> None:
    nodes, weights = np.polynomial.hermite_e.hermegauss(7)
    assert np.allclose(NODES, nodes, rtol=0, atol=1e-14)
    assert np.allclose(SHIFT_WEIGHTS, weights / weights.sum(), rtol=0, atol=1e-7)


def test_blocks_of_one_pattern_are_drawn_to_their_mean_in_markup_alone() -> None:
    same = scored(3, -1)._replace(patterns=np.zeros(2, dtype=np.int32))
    assert smooth_by_structure(segment_html("<p>one</p><p>two</p>"), same).tolist() == pytest.approx([2.4, -0.4])
    assert smooth_by_structure(segment_text("one\n\ntwo"), same).tolist() == [3, -1]


def test_the_items_of_a_list_are_half_of_one_mind() -> None:
    page = segment_html("<ul><li>one</li><li>two</li></ul><p>three</p>")
    assert smooth_by_structure(page, scored(3, -1, -1)).tolist() == pytest.approx([2, 0, -1], abs=0.01)


@pytest.mark.parametrize(("ending", "introduced"), [("", True), (".", False)])
def test_the_line_above_a_list_goes_with_it(ending: str, introduced: bool) -> None:
    page = segment_text(f"What to bring{ending}\n\n- Rye\n- Salt\n- Water")
    assert len(page) == 4
    log_odds = smooth_by_structure(page, scored(-1, 3, 3, 3))
    assert log_odds.tolist() == pytest.approx([1 if introduced else -1, 3, 3, 3], abs=0.01)


@pytest.mark.parametrize(("posts", "kept"), [(3, True), (2, False)])
def test_a_short_post_goes_with_the_long_ones(posts: int, kept: bool) -> None:
    page = segment_html("<div class=post><p>text</p></div>" * posts)
    long = [3.0] * (posts - 1)
    some = Scored(
        floats(*long, -1), floats(*[30.0] * len(long), 2), np.array([1] * len(long) + [0], dtype=np.int32)
    )  # all in places of one kind, the last one short
    assert bool(smooth_by_structure(page, some)[-1] > 0) is kept


def test_a_list_that_is_mostly_left_out_is_not_filled() -> None:
    page = segment_html("<ul><li>a</li><li>b</li><li>c</li></ul>")
    decision = decide(page, floats(0.9, 0.1, 0.1), np.full(3, 10, dtype=np.float32), Options())
    assert decision.kept.tolist() == [True, False, False]


@pytest.mark.parametrize(("words", "kept"), [(7, [True, True]), (8, [True, False])])
def test_a_refrain_is_no_copy(words: int, kept: list[bool]) -> None:
    page = segment_html("<div class=a><p>Row, row, row</p></div><div class=b><p>Row, row, row</p></div>")
    decision = decide(page, floats(0.9, 0.9), floats(words, words), Options())
    assert decision.kept.tolist() == kept


def test_a_block_that_says_what_others_say_goes_and_one_that_quotes_them_stays() -> None:
    parts = [" ".join(f"{name}{number}" for number in range(10)) for name in ("oak", "elm", "ash")]
    own = " ".join(f"own{number}" for number in range(60))
    for more, kept in (("", False), (own, True)):
        texts = [*parts, " ".join([*parts, more]).strip()]
        page = segment_html("".join(f"<p>{text}</p>" for text in texts))
        words = floats(*(len(text.split()) for text in texts))
        decision = decide(page, floats(0.9, 0.9, 0.9, 0.9), words, Options())
        assert decision.kept.tolist() == [True, True, True, kept]


@pytest.mark.parametrize(("link", "kept"), [("{}", True), ("<a href=/x>{}</a>", False)])
def test_a_list_that_a_line_announces_stays_unless_it_is_a_menu(link: str, kept: bool) -> None:
    items = "".join(f"<li>{link.format(name)}</li>" for name in ("Rye flour", "Sea salt"))
    page = segment_html(f"<div><p>You need:</p><ul>{items}</ul></div>")
    found = np.array([True, False, False])
    keep_islands(page, floats(0.9, 0.2, 0.2), floats(2, 2, 2), found)
    assert found.tolist() == [True, kept, kept]


def test_of_two_blocks_with_the_title_the_one_that_is_no_link_shows_it() -> None:
    page = segment_html(
        "<title>The big fish</title><p><a href=/fish>The big fish</a></p><p>The big fish</p><p>text</p>"
    )
    decision = decide(page, floats(0.1, 0.1, 0.9), floats(3, 3, 30), Options())
    assert decision.title == 1


def test_one_long_block_makes_no_place_of_posts() -> None:
    page = segment_html("<div class=post><p>text</p></div>" * 3)
    some = Scored(floats(3, -1, -1), floats(30, 2, 2), np.array([1, 0, 0], dtype=np.int32))
    assert (smooth_by_structure(page, some)[1:] < 0).all()
