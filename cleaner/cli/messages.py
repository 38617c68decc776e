"""What the command line says to its user, always on standard error."""

from __future__ import annotations

import sys
from typing import NoReturn

STDIN = "-"
"""The name of standard input, and of standard output where a file is to be written."""


def complain(name: str, message: str) -> None:
    """One line about one input or output."""
    print(f"cleaner: {shown(name)}: {message}", file=sys.stderr)


def note(message: str) -> None:
    """One line about the whole run."""
    print(f"cleaner: {message}", file=sys.stderr)


def fail_usage(message: str) -> NoReturn:
    """Say what is wrong with the call, and stop with 2."""
    note(message)
    sys.exit(2)


def fail(message: str) -> NoReturn:
    """Say what went wrong, and stop with 1."""
    note(message)
    sys.exit(1)


def shown(name: str) -> str:
    """An input as messages call it."""
    return "standard input" if name == STDIN else name
