"""A batch run in its working folder, phase by phase: from its beginning, or from where it was left, to its end."""

from __future__ import annotations

import json
import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner import __version__
from cleaner.batch import learn
from cleaner.batch.inputs.feed import chunks, items
from cleaner.batch.inputs.preview import field_notes
from cleaner.batch.inputs.sources import find
from cleaner.batch.journal import Journal
from cleaner.batch.outputs.finish import finish, put
from cleaner.batch.outputs.record import Views
from cleaner.batch.outputs.recorder import DUPLICATES, ERRORS, Recorder, records_name
from cleaner.batch.outputs.target import JOURNAL, Shape, remove
from cleaner.batch.report import report_of
from cleaner.batch.requirements import check_requirements
from cleaner.batch.workers.pool import Pool
from cleaner.batch.workers.tasks import CleanTask, LearnTask, SharedTemplates
from cleaner.errors import FailureReason, JobError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.batch.inputs.sources import Input
    from cleaner.batch.job import Job, Observer
    from cleaner.batch.outputs.record import Cleaned
    from cleaner.batch.workers.tasks import Task

COMMIT = 16
"""Chunks between two commits."""
SLOWEST = 60.0
"""Seconds after which there is a commit whatever has been done."""
TEMPLATES = "templates.db"


class Run:
    """One run in its working folder."""

    def __init__(self, job: Job, observer: Observer, folder: Path) -> None:
        self._job = job
        self._observer = observer
        self._folder = folder
        self.pages = 0
        """How many pages are done, over all parts of the run."""

    def run(self, task: Task[Cleaned] | None) -> dict[str, Any] | None:
        """All phases that are not done."""
        with closing(Journal(self._folder / JOURNAL)) as self._journal:
            self.pages = self._journal.state.pages
            report = self._phases(task)
        if report is not None and not self._job.target.stream:
            remove(self._folder)
        return report

    def _phases(self, task: Task[Cleaned] | None) -> dict[str, Any] | None:
        state = self._journal.state
        if state.phase == "list":
            self._list()
        else:
            self._compare()
        check_requirements(self._job.settings, self._job.target, self._journal.kinds(), self._journal.zstd())
        if state.phase == "learn" and not self._learn():
            return None
        if state.phase == "clean" and not self._clean(task or self._task()):
            return None
        return self._finish()

    def _begin(self, name: str, read: int, total: int) -> None:
        """Tell the observer which phase begins, and which of how many it is."""
        job = self._job
        names = ["counting pages", "learning"] * job.settings.learn + ["cleaning"]
        names += ["writing"] * (job.target.shape is not Shape.JSONL)
        which = f" ({names.index(name) + 1} of {len(names)})" if len(names) > 1 and name in names else ""
        self._observer.phase(name + which, read, total)

    def _orders(self) -> dict[str, Any]:
        """What a run that is resumed must have in common with the first one."""
        job = self._job
        return {
            **job.settings.to_dict(),
            "inputs": [os.fsencode(name).hex() for name in job.inputs],
            "output": job.target.shape,
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
        state, settings, target = self._journal.state, self._job.settings, self._job.target

        def leave_out(what: str) -> None:
            state.left_out[what] = state.left_out.get(what, 0) + 1

        self._begin("listing", 0, 0)
        own = frozenset() if target.stream else target.own
        self._journal.add_inputs(self._checked(find(self._job.inputs, settings.kind, own, leave_out)))
        self._journal.put("orders", self._orders())
        for note in field_notes((found for _, found in self._journal.inputs()), settings):
            self._observer.note(note)
        state.phase = "learn" if settings.learn or settings.templates else "clean"
        self._journal.commit()

    def _checked(self, inputs: Iterator[Input]) -> Iterator[Input]:
        """The inputs, if there is any, and none is what the run writes.

        :raises JobError: an input would be overwritten, or there is nothing to read.
        """
        target = self._job.target
        own = frozenset() if target.stream else target.own
        problem = None
        readable = False
        for found in inputs:
            if found.problem is None and not target.stream and target.overwrites(found.path, own):
                raise JobError(
                    f"{found.shown} is an input, and {target.output} would replace it: give another --output"
                )
            if found.problem is None or found.problem[0] is not FailureReason.MISSING:
                readable = True
            else:
                problem = problem or f"{found.shown}: {found.problem[1]}"
            yield found
        if problem and not readable:
            raise JobError(f"nothing to read: {problem}")

    def _learn(self) -> bool:
        """Make the store that the pages are cleaned with; False if the run was stopped."""
        from cleaner.templates.learn import period_of
        from cleaner.templates.site.store import TemplateStore

        journal, job, settings, observer = self._journal, self._job, self._job.settings, self._observer
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
            self._begin("counting pages", 0, journal.size())
            counts = learn.count_sites(
                journal, settings, observer.stopped, lambda pages, read: observer.advance(pages, 0, read)
            )
            store = TemplateStore(path)
            if not observer.stopped():
                self._begin("learning", 0, journal.size())
                task = LearnTask(settings.options, settings.form or "auto", state.period)
                with Pool(job.workers, job.limits) as pool:
                    pool.check(task)
                    state.learned_pages = learn.learn(
                        journal, settings, counts, pool, task, store, observer.stopped,
                        lambda pages, read: observer.advance(pages, 0, read),
                    )  # fmt: skip
            if observer.stopped():
                return False
            state.learned_sites, state.template_sites = learn.count_templates(store, counts)
            if given is not None:
                learn.give_back(store, given, counts)
        journal.state.phase = "clean"
        journal.commit()
        return True

    def _task(self) -> CleanTask:
        from cleaner.templates.site.store import TemplateStore  # only runs with templates need it

        settings = self._job.settings
        templates = self._folder / TEMPLATES
        return CleanTask(
            settings.options,
            Views(settings.contents, settings.front_matter, settings.blocks),
            settings.form or "auto",
            SharedTemplates(str(templates), TemplateStore(templates)) if templates.exists() else None,
            settings.dedup,
            settings.encoding,
        )

    def _clean(self, task: Task[Cleaned]) -> bool:
        """Clean what is left to clean; False if the run was stopped."""
        job, observer, journal = self._job, self._observer, self._journal
        state = journal.state
        recorder = Recorder(journal, job.target, job.settings, self._folder, observer.failed)
        begin = (state.input, state.item)
        self._begin("cleaning", journal.size(begin[0]), journal.size())
        try:
            with Pool(job.workers, job.limits) as pool:
                pool.check(task)
                fed = chunks(items(journal, job.settings, begin), observer.stopped)
                for number, (results, step) in enumerate(pool.map(task, fed), 1):
                    recorder.take(results)
                    self.pages = state.pages
                    state.bytes += step.size
                    state.input, state.item = step.position[:2]
                    observer.advance(step.pages, step.size, step.position.read)
                    if number % COMMIT == 0 or recorder.age > SLOWEST:
                        recorder.commit()
            if not observer.stopped():
                state.phase = "finish"
            recorder.commit()
        finally:
            recorder.close()
        return state.phase == "finish"

    def _finish(self) -> dict[str, Any]:
        """Give everything its final name. Each step can be done again."""
        target, folder, settings = self._job.target, self._folder, self._job.settings
        report = report_of(self._journal.state, self._journal.sites(), settings, target)
        if target.stream:
            return report
        self._begin("writing", 0, 0)
        finish(target, folder / records_name(target), settings)
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
