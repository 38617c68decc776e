"""Many pages in Python: records in, results out, in order; in this process or in worker processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from uuid import uuid4

from cleaner.arguments import check_number, check_url
from cleaner.batch.inputs.fields import MISSING, absent, kept_fields, kind_of_value, lookup
from cleaner.batch.inputs.page import Failure, Page, failed
from cleaner.batch.outputs.record import ORIGIN, PAGE_FIELDS, Cleaned, Views, own_name, plain
from cleaner.batch.settings import Content
from cleaner.batch.workers.tasks import CleanTask, DocumentTask, SharedTemplates
from cleaner.errors import ArgumentError, ArgumentTypeError, describe
from cleaner.errors import FailureReason as Reason
from cleaner.options import Options
from cleaner.source import Source, advice, names_a_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType
    from typing import Self

    from cleaner.batch.inputs.page import Item, LeftOut
    from cleaner.batch.workers.pool import Pool
    from cleaner.batch.workers.tasks import Task
    from cleaner.document import Document
    from cleaner.templates.find import TemplateFinder

R = TypeVar("R")
T = TypeVar("T")

View = str | Sequence[str] | None
"""``"text"``, ``"markdown"``, ``"html"``, several of them, or None."""
CHUNK_ITEMS, CHUNK_SIZE = 16, 1_000_000
LEAST_MEMORY = 50_000_000
"""Bytes without which no worker starts."""
FORMS = frozenset(("html", "text"))
SWAPPED = "the address is where the page should be: a pair is of a source and its address, in this order"
EXPECTED = "a source, a pair of a source and its address, or an object with fields is expected"


@dataclass(frozen=True, slots=True)
class Names:
    """What the fields of a caller's records are called; ``a.b`` is the field ``b`` of the object ``a``."""

    html: str = "html"
    url: str = "url"
    id: str = "id"
    encoding: str = "encoding"
    keep: tuple[str, ...] = ()
    """Fields that the result repeats; ``all`` for every other one."""
    template: str = ""
    """The field of the template of the page's site, where records bring it along."""
    form: str = ""
    """The field that says what the page is, ``"html"`` or ``"text"``, where there is one."""
    reason: str = ""
    """The field that says why there is no page, with the field ``error`` beside it, where earlier failures are passed on."""

    @property
    def read(self) -> tuple[str, ...]:
        """All that are read, and so not kept."""
        asked = (self.template, self.form, self.reason, "error" if self.reason else "")
        return (self.html, self.url, self.id, self.encoding, *filter(None, asked))


NAMES = Names()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one record: a document or a flat record, or an error."""

    number: int
    """The record's place, from 0."""
    id: Any = None
    """As the caller's record has it."""
    url: str | None = None
    document: Document | None = None
    """The cleaned page, where no view was asked for."""
    record: dict[str, Any] | None = None
    """The flat record (:data:`cleaner.records.PAGE_FIELDS`), where a view was asked for."""
    reason: Reason | None = None
    """Why there is neither: ``"too large"``, ``"not text"``, ``"timeout"``, ``"crash"`` ..."""
    error: str | None = None
    """The same in words."""
    kept: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """The fields of the caller's record that were to be kept, as they are."""


@dataclass(frozen=True, slots=True)
class Row:
    """A caller's record, before its page is cleaned."""

    id: Any
    kept: Mapping[str, Any]
    item: Page | Failure


class Cleaning(Protocol):
    """How to clean: what a :class:`cleaner.Cleaner` holds."""

    @property
    def options(self) -> Options: ...  # noqa: D102

    @property
    def templates(self) -> TemplateFinder | None: ...  # noqa: D102


