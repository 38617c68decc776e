"""What boxes are by their roles."""

from __future__ import annotations

from cleaner.page.roles import with_roles
from cleaner.segment.html.segment import segment_html


def test_elements_without_a_meaning_get_one_by_their_role() -> None:
    page = segment_html("<div role=list><div role=listitem>Rye</div><div role=banana>Salt</div></div>")
    assert with_roles(page).boxes.tags[-3:] == ["ul", "li", "div"]
    assert page.boxes.tags[-3:] == ["div", "div", "div"]


def test_elements_with_a_meaning_keep_it_whatever_their_role() -> None:
    page = segment_html("<ul role=table><li role=heading>Rye</li></ul><h1 role=separator>Salt</h1>")
    assert with_roles(page) is page


def test_a_page_without_roles_is_the_very_same() -> None:
    page = segment_html("<div><p>Rye</p></div>")
    assert with_roles(page) is page


def test_the_path_of_a_block_names_two_classes_of_each_box() -> None:
    page = segment_html('<main class="wide story dark"><p>Rye</p></main>')
    assert page.paths("/")[0].split("/")[-2:] == ["main.wide.story", "p"]
