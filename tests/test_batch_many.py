"""``Cleaner.clean_many``: results in order, an error for each bad record."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import cleaner
from cleaner.batch.inputs.page import Failure, Page
from cleaner.batch.outputs.record import Cleaned
from cleaner.batch.workers.pool import BREAKS, Job, Pool
from cleaner.batch.workers.worker import Limits
from tests.batch_faults import CRASH, HANG, HOG, DyingOnce, Faulty
from tests.batch_pages import page

if TYPE_CHECKING:
    from collections.abc import Iterator

ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
RECORDS: list[Any] = [
    page(0),
    page(1).encode(),
    (page(2), "https://a.example/2"),
    {"html": page(3), "url": "https://a.example/3", "id": 7},
    {"html": page(4).encode("utf-16-le"), "encoding": "utf-16-le"},
    None,
    {"text": "x"},
    (page(1), "u", "v"),
    b"%PDF-1.4",
    {"html": b"<p>x", "encoding": "klingon", "id": "k"},
    "x" * 2000,
    page(5),
]


@pytest.mark.parametrize("workers", [0, 2])
def test_in_order_and_never_a_stop(workers: int) -> None:
    made = cleaner.Cleaner(cleaner.Options(max_bytes=50_000))
    results = list(made.clean_many([*RECORDS, "x" * 100_000], workers=workers))
    assert [result.number for result in results] == list(range(len(RECORDS) + 1))
    assert [result.reason for result in results] == [
        None, None, None, None, None, "missing field", "missing field", "missing field", "not text", "error", None, None, "too large",
    ]  # fmt: skip
    assert [(result.id, result.url) for result in results[2:4]] == [
        (None, "https://a.example/2"), (7, "https://a.example/3"),
    ]  # fmt: skip
    assert results[9].id == "k"
    assert "klingon" in (results[9].error or "")
    for number in range(5):
        document = results[number].document
        assert document is not None
        assert document.text == cleaner.clean(page(number)).text


@pytest.mark.parametrize("limits", [{"workers": 1.5}, {"workers": "2"}, {"memory": "1GB"}, {"timeout": None}])
def test_what_is_no_number_of_workers_seconds_or_bytes_is_said(limits: dict[str, Any]) -> None:
    with pytest.raises(cleaner.ArgumentTypeError, match=f"{next(iter(limits))} must be a number of"):
        list(cleaner.Cleaner().clean_many([page(0)], **{"workers": 1} | limits))


def test_records_are_taken_as_results_are_asked_for() -> None:
    taken = []

    def records() -> Iterator[str]:
        for number in range(1000):
            taken.append(number)
            yield page(number)

    results = cleaner.Cleaner().clean_many(records())
    next(results)
    next(results)
    assert len(taken) == 2


def test_what_a_worker_does_not_survive_costs_itself_alone() -> None:
    bad = {3: CRASH, 4: CRASH, 20: HANG, 21: HOG}
    pages = [Page("", page(number) + bad.get(number, ""), id=str(number)) for number in range(40)]
    chunks = [(pages[begin : begin + 8], begin) for begin in range(0, 40, 8)]
    with Pool(1, Limits(4.0, 1_000_000_000)) as pool:
        results = [result for found, _ in pool.map(Faulty(), chunks) for result in found]
    assert {k: result.reason for k, result in enumerate(results) if isinstance(result, Failure)} == {
        3: "crash", 4: "crash", 20: "timeout", 21: "memory",
    }  # fmt: skip
    assert [result.fields["id"] for result in results if isinstance(result, Cleaned)] == [
        str(number) for number in range(40) if number not in bad
    ]


def test_a_page_that_dies_in_company_is_tried_alone(tmp_path: Path) -> None:
    pages = [Page("", "one"), Page("", "victim"), Page("", "other")]
    with Pool(1, Limits(60.0, 0)) as pool:
        [(results, _)] = list(pool.map(DyingOnce(str(tmp_path / "flag")), [(pages, None)]))
    assert results == ["one", "victim", "other"]
    assert (tmp_path / "flag").exists()


class Breaking(Pool):
    """A pool that breaks down under the first pages that it is given."""

    def __init__(self, times: int) -> None:
        super().__init__(1, Limits(60.0, 0))
        self.left = times

    def _schedule(self, job: Job[Any, Any]) -> None:
        if not self.left:
            super()._schedule(job)
            return
        self.left -= 1
        future = job.future = Future()
        future.set_exception(BrokenExecutor("broken"))
        self._done.put((job, future))


@pytest.mark.parametrize(("times", "expected"), [(1, "one"), (BREAKS, "one"), (BREAKS + 1, "crash")])
def test_a_page_is_not_blamed_for_the_first_breakdowns_of_the_pool(tmp_path: Path, times: int, expected: str) -> None:
    with Breaking(times) as pool:
        [([result], _)] = list(pool.map(DyingOnce(str(tmp_path / "flag")), [([Page("", "one")], None)]))
    assert (result.reason if isinstance(result, Failure) else result) == expected


def test_workers_are_only_started_by_a_guarded_script(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text("import cleaner\nprint(len(list(cleaner.Cleaner().clean_many(['<p>x'], workers=1))))\n")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=tmp_path, env=ENVIRONMENT)
    assert done.returncode == 1
    assert "if __name__ == '__main__'" in done.stderr.splitlines()[-1]
    assert done.stderr.count("Traceback") <= 2  # the error itself, and what it was raised from
    script.write_text(
        "import cleaner\nif __name__ == '__main__':\n"
        "    print(len(list(cleaner.Cleaner().clean_many(['<p>x'], workers=-1))))\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=tmp_path, env=ENVIRONMENT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")
