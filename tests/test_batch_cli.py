"""``cleaner batch`` as a user runs it: signals, pipes, full disks, progress, exit codes."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import cleaner
from tests.batch_pages import entries, page, read_jsonl, record, write_jsonl

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-c", "from cleaner.cli.app import main\nif __name__ == '__main__': main()", "batch"]


def start(*arguments: str | Path, before: Callable[[], None] | None = None, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, preexec_fn=before, **options
    )  # fmt: skip


def finished(running: subprocess.Popen[bytes], stdin: bytes | None = None) -> tuple[int, bytes, str]:
    """The exit code and what was written."""
    with running:
        out, err = running.communicate(stdin)
        return running.returncode, out, err.decode()


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "dump.jsonl", [record(number) for number in range(40)])


def test_a_dump_with_a_bad_page(tmp_path: Path, dump: Path) -> None:
    picture = tmp_path / "picture.html"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    code, out, err = finished(start(dump, picture, "-o", tmp_path / "out.jsonl", "-w", "1"))
    assert (code, out) == (1, b"")
    assert "41 pages" in err
    assert "1 not text" in err
    assert "out.jsonl.errors.jsonl" in err
    [error] = read_jsonl(tmp_path / "out.jsonl.errors.jsonl")
    assert error == error | {"source": str(picture), "reason": "not text"}


def test_quiet_markdown(tmp_path: Path, dump: Path) -> None:
    code, out, err = finished(start(dump, "-o", tmp_path / "out", "--to", "markdown", "-q", "-w", "1"))
    assert (code, out, err) == (0, b"", "")
    assert (tmp_path / "out" / "p3.md").read_text().startswith("# Story 3 of")


def test_a_list_on_stdin_and_lines_on_stdout(tmp_path: Path) -> None:
    strange = tmp_path / "a\nb.html"
    strange.write_text(page(2))
    listed = os.fsencode(strange) + b"\0" + os.fsencode(tmp_path / "gone.html")
    code, out, err = finished(start("-", "-o", "-", "-q", "-w", "1", stdin=subprocess.PIPE), listed)
    [row] = out.splitlines()
    assert code == 1
    assert json.loads(row)["text"] == cleaner.clean(page(2)).text
    assert "gone.html': missing: there is no such file" in err
    assert entries(tmp_path) == ["a\nb.html"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "out.jsonl"], "INPUT"),
        (["a.html"], "--output"),
        (["a.html", "-o", "out.csv"], "JSON lines"),
        (["a.html", "-o", "out.jsonl", "--resume", "--overwrite"], "--resume"),
        (["a.html", "-o", "-", "--resume"], "pipe"),
        (["a.html", "-o", "out.jsonl", "--templates", "gone.db"], "--learn makes"),
        (["a.html", "-o", "out.jsonl", "--dedup", "no"], "dedup"),
        (["a.html", "-o", "out.jsonl", "--front-matter"], "--to markdown"),
        (["a.html", "-o", "out.jsonl", "--no-templates", "--learn"], "--no-templates"),
        (["a.html", "-o", "out.jsonl", "--workers", "-2"], "-1 for one per core"),
        (["gone.html", "-o", "/tmp/nothing-is-written.jsonl"], "nothing to read: gone.html"),
    ],
    ids=[
        "no-input",
        "no-output",
        "ending",
        "both",
        "resume-pipe",
        "templates",
        "dedup",
        "front-matter",
        "no-templates",
        "workers",
        "nothing",
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], said: str) -> None:
    code, out, err = finished(start(*arguments))
    assert (code, out) == (2, b"")
    assert said in err
    assert "Traceback" not in err


def many(tmp_path: Path, number: int = 900) -> Path:
    return write_jsonl(tmp_path / "many.jsonl", [record(k) for k in range(number)])


PAGES = 2500
"""Many more than are written at once and are on their way to the worker together."""


def test_ctrl_c_finishes_the_pages_in_flight(tmp_path: Path) -> None:
    source, output = many(tmp_path, PAGES), tmp_path / "out.jsonl"

    def heeding() -> None:  # whoever runs the tests in the background ignores it, and so would the run
        signal.signal(signal.SIGINT, signal.default_int_handler)

    running = start(source, "-o", output, "-w", "1", start_new_session=True, before=heeding)
    records = tmp_path / "out.jsonl.part" / "records.jsonl"
    while not (records.exists() and records.stat().st_size) and running.poll() is None:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to the workers too
    code, _, err = finished(running)
    assert code == 130
    assert "--resume continues" in err
    assert "Traceback" not in err
    assert 0 < records.read_bytes().count(b"\n") < PAGES
    assert not output.exists()
    code, _, _ = finished(start(source, "-o", output, "-w", "1", "--resume"))
    assert code == 0
    assert [row["id"] for row in read_jsonl(output)] == [f"p{k}" for k in range(PAGES)]


READY = """
import signal, sys
from cleaner.cli.app import main

def heard(number, handler):
    set_handler(number, handler)
    signal.signal = set_handler
    print(file=sys.stderr, flush=True)

