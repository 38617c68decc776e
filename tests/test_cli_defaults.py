"""What every option of every command is where it is not given: a table in ``cases/commands.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer.main

from cleaner.cli.app import typer_app
from cleaner.cli.commands import SUBCOMMANDS

DEFAULTS: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "commands.json").read_text("utf-8"))


def commands() -> dict[str, Any]:
    """All commands, by the words that call them."""
    found: dict[str, Any] = {}
    for name in ("clean", *SUBCOMMANDS):
        command: Any = typer.main.get_command(typer_app(name))
        if hasattr(command, "list_commands"):  # a group
            found |= {f"{name} {word}": one for word, one in command.commands.items()}
        else:
            found[name] = command
    return found


def test_every_command_is_in_the_table() -> None:
    assert [*commands()] == [*DEFAULTS]


@pytest.mark.parametrize("name", DEFAULTS)
def test_defaults(name: str) -> None:
    options = [one for one in commands()[name].params if one.param_type_name == "option"]
    defaults = {max(one.opts, key=len): one.default for one in options}
    assert json.loads(json.dumps(defaults)) == DEFAULTS[name]
