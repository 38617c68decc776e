"""A batch run from its beginning, or from where it was left, to its end."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

from cleaner import __version__
from cleaner.batch import learn
from cleaner.batch.inputs.feed import chunks, items
from cleaner.batch.inputs.requirements import check_needs
from cleaner.batch.inputs.sources import find
from cleaner.batch.journal import Journal
from cleaner.batch.outputs.finish import finish, put
from cleaner.batch.outputs.recorder import DUPLICATES, ERRORS, Recorder, records_name
from cleaner.batch.outputs.target import JOURNAL, Target, remove
from cleaner.batch.report import report_of
from cleaner.batch.workers.pool import Limits, Pool
from cleaner.batch.workers.tasks import Clean, Look
from cleaner.errors import BusyError, JobError, WorkerError
from cleaner.options import Options

if TYPE_CHECKING:
    from cleaner.batch.inputs.page import Failure
    from cleaner.batch.outputs.record import Cleaned
    from cleaner.batch.settings import Settings
    from cleaner.batch.workers.tasks import Work

COMMIT = 16
"""Chunks between two commits."""
SLOWEST = 60.0
"""Seconds after which there is a commit whatever has been done."""
TEMPLATES = "templates.db"


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is asked to do, and how hard it may work."""

    inputs: tuple[str, ...]
    target: Target
    settings: Settings
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    limits: Limits = field(default_factory=Limits)
    resume: bool = False
    overwrite: bool = False


class Watch(Protocol):
    """Who looks on, and may stop the run."""

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


def run(order: Order, watch: Watch, work: Work[Cleaned] | None = None) -> dict[str, Any] | None:
    """Do what was ordered.

    :param work: what is done with each page; by default it is cleaned as the settings say.
    :returns: the report; None where the run was stopped: ``resume`` goes on.
    :raises JobError: it cannot begin or go on; the message says what to do.
    :raises BrokenPipeError: whoever reads the output has gone.
    """
    target = order.target
    try:
        if target.stream:
            with TemporaryDirectory(prefix="cleaner-") as folder:
                return Run(order, watch, Path(folder)).run(work)
        if order.resume and target.done and target.report.exists() and not unfinished(target):
            return dict(json.loads(target.report.read_text(encoding="utf-8")))
        prepare(order)
        target.work.mkdir(parents=True, exist_ok=True)
        return Run(order, watch, target.work).run(work)
    except BrokenPipeError:
        raise
    except WorkerError as error:
        raise JobError(str(error)) from error
    except (OSError, sqlite3.OperationalError) as error:
        raise JobError(said(error, target)) from error


def prepare(order: Order) -> None:
    """Refuse to overwrite anything that nobody asked to be overwritten.

    :raises JobError: there is a result, or an unfinished run.
    """
    target = order.target
    if order.overwrite:
        target.check_replaceable()
        if unfinished(target):
            refuse_busy(target)
        target.clear()
    elif unfinished(target):
        if not order.resume:
            raise JobError(f"{target.work}: an unfinished run: --resume goes on with it, --overwrite begins again")
    elif target.done:
        raise JobError(f"{target.output}: is there already: give another --output, or --overwrite")


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


def said(error: OSError | sqlite3.OperationalError, target: Target) -> str:
    """An error of the system in words for the user."""
    full = "full" in str(error) if isinstance(error, sqlite3.OperationalError) else error.errno in FULL
    where = getattr(error, "filename", None) or target.output
    if full:
        what = "no space left (or a quota or file size limit)"
        return f"{where}: {what}" + (
            "" if target.stream else f"; what is done is kept in {target.work}: make room and go on with --resume"
        )
    return f"{where}: {str(getattr(error, 'strerror', None) or error).lower()}"


FULL = frozenset((errno.ENOSPC, errno.EFBIG, errno.EDQUOT))


