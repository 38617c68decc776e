"""Which blocks belong together."""

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
