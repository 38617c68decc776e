"""Furniture in the markup of pages."""

from __future__ import annotations

import json
import lzma
from typing import TYPE_CHECKING

import numpy as np
import pytest

from cleaner.segment.html.segment import segment_html
from cleaner.training.evidence.evaluate import read
from cleaner.training.evidence.furniture import KINDS, draw_kinds, wordings
from cleaner.training.evidence.inject import inject, squeeze
from cleaner.training.evidence.survival import survival, survival_table
from cleaner.training.gold import GoldPage, load
from tests.template_pages import article

if TYPE_CHECKING:
    from pathlib import Path

TITLES = ["The bridge is closed", "Ten ships in the fog", "No bread on Mondays", "A school without a bell"]
SENTENCES = ["Nobody in the valley had seen such a winter before.", "The boat was found a week later."]


def gold_of(html: str) -> str:
    """The paragraphs of a made-up page."""
    page = segment_html(html)
    return "\n".join(text for text in page.blocks.texts if len(text.split()) > 15)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Two sites of three pages."""
    path = tmp_path / "made.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as file:
        for number in range(6):
            html = article(number)
            page = {
                "id": str(number),
                "site": f"site{number % 2}.example",
                "html": html,
                "gold": {"text": gold_of(html)},
            }
            file.write(json.dumps(page) + "\n")
    return path


def test_every_language_says_all() -> None:
    names = {"verbs", "aims", "holes", "plain", "heads", "prompts"}
    assert len(wordings()) >= 16
    assert all(names == set(words) and all(words.values()) for words in wordings().values())


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_put_in_stands_on_the_page_as_blocks_of_its_own(kind: str) -> None:
    html = article(1)
    for seed in range(3):
        rng = np.random.default_rng(seed)
        made = inject(html, gold_of(html), draw_kinds([kind], "en", TITLES, SENTENCES, rng), rng)
        blocks = set(map(squeeze, segment_html(made.html).blocks.texts))
        assert made.lines
        assert set(made.lines) <= blocks
        assert {piece.kind for piece in made.lines.values()} == {kind}
        assert set(segment_html(html).blocks.texts) <= blocks, "nothing of the page is lost"


def test_survival(gold: Path) -> None:
    points = survival(list(load(gold)), sizes=(0, 1))
    assert [(point.learned, point.sites, point.pages) for point in points] == [(0, 2, 6), (1, 2, 4)]
    assert all(0 <= share <= 1 for point in points for share in point.shares.values())
    assert survival_table(points).count("\n") == 4


def test_sites_of_just_enough_pages_are_scored() -> None:
    pages = [
        GoldPage(f"{site}{number}", site, None, "article", article(number).encode(), "text", (), (), "made")
        for site, count in (("a", 2), ("b", 3), ("c", 4))
        for number in range(count)
    ]
    assert {site: len(some) for site, some in read(pages, 3).items()} == {"b": 3, "c": 4}
