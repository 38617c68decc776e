"""What runs in a worker process: a chunk of pages, one after the other, each within its limits."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from cleaner.batch.inputs.page import Failure, Page, failed
from cleaner.errors import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.batch.workers.tasks import Task

R = TypeVar("R")

ALARM: int | None = getattr(signal, "SIGALRM", None)
"""The signal that ends a worker whose page takes too long; None if the system has none."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may take."""

    seconds: float = 30.0
    memory: int = 2_000_000_000
    """Bytes of a worker's address space; 0 for no limit."""


def run(task: Task[R], pages: Sequence[Page], limits: Limits) -> list[R | Failure]:
    """The results of the first pages: of all, unless they take longer together than one page may."""
    confine(limits.memory)
    warm(task)
    begun = monotonic()
    results: list[R | Failure] = []
    for page in pages:
        results.append(attempt(task, page, limits.seconds))
        if monotonic() - begun > limits.seconds:
            break
    return results


def attempt(task: Task[R], page: Page, seconds: float) -> R | Failure:
    """One page; whatever it raises is its failure."""
    try:
        with alarm(seconds):
            return task(page)
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
    threading.Thread(target=end_with_parent, daemon=True).start()
    if memory and sys.platform != "win32":
        import resource  # no such module on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


@cache
def warm(task: Task[Any]) -> None:
    """Load what the task needs, once, so that no page's time is spent on it.

    What is there then stays to the end: the garbage collector need not look at it again with every few pages.
    """
    task(Page("", "<p>Is there anybody?</p>"))
    gc.freeze()


def end_with_parent() -> None:
    """End when the process that runs the pool has ended, however it did."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
