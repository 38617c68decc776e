"""Which blocks belong together."""

import pytest

from cleaner.page.structure import structure_of
from cleaner.segment.html.segment import segment_html

TABLE = "<table><tr><th>Port<th>Boats</tr><tr><td>Oban<td>40</tr><tr><td>Mallaig<td>31</tr></table>"


def test_tables_and_lists_are_found_together() -> None:
    found = structure_of(segment_html(f"<p>Before.</p>{TABLE}<ul><li>one<li>two</ul><ol><li>alone</ol>"))
    assert [(table.begin, table.end) for table in found.tables] == [(1, 7)]
    assert (found.begins.tolist(), found.ends.tolist()) == ([7], [9])


def test_a_page_without_any() -> None:
    found = structure_of(segment_html("<p>Before.</p>"))
    assert not found.tables
    assert not len(found.begins)


@pytest.mark.parametrize(("length", "is_data"), [(150, True), (250, False)])
def test_a_table_that_holds_a_large_one_only_arranges_it(length: int, is_data: bool) -> None:
    inner = f"<table><tr><td>{'x' * (length - 3)}<td>1</tr><tr><td>y<td>2</tr></table>"
    page = segment_html(f"<table><tr><th>Port<th>Boats</tr><tr><td>Oban<td>{inner}</tr><tr><td>Crail<td>9</tr></table>")
    [first] = [number for number, tag in enumerate(page.boxes.tags) if tag == "table"][:1]
    assert (first in {table.box for table in structure_of(page).tables}) is is_data


@pytest.mark.parametrize(("cell", "is_data"), [("th", True), ("td", False)])
def test_long_cells_are_data_where_rows_have_names(cell: str, is_data: bool) -> None:
    row = f"<tr><{cell}>Oban</{cell}><td>{'Forty boats lie here. ' * 25}</td></tr>"
    assert bool(structure_of(segment_html(f"<table>{row * 3}</table>")).tables) is is_data
