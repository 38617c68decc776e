"""Chunks of items through worker processes, in order; a page that hangs, eats memory or crashes affects only itself.

The processes and the backstop of their time are pebble's. When a worker dies, each page of its chunk is tried alone; a
page that takes its worker with it even then is the culprit, and the others are done.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from pebble import ProcessExpired, ProcessPool

from cleaner.batch.inputs.page import Failure, LeftOut, Page, failed
from cleaner.batch.workers.worker import ALARM, Limits, run
from cleaner.errors import FailureReason as Reason
from cleaner.errors import WorkerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Self

    from cleaner.batch.inputs.page import Item
    from cleaner.batch.workers.tasks import Task

R = TypeVar("R")
T = TypeVar("T")

QUEUED = 2
"""Chunks for each worker that are under way: one it works on, one it can begin."""
WINDOW = 128
"""Chunks whose results wait for those of an earlier one."""
BREAKS = 5
"""How often one chunk may bring down the whole pool."""
GRACE = 10.0
"""Seconds after which pebble ends a worker that its own alarm should have ended."""
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
GUARD = "a script must start workers under if __name__ == '__main__':, because every worker imports the script"
ADVICE = "allow them more memory (--memory), or start fewer (--workers)"


@dataclass(slots=True)
class Chunk(Generic[R, T]):
    """A chunk whose results are not all there."""

    tag: T
    results: list[R | Failure | LeftOut | None]
    missing: int
    """How many results are still to come."""


@dataclass(slots=True, eq=False)
class Job(Generic[R, T]):
    """Pages of one chunk that are with one worker."""

    task: Task[R]
    chunk: Chunk[R, T]
    pages: list[tuple[int, Page]]
    """Each with its index in the chunk."""
    breaks: int = 0
    """How often the pool broke down meanwhile."""
    future: Future[list[R | Failure]] | None = field(default=None, repr=False)


class Pool:
    """Worker processes; a context manager."""

    def __init__(self, workers: int, limits: Limits) -> None:
        """Start no process yet.

        :raises WorkerError: this process is a worker that is itself being started.
        """
        if getattr(multiprocessing.current_process(), "_inheriting", False):
            sys.exit(f"cleaner: {GUARD}")  # else every worker prints a traceback
        self._workers = workers
        self._limits = limits
        self._under_way: set[Job[Any, Any]] = set()
        self._done: SimpleQueue[tuple[Job[Any, Any], Future[list[Any]]]] = SimpleQueue()
        # A chunk takes at most the time of two pages: see worker.run.
        self._longest = 2 * limits.seconds + GRACE
        self._pool = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, error: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes; what is under way is lost."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def check(self, task: Task[Any], advice: str = ADVICE) -> None:
        """Start a worker and have it get ready for a task.

        :param advice: what to do where it cannot, for people.
        :raises WorkerError: it cannot: the memory limit is too small, the machine is full, something is not installed.
        """
        error = self._pool.schedule(run, (task, (), self._limits)).exception()
        if error is not None:
            raise WorkerError(f"workers do not start ({type(error).__name__}: {error}): {advice}") from None

    def map(
        self, task: Task[R], chunks: Iterable[tuple[Sequence[Item], T]]
    ) -> Iterator[tuple[list[R | Failure | LeftOut], T]]:
        """The results of each chunk, one for each item in their order, and the chunk's tag, in the chunks' order."""
        source = iter(chunks)
        waiting: deque[Chunk[R, T]] = deque()
        more = True
        while True:
            while more and len(self._under_way) < QUEUED * self._workers and len(waiting) < WINDOW:
                next_chunk = next(source, None)
                if next_chunk is None:
                    more = False
                    break
                items, tag = next_chunk
                pages = [(index, item) for index, item in enumerate(items) if isinstance(item, Page)]
                results: list[R | Failure | LeftOut | None] = [
                    None if isinstance(item, Page) else item for item in items
                ]
                waiting.append(Chunk(tag, results, len(pages)))
                if pages:
                    self._submit(Job(task, waiting[-1], pages))
            while waiting and not waiting[0].missing:
                ready = waiting.popleft()
                # What the task made of a page may be None: it is a result like others.
                yield cast("list[R | Failure | LeftOut]", ready.results), ready.tag
            if not waiting and not more:
                return
            self._wait()

    def _wait(self) -> None:
        """Settle the next job that is done; where none is for longer than one can take, begin them all again."""
        try:
            job, future = self._done.get(timeout=self._longest + GRACE)
        except Empty:
            self._restart()
            return
        if job.future is not future:  # it has been begun again since
            return
        self._under_way.remove(job)
        again = self._settle(job, future)
        job.future, job.pages = None, []  # the future knows the job: else pages would wait for the garbage collector
        for pages, breaks in again:
            if pages:
                self._submit(Job(job.task, job.chunk, pages, breaks))

    def _settle(self, job: Job[R, T], future: Future[list[R | Failure]]) -> list[tuple[list[tuple[int, Page]], int]]:
        """Take what a job has brought; returned is what must be done again, with the number of breaks."""
        error = future.exception()
        if error is None:
            results = future.result()
            for (index, _), result in zip(job.pages, results, strict=False):
                self._decide(job, index, result)
            return [(job.pages[len(results) :], job.breaks)]
        broken = isinstance(error, BrokenExecutor)
        if broken:
            self._restart()
        breaks = job.breaks + broken
        if len(job.pages) > 1:
            return [([pair], breaks) for pair in job.pages]
        [(index, page)] = job.pages
        if broken and breaks <= BREAKS:  # another page may have broken the pool
            return [(job.pages, breaks)]
        self._decide(job, index, self._blame(page, error))
        return []

    def _decide(self, job: Job[R, T], index: int, result: R | Failure) -> None:
        job.chunk.results[index] = result
        job.chunk.missing -= 1

    def _blame(self, page: Page, error: BaseException) -> Failure:
        """The failure of a page that a worker did not survive."""
        expired = isinstance(error, ProcessExpired) and ALARM is not None and error.exitcode == -ALARM
        if expired or isinstance(error, TimeoutError):
            return failed(page, Reason.TIMEOUT, f"took longer than {self._limits.seconds:g} s (--timeout)")
        code = getattr(error, "exitcode", None)
        how = f"signal {-code}" if isinstance(code, int) and code < 0 else str(error)
        return failed(page, Reason.CRASH, f"the worker process died of it ({how})")

    def _submit(self, job: Job[R, T]) -> None:
        """Give a job to the pool."""
        self._under_way.add(job)
        try:
            self._schedule(job)
        except RuntimeError:  # it has broken since
            self._restart()

    def _schedule(self, job: Job[R, T]) -> None:
        pages = [page for _, page in job.pages]
        future = job.future = self._pool.schedule(run, (job.task, pages, self._limits), timeout=self._longest)
        future.add_done_callback(lambda done: self._done.put((job, done)))

    def _start(self) -> ProcessPool:
        # Workers are forked from a small process without threads, not from this one.
        context = multiprocessing.get_context("forkserver" if "forkserver" in METHODS else "spawn")
        if hasattr(signal, "pthread_sigmask"):
            from multiprocessing import resource_tracker  # no such module where there are no such signals

            resource_tracker.ensure_running()  # before: it would let interrupts through again
        with one_thread(), without_interrupts():
            if "forkserver" in METHODS:
                from multiprocessing import forkserver  # no such module where the method is missing

                context.set_forkserver_preload(
                    ["cleaner.batch.workers.worker", "cleaner.batch.workers.tasks", "cleaner.pipeline"]
                )
                forkserver.ensure_running()
            return ProcessPool(self._workers, context=context)

    def _restart(self) -> None:
        """A new pool in the place of one that has broken, or has lost a job; what was under way begins again."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._pool = self._start()
        for job in self._under_way:
            self._schedule(job)


METHODS = frozenset(multiprocessing.get_all_start_methods())


@contextmanager
def one_thread() -> Iterator[None]:
    """Have processes that start now use one thread for linear algebra: there is a process for every core already."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Have processes that start now never be interrupted from the keyboard: this one stops them, and says so itself.

    A terminal sends its interrupt to all of them, and what comes while they import would end them with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def usable_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


__all__ = ["Limits", "Pool", "WorkerError"]