class Workers:
    """Worker processes that outlive a call: ``with cleaner.Workers(4) as workers: workers.clean_many(records)``.

    A page that takes longer than ``timeout`` seconds, needs more than ``memory`` bytes of address space or crashes the
    parser affects only itself. As always with :mod:`multiprocessing`, a script must start workers under
    ``if __name__ == "__main__":``.
    """

    def __init__(self, workers: int = -1, timeout: float = 30.0, memory: int = 2_000_000_000) -> None:
        """Start no process yet.

        :param workers: how many; -1 for one a core.
        :raises ArgumentError: a number makes no sense, or is none.
        """
        from cleaner.batch.workers.pool import Pool, usable_cores  # callers in one process need no pool
        from cleaner.batch.workers.worker import Limits

        check_number("workers", workers, Integral, "processes, as 4; -1 is one a core")
        check_number("timeout", timeout, Real, "seconds, as 30")
        check_number("memory", memory, Integral, "bytes, as 2_000_000_000, which is 2 GB")
        if workers < -1 or workers == 0:
            raise ArgumentError(f"workers is {workers}; it must be a number of processes, or -1 for one a core")
        if timeout <= 0:
            raise ArgumentError(f"timeout is {timeout}; it must be a number of seconds")
        if memory and memory < LEAST_MEMORY:
            raise ArgumentError(
                f"memory is {memory:,} bytes, too few for a worker to start: 2_000_000_000 is 2 GB, and 0 means no limit"
            )
        self._pool: Pool = Pool(usable_cores() if workers == -1 else workers, Limits(timeout, memory))
        self._checked: set[Task[Any]] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, error: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        self._pool.close()

    def clean_many(
        self,
        records: Iterable[Any],
        cleaner: Cleaning | None = None,
        form: str = "auto",
        view: View = None,
        names: Names = NAMES,
    ) -> Iterator[Result]:
        """Clean many pages; see :meth:`cleaner.Cleaner.clean_many`."""
        templates = cleaner.templates if cleaner else None
        shared = SharedTemplates(uuid4().hex, templates) if templates is not None else None
        task = task_of(cleaner.options if cleaner else Options(), shared, form, view)
        rows = (row_of(record, index, names) for index, record in enumerate(records))
        for number, (outcome, row) in enumerate(self.each(task, ((row.item, bare(row)) for row in rows))):
            yield result_of(number, row, outcome)  # type: ignore[arg-type]  # no row is left out

    def each(self, task: Task[R], items: Iterable[tuple[Item, T]]) -> Iterator[tuple[R | Failure | LeftOut, T]]:
        """What a task makes of each page, with what came with it, in order; what is not a page is passed on."""
        from cleaner.batch.workers.pool import GUARD  # callers in one process need no pool

        if task not in self._checked:
            self._pool.check(task, f"{GUARD}; or allow more memory (memory=, in bytes), or start fewer (workers=)")
            self._checked.add(task)
        for outcomes, tags in self._pool.map(task, chunks(items)):
            yield from zip(outcomes, tags, strict=True)


def clean_many(
    cleaner: Cleaning,
    records: Iterable[Any],
    form: str = "auto",
    workers: int | Workers = 0,
    timeout: float = 30.0,
    memory: int = 2_000_000_000,
    view: View = None,
    names: Names = NAMES,
) -> Iterator[Result]:
    """See :meth:`cleaner.Cleaner.clean_many`."""
    if isinstance(workers, Workers):
        yield from workers.clean_many(records, cleaner, form, view, names)
    elif workers:
        with Workers(workers, timeout, memory) as pool:
            yield from pool.clean_many(records, cleaner, form, view, names)
    else:
        task = task_of(cleaner.options, cleaner.templates, form, view)
        for number, record in enumerate(records):
            yield done(task, row_of(record, number, names), number)


def result(cleaner: Cleaning, record: Any, form: str = "auto", view: View = None, names: Names = NAMES) -> Result:
    """Clean one record in this process; whatever is wrong with it is the result's error."""
    return done(task_of(cleaner.options, cleaner.templates, form, view), row_of(record, 0, names), 0)


def task_of(options: Options, templates: TemplateFinder | None, form: str, view: View) -> DocumentTask | CleanTask:
    """What is to be done with each page."""
    views = views_of(view)
    if views is None:
        return DocumentTask(options, form, templates)
    return CleanTask(options, views, form, templates)


def done(task: DocumentTask | CleanTask, row: Row, number: int) -> Result:
    """The result of one record."""
    if isinstance(row.item, Failure):
        return result_of(number, row, row.item)
    try:
        return result_of(number, row, task(row.item))
    except Exception as error:
        return result_of(number, row, failed(row.item, *describe(error)))


def result_of(number: int, row: Row, outcome: Document | Cleaned | Failure) -> Result:
    """The result of a record."""
    if isinstance(outcome, Failure):
        return Result(number, row.id, outcome.url, reason=outcome.reason, error=outcome.message, kept=row.kept)
    url = row.item.url
    if not isinstance(outcome, Cleaned):
        return Result(number, row.id, url, document=outcome, kept=row.kept)
    record = {name: value for name, value in outcome.fields.items() if name not in ORIGIN}
    return Result(number, row.id, url, record=record | {"id": row.id}, kept=row.kept)


