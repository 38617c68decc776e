"""Gold pages as careless scrapers save them, with labels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cleaner.training.gold import GoldPage
from cleaner.training.scorer.scraped import MADE_UP_WEIGHT, clean_text, scraped
from tests.test_flatten import HTML

GOLD = GoldPage(
    id="1", site="example.org", url=None, kind="article", html=HTML.encode(), present=(), absent=(), collection="own",
    text="The bridge\nTwo hundred people came to see the new bridge on Sunday.\nStone\nIron\nLength 40 m",
)  # fmt: skip


def test_examples() -> None:
    found = list(scraped([GOLD], seed=1, variants=2))
    assert [example.weight for _, example in found] == [1, 1, MADE_UP_WEIGHT]
    for _, example in found[:2]:
        kept = [text for text, label in zip(example.page.blocks.texts, example.labels, strict=True) if label > 0.5]
        assert "The bridge" in kept
        assert not {"Home", "News", "All rights reserved", "/2014/bridge.jpg)"} & set(kept)
    assert found[2][1].labels.min() == 1
    assert all(not page.html for page, _ in found)


def test_where_gold_is_silent_the_scorer_of_markup_speaks() -> None:
    """Twice the lines with what gold says of them, to be scored; twice whole, and the article by itself, to learn from."""
    page = replace(GOLD, text=None, present=("Two hundred people",), absent=("Home", "Iron"))
    found = [example for _, example in scraped([page], seed=1, variants=2)]
    assert [(example.weight, example.whole) for example in found] == [
        (1, False), (MADE_UP_WEIGHT, True), (1, False), (MADE_UP_WEIGHT, True), (MADE_UP_WEIGHT, True),
    ]  # fmt: skip
    assert 0 < (found[0].trust > 0).sum() < len(found[0].page)
    labels = dict(zip(found[1].page.blocks.texts, found[1].labels, strict=True))
    assert found[1].trust.min() == 1
    assert labels["The bridge"] == 1  # of which gold says nothing
    assert labels["Iron"] == 0


def test_the_seed_decides() -> None:
    def texts(seed: int) -> list[str]:
        return [example.page.source for _, example in scraped([GOLD], seed, variants=3)]

    assert texts(1) == texts(1)
    assert texts(1) != texts(2)


def test_clean_text_keeps_its_words() -> None:
    for seed in range(30):
        text = clean_text("One line.\n\nAnother " + "word " * 40 + "\n", np.random.default_rng(seed))
        assert text.split() == ["One", "line.", "Another"] + ["word"] * 40
