"""The sweep of the decision's constants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cleaner
from cleaner.decide.constants import SHIPPED, Constants
from cleaner.options import Options
from cleaner.page.page import Form
from cleaner.pipeline import decide_on
from cleaner.scoring.score import score
from cleaner.segment.segment import segment
from cleaner.training import decision as sweeps
from tests.template_pages import article

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sweep_says_how_well_each_value_does(tmp_path: Path) -> None:
    import json
    import lzma

    path = tmp_path / "pages.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as out:
        for number in range(2):
            html = article(number)
            gold = {"text": cleaner.clean(html).text}
            out.write(json.dumps({"id": str(number), "site": "a.example", "html": html, "gold": gold}) + "\n")
    known = list(sweeps.cases([path], 5))
    rows = list(sweeps.sweep(known, ["shift", "article_share"]))
    assert [row.value for row in rows[:5]] == [factor * SHIPPED.shift for factor in (1, 0.5, 0.75, 1.25, 1.5)]
    assert [row.value for row in rows[5:]] == [0.8, 0.4, 0.6, 1.0]
    assert rows[0].f1 == 1.0
    assert rows[0].loses == 0.0
    text = sweeps.table(rows, "the command")
    assert "| shift | 2 | 1.0000, 0.000 | " in text


def test_another_constant_decides_otherwise() -> None:
    page = segment(article(0), Form.HTML)
    scored = score(page)
    kept = [
        decide_on(page, scored, Options(), constants=value).kept.sum()
        for value in (SHIPPED, Constants(least_words=1e6, sure_block=2))
    ]
    assert kept[0] > kept[1] == 0
