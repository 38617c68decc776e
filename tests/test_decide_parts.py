"""What is kept beside the threshold: titles, copies, islands, comments, posts; cases in ``cases/decide/*.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cleaner.decide.decide import decide
from cleaner.decide.smooth import smooth_by_structure
from cleaner.options import Options
from cleaner.scoring.score import Scored, score
from cleaner.segment.html.segment import segment_html

CASES = [
    case
    for path in sorted((Path(__file__).parent / "cases" / "decide").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_kept(case: dict[str, Any]) -> None:
    page = segment_html(case["html"])
    scores = np.array(case["scores"], dtype=np.float32)
    words = np.array([len(text.split()) for text in page.blocks.texts], dtype=np.float32)
    decision = decide(page, scores, words, Options(comments=case.get("comments", "auto")))
    assert np.flatnonzero(decision.kept).tolist() == case["kept"]
    if "title" in case:
        assert decision.title == case["title"]


def test_a_short_post_stays_with_the_long_ones() -> None:
    post = "<div class=post><div class=body>{}</div></div>"
    long = "The bridge was open all night and nobody came to close it again"
    page = segment_html("".join(post.format(text) for text in (long, "Thanks!", f"{long}, they say")))
    alike = score(page).patterns
    log_odds = np.array([3, -2, 3], dtype=np.float32)
    smooth = smooth_by_structure(page, Scored(log_odds, np.array([12, 1, 14], dtype=np.float32), alike))
    assert smooth[1] > 0 > log_odds[1]


@pytest.mark.parametrize("numbered", ["class=body id=post{}", "class='body post-{}'", "class=body id=p_{}"])
def test_the_number_of_a_post_is_no_place_of_its_own(numbered: str) -> None:
    long = "The bridge was open all night and nobody came to close it again"
    texts = (long, "Thanks!", f"{long}, they say")
    page = segment_html(
        "".join(f"<div {numbered.format(n)}><div class=text>{text}</div></div>" for n, text in enumerate(texts, 41))
    )
    log_odds = np.array([3, -2, 3], dtype=np.float32)
    smooth = smooth_by_structure(page, Scored(log_odds, np.array([12, 1, 14], dtype=np.float32), score(page).patterns))
    assert smooth[1] > 0 > log_odds[1]
