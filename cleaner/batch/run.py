"""How a batch run begins, goes on and fails: nothing is overwritten unless that was asked for."""

from __future__ import annotations

import errno
import json
import sqlite3
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from cleaner.batch.journal import Journal
from cleaner.batch.outputs.target import JOURNAL, remove
from cleaner.batch.phases import Run
from cleaner.errors import BusyError, CleanerError, JobError, WorkerError

if TYPE_CHECKING:
    from cleaner.batch.job import Job, Observer
    from cleaner.batch.outputs.record import Cleaned
    from cleaner.batch.outputs.target import Target
    from cleaner.batch.workers.tasks import Task

FULL = frozenset((errno.ENOSPC, errno.EFBIG, errno.EDQUOT))


def run(job: Job, observer: Observer, task: Task[Cleaned] | None = None) -> dict[str, Any] | None:
    """Do a job.

    :param task: what is done with each page; by default it is cleaned as the settings say.
    :returns: the report; None if the run was stopped: ``resume`` goes on.
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
    """Refuse to overwrite anything unless that was asked for.

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
    where = getattr(error, "filename", None) or ("standard output" if target.stream else target.output)
    if is_full(error):
        what = "no space left (or a quota or file size limit)"
        return f"{where}: {what}" + (
            "" if target.stream else f"; what is done is kept in {target.work}: make room and go on with --resume"
        )
    return f"{where}: {str(getattr(error, 'strerror', None) or error).lower()}"
