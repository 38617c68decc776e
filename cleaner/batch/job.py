"""What a batch run is asked to do, and how it begins: nothing is overwritten that nobody asked to be overwritten."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

from cleaner.batch.journal import Journal
from cleaner.batch.outputs.target import JOURNAL, Target, remove
from cleaner.batch.run import Run
from cleaner.batch.workers.worker import Limits
from cleaner.errors import BusyError, CleanerError, JobError, WorkerError

if TYPE_CHECKING:
    from cleaner.batch.inputs.page import Failure
    from cleaner.batch.outputs.record import Cleaned
    from cleaner.batch.settings import Settings
    from cleaner.batch.workers.tasks import Task

FULL = frozenset((errno.ENOSPC, errno.EFBIG, errno.EDQUOT))


@dataclass(frozen=True, slots=True)
class Job:
    """What a run is asked to do, and how hard it may work."""

    inputs: tuple[str, ...]
    target: Target
    settings: Settings
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    limits: Limits = field(default_factory=Limits)
    resume: bool = False
    overwrite: bool = False


class Observer(Protocol):
    """Who watches a run, and may stop it."""

    def stopped(self) -> bool:
        """Whether the run is to stop, after the pages in flight."""
        ...

    def phase(self, name: str, read: int, total: int) -> None:
        """Something begins: ``read`` of ``total`` bytes of the inputs are done."""
        ...

    def advance(self, pages: int, size: int, read: int) -> None:
        """More pages, of ``size`` bytes, are done; ``read`` as in :meth:`phase`."""
        ...

    def failed(self, failure: Failure) -> None:
        """A page failed."""
        ...

    def note(self, message: str) -> None:
        """Something that the user should know at once."""
        ...


def run(job: Job, observer: Observer, task: Task[Cleaned] | None = None) -> dict[str, Any] | None:
    """Do a job.

    :param task: what is done with each page; by default it is cleaned as the settings say.
    :returns: the report; None where the run was stopped: ``resume`` goes on.
    :raises JobError: it cannot begin or go on; the message says what to do.
    :raises BrokenPipeError: whoever reads the output has gone.
    """
    target = job.target
    try:
        if target.stream:
            with TemporaryDirectory(prefix="cleaner-") as folder:
                return Run(job, observer, Path(folder)).run(task)
        if job.resume and target.done and target.report.exists() and not unfinished(target):
            return dict(json.loads(target.report.read_text(encoding="utf-8")))
        prepare(job)
        return in_folder(job, observer, task)
    except BrokenPipeError:
        raise
    except WorkerError as error:
        raise JobError(str(error)) from error
    except (OSError, sqlite3.OperationalError) as error:
        raise JobError(said(error, target)) from error


def in_folder(job: Job, observer: Observer, task: Task[Cleaned] | None) -> dict[str, Any] | None:
    """Do a job in its working folder. One that fails before it has cleaned a page leaves nothing that is in the way."""
    target = job.target
    target.work.mkdir(parents=True, exist_ok=True)
    fresh = not unfinished(target)
    running = Run(job, observer, target.work)
    try:
        return running.run(task)
    except (CleanerError, OSError, sqlite3.OperationalError) as error:
        if fresh and not running.pages and not is_full(error):
            with suppress(OSError):
                remove(target.work)
        raise


def prepare(job: Job) -> None:
    """Refuse to overwrite anything that nobody asked to be overwritten.

    :raises JobError: there is a result, or an unfinished run.
    """
    target = job.target
    if job.overwrite:
        target.check_replaceable()
        if unfinished(target):
            refuse_busy(target)
        target.clear()
    elif unfinished(target):
        if not job.resume:
            raise JobError(f"{target.work}: an unfinished run: --resume goes on with it, --overwrite begins again")
    elif target.done:
        raise JobError(f"{target.output}: already exists: give another --output, or --overwrite")


def unfinished(target: Target) -> bool:
    """Whether a run to this output was begun and not finished."""
    return (target.work / JOURNAL).exists()


def refuse_busy(target: Target) -> None:
    """Refuse to delete what a run is writing; a journal that is damaged may go.

    :raises BusyError: a run is writing it.
    """
    try:
        Journal(target.work / JOURNAL).close()
    except BusyError:
        raise
    except JobError:
        pass


def is_full(error: BaseException) -> bool:
    """Whether an error says that there is no space left."""
    if isinstance(error, sqlite3.OperationalError):
        return "full" in str(error)
    return isinstance(error, OSError) and error.errno in FULL


def said(error: OSError | sqlite3.OperationalError, target: Target) -> str:
    """An error of the system in words for the user."""
    where = getattr(error, "filename", None) or target.output
    if is_full(error):
        what = "no space left (or a quota or file size limit)"
        return f"{where}: {what}" + (
            "" if target.stream else f"; what is done is kept in {target.work}: make room and go on with --resume"
        )
    return f"{where}: {str(getattr(error, 'strerror', None) or error).lower()}"
