"""What single functions say of plain values: a table for each wing in ``cases/functions``.

A table is ``{"module.function": [[arguments, result], ...]}``; the function may be a method or a property of a class.
Bytes are written ``{"bytes": "..."}`` (Latin-1), sets ``{"set": [...]}``, any other object as the call that makes it,
``{"call": ["full.name", arguments...], "name": value, ...}``. What is raised is ``{"raises": "NameOfTheError"}``, and
a command that stops is ``{"exits": code, "says": "its message"}``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr
from dataclasses import asdict, is_dataclass
from enum import Enum
from io import StringIO
from pathlib import Path
from pkgutil import resolve_name
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
        return frozenset(map(value_of, argument["set"]))
    if isinstance(argument, dict) and "call" in argument:
        name, *arguments = argument["call"]
        named = {key: value_of(value) for key, value in argument.items() if key != "call"}
        return resolve_name(name)(*map(value_of, arguments), **named)
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
    if isinstance(result, float):
        return round(result, 6)
    return result if result is None or isinstance(result, str | int) else str(result)


def outcome(name: str, arguments: list[Any]) -> Any:
    """What a function gives for arguments, or raises."""
    function = resolve_name(f"cleaner.{name}")
    said = StringIO()
    try:
        with redirect_stderr(said):
            return plain(getattr(function, "fget", function)(*map(value_of, arguments)))
    except SystemExit as stop:
        return {"exits": stop.code, "says": said.getvalue()}
    except Exception as error:
        return {"raises": type(error).__name__}


@pytest.mark.parametrize(("name", "arguments", "expected"), CASES)
def test_function(name: str, arguments: list[Any], expected: Any) -> None:
    if name.startswith(NEEDS_TORCH):
        pytest.importorskip("torch")
    assert outcome(name, arguments) == expected
