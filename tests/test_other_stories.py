"""Lists of other stories; ``cases/other_stories/lists.json`` has pages, and the texts of their lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cleaner.decide.other_stories import FURNITURE, without_other_stories
from cleaner.page.page import Form
from cleaner.page.structure import structure_of
from cleaner.scoring.score import Scored
from cleaner.segment.html.segment import segment_html
from cleaner.segment.segment import segment
from cleaner.words import count_words

CASES = json.loads((Path(__file__).parent / "cases" / "other_stories" / "lists.json").read_text(encoding="utf-8"))
HEADING = 4
"""Words up to which a block is one, and surely no content by itself."""


def scored(texts: list[str]) -> Scored:
    words = np.array([count_words(text) for text in texts], dtype=np.float32)
    log_odds = np.where(words > HEADING, np.float32(1.5), np.float32(-2.5))
    return Scored(log_odds, words, np.zeros(len(texts), dtype=np.int32))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_lists(case: dict[str, Any]) -> None:
    page = segment_html(case["html"])
    found = without_other_stories(page, scored(page.blocks.texts), structure_of(page)).log_odds <= FURNITURE
    assert [text for text, out in zip(page.blocks.texts, found.tolist(), strict=True) if out] == case["list"]


def test_scraped_text_is_left_alone() -> None:
    page = segment("Related stories\nFerry runs aground\nSeven herons seen\nBaker wins a prize", Form.TEXT)
    before = scored(page.blocks.texts)
    assert without_other_stories(page, before, structure_of(page)) is before
