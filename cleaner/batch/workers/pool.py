"""Chunks of items through worker processes, in order; a page that hangs, eats memory or crashes costs itself alone.

The processes and the backstop of their time are pebble's. A worker writes down which page it has begun: when it dies,
that page is the culprit. If the alarm ended it, the page has had its time; otherwise it is tried once more alone, for
it may have died of what the pages before had left. The other pages of the chunk are done again.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from cleaner.batch.inputs.page import Failure, Page, failed
from cleaner.batch.workers.worker import ALARM, Limits, Task, begun, marks, run
from cleaner.errors import FailureReason as Reason
from cleaner.errors import WorkerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Self

    from cleaner.batch.inputs.page import Item
    from cleaner.batch.workers.tasks import Work

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


@dataclass(slots=True)
class Pending(Generic[R, T]):
    """A chunk whose results are not all there."""

    tag: T
    results: list[R | Failure | None]
    missing: int


@dataclass(slots=True, eq=False)
class Job(Generic[R, T]):
    """Pages of one chunk that are with one worker."""

    chunk: Pending[R, T]
    pages: list[tuple[int, Page]]
    """Each with its place in the chunk."""
    breaks: int = 0
    """How often the pool broke down meanwhile."""
    mark: str = ""
    future: Future[list[R | Failure]] | None = field(default=None, repr=False)


class Pool(Generic[R]):
    """Worker processes that do one kind of work; a context manager."""

    def __init__(self, work: Work[R], workers: int, limits: Limits, scratch: Path | None = None) -> None:
        """Start no process yet.

        :param scratch: a folder for small files; by default one of the system's.
        """
        self._work = work
        self._workers = workers
        self._limits = limits
        self._scratch = TemporaryDirectory(prefix="cleaner-", dir=scratch)
        self._marks = marks(self._scratch.name)
        self._free_marks: list[str] = []
        self._under_way: set[Job[R, Any]] = set()
        self._done: SimpleQueue[tuple[Job[R, Any], Future[list[R | Failure]]]] = SimpleQueue()
        # A chunk takes at most the time of two pages: see worker.run.
        self._longest = 2 * limits.seconds + GRACE
        self._pool = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._scratch.cleanup()

    def check(self) -> None:
        """Start a worker and have it get ready.

        :raises WorkerError: it cannot: the memory limit is too small, the machine is full, something is not installed.
        """
        task: Task[R] = Task(self._work, (), self._limits, next(self._marks))
        error = self._pool.schedule(run, (task,)).exception()
        if error is not None:
            raise WorkerError(
                f"workers do not start ({type(error).__name__}: {error}): allow them more memory (--memory), "
                "or start fewer (--workers)"
            ) from error

    def map(self, chunks: Iterable[tuple[Sequence[Item], T]]) -> Iterator[tuple[list[R | Failure], T]]:
        """The results of each chunk, and the chunk's tag, in the chunks' order."""
        source = iter(chunks)
        waiting: deque[Pending[R, T]] = deque()
        more = True
        while True:
            while more and len(self._under_way) < QUEUED * self._workers and len(waiting) < WINDOW:
                chunk = next(source, None)
                if chunk is None:
                    more = False
                    break
                items, tag = chunk
                pages = [(number, item) for number, item in enumerate(items) if isinstance(item, Page)]
                waiting.append(
                    Pending(tag, [item if isinstance(item, Failure) else None for item in items], len(pages))
                )
                if pages:
                    self._submit(Job(waiting[-1], pages))
            while waiting and not waiting[0].missing:
                ready = waiting.popleft()
                yield [result for result in ready.results if result is not None], ready.tag
            if self._under_way:
                self._wait()
            elif not waiting and not more:
                return

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
        self._free_marks.append(job.mark)
        again = self._settle(job, future)
        job.future, job.pages = None, []  # the future knows the job: else pages would wait for the garbage collector
        for pages, breaks in again:
            if pages:
                self._submit(Job(job.chunk, pages, breaks))

    def _settle(self, job: Job[R, T], future: Future[list[R | Failure]]) -> list[tuple[list[tuple[int, Page]], int]]:
        """Take what a job has brought; returned is what must be done again, with the number of breaks."""
        error = future.exception()
        if error is None:
            results = future.result()
            for (number, _), result in zip(job.pages, results, strict=False):
                self._decide(job, number, result)
            return [(job.pages[len(results) :], job.breaks)]
        broken = isinstance(error, BrokenExecutor)
        breaks = job.breaks + broken
        if broken:
            self._restart()
        culprit = begun(job.mark) - 1
        if culprit < 0 and breaks <= BREAKS:  # nothing was begun: nobody is to blame
            return [(job.pages, breaks + 1)]
        number, page = job.pages[max(culprit, 0)]
        others = [pair for pair in job.pages if pair[0] != number]
        alone = len(job.pages) == 1
        timeout = (isinstance(error, ProcessExpired) and ALARM is not None and error.exitcode == -ALARM) or (
            isinstance(error, TimeoutError) and (alone or ALARM is None)
        )
        if timeout or (alone and not broken) or breaks > BREAKS:
            self._decide(job, number, self._blame(page, timeout, error))
            return [(others, breaks)]
        return [([(number, page)], breaks), (others, breaks)]

    def _decide(self, job: Job[R, T], number: int, result: R | Failure) -> None:
        job.chunk.results[number] = result
        job.chunk.missing -= 1

    def _blame(self, page: Page, timeout: bool, error: BaseException) -> Failure:
        """The failure of a page that a worker did not survive."""
        if timeout:
            return failed(page, Reason.TIMEOUT, f"took longer than {self._limits.seconds:g} s (--timeout)")
        code = getattr(error, "exitcode", None)
        how = f"signal {-code}" if isinstance(code, int) and code < 0 else str(error)
        return failed(page, Reason.CRASH, f"the worker process died of it ({how})")

    def _submit(self, job: Job[R, T]) -> None:
        """Give a job to the pool."""
        job.mark = self._free_marks.pop() if self._free_marks else next(self._marks)
        self._under_way.add(job)
        try:
            self._schedule(job)
        except RuntimeError:  # it has broken since
            self._restart()

    def _schedule(self, job: Job[R, T]) -> None:
        Path(job.mark).unlink(missing_ok=True)
        task = Task(self._work, [page for _, page in job.pages], self._limits, job.mark)
        future = job.future = self._pool.schedule(run, (task,), timeout=self._longest)
        future.add_done_callback(lambda done: self._done.put((job, done)))

    def _start(self) -> ProcessPool:
        # Workers are forked from a small process without threads, not from this one.
        context = multiprocessing.get_context("forkserver" if "forkserver" in METHODS else "spawn")
        with one_thread():
            if "forkserver" in METHODS:
                from multiprocessing import forkserver

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


__all__ = ["Limits", "Pool", "WorkerError"]
