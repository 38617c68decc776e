"""What the attributes of elements say, and that equal ones share a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.page.page import NO_ATTRIBUTES, Attributes
from cleaner.segment.html.attributes import Numbers, spans
from cleaner.segment.html.segment import segment_html

NAMES = st.sampled_from(("class", "id", "role", "hidden", "style", "aria-label", "href", "data-x"))
FOUND = st.dictionaries(NAMES, st.none() | st.sampled_from(("", "a", "b c", "display: none")), max_size=4)


@given(st.lists(FOUND, max_size=12))
def test_equal_attributes_share_a_number(several: list[dict[str, str | None]]) -> None:
    sets = [NO_ATTRIBUTES]
    numbers = Numbers(sets)
    for found in several:
        told = sets[numbers.of(found)]
        assert isinstance(told, Attributes)
        assert told.classes == (found.get("class") or "")
        assert told.id == (found.get("id") or "")
        assert told.role == (found.get("role") or "")
        assert told.hidden == ("hidden" in found or found.get("style") == "display: none")
    assert len(set(sets)) == len(sets)


def test_a_class_alone_has_the_number_that_it_has_among_others() -> None:
    numbers = Numbers([NO_ATTRIBUTES])
    assert numbers["story"] == numbers.of({"class": "story", "href": "/a"})
    assert numbers[""] == numbers.of({"href": "/b"}) == 0


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"colspan": "3"}, (3, 1)),
        ({"rowspan": " 2 "}, (1, 2)),
        ({"colspan": "0", "rowspan": "0"}, (1, 0)),
        ({"colspan": "many", "rowspan": "-4"}, (1, 0)),
        ({"colspan": "99999"}, (1000, 1)),
    ],
)
def test_what_cells_span(found: dict[str, str | None], expected: tuple[int, int]) -> None:
    assert spans(found) == expected


def test_boxes_know_what_cells_span() -> None:
    page = segment_html('<table><tr><td colspan=2>a<td class="b">c<tr><th>d<th rowspan=2 id=e>f</table>')
    tags = page.boxes.tags
    assert [(tags[box], span) for box, span in page.boxes.spans.items()] == [("td", (2, 1)), ("th", (1, 2))]
