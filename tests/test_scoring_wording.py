"""How the words of blocks sound."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.scoring.features import build
from cleaner.scoring.wording import FURTHEST, NEAREST, WORDING, WORDING_BITS, buckets_of, wording_of
from cleaner.segment.html.segment import segment_html

PAGE = segment_html("<p>Subscribe now</p><p>The boats came home</p><p>...</p><p>Subscribe now</p>")


def test_every_word_and_every_pair_of_a_block_counts() -> None:
    features = build(PAGE)
    buckets, owners = buckets_of(features.all_words, features.owners)
    assert np.bincount(owners).tolist() == [3, 7, 5, 3]
    table = np.zeros(1 << WORDING_BITS, np.float32)
    table[buckets[owners == 0]] = 1
    said = wording_of(features, table)
    assert said.shape == (4, WORDING)
    assert said[:, 0] == pytest.approx([1.25, 0, 0, 1.25])
    assert said[0].tolist() == said[3].tolist()


def test_no_block_sounds_like_more_than_some() -> None:
    said = wording_of(build(PAGE), np.full(1 << WORDING_BITS, 1e6, np.float32))
    assert said[:, 0].max() == (FURTHEST - NEAREST) / 2
    assert np.isfinite(said).all()


def test_prompts_of_other_words_sound_like_prompts() -> None:
    pytest.importorskip("torch")
    from cleaner.training.scorer.prompts import half_of, sayings, sentences
    from cleaner.training.scorer.wording import fit_wording

    def parts(texts: list[str]) -> tuple[list[str], list[str]]:
        return [one for one in texts if half_of(one)], [one for one in texts if not half_of(one)]

    phrases, others = parts(sayings())
    ordinary, unseen = parts(sentences())
    table = fit_wording([], phrases, ordinary, 1)

    def said(texts: list[str]) -> np.ndarray:
        page = segment_html("".join(f"<p>{text.replace('<', '')}</p>" for text in texts))
        return wording_of(build(page), table)[:, 0]

    assert (said(others) > 0).mean() > 4 * (said(unseen) > 0).mean()  # of texts that it has not seen
