"""The sweep of the decision's constants."""

from __future__ import annotations

import json
import lzma
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

    import pytest


def gold_file(folder: Path, pages: int = 2) -> Path:
    """Pages whose gold is what they are cleaned to."""
    path = folder / "pages.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as out:
        for number in range(pages):
            html = article(number)
            gold = {"text": cleaner.clean(html).text}
            out.write(json.dumps({"id": str(number), "site": "a.example", "html": html, "gold": gold}) + "\n")
    return path


def test_the_command_prints_its_table_and_writes_it_where_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sweeps.sweep, "__defaults__", (("least",),))
    path, out = gold_file(tmp_path, 1), tmp_path / "table.md"
    for extra in ([], ["--out", str(out)]):
        monkeypatch.setattr("sys.argv", ["decision", str(path), "--pages", "1", *extra])
        sweeps.main()
        assert out.exists() == bool(extra)
    assert "| least | 0.2 |" in out.read_text(encoding="utf-8")
    assert out.read_text(encoding="utf-8") in capsys.readouterr().out


def test_a_sweep_says_how_well_each_value_does(tmp_path: Path) -> None:
    path = gold_file(tmp_path)
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
