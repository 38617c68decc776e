"""Phrases that are put into pages and scraped text for training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from cleaner.errors import ReadError
from cleaner.training.scorer import prompts
from cleaner.training.scorer.prompts import (
    HOLE,
    OWN,
    SHARE,
    fill,
    interrupted,
    introduction,
    phrases,
    pitches,
    sayings,
    sentences,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_every_language_has_phrases_headings_and_sentences() -> None:
    assert len(phrases()) >= 13
    for known in phrases().values():
        assert len(known["headings"]) >= 4
        assert len(known["phrases"]) >= 40
        assert len(known["sentences"]) >= 30
    assert not set(sayings()) & set(sentences())


def test_lines_keep_their_order_and_the_first_its_place() -> None:
    chance = np.random.default_rng(1)
    lines = [f"line {k}" for k in range(20)]
    changed = 0
    for _ in range(200):
        found = interrupted(lines, "", chance)
        changed += found != lines
        assert found[0] == "line 0"
        assert [line for line in found if line in lines] == lines
    assert 0.7 * SHARE < changed / 200 < 1.3 * SHARE


def test_the_same_seed_gives_the_same() -> None:
    assert introduction("fr", np.random.default_rng(5)) == introduction("fr", np.random.default_rng(5))


def test_phrases_put_in_have_their_holes_filled() -> None:
    chance = np.random.default_rng(3)
    whole = {one for one in phrases()["en"]["phrases"] if "{" not in one}
    lines = [line for _ in range(600) for line in pitches("en", ["A title"], chance)]
    assert not any(HOLE.search(line) for line in lines)
    assert len(whole & set(lines)) > 400
    assert fill("See {title}", ["Forty boats"], chance) == "See Forty boats"


def test_half_are_in_the_language_of_the_page() -> None:
    chance = np.random.default_rng(2)
    own = phrases()["el"]["headings"]
    found = [introduction("el-GR", chance) in own for _ in range(400)]
    assert OWN - 0.1 < sum(found) / 400 < OWN + 0.2


def test_an_installed_package_says_where_the_phrases_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(prompts, "files", lambda package: tmp_path)
    with pytest.raises(ReadError, match="clone of the repository"):
        phrases.__wrapped__()
