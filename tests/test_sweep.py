"""The sweep of the decision's constants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cleaner
from cleaner.decide import decide, threshold
from cleaner.page.page import Form
from cleaner.training import decision as sweeps
from tests.template_pages import article

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sweep_says_how_well_each_value_does_and_leaves_the_constants_as_they_are(tmp_path: Path) -> None:
    import json
    import lzma

    path = tmp_path / "pages.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as out:
        for number in range(2):
            html = article(number)
            gold = {"text": cleaner.clean(html).text}
            out.write(json.dumps({"id": str(number), "site": "a.example", "html": html, "gold": gold}) + "\n")
    known = list(sweeps.cases([path], 5))
    shifts, least = threshold.SHIFT, threshold.LEAST
    rows = list(sweeps.sweep(known, [(threshold, "SHIFT"), (threshold, "LEAST")]))
    assert [row.value for row in rows[:5]] == [factor * shifts[Form.HTML] for factor in (1, 0.5, 0.75, 1.25, 1.5)]
    assert rows[0].f1 == 1.0
    assert rows[0].loses == 0.0
    assert (shifts, shifts, least) == (threshold.SHIFT, vars(decide)["SHIFT"], threshold.LEAST)
    text = sweeps.table(rows, "the command")
    assert "| threshold.SHIFT | 2 | 1.0000 | 0.000 | shipped |" in text


def test_a_changed_constant_changes_the_decision() -> None:
    with sweeps.changed(threshold, "SHIFT", 9.0):
        assert vars(decide)["SHIFT"][Form.HTML] == 9.0
        assert vars(decide)["SHIFT"][Form.TEXT] == threshold.SHIFT[Form.TEXT] == 4.0
    with sweeps.changed(threshold, "LEAST", 0.9):
        assert threshold.LEAST == 0.9
    assert threshold.LEAST != 0.9
