"""Features and the network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cleaner.errors import WeightsError
from cleaner.page.page import Form
from cleaner.scoring.characters import FIRST_NAMES, Class, read, read_names
from cleaner.scoring.features import build
from cleaner.scoring.layout import LAYOUTS
from cleaner.scoring.measures import count_words
from cleaner.scoring.model import Weights, forward, shipped
from cleaner.scoring.score import score
from cleaner.segment.html.segment import segment_html

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.html"))
HTML = "<title>Rye bread</title><body><nav class='main-menu'><a href=/>Home</a></nav><h1>Rye bread</h1><p>It rises slowly, and it keeps.</p>"


@pytest.mark.parametrize(
    ("text", "words"),
    [("one two  three", 3), ("one", 1), ("今日は雨", 4), ("…", 1), ("1 500 hommes", 3)],
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert count_words(read([" ".join(text.split())])).tolist() == [words]


def test_texts_joined_are_counted_alone() -> None:
    found = read(["One. Two", "3, 4?", "«Five»"])
    assert found.counts[Class.PERIOD].tolist() == [1, 0, 0]
    assert found.counts[Class.NEWLINE].tolist() == [0, 0, 0]
    assert found.last.tolist() == [Class.LOWER, Class.QUESTION, Class.LOWER]
    assert found.capitals.tolist() == [2, 0, 1]


def test_words_hash_alike_whatever_stands_around() -> None:
    alone = read(["Related"]).words
    among = read(["first", "Related", "last"])
    assert among.words[among.word_ends[0] : among.word_ends[1]].tolist() == alone.tolist()
    assert read(["RELATED"]).words.tolist() == alone.tolist()


def test_names_are_split_at_humps_and_digits_are_dropped() -> None:
    camel, _ = read_names(["articleBody-12"])
    plain, _ = read_names(["article body"])
    assert camel.tolist() == plain.tolist()


def test_of_many_names_the_first_count() -> None:
    names = [f"{letter}{letter}" for letter in "abcdefghijklmnopqrstuvwxy"]
    few, _ = read_names([" ".join(names[:FIRST_NAMES])])
    hashes, ends = read_names([" ".join(names), "note"])
    note, _ = read_names(["note"])
    assert hashes.tolist() == [*few.tolist(), *note.tolist()]
    assert ends.tolist() == [FIRST_NAMES, FIRST_NAMES + 1]


def test_features_have_the_shape_they_say() -> None:
    page = segment_html(HTML)
    features = build(page)
    assert features.dense.shape == (len(page), len(LAYOUTS[Form.HTML].columns))
    assert np.isfinite(features.dense).all()
    assert features.word_ends[-1] == len(features.words)


@pytest.mark.parametrize("page", SAMPLES, ids=lambda page: page.stem)
def test_features_are_finite(page: Path) -> None:
    assert np.isfinite(build(segment_html(page.read_bytes().decode("cp1252", "replace"))).dense).all()


def test_weights_survive_a_round_trip(tmp_path: Path) -> None:
    weights = shipped("html")
    weights.save(tmp_path / "w.npz")
    again = Weights.load(tmp_path / "w.npz")
    features = build(segment_html(HTML))
    assert np.array_equal(forward(features, weights), forward(features, again))


def test_a_file_that_is_no_weights_file(tmp_path: Path) -> None:
    (tmp_path / "w.npz").write_bytes(b"nonsense")
    with pytest.raises(WeightsError):
        Weights.load(tmp_path / "w.npz")


def test_weights_for_other_columns_are_refused() -> None:
    page = segment_html(HTML)
    weights = shipped("html")
    swapped = ("commas", *weights.columns[1:])
    with pytest.raises(WeightsError, match="train them again"):
        score(page, replace(weights, columns=swapped))
    with pytest.raises(WeightsError, match="unknown: smell"):
        score(page, replace(weights, columns=("smell", *weights.columns[1:])))
    with pytest.raises(WeightsError, match=r"not seen: .*outer_count"):
        score(page, shipped("text"))


def test_numpy_and_torch_agree() -> None:
    pytest.importorskip("torch")
    from cleaner.training.scorer.network import Network, join
    from cleaner.training.scorer.recipe import Size

    network = Network(len(LAYOUTS[Form.HTML].columns), 7, Size())
    network.eval()
    pages = [build(segment_html(html)) for html in (HTML, HTML.replace("<h1>", "<div><h1>") + "<p>More.</p>")]
    together, _, _ = network(join(pages))
    weights = Weights(pages[0].columns, network.arrays(), np.zeros((2, 2), np.float32))
    alone = np.concatenate([forward(page, weights) for page in pages])
    assert np.allclose(together.detach().numpy(), alone, atol=1e-4)
