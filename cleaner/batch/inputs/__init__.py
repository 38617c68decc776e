"""Readers: one module for each kind of input. A reader gives pages and failures; what it raises ends its input alone."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from cleaner.batch.inputs.page import Failure
from cleaner.batch.settings import Kind
from cleaner.errors import describe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from cleaner.batch.inputs.page import Item
    from cleaner.batch.inputs.sources import Input
    from cleaner.batch.settings import Settings

MODULES = {Kind.PAGE: "pages", Kind.TAR: "archives", Kind.ZIP: "archives"}
"""The module of each kind whose name is not the kind's."""


class Reader(Protocol):
    """What a reader module's ``read`` is: every call gives the same items in the same order."""

    def __call__(self, file: BufferedReader, found: Input, settings: Settings) -> Iterator[Item]: ...  # noqa: D102


class Source:
    """The items of one input, and how far its file was read."""

    def __init__(self, found: Input, settings: Settings) -> None:
        self._found = found
        self._settings = settings
        self._file: BufferedReader | None = None

    def __iter__(self) -> Iterator[Item]:
        """The items; an input that cannot be read on ends with a failure."""
        found = self._found
        if found.problem is not None:
            yield Failure(found.shown, *found.problem)
            return
        read: Reader = import_module(f"cleaner.batch.inputs.{MODULES.get(found.kind, found.kind.value)}").read
        try:
            with open(found.path, "rb") as self._file:  # noqa: PTH123  # a third of the time
                yield from read(self._file, found, self._settings)
        except (OSError, ValueError, MemoryError, EOFError) as error:
            yield Failure(found.shown, *describe(error))

    @property
    def position(self) -> int:
        """Bytes of the file that were read so far."""
        with suppress(ValueError):  # it is closed
            return self._file.tell() if self._file is not None else 0
        return self._found.size
