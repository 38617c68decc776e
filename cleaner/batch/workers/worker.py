"""What runs in a worker process: a chunk of pages, one after the other, each within its limits."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cleaner.batch.inputs.page import Failure, Page, failed
from cleaner.errors import describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self

    from cleaner.batch.workers.tasks import Work

R = TypeVar("R")

ALARM: int | None = getattr(signal, "SIGALRM", None)
"""The signal that ends a worker whose page takes too long; None where the system has none."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may take."""

    seconds: float = 30.0
    memory: int = 2_000_000_000
    """Bytes of a worker's address space; 0 for no limit."""


@dataclass(frozen=True, slots=True)
class Task(Generic[R]):
    """Pages for one worker."""

    work: Work[R]
    pages: Sequence[Page]
    limits: Limits
    mark: str
    """A file in which the worker writes down how many pages it has begun."""


def run(task: Task[R]) -> list[R | Failure]:
    """The results of the first pages: of all, unless they take longer together than one page may."""
    confine(task.limits.memory)
    warm(task.work)
    begun = monotonic()
    results: list[R | Failure] = []
    with Mark(task.mark) as mark:
        for number, page in enumerate(task.pages, 1):
            mark.begin(number)
            results.append(attempt(task.work, page, task.limits.seconds))
            if monotonic() - begun > task.limits.seconds:
                break
    return results


def attempt(work: Work[R], page: Page, seconds: float) -> R | Failure:
    """One page; whatever it raises is its failure."""
    try:
        with alarm(seconds):
            return work(page)
    except Exception as error:
        return failed(page, *describe(error))


class alarm:  # noqa: N801  # read as a statement: with alarm(3): ...
    """Have the system end this process after some seconds: no code in it, native or not, can be in the way."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        if ALARM is not None:
            signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def __exit__(self, *_: object) -> None:
        if ALARM is not None:
            signal.setitimer(signal.ITIMER_REAL, 0)


@cache
def confine(memory: int) -> None:
    """Prepare the process, once: its memory limit, the alarm, and that it does not outlive the run."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run stops by itself, after the pages in flight
    if ALARM is not None:
        signal.signal(ALARM, signal.SIG_DFL)
    threading.Thread(target=follow, daemon=True).start()
    if memory and sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


@cache
def warm(work: Work[Any]) -> None:
    """Load what the work needs, once, so that no page's time is spent on it."""
    work(Page("", "<p>Is there anybody?</p>"))


def follow() -> None:
    """End when the process that runs the pool has ended, however it did."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class Mark:
    """A file that says which page is under way. Where it cannot be written, culprits are only found more slowly."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: int | None = None

    def __enter__(self) -> Self:
        with suppress(OSError):
            self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            os.close(self._file)

    def begin(self, number: int) -> None:
        """Write down a page's number, from 1."""
        if self._file is not None:
            with suppress(OSError):
                os.lseek(self._file, 0, os.SEEK_SET)
                os.write(self._file, number.to_bytes(4, "big"))


def begun(path: str) -> int:
    """How many pages the worker that wrote a mark had begun."""
    try:
        return int.from_bytes(Path(path).read_bytes(), "big")
    except OSError:
        return 0


def marks(folder: str) -> Iterator[str]:
    """File names for marks."""
    number = 0
    while True:
        yield os.path.join(folder, str(number))  # noqa: PTH118
        number += 1
