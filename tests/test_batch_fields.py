"""Fields of records, by their names."""

from __future__ import annotations

from typing import Any

import pytest

from cleaner.batch.inputs.fields import MISSING, absent, kept_fields, lookup


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"a": 1}, "a", 1),
        ({"a": {"b": 2}}, "a.b", 2),
        ({"a.b": 1, "a": {"b": 2}}, "a.b", 1),  # the whole name comes first
        ({"a.b": 1}, "a.b", 1),
        ({"a": None}, "a", None),
        ({"a": 1}, "a.b", MISSING),
        ({}, "a", MISSING),
    ],
)
def test_lookup(fields: dict[str, Any], name: str, value: Any) -> None:
    assert lookup(fields, name) == value


def test_kept_fields() -> None:
    fields = {"html": "<p>", "n": 1, "a": {"b": 2}}
    assert kept_fields(fields, (), ("html",)) == {}
    assert kept_fields(fields, ("all",), ("html",)) == {"n": 1, "a": {"b": 2}}
    assert kept_fields(fields, ("n", "a.b", "z"), ("html",)) == {"n": 1, "a.b": 2, "z": None}


def test_what_is_said_of_a_field_that_is_not_there() -> None:
    assert "but none at all: --html-field" in absent("html", [], "--html-field")
    assert "'page', 'link': --html-field" in absent("html", ["page", "link"], "--html-field")
    assert "'h', ...: --html-field" in absent("html", list("abcdefghi"), "--html-field")
