"""Standard streams that hold in every locale, on every system, and where one of them is closed."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import Any


class OutputError(Exception):
    """Standard output could not be written to; the message says why."""


class ReaderGone(Exception):
    """Whoever read standard output, such as head, has seen enough."""


class Closed(io.RawIOBase):
    """A standard output that was closed before the program began: writing to it is an error, not a silent loss."""

    def writable(self) -> bool:
        """It is asked for, so that the error comes when something is written."""
        return True

    def write(self, data: Any) -> int:
        """Fail."""
        raise OutputError("it is closed")


def prepare() -> None:
    """Make the standard streams ones that can be used: output in UTF-8, messages that never fail, no closed descriptor.

    A closed descriptor is taken by the null device, or the next file that is opened would be written to as if it was
    standard output.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(Closed(), encoding="utf-8", write_through=True)
    elif isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")


def write(text: str) -> None:
    """Write to standard output, at once.

    :raises BrokenPipeError: the reader has gone.
    :raises OutputError: it cannot be written to, for another reason.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError((error.strerror or str(error)).lower()) from error


def abandon() -> None:
    """Let the interpreter end without another try to write what could not be written."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
