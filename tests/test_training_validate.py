"""What is held out, and calibration."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from cleaner.segment.html.segment import segment_html
from cleaner.training.gold import GoldPage
from cleaner.training.scorer.recipe import Example
from cleaner.training.scorer.trust import trusted

if TYPE_CHECKING:
    from cleaner.page.page import Page

torch = pytest.importorskip("torch")

from cleaner.training.scorer import validate  # noqa: E402  # needs torch

ONE = np.ones(1, dtype=np.float32)
PAGE = segment_html("<p>One line.</p>")


def example(site: str) -> Example:
    return Example(PAGE, ONE, ONE, True, "article", site)


def test_nothing_of_a_part_is_seen_nor_of_its_sites() -> None:
    sites = ["a", "b", "a", "c", "d"]
    inside, others = validate.split([example(site) for site in sites], [0, 0, 1, 1, 1], 0)
    assert inside == [0, 1]
    assert [one.site for one in others] == ["c", "d"]  # the third page is of a site that is held out


def test_slope_and_shift_are_those_of_all_collections_alike() -> None:
    rng = np.random.default_rng(2)
    raws, pages = [], []
    for size, shift in ((20_000, 1.0), (500, -1.0)):
        raw = rng.normal(size=size).astype(np.float32) * 3
        labels = (rng.random(size) < 1 / (1 + np.exp(-(raw / 2 + shift)))).astype(np.float32)
        raws.append(raw)
        pages.append(replace(example("a"), labels=labels, trust=np.ones_like(labels)))
    xs, ys = validate.slope_and_shift(raws[:1], pages[:1], ["one"])
    assert np.interp([-2, 0, 2], xs, ys) == pytest.approx([0, 1, 2], abs=0.1)
    xs, ys = validate.slope_and_shift(raws, pages, ["one", "two"])
    assert float(np.interp(0, xs, ys)) == pytest.approx(0, abs=0.2)
    parts = [*pages, replace(example("a"), whole=False)]
    assert np.array_equal(validate.slope_and_shift([*raws, ONE], parts, ["one", "two", "parts"]), [xs, ys])


def test_calibration_of_a_network_that_is_sure_and_often_wrong_stays_finite() -> None:
    rng = np.random.default_rng(3)
    raw = (rng.normal(size=20_000) * 12).astype(np.float32)
    labels = (rng.random(raw.size) < 1 / (1 + np.exp(-(raw / 20 - 2)))).astype(np.float32)
    page = replace(example("a"), labels=labels, trust=np.ones_like(labels))
    xs, ys = validate.slope_and_shift([raw], [page], ["one"])
    assert np.interp([-20, 0, 20], xs, ys) == pytest.approx([-3, -2, -1], abs=0.15)


def test_what_is_not_trusted_is_not_calibrated_on() -> None:
    labels = np.array([0, 1], dtype=np.float32)
    page = replace(example("a"), labels=labels, trust=np.array([1, 0.3], dtype=np.float32))
    assert validate.pooled([labels * 5], [page])[1].tolist() == [0]


def gold_page(collection: str) -> GoldPage:
    return GoldPage("1", "a", None, "article", b"", "", (), (), collection)


def test_titles_that_gold_leaves_out_are_not_trusted() -> None:
    page: Page = segment_html(
        "<title>On rye - The Paper</title><h1>On rye</h1><figcaption>A loaf</figcaption><p>It rises slowly, and it keeps.</p>"
    )
    labels = np.array([0, 0, 1], dtype=np.float32)
    assert trusted(page, labels, np.ones(3, np.float32), gold_page("any")).tolist() == pytest.approx([0, 0.3, 1])
    labels[0] = 1
    assert trusted(page, labels, np.ones(3, np.float32), gold_page("any"))[0] == 1


def test_leads_that_gold_leaves_out_are_not_trusted() -> None:
    lead = "Why the loaves of last summer never rose as they should"
    page: Page = segment_html(
        f'<title>On rye</title><meta name=description content="{lead}."><p>{lead}</p><p>Bread and butter</p><p>It is warm.</p>'
    )
    labels = np.array([0, 0, 1], dtype=np.float32)
    assert trusted(page, labels, np.ones(3, np.float32), gold_page("any")).tolist() == [0, 1, 1]
    other = replace(page, hints=page.hints._replace(description=""))
    assert trusted(other, labels, np.ones(3, np.float32), gold_page("any")).tolist() == [1, 1, 1]
    assert trusted(other, labels, np.ones(3, np.float32), gold_page("any"), page.hints).tolist() == [0, 1, 1]


def test_headings_of_posts_are_not_trusted_where_gold_has_none() -> None:
    page = segment_html("<h2>Re: ovens</h2><p>Mine is broken.</p><h2>Re: ovens</h2><p>Mine is not.</p>")
    labels = np.array([0, 1, 0, 1], dtype=np.float32)
    assert trusted(page, labels, np.ones(4, np.float32), gold_page("forums")).tolist() == [0, 1, 0, 1]


def test_a_title_that_gold_leaves_out_is_not_trusted_right_below_the_first_line_either() -> None:
    lines = [
        "Harbour news of the day",
        "Mara Quill",
        "Forty boats in the harbour",
        "They came at dawn.",
        "Forty boats in the harbour",
    ]
    page = segment_html("<title>Forty boats in the harbour</title>" + "".join(f"<p>{line}</p>" for line in lines))
    labels = np.array([1, 0, 0, 1, 0], dtype=np.float32)
    gold = GoldPage("1", "a.example", None, "article", b"", "text", (), (), "made")
    assert trusted(page, labels, np.ones(5, dtype=np.float32), gold).tolist() == [1, 1, 0, 1, 1]
