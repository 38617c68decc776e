"""Dates as pages write them: ``cases/metadata/days.cases.json`` for people, ``stamps.cases.json`` for machines."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.metadata.dates import find_days, read_stamp
from tests.metadata_cases import cases, name


@pytest.mark.parametrize("case", cases("days"), ids=name)
def test_days_in_text(case: dict[str, Any]) -> None:
    found = find_days(case["text"], case["language"], case.get("short", False))
    assert [day.value for day in found] == case["days"]


@pytest.mark.parametrize("case", cases("stamps"), ids=name)
def test_stamps(case: dict[str, Any]) -> None:
    assert read_stamp(case["text"], case["language"]) == case["value"]


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 1, 1)))
def test_what_is_written_is_read(day: date) -> None:
    if day.isoformat() in ("1970-01-01", "1969-12-31"):
        return
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d. %B %Y", "%m/%d/%Y"):
        assert [one.value for one in find_days(day.strftime(form), "en-US")] == [day.isoformat()]


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    for day in find_days(text, "en", short=True):
        assert text[day.begin : day.end]
    read_stamp(text)
