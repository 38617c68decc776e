"""What single functions say of plain values: a table for each wing in ``cases/functions``.

A table is ``{"module.function": [[arguments, result], ...]}``. Bytes are written ``{"bytes": "..."}`` (Latin-1), sets
``{"set": [...]}``, and what is raised is ``{"raises": "NameOfTheError"}``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, is_dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

TABLES = sorted((Path(__file__).parent / "cases" / "functions").glob("*.json"))
CASES = [
    pytest.param(name, arguments, expected, id=f"{name}-{index}")
    for table in TABLES
    for name, cases in json.loads(table.read_text("utf-8")).items()
    for index, (arguments, expected) in enumerate(cases)
]

NEEDS_TORCH = ("training.scorer.fit.", "training.scorer.network.", "training.scorer.validate.")


def value_of(argument: Any) -> Any:
    """An argument, as the function takes it."""
    if isinstance(argument, dict) and argument.keys() == {"bytes"}:
        return argument["bytes"].encode("latin-1")
    if isinstance(argument, dict) and argument.keys() == {"set"}:
        return frozenset(argument["set"])
    return [*map(value_of, argument)] if isinstance(argument, list) else argument


def plain(result: Any) -> Any:
    """A result as JSON has it."""
    if isinstance(result, Enum):
        return plain(result.value)
    if isinstance(result, bytes):
        return {"bytes": result.decode("latin-1")}
    if is_dataclass(result) and not isinstance(result, type):
        return plain(asdict(result))
    if isinstance(result, Mapping):
        return {str(key): plain(value) for key, value in result.items()}
    if isinstance(result, set | frozenset):
        return sorted(map(plain, result))
    if isinstance(result, list | tuple | range | Iterator):
        return [plain(one) for one in result]
    return round(result, 6) if isinstance(result, float) else result


def outcome(name: str, arguments: list[Any]) -> Any:
    """What a function gives for arguments, or raises."""
    module, _, function = name.rpartition(".")
    try:
        return plain(getattr(import_module(f"cleaner.{module}"), function)(*map(value_of, arguments)))
    except Exception as error:
        return {"raises": type(error).__name__}


@pytest.mark.parametrize(("name", "arguments", "expected"), CASES)
def test_function(name: str, arguments: list[Any], expected: Any) -> None:
    if name.startswith(NEEDS_TORCH):
        pytest.importorskip("torch")
    assert outcome(name, arguments) == expected
