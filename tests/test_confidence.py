"""Whether there is an article at all: high on articles (less on a bare table), low on what is left when they are taken out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import cleaner
from cleaner.confidence import article_numbers
from cleaner.segment.text.segment import segment_text

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.html"))
LINKS = "".join(f'<li><a href="/{n}">Read all about story number {n}</a></li>' for n in range(40))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_articles(path: Path) -> None:
    document = cleaner.clean(path.read_bytes())
    assert document.confidence > 0.2
    assert document.to_dict()["confidence"] == round(document.confidence, 3)


@pytest.mark.parametrize(
    "source", ["", "<nav><a href=/>Home</a></nav>", f"<body><ul>{LINKS}</ul></body>", "Home\nNews\nShop"]
)
def test_none(source: str) -> None:
    assert cleaner.clean(source).confidence < 0.2


def test_a_fragment_is_content() -> None:
    assert cleaner.clean("<p>Hello world</p>").confidence > 0.9


def test_long_blocks_count_more_than_short_ones() -> None:
    page = segment_text("Home\n\nOne two three four five six seven eight nine.")
    scores = np.array([0.1, 0.9], dtype=np.float32)
    content, purity = article_numbers(page, scores, np.array([True, True]))
    assert purity == pytest.approx((0.1 + 9 * 0.9) / 10)
    assert content == pytest.approx(np.log1p(0.1 + 9 * 0.9))
    assert article_numbers(page, scores, np.array([False, False]))[1] == 0
