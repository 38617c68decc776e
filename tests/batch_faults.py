"""A batch run whose cleaning goes wrong where a page says so; run as a program by the tests, which kill it.

usage: python -m tests.batch_faults INPUT OUTPUT [--resume]
"""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.batch.job import Job
from cleaner.batch.outputs.target import Target
from cleaner.batch.run import run
from cleaner.batch.settings import Settings
from cleaner.batch.workers.tasks import CleanTask
from cleaner.batch.workers.worker import Limits
from cleaner.cli.progress import ProgressView
from cleaner.options import Options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.batch.inputs.page import Page
    from cleaner.batch.outputs.record import Cleaned

HANG, CRASH, HOG = "<!-- hang -->", "<!-- crash -->", "<!-- hog -->"
LIMITS = Limits(seconds=5.0, memory=1_000_000_000)


@dataclass(frozen=True)
class Faulty:
    """Cleaning, as native code with bugs would do it."""

    clean: CleanTask = field(default_factory=lambda: CleanTask(Options()))

    def __call__(self, page: Page) -> Cleaned:
        if HANG in str(page.data):
            ctypes.PyDLL(None).sleep(3600)  # holds the interpreter's lock, as a parser that hangs does
        if CRASH in str(page.data):
            ctypes.string_at(0)
        if HOG in str(page.data):
            hoard = []
            while True:
                hoard.append(bytes(100_000_000))
        return self.clean(page)


@dataclass(frozen=True)
class DyingOnce:
    """What brings a worker down once, for no fault of the page in hand."""

    flag: str

    def __call__(self, page: Page) -> str:
        if page.data == "victim" and not Path(self.flag).exists():
            Path(self.flag).touch()
            os._exit(9)
        return str(page.data)


def main(arguments: Sequence[str]) -> None:
    source, output, *rest = arguments
    order = Job((source,), Target.of(output), Settings(), workers=2, limits=LIMITS, resume="--resume" in rest)
    show = ProgressView(quiet=True, tell_failures=False)
    with show.shown():
        report = run(order, show, Faulty())
    sys.exit(0 if report is not None else 130)


if __name__ == "__main__":
    main(sys.argv[1:])
