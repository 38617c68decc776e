"""Training from end to end, on a handful of made-up pages."""

from __future__ import annotations

import json
import lzma
from typing import TYPE_CHECKING

import numpy as np
import pytest

from cleaner.page.page import Form
from cleaner.scoring.layout import LAYOUTS
from cleaner.scoring.model import Weights
from cleaner.scoring.score import score
from cleaner.segment.html.segment import segment_html

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("torch")

SUBJECTS = ("rye", "salt", "ovens", "water", "yeast", "flour", "crust", "loaves", "bakers", "mills")


def record(number: int) -> dict[str, object]:
    """A page about a subject, and its gold."""
    subject = SUBJECTS[number % len(SUBJECTS)]
    lines = [
        f"Everything about {subject} and what it means, part {k} of {number} in this long story." for k in range(5)
    ]
    menu = "".join(f"<li><a href=/{k}>Entry {k}</a></li>" for k in range(8))
    html = (
        f"<title>On {subject}</title><ul class=menu>{menu}</ul><h1>On {subject}</h1>"
        + "".join(f"<p>{line}</p>" for line in lines)
        + "<footer><p>Copyright by nobody</p></footer>"
    )
    return {
        "id": str(number),
        "site": f"{number}.example",
        "kind": "article",
        "html": html,
        "gold": {"text": "\n".join([f"On {subject}", *lines])},
    }


@pytest.fixture
def gold(tmp_path: Path) -> list[Path]:
    """Two collections; one page of the second has no text at all."""
    paths = [tmp_path / "first.jsonl.xz", tmp_path / "second.jsonl.xz"]
    records = [record(number) for number in range(24)]
    records[-1]["html"] = "<html></html>"
    for path, some in zip(paths, (records[:12], records[12:]), strict=True):
        with lzma.open(path, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(one) + "\n" for one in some)
    return paths


@pytest.mark.parametrize("form", list(Form))
def test_from_gold_to_weights(gold: list[Path], tmp_path: Path, form: Form) -> None:
    from cleaner.training.scorer.job import Job, run

    job = Job(form, gold, folds=2, groups=[["first"], ["second"]], epochs=3)
    weights, card = run(job, "cleaner train first second", lambda _: None)
    assert weights is not None
    weights.save(tmp_path / "w.npz")
    again = Weights.load(tmp_path / "w.npz")
    assert again.columns == LAYOUTS[form].columns
    assert np.all(np.diff(again.calibration[0]) >= 0)
    assert np.all(np.diff(again.calibration[1]) >= 0)
    assert "`cleaner train first second`, commit " in card
    assert "| first.jsonl.xz | " in card
    assert "Collections left out, with their sites: first; second" in card
    if form is Form.HTML:
        assert "| second | 12 |" in card  # with the page that is empty
        page = segment_html(str(record(3)["html"]))
        log_odds = score(page, again).log_odds
        assert log_odds[page.blocks.texts.index("Entry 3")] < log_odds[page.blocks.texts.index("On water")]


def test_the_same_seed_gives_the_same_weights(gold: list[Path]) -> None:
    from cleaner.training.scorer.job import Job, run

    job = Job(Form.HTML, gold[:1], folds=0, epochs=1)
    first, second = (run(job, "", lambda _: None)[0] for _ in range(2))
    assert first is not None
    assert second is not None
    assert all(np.array_equal(first.arrays[name], second.arrays[name]) for name in first.arrays)


def test_a_collection_in_no_group(gold: list[Path]) -> None:
    from cleaner.training.scorer.job import Job, run

    with pytest.raises(ValueError, match="second"):
        run(Job(Form.HTML, gold, folds=0, groups=[["first"]], epochs=1), "", lambda _: None)
