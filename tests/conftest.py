"""Settings of all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterable

# A machine at work on other things is slow: no test of a property fails for that.
settings.register_profile("any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any_machine")

BEHIND = {"pa": "pyarrow", "browser": "playwright"}
"""The libraries of fixtures: tests that have these need them."""


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark tests by their fixtures."""
    for item in items:
        for fixture in BEHIND.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.needs(BEHIND[fixture]))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip tests of large libraries where these are missing: ``pip install '.[test]'`` leaves them out."""
    for mark in item.iter_markers("needs"):
        for library in mark.args:
            pytest.importorskip(library, reason=f"{library} is not installed: pip install '.[test-all]'")


@pytest.fixture(scope="session")
def pa() -> Any:
    """Arrow and Parquet."""
    import pyarrow.parquet

    return pyarrow
