"""Many pages in Python: records in, results out, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from cleaner.arguments import check_url
from cleaner.batch.inputs.page import Failure, Page, failed
from cleaner.batch.workers.tasks import SharedTemplates, Whole
from cleaner.batch.workers.worker import Limits
from cleaner.errors import ArgumentTypeError, describe
from cleaner.errors import FailureReason as Reason
from cleaner.source import advice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cleaner.batch.inputs.page import Item
    from cleaner.document import Document
    from cleaner.options import Options
    from cleaner.page.page import Form
    from cleaner.templates.find import TemplateFinder

Source = str | bytes
CHUNK_ITEMS, CHUNK_SIZE = 16, 1_000_000
FIELDS = ("html", "url", "id", "encoding")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one record: a document, or an error."""

    number: int
    """The record's place, from 0."""
    id: Any = None
    """What the record calls itself, as it was given."""
    url: str | None = None
    document: Document | None = None
    reason: Reason | None = None
    """Why there is no document: ``"too large"``, ``"not text"``, ``"timeout"``, ``"crash"`` ..."""
    error: str | None = None
    """The same in words."""


def clean_many(
    records: Iterable[Any],
    options: Options,
    templates: TemplateFinder | None,
    form: Form | str,
    workers: int,
    timeout: float,
    memory: int,
) -> Iterator[Result]:
    """See :meth:`cleaner.Cleaner.clean_many`."""
    items = (item_of(record, number) for number, record in enumerate(records))
    if workers:
        shared = SharedTemplates(uuid4().hex, templates) if templates is not None else None
        yield from in_processes(Whole(options, form, shared), items, workers, Limits(timeout, memory))
        return
    clean = Whole(options, form, templates)
    for number, item in enumerate(items):
        outcome: Document | Failure
        if isinstance(item, Failure):
            outcome = item
        else:
            try:
                outcome = clean(item)
            except Exception as error:
                outcome = failed(item, *describe(error))
        yield result_of(number, item, outcome)


def in_processes(clean: Whole, items: Iterator[Item], workers: int, limits: Limits) -> Iterator[Result]:
    """The same with worker processes."""
    from cleaner.batch.workers.pool import Pool  # pebble, for those who want processes

    number = 0
    with Pool(clean, workers, limits) as pool:
        pool.check()
        for results, chunk in pool.map(chunks(items)):
            for item, result in zip(chunk, results, strict=True):
                yield result_of(number, item, result)
                number += 1


def chunks(items: Iterator[Item]) -> Iterator[tuple[list[Item], list[Item]]]:
    """The items in chunks; each with itself without its data, which nobody needs any more."""
    chunk: list[Item] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item)
        if len(chunk) >= CHUNK_ITEMS or size >= CHUNK_SIZE:
            yield chunk, [bare(item) for item in chunk]
            chunk, size = [], 0
    if chunk:
        yield chunk, [bare(item) for item in chunk]


def bare(item: Item) -> Item:
    """An item without its page's data."""
    return Page(item.source, "", id=item.id, url=item.url) if isinstance(item, Page) else item


def item_of(record: Any, number: int) -> Item:
    """The page of a record, in any of its forms."""
    place = str(number)
    fields: Mapping[str, Any]
    if isinstance(record, str | bytes | bytearray | memoryview):
        fields = {"html": record}
    elif isinstance(record, tuple) and len(record) == 2:
        fields = {"html": record[0], "url": record[1]}
    elif hasattr(record, "keys"):
        fields = record
    else:
        expected = "a source, a pair of a source and its address, or an object with 'html' is expected"
        return Failure("", Reason.FIELD, f"{expected}, not {type(record).__name__}", place)
    html, url, id, encoding = (fields[name] if name in fields else None for name in FIELDS)  # noqa: SIM401
    try:
        url = check_url(url)
    except ArgumentTypeError as error:
        return Failure("", Reason.FIELD, str(error), place, id)
    encoding = encoding if isinstance(encoding, str) else None
    if isinstance(html, bytearray | memoryview):
        html = bytes(html)
    if not isinstance(html, str | bytes):
        message = f"'html' must be str or bytes, not {type(html).__name__}{advice(html)}"
        if html is None:
            message += f" (the record has the fields {', '.join(map(repr, fields))})"
        return Failure("", Reason.FIELD, message, place, id, url)
    return Page("", html, place, id, url, encoding)


def result_of(number: int, item: Item, outcome: Document | Failure) -> Result:
    """The result of a record."""
    if isinstance(outcome, Failure):
        return Result(number, outcome.id, outcome.url, reason=outcome.reason, error=outcome.message)
    return Result(number, item.id, item.url, document=outcome)
