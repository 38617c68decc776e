"""How far the words of blocks sound like those of a prompt."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.scoring.characters import read
from cleaner.scoring.features import build
from cleaner.scoring.model import predict_log_odds, shipped
from cleaner.scoring.score import score
from cleaner.scoring.wording import (
    FURTHEST,
    LONGEST,
    NEAREST,
    UNSEEN,
    WORDING_BITS,
    buckets_of,
    by_word,
    promptness,
    shipped_wording,
)
from cleaner.segment.html.segment import segment_html

PAGE = segment_html("<p>Subscribe now</p><p>The boats came home</p><p>...</p><p>Subscribe now</p>")


def test_every_word_and_every_pair_of_a_block_counts() -> None:
    features = build(PAGE)
    buckets, owners = buckets_of(features.all_words, features.owners)
    assert np.bincount(owners).tolist() == [3, 7, 5, 3]
    table = np.zeros(1 << WORDING_BITS, np.float32)
    table[buckets[owners == 0]] = 1
    said = 3 / (2 + UNSEEN) ** 0.5 - NEAREST
    assert promptness(features, table) == pytest.approx([said, 0, 0, said])


def test_no_block_sounds_like_more_than_some() -> None:
    said = promptness(build(PAGE), np.full(1 << WORDING_BITS, 1e6, np.float32))
    assert said.max() == pytest.approx(FURTHEST - NEAREST)


def test_a_text_longer_than_prompts_are_sounds_like_none() -> None:
    page = segment_html("".join(f"<p>{'Subscribe now ' * times}</p>" for times in (LONGEST // 2, LONGEST // 2 + 1)))
    said = promptness(build(page), np.full(1 << WORDING_BITS, 1, np.float32))
    assert said[0] > 0
    assert said[1] == 0


PROMPTS = (
    "Follow us on Instagram and never miss a story.",
    "Abonnieren Sie unseren Newsletter und lesen Sie weiter.",
    "Connectez-vous pour laisser un commentaire.",
    "Sign in to read the full article and to leave a comment.",
)
ARTICLES = (
    "The ferry left the harbour at six, and nobody was on deck.",
    "Die Brücke bleibt bis Ende Mai gesperrt, sagte der Bürgermeister.",
    "Le maire a signé le contrat lundi matin, sans un mot.",
    "Two men in yellow coats carried the piano up the hill.",
)


def test_the_shipped_table_tells_prompts_from_sentences() -> None:
    page = segment_html("".join(f"<p>{text}</p>" for text in (*PROMPTS, *ARTICLES)))
    said = promptness(build(page), shipped_wording())
    assert (said[: len(PROMPTS)] > 0).all()
    assert not said[len(PROMPTS) :].any()


def test_a_prompt_between_paragraphs_is_scored_below_them() -> None:
    lines = (
        ARTICLES[0],
        ARTICLES[3],
        PROMPTS[0],
        ARTICLES[0] + " It came back empty.",
        ARTICLES[3] + " It was out of tune.",
    )
    scored = score(segment_html("<h1>The piano</h1>" + "".join(f"<p>{line}</p>" for line in lines)))
    assert scored.log_odds[3] < min(np.delete(scored.log_odds[1:], 2)) - 1


def test_an_article_that_is_an_offer_stays_with_the_network() -> None:
    page = segment_html("<h1>Free for students</h1>" + "".join(f"<p>{line}</p>" for line in (ARTICLES[0], PROMPTS[3])))
    features = build(page)
    assert promptness(features, shipped_wording())[2] > 0
    assert score(page).log_odds[2] == predict_log_odds(features, shipped("html"))[2]


def test_a_table_knows_phrases_that_it_has_not_seen() -> None:
    pytest.importorskip("torch")
    from cleaner.training.scorer.prompts import sayings, sentences
    from cleaner.training.wording import fit_wording, half_of

    table = fit_wording([], [one for one in sayings() if half_of(one)], [one for one in sentences() if half_of(one)], 1)

    def said(texts: list[str]) -> np.ndarray:
        characters = read(texts)
        return by_word(characters.all_words, characters.owners, len(texts), table)

    prompts = said([one for one in sayings() if not half_of(one)])
    articles = said([one for one in sentences() if not half_of(one)])
    assert (prompts > 0).mean() > 4 * (articles > 0).mean()
