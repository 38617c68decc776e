"""Names in bylines and in author fields, and how several are written in one line."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.metadata import Metadata
from cleaner.metadata.authors import given_name_first, in_byline, in_field
from tests.metadata_cases import cases, name


@pytest.mark.parametrize("case", cases("bylines"), ids=name)
def test_bylines(case: dict[str, Any]) -> None:
    assert list(in_byline(case["text"], "", led=case.get("led", False))) == case["names"]


@pytest.mark.parametrize("case", cases("author_fields"), ids=name)
def test_fields(case: dict[str, Any]) -> None:
    assert list(in_field(case["text"])) == case["names"]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(found and found in found.strip() for found in (*in_byline(text), *in_field(text)))


def test_surnames_that_come_first() -> None:
    assert given_name_first("Quill, Mara") == "Mara Quill"
    assert given_name_first("Mara Quill, PhD") == "Mara Quill, PhD"


@pytest.mark.parametrize(
    ("authors", "language", "line"),
    [
        ((), "en", None),
        (("A",), "en", "A"),
        (("A", "B"), "en-GB", "A and B"),
        (("A", "B", "C"), "de", "A, B und C"),
        (("A", "B"), None, "A, B"),
        (("A", "B"), "ja", "A, B"),
    ],
)
def test_authors_in_one_line(authors: tuple[str, ...], language: str | None, line: str | None) -> None:
    assert Metadata(authors=authors, language=language).author == line
