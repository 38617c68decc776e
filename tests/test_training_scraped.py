"""Examples of scraped text for training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cleaner
from cleaner.training.gold import GoldPage
from cleaner.training.scorer.scraped import scraped
from tests.template_pages import article

if TYPE_CHECKING:
    from cleaner.page.page import Page


def gold(text: str | None, *present: str) -> GoldPage:
    """A page of which all or only some segments are known."""
    return GoldPage("1", "a.example", None, "article", article(0).encode(), text, present, (), "made")


def content_of(page: Page, labels: list[float]) -> set[str]:
    """The lines that are labelled as content."""
    return {text for text, label in zip(page.blocks.texts, labels, strict=True) if label == 1}


def test_of_a_page_with_gold_for_a_segment_the_rest_is_what_is_kept_of_its_markup() -> None:
    kept = cleaner.clean(article(0)).text.split("\n\n")
    assert len(kept) > 3
    for known in (gold(None, kept[1][:60]), gold("\n\n".join(kept))):
        examples = [example for _, example in scraped([known], seed=3)]
        found = set[str]().union(*(content_of(one.page, one.labels.tolist()) for one in examples))
        assert all(any(line in text for text in found) for line in kept[1:]), found
        assert not any("Home" in text for text in found)
