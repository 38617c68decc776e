"""How a pool takes what its workers bring, with processes that are played: real ones are in ``test_batch_faults``."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any

import pytest
from pebble import ProcessExpired

from cleaner.batch.inputs.page import Failure, Item, LeftOut, Page
from cleaner.batch.workers import pool as pools
from cleaner.batch.workers.pool import Chunk, Job, Limits, Pool
from cleaner.batch.workers.worker import ALARM, attempt
from cleaner.errors import FailureReason as Reason
from cleaner.errors import WorkerError

LIMITS = Limits(seconds=3.0)


def upper(page: Page) -> str:
    """A task: what a page holds, in capitals."""
    if page.data == "bad":
        raise ValueError("bad data")
    return str(page.data).upper()


@dataclass
class Played:
    """Processes that do what the pages say."""

    chunks: list[list[str]] = field(default_factory=list)
    """The data of the pages of each job that was begun."""
    longest: list[float | None] = field(default_factory=list)
    stops: int = 0

    def schedule(self, _run: Any, arguments: Any, timeout: float | None = None) -> Future[Any]:
        """Do a job at once."""
        task, pages, limits = arguments
        self.chunks.append([page.data for page in pages])
        self.longest.append(timeout)
        future: Future[Any] = Future()
        results: list[Any] = []
        for page in pages:
            if page.data in FAULTS:
                future.set_exception(FAULTS[page.data])
                return future
            results.append(attempt(task, page, limits.seconds))
            if page.data == "slow":
                break
        future.set_result(results)
        return future

    def stop(self) -> None:
        """Count it."""
        self.stops += 1

    def join(self) -> None:
        """Nothing is there to wait for."""


def expired(code: int | None) -> ProcessExpired:
    """The end of a process."""
    return ProcessExpired("Abnormal termination", code)  # type: ignore[no-untyped-call]


FAULTS: dict[str, Exception] = {
    "kill": expired(-9),
    "exit": expired(3),
    "hang": TimeoutError(),
    "break": BrokenProcessPool("broken"),
} | ({"alarm": expired(-ALARM)} if ALARM is not None else {})


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Played:
    processes = Played()
    monkeypatch.setattr(Pool, "_start", lambda _: processes)
    return processes


def said(result: Any) -> Any:
    """A result in short."""
    return (result.reason, result.message) if isinstance(result, Failure) else result


def cleaned(*chunks: list[Item], workers: int = 1) -> list[tuple[list[Any], int]]:
    """What comes out of a pool for chunks."""
    with Pool(workers, LIMITS) as pool:
        return [
            ([said(result) for result in results], tag)
            for results, tag in pool.map(upper, ((chunk, number) for number, chunk in enumerate(chunks)))
        ]


def page(data: str) -> Page:
    return Page("a.jsonl", data)


DIED = "the worker process died of it"


@pytest.mark.parametrize(
    ("data", "reason", "message"),
    [
        ("bad", Reason.ERROR, "ValueError: bad data"),
        ("kill", Reason.CRASH, f"{DIED} (signal 9)"),
        ("exit", Reason.CRASH, f"{DIED} ({FAULTS['exit']})"),
        ("hang", Reason.TIMEOUT, "took longer than 3 s (--timeout)"),
        ("break", Reason.CRASH, f"{DIED} (broken)"),
        pytest.param(
            "alarm",
            Reason.TIMEOUT,
            "took longer than 3 s (--timeout)",
            marks=pytest.mark.skipif(ALARM is None, reason="no alarms"),
        ),
    ],
)
def test_a_page_that_fails_costs_itself_alone(played: Played, data: str, reason: Reason, message: str) -> None:
    [(results, _)] = cleaned([page("a"), page(data), page("b")])
    assert results[0] == "A"
    assert results[1][0] is reason
    assert message in results[1][1]
    assert results[2] == "B"


def test_what_is_no_page_keeps_its_place(played: Played) -> None:
    failure, left_out = Failure("a", Reason.EMPTY, "no text"), LeftOut("hidden")
    [(results, _), (others, tag)] = cleaned([failure, page("a"), left_out], [left_out])
    assert results == [(Reason.EMPTY, "no text"), "A", left_out]
    assert (others, tag) == ([left_out], 1)
    assert played.chunks == [["a"]]


def test_pages_after_a_slow_one_are_another_job(played: Played) -> None:
    assert cleaned([page("a"), page("slow"), page("b")]) == [(["A", "SLOW", "B"], 0)]
    assert played.chunks == [["a", "slow", "b"], ["b"]]
    assert played.longest == [2 * LIMITS.seconds + pools.GRACE] * 2


def test_results_are_in_the_order_of_the_chunks(played: Played) -> None:
    chunks: list[list[Item]] = [[page(str(number))] for number in range(20)]
    chunks[3] = [page("kill"), page("x")]
    found = cleaned(*chunks, workers=2)
    assert [tag for _, tag in found] == [*range(20)]
    assert [results for results, tag in found if tag != 3] == [[str(number)] for number in range(20) if number != 3]


def test_no_more_is_read_than_workers_take(played: Played) -> None:
    read: list[int] = []

    def chunks() -> Any:
        for number in range(20):
            read.append(number)
            yield [page("a")], number

    with Pool(2, LIMITS) as pool:
        next(pool.map(upper, chunks()))
        assert len(read) == pools.QUEUED * 2 + 1  # one in the place of that which is done


def test_a_chunk_may_break_the_pool_a_few_times(played: Played) -> None:
    cleaned([page("break")])
    assert played.chunks == [["break"]] * (pools.BREAKS + 1)
    assert played.stops == pools.BREAKS + 1 + 1  # and at the end


def test_the_pages_of_a_job_that_broke_the_pool_are_tried_one_by_one(played: Played) -> None:
    cleaned([page("a"), page("break")])
    assert played.chunks[0] == ["a", "break"]
    assert played.chunks[1:].count(["a"]) == 1
    assert played.chunks[1:].count(["break"]) == pools.BREAKS


def test_a_job_that_is_lost_begins_again(played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    with Pool(1, LIMITS) as pool:
        pool._longest = -pools.GRACE + 0.01
        job: Job[Any, Any] = Job(upper, Chunk(0, [None], 1), [(0, page("a"))])
        pool._under_way.add(job)
        pool._wait()
        assert played.stops == 1
        pool._wait()
        assert job.chunk.results == ["A"]
        assert not pool._under_way


def test_a_result_that_was_begun_again_since_is_not_taken(played: Played) -> None:
    with Pool(1, LIMITS) as pool:
        job: Job[Any, Any] = Job(upper, Chunk(0, [None], 1), [(0, page("a"))])
        pool._submit(job)
        job.future = None
        pool._wait()
        assert job.chunk.results == [None]
        assert pool._under_way == {job}


def test_workers_that_do_not_start_are_an_error(played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    with Pool(1, LIMITS) as pool:
        pool.check(upper)
        future: Future[Any] = Future()
        future.set_exception(MemoryError("none left"))
        monkeypatch.setattr(played, "schedule", lambda *_: future)
        with pytest.raises(WorkerError, match=r"workers do not start \(MemoryError: none left\): do this"):
            pool.check(upper, "do this")


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals of POSIX")
def test_processes_start_without_interrupts() -> None:
    def held() -> bool:
        return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())

    assert not held()
    with pools.without_interrupts():
        assert held()
    assert not held()


def test_processes_start_with_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = pools.THREADS
    monkeypatch.setenv(first, "7")
    for name in others:
        monkeypatch.delenv(name, raising=False)
    with pools.one_thread():
        assert {os.environ[name] for name in pools.THREADS} == {"1"}
    assert os.environ[first] == "7"
    assert not {*others} & {*os.environ}
