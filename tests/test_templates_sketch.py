"""What a template needs of a page."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.scoring.score import Scored
from cleaner.segment.html.segment import segment_html
from cleaner.segment.text.segment import segment_text
from cleaner.templates.site.sketch import title_of


@pytest.mark.parametrize(("words", "title"), [(4, "A bridge for all"), (40, "")])
def test_scraped_text_is_called_what_its_first_short_line_of_content_says(words: int, title: str) -> None:
    page = segment_text("Menu\n\nA bridge for all\n\nIt was opened on Sunday.")
    log_odds, lengths = np.array([-1, 2, 3], dtype=np.float32), np.array([1, words, 5], dtype=np.float32)
    assert title_of(page, Scored(log_odds, lengths, np.zeros(3, dtype=np.int32))) == title


def test_markup_is_called_what_its_head_says() -> None:
    page = segment_html("<title>A bridge for all</title><h1>The Post</h1>")
    one = np.ones(1, dtype=np.float32)
    assert title_of(page, Scored(one, one, np.zeros(1, dtype=np.int32))) == "A bridge for all"