if __name__ == "__main__":
    set_handler, signal.signal = signal.signal, heard
    main()
"""
"""A run that says when its first handler of signals stands; before that, Python itself would answer."""


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0])
@pytest.mark.parametrize("batch", [True, False], ids=["batch", "filter"])
def test_ctrl_c_while_it_starts(tmp_path: Path, dump: Path, delay: float, batch: bool) -> None:
    def heeding() -> None:  # whoever runs the tests in the background ignores it, and so would the run
        signal.signal(signal.SIGINT, signal.default_int_handler)

    words = ["batch", str(dump), "-o", str(tmp_path / "out.jsonl"), "-w", "1"] if batch else []
    running = subprocess.Popen(
        [sys.executable, "-c", READY, *words],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=ROOT, preexec_fn=heeding, start_new_session=True,
    )  # fmt: skip
    assert running.stderr is not None
    assert running.stderr.readline() == b"\n"
    time.sleep(delay)  # it imports, and workers start and import, in the meantime
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to the workers too
    with running:
        err = running.stderr.read()
        assert b"Traceback" not in err
        assert b"Error" not in err
        assert b"ignored" not in err
    assert running.returncode == 130 or (tmp_path / "out.jsonl").exists()  # where it was faster


def test_the_command_can_be_interrupted_before_it_imports_anything_large() -> None:
    check = "import sys, cleaner.cli.app; print([n for n in ('numpy', 'lxml', 'typer', 'inspect') if n in sys.modules])"
    assert subprocess.run([sys.executable, "-c", check], capture_output=True, check=True, cwd=ROOT).stdout == b"[]\n"


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_closed_standard_streams(tmp_path: Path, dump: Path, closed: int) -> None:
    code, _, err = finished(start(dump, "-o", tmp_path / "out.jsonl", "-w", "1", before=lambda: os.close(closed)))
    assert code == 0
    assert "Traceback" not in err
    assert len(read_jsonl(tmp_path / "out.jsonl")) == 40


def test_closed_standard_output_that_is_to_be_written(dump: Path) -> None:
    code, _, err = finished(start(dump, "-o", "-", "-w", "1", before=lambda: os.close(1)))
    assert code == 2
    assert "standard output is closed" in err


def test_several_views_kept_fields_and_no_templates(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "d.jsonl", [record(1) | {"label": "x", "day": 3, "other": 4}])
    output = tmp_path / "out.jsonl"
    words = ["--to", "markdown", "-t", "text", "--keep", "label,day", "--no-templates", "--links", "-w", "1"]
    code, _, err = finished(start(source, "-o", output, *words))
    assert code == 0
    assert "1 page in" in err
    assert f"output: {output}" in " ".join(err.split())
    [row] = read_jsonl(output)
    assert (row["label"], row["day"], "other" in row) == ("x", 3, False)
    assert row["text"]
    assert row["markdown"]
    assert all(len(line) < 80 or str(tmp_path) in line for line in err.splitlines())


def test_wrong_fields_are_said_on_the_terminal(tmp_path: Path, dump: Path) -> None:
    code, _, err = finished(start(dump, "-o", tmp_path / "out.jsonl", "--html-field", "body", "-w", "1"))
    assert code == 1
    assert "no field 'body', but 'id', 'url', 'html'" in err


def test_no_space_left(tmp_path: Path) -> None:
    source, output = many(tmp_path, 700), tmp_path / "out.jsonl"

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    code, _, err = finished(start(source, "-o", output, "-w", "1", before=small_disk))
    assert code == 2
    assert "no space left" in err
    assert "--resume" in err
    assert "Traceback" not in err
    assert not output.exists()
    assert finished(start(source, "-o", output, "-w", "1", "--resume", "-q"))[0] == 0
    assert [row["id"] for row in read_jsonl(output)] == [f"p{k}" for k in range(700)]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_device(dump: Path) -> None:
    code, _, err = finished(start(dump, "-o", "/dev/full", "-w", "1"))
    assert code == 2
    assert "no space left" in err
    assert "Traceback" not in err


def test_a_reader_that_is_slow_and_one_that_goes_away(tmp_path: Path) -> None:
    source = many(tmp_path, 600)
    with start(source, "-o", "-", "-w", "1", "-q") as running:
        assert running.stdout is not None
        os.set_blocking(running.stdout.fileno(), True)
        time.sleep(1)  # the pipe is full long since
        lines = sum(1 for _ in running.stdout)
        assert running.wait() == 0
    assert lines == 600
    with start(source, "-o", "-", "-w", "1", "-q") as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert b"Traceback" not in running.stderr.read()
        assert running.wait() == 0


def test_importing_cleaner_loads_none_of_it() -> None:
    check = (
        "import sys, cleaner; cleaner.clean('<p>x</p>'); "
        "print([name for name in ('typer', 'rich', 'pebble', 'pyarrow', 'fastwarc', 'datasketch') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", check], capture_output=True, check=True, cwd=ROOT).stdout == b"[]\n"
