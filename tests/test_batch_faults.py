"""The worst pages there are, and a run that is killed again and again: nothing is lost, nothing is there twice."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.batch_faults import CRASH, HANG, HOG
from tests.batch_pages import entries, read_jsonl, record, write_jsonl

PAGES = 2000
KILLS = 10
HOSTILE = {333: HANG, 777: CRASH, 1234: HOG}
NO_JSON = (50, 451, 900, 1500, 1999)
NO_TEXT = (0, 452, 901, 1501, 1800)


def dump() -> list[dict[str, Any] | bytes]:
    """Pages of which thirteen are bad."""
    found: list[dict[str, Any] | bytes] = []
    for number in range(PAGES):
        one = record(number)
        one["html"] += HOSTILE.get(number, "")
        if number in NO_TEXT:
            one["html"] = None
        found.append(b'{"html": "<p>cut o\n' if number in NO_JSON else one)
    return found


def start(source: Path, output: Path, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.batch_faults", str(source), str(output), *options],
        cwd=Path(__file__).parent.parent,
        stderr=subprocess.PIPE,
    )


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The output of a run to the end, and of one that was killed and resumed."""
    folder = tmp_path_factory.mktemp("faults")
    source = write_jsonl(folder / "dump.jsonl.gz", dump())
    whole, broken = folder / "whole.jsonl", folder / "broken.jsonl"
    begun = time.monotonic()
    with start(source, whole) as running:
        assert running.wait() == 0, running.stderr and running.stderr.read()
    length = min(time.monotonic() - begun, 30.0)
    moments = random.Random(7)
    for _ in range(KILLS):
        with start(source, broken, "--resume") as running:
            time.sleep(moments.uniform(0.05, 0.4) * length)
            running.send_signal(signal.SIGKILL)
        if broken.exists() and not (folder / "broken.jsonl.part").exists():
            break  # it was faster than the kills
    if (folder / "broken.jsonl.part").exists():
        with start(source, broken, "--resume") as running:
            assert running.wait() == 0, running.stderr and running.stderr.read()
    return whole, broken


def test_each_bad_page_costs_itself_alone(runs: tuple[Path, Path]) -> None:
    whole, _ = runs
    bad = {*HOSTILE, *NO_JSON, *NO_TEXT}
    assert [one["id"] for one in read_jsonl(whole)] == [f"p{k}" for k in range(PAGES) if k not in bad]
    errors = read_jsonl(whole.with_name("whole.jsonl.errors.jsonl"))
    assert Counter(one["reason"] for one in errors) == Counter(
        {"timeout": 1, "crash": 1, "memory": 1, "damaged": 5, "missing field": 5}
    )
    reasons = {one["id"]: one["reason"] for one in errors if one["id"]}
    assert (reasons["p333"], reasons["p777"], reasons["p1234"]) == ("timeout", "crash", "memory")
    assert all(one["source"].endswith("dump.jsonl.gz") and one["record"] and one["time"] for one in errors)


def test_killed_and_resumed_is_the_same(runs: tuple[Path, Path]) -> None:
    whole, broken = runs
    assert broken.read_bytes() == whole.read_bytes()
    assert len(read_jsonl(broken)) == PAGES - 13

    def reasons(path: Path) -> list[tuple[str, str]]:
        return [(one["record"], one["reason"]) for one in read_jsonl(path.with_name(path.name + ".errors.jsonl"))]

    assert reasons(broken) == reasons(whole)


def test_nothing_is_left_behind(runs: tuple[Path, Path]) -> None:
    whole, _ = runs
    assert entries(whole.parent) == [
        "broken.jsonl", "broken.jsonl.errors.jsonl", "broken.jsonl.report.json", "dump.jsonl.gz",
        "whole.jsonl", "whole.jsonl.errors.jsonl", "whole.jsonl.report.json",
    ]  # fmt: skip
