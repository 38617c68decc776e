"""Prompts that are put into scraped text for training."""

from __future__ import annotations

import numpy as np

from cleaner.training.scorer.prompts import OWN, SHARE, interrupted, introduction, phrases


def test_every_language_has_prompts_and_headings() -> None:
    assert len(phrases()) >= 13
    for known in phrases().values():
        assert min(len(known["prompts"]), len(known["headings"])) >= 4


def test_lines_keep_their_order_and_the_first_its_place() -> None:
    chance = np.random.default_rng(1)
    lines = [f"line {k}" for k in range(20)]
    prompts = {prompt for known in phrases().values() for prompt in known["prompts"]}
    changed = 0
    for _ in range(200):
        found = interrupted(lines, "", chance)
        changed += found != lines
        assert found[0] == "line 0"
        assert [line for line in found if line not in prompts] == lines
    assert 0.7 * SHARE < changed / 200 < 1.3 * SHARE


def test_the_same_seed_gives_the_same() -> None:
    assert introduction("fr", np.random.default_rng(5)) == introduction("fr", np.random.default_rng(5))


def test_half_are_in_the_language_of_the_page() -> None:
    chance = np.random.default_rng(2)
    own = phrases()["el"]["headings"]
    found = [introduction("el-GR", chance) in own for _ in range(400)]
    assert OWN - 0.1 < sum(found) / 400 < OWN + 0.2
