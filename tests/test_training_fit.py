"""Who teaches whom in the first round, and how pages of a kind are changed."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.segment.html.segment import segment_html
from cleaner.training.scorer.recipe import Example, Recipe

torch = pytest.importorskip("torch")

from cleaner.training.scorer import fit  # noqa: E402  # needs torch

PAGE = segment_html("<p>One line.</p><p>Another line.</p>")
TWO = np.ones(2, dtype=np.float32)


def example(site: str, kind: str = "article") -> Example:
    return Example(PAGE, TWO, TWO, True, kind, site)


def test_a_page_is_judged_by_networks_that_have_not_seen_its_site(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[str]] = []
    judged: dict[str, set[str]] = {}

    def fit_once(examples: list[Example], *_: object) -> int:
        seen.append({one.site for one in examples})
        return len(seen) - 1

    def predict(examples: list[Example], number: int) -> list[object]:
        judged.update({one.site: seen[number] for one in examples})
        return [np.full(2, number, np.float32) for _ in examples]

    monkeypatch.setattr(fit, "fit_once", fit_once)
    monkeypatch.setattr(fit, "predict", predict)
    sites = [f"{letter}.example" for letter in "abcdefgh"]
    log_odds = fit.predict_crosswise([example(site) for site in sites], Recipe(teachers=2), lambda _: None)
    assert [len(values) for values in log_odds] == [2] * len(sites)
    assert len(seen) == 2
    assert all(site not in others and others for site, others in judged.items())
    assert set(judged) == set(sites)


def test_labels_are_drawn_to_what_the_first_round_says() -> None:
    recipe = Recipe(taught=0.25)
    taught = fit.taught(example("a"), np.array([20, -20], np.float32), recipe)
    assert taught.labels == pytest.approx([1, 0.75], abs=1e-3)


def test_lists_of_titles_are_put_between_paragraphs_only_where_they_are_no_content() -> None:
    recipe = Recipe()
    assert recipe.augmentation_of("forum") == recipe.augmentation
    assert recipe.augmentation_of("listing").teasers == 0
    assert recipe.augmentation_of("listing").menu == recipe.augmentation.menu
