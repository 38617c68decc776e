"""A progress bar on standard error for commands that read many files, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sized
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")
FEWEST = 5
"""Fewer pages than these are done before anyone looks."""


def tracked(items: Iterable[T], what: str, hidden: bool = False, total: int | None = None) -> Iterator[T]:
    """The items, while a bar shows how far it got.

    :param what: what is being done, for the bar.
    :param hidden: show none.
    :param total: how many items there are, where ``items`` does not know it.
    """
    size = len(items) if isinstance(items, Sized) else total
    if hidden or not sys.stderr.isatty() or (size is not None and size < FEWEST):
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total=size, description=what)
