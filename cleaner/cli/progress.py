"""Progress on standard error: a bar in a terminal, for a batch run a line now and then elsewhere, or nothing."""

from __future__ import annotations

import sys
from collections.abc import Sized
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from cleaner.cli.interrupt import catching
from cleaner.words.counted import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress, TaskID

    from cleaner.batch.inputs.page import Failure

EVERY = 30.0
"""Seconds between two lines."""
MEGABYTE = 1e6
FEWEST = 5
"""Fewer pages than these are done before anyone looks."""
T = TypeVar("T")


class ProgressView:
    """Shows a run's progress, and stops the run when the user wants it."""

    def __init__(self, quiet: bool, tell_failures: bool) -> None:
        self._quiet = quiet
        self._tell_failures = tell_failures
        self._stopped = False
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._name = ""
        self._begun = self._told = monotonic()
        self._pages = self._size = self._failures = 0
        self._from = self._read = self._total = 0

    def stopped(self) -> bool:
        """Whether the run is to stop, after the pages in flight."""
        return self._stopped

    def phase(self, name: str, read: int, total: int) -> None:
        """Something begins."""
        self._name = name
        self._begun = self._told = monotonic()
        self._pages = self._size = self._failures = 0
        self._from = self._read = read
        self._total = total
        if self._bar is not None:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task = self._bar.add_task(name, total=total or None, completed=read, told="")

    def advance(self, pages: int, size: int, read: int) -> None:
        """More pages are done."""
        self._pages += pages
        self._size += size
        self._read = read
        now = monotonic()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=read, told=self._said(now))
        elif not self._quiet and now - self._told >= EVERY:
            self._told = now
            share = f"{read / self._total:.0%}, " if self._total else ""
            print(f"cleaner: {self._name}: {share}{self._said(now)}, {self._left(now)}", file=sys.stderr, flush=True)

    def failed(self, failure: Failure) -> None:
        """A page failed."""
        self._failures += 1
        if self._tell_failures:
            where = " ".join(filter(None, (failure.source, failure.record)))
            print(f"cleaner: {where!a}: {failure.reason}: {failure.message}", file=sys.stderr)

    def note(self, message: str) -> None:
        """Something that the user should know at once."""
        if not self._quiet:
            print(f"cleaner: warning: {message}", file=sys.stderr, flush=True)

    def _said(self, now: float) -> str:
        seconds = max(now - self._begun, 1e-3)
        speed = f", {self._size / seconds / MEGABYTE:.1f} MB/s" if self._size else ""
        failures = f", {counted(self._failures, 'error')}" if self._failures else ""
        return f"{counted(self._pages, 'page')}, {self._pages / seconds:,.0f} a second{speed}{failures}"

    def _left(self, now: float) -> str:
        done = self._read - self._from
        if not done:
            return "time left unknown"
        seconds = round((self._total - self._read) * (now - self._begun) / done)
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02} left"

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show the run, and take the user's wish to stop: once to finish the pages in flight, twice at once."""
        with catching(self._stop):
            if self._quiet or not sys.stderr.isatty():
                yield
                return
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

            with Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TaskProgressColumn(),
                TextColumn("{task.fields[told]}"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            ) as self._bar:
                yield
            self._bar = None

    def _stop(self) -> None:
        if self._stopped:
            raise KeyboardInterrupt
        self._stopped = True
        if not self._quiet:
            print("cleaner: stopping after the pages in flight; once more stops at once", file=sys.stderr)


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
