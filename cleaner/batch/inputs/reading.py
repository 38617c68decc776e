"""The items of one input, read by the module of its kind."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from cleaner.batch.inputs.page import Failure
from cleaner.batch.inputs.sniff import kind_by_content
from cleaner.batch.settings import Kind
from cleaner.errors import CleanerError, FailureReason, describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedReader

    from cleaner.batch.inputs.page import Item
    from cleaner.batch.inputs.sources import Input
    from cleaner.batch.settings import Settings

MODULES = {Kind.PAGE: "pages", Kind.TAR: "archives", Kind.ZIP: "archives", Kind.CSV: "delimited"}
"""The module of each kind whose name is not the kind's."""


class Reader(Protocol):
    """What a reader module's ``read`` is: every call gives the same items in the same order."""

    def __call__(self, file: BufferedReader, found: Input, settings: Settings) -> Iterator[Item]: ...  # noqa: D102


class Source:
    """The items of one input, and how far its file was read."""

    def __init__(
        self, found: Input, settings: Settings, opened: Callable[[str, str], BufferedReader] | None = None
    ) -> None:
        """Open nothing yet.

        :param opened: opens a path in a mode, where the system's ``open`` does not know it.
        """
        self._found = found
        self._settings = settings
        self._opened = opened or open
        self._file: BufferedReader | None = None

    def __iter__(self) -> Iterator[Item]:
        """The items; an input that cannot be read on ends with a failure."""
        found = self._found
        if found.problem is not None:
            yield Failure(found.shown, *found.problem)
            return
        try:
            with self._opened(found.path, "rb") as self._file:
                yield from self._items(self._file)
        except (OSError, MemoryError, CleanerError) as error:
            yield Failure(found.shown, *describe(error))
        except Exception as error:  # whatever a damaged file makes a library raise
            message = f"cannot be read: {type(error).__name__}: {error}"
            yield Failure(found.shown, FailureReason.DAMAGED, message)

    def _items(self, file: BufferedReader) -> Iterator[Item]:
        found, settings = self._found, self._settings
        kind = settings.kind or kind_by_content(file, found.kind, found.name)
        if kind is not Kind.PAGE and not file.peek(1):
            yield Failure(found.shown, FailureReason.EMPTY, "the file is empty")
            return
        read: Reader = import_module(f"cleaner.batch.inputs.{MODULES.get(kind, kind.value)}").read
        yield from read(file, found, settings)

    @property
    def position(self) -> int:
        """Bytes of the file that were read so far."""
        with suppress(ValueError):  # it is closed
            return self._file.tell() if self._file is not None else 0
        return self._found.size