class Run:
    """One run in its working folder."""

    def __init__(self, order: Order, watch: Watch, folder: Path) -> None:
        self._order = order
        self._watch = watch
        self._folder = folder

    def run(self, work: Work[Cleaned] | None) -> dict[str, Any] | None:
        """All phases that are not done."""
        with closing(Journal(self._folder / JOURNAL)) as self._journal:
            report = self._phases(work)
        if report is not None and not self._order.target.stream:
            remove(self._folder)
        return report

    def _phases(self, work: Work[Cleaned] | None) -> dict[str, Any] | None:
        state = self._journal.state
        if state.phase == "list":
            self._list()
        else:
            self._compare()
        check_needs(self._order.settings, self._order.target, self._journal.kinds(), self._journal.zstd())
        if state.phase == "learn" and not self._learn():
            return None
        if state.phase == "clean" and not self._clean(work or self._work()):
            return None
        return self._finish()

    def _orders(self) -> dict[str, Any]:
        """What a run that is resumed must have been asked likewise."""
        order = self._order
        return {
            **order.settings.to_dict(),
            "inputs": [os.fsencode(name).hex() for name in order.inputs],
            "output": order.target.shape,
            "version": __version__,
        }

    def _compare(self) -> None:
        before = self._journal.value("orders")
        other = [name.replace("_", "-") for name, value in self._orders().items() if before.get(name) != value]
        if other:
            raise JobError(
                f"{self._folder}: the unfinished run was begun with other options ({', '.join(other)}): "
                "repeat its command with --resume, or begin again with --overwrite"
            )

    def _list(self) -> None:
        """Write down what is to be read: a run that is resumed reads the same, whatever was added since."""
        state, settings, target = self._journal.state, self._order.settings, self._order.target

        def leave_out() -> None:
            state.left_out += 1

        self._watch.phase("listing", 0, 0)
        own = frozenset() if target.stream else target.own
        self._journal.add_inputs(find(self._order.inputs, settings.kind, own, leave_out))
        self._journal.put("orders", self._orders())
        state.phase = "learn" if settings.learn or settings.templates else "clean"
        self._journal.commit()

    def _learn(self) -> bool:
        """Make the store that the pages are cleaned with; False where the run was stopped."""
        from cleaner.templates.learn import period_of
        from cleaner.templates.site.store import TemplateStore

        journal, order, settings, watch = self._journal, self._order, self._order.settings, self._watch
        path = self._folder / TEMPLATES
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        given = Path(settings.templates) if settings.templates else None
        if given is not None and given.exists():
            TemplateStore(given)  # says in words what is wrong with it
            learn.snapshot(given, path)
        if settings.learn:
            state = journal.state
            if not state.period:
                state.period = period_of(None)
                journal.commit()
            watch.phase("counting", 0, journal.size())
            counts = learn.count_sites(
                journal, settings, watch.stopped, lambda pages, read: watch.advance(pages, 0, read)
            )
            store = TemplateStore(path)
            if not watch.stopped():
                watch.phase("learning", 0, journal.size())
                look = Look(self._options(), settings.form or "auto", state.period)
                with Pool(look, order.workers, order.limits, self._folder) as pool:
                    pool.check()
                    learn.learn(
                        journal, settings, counts, pool, store, watch.stopped,
                        lambda pages, read: watch.advance(pages, 0, read),
                    )  # fmt: skip
            if watch.stopped():
                return False
            if given is not None:
                learn.give_back(store, given, counts)
        journal.state.phase = "clean"
        journal.commit()
        return True

    def _options(self) -> Options:
        return Options(focus=self._order.settings.focus, max_bytes=self._order.settings.max_bytes)

    def _work(self) -> Clean:
        settings = self._order.settings
        templates = self._folder / TEMPLATES
        return Clean(
            self._options(),
            settings.content,
            settings.form or "auto",
            templates if templates.exists() else None,
            settings.dedup,
        )

    def _clean(self, work: Work[Cleaned]) -> bool:
        """Clean what is left to clean; False where the run was stopped."""
        order, watch, journal = self._order, self._watch, self._journal
        state = journal.state
        recorder = Recorder(journal, order.target, order.settings, self._folder, watch.failed)
        begin = (state.input, state.item)
        watch.phase("cleaning", journal.size(begin[0]), journal.size())
        try:
            with Pool(work, order.workers, order.limits, self._folder) as pool:
                pool.check()
                fed = chunks(items(journal, order.settings, begin), watch.stopped)
                for number, (results, step) in enumerate(pool.map(fed), 1):
                    recorder.take(results)
                    state.bytes += step.size
                    state.input, state.item = step.position[:2]
                    watch.advance(len(results), step.size, step.position.read)
                    if number % COMMIT == 0 or recorder.age > SLOWEST:
                        recorder.commit()
            if not watch.stopped():
                state.phase = "finish"
            recorder.commit()
        finally:
            recorder.close()
        return state.phase == "finish"

    def _finish(self) -> dict[str, Any]:
        """Give everything its final name. Each step can be done again."""
        target, folder = self._order.target, self._folder
        report = report_of(self._journal.state, self._journal.sites())
        if target.stream:
            return report
        self._watch.phase("writing", 0, 0)
        finish(target, folder / records_name(target), self._order.settings.content)
        for name, final in ((ERRORS, target.errors), (DUPLICATES, target.duplicates)):
            spool = folder / name
            if not spool.exists():
                continue
            if spool.stat().st_size:
                put(spool, final)
            else:
                final.unlink(missing_ok=True)  # of the result that this one replaces
        made = folder / "report.json"
        made.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        put(made, target.report)
        return report