def flat(result: Result) -> dict[str, Any]:
    """A result as one row: PAGE_FIELDS, what was kept of the caller's record, and why it failed."""
    fields = result.record or {**dict(zip(PAGE_FIELDS, repeat(None), strict=False)), "id": result.id, "url": result.url}
    kept = {own_name(name): plain(value) for name, value in result.kept.items()}
    return {**fields, **kept, "reason": result.reason and result.reason.value, "error": result.error}


def views_of(view: View) -> Views | None:
    """The views that were asked for.

    :raises ArgumentError: there is no such view.
    """
    if view is None:
        return None
    try:
        return Views(tuple(Content(one) for one in ([view] if isinstance(view, str) else view)))
    except ValueError:
        raise ArgumentError(f"view is {view!r}; it must be one or several of {', '.join(Content)}") from None


def chunks(items: Iterable[tuple[Item, T]]) -> Iterator[tuple[list[Item], list[T]]]:
    """Items in chunks, with what came with them."""
    chunk: list[Item] = []
    tags: list[T] = []
    size = 0
    for item, tag in items:
        chunk.append(item)
        tags.append(tag)
        size += len(item)
        if len(chunk) >= CHUNK_ITEMS or size >= CHUNK_SIZE:
            yield chunk, tags
            chunk, tags, size = [], [], 0
    if chunk:
        yield chunk, tags


def bare(row: Row) -> Row:
    """A row without its page's data, which nobody needs any more."""
    item = row.item
    return Row(row.id, row.kept, Page("", "", id=item.id, url=item.url)) if isinstance(item, Page) else row


def row_of(record: Any, number: int, names: Names) -> Row:
    """The page of a record, in any of its forms."""
    place = str(number)
    fields: Any
    if isinstance(record, Source):
        fields = {names.html: record}
    elif isinstance(record, tuple) and len(record) == 2:
        fields = {names.html: record[0], names.url: record[1]}
    elif hasattr(record, "keys"):
        fields = record
    else:
        return Row(None, {}, Failure("", Reason.FIELD, f"{EXPECTED}, not {kind_of_value(record)}", place))
    html, url, id, encoding = (
        value_of(lookup(fields, name)) for name in (names.html, names.url, names.id, names.encoding)
    )
    kept = kept_fields(fields, names.keep, names.read) if names.keep else {}
    text_id = None if id is None else str(id)
    if isinstance(html, bytearray | memoryview):
        html = bytes(html)
    try:
        url = check_url(url)
    except ArgumentTypeError as error:
        return Row(id, kept, Failure("", Reason.FIELD, str(error), place, text_id))
    if url is not None and "<" in url and isinstance(html, str) and names_a_page(html):
        return Row(id, kept, Failure("", Reason.FIELD, SWAPPED, place, text_id, html))
    template, form, reason = (
        value_of(lookup(fields, name)) if name else None for name in (names.template, names.form, names.reason)
    )
    if reason is not None:
        known = Reason(reason) if reason in set(Reason) else Reason.ERROR
        return Row(id, kept, Failure("", known, str(value_of(lookup(fields, "error"))), place, text_id, url))
    if isinstance(template, bytearray | memoryview):
        template = bytes(template)
    if not isinstance(template, str | bytes | None):
        message = (
            f"{names.template!r} must be what to_bytes or to_json of a template gives, not {type(template).__name__}"
        )
        return Row(id, kept, Failure("", Reason.FIELD, message, place, text_id, url))
    if isinstance(html, str | bytes):
        encoding = encoding if isinstance(encoding, str) else None
        form = form if form in FORMS else None
        return Row(id, kept, Page("", html, place, text_id, url, encoding, form=form, template=template))
    if lookup(fields, names.html) is MISSING:
        message = absent(names.html, fields.keys(), "html=")
    else:
        message = f"{names.html!r} must be str or bytes, not {type(html).__name__}{advice(html)}"
    return Row(id, kept, Failure("", Reason.FIELD, message, place, text_id, url))


def value_of(value: Any) -> Any:
    """A field's value; None for what is not there, NaN included, which pandas writes for it."""
    if value is MISSING or type(value).__name__ == "NAType" or (isinstance(value, float) and value != value):
        return None
    return value
