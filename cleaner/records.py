"""Records in, records out: what engines, frameworks and ``cleaner batch`` stand on.

A record is a mapping with a page in one of its fields. A clean record is flat: :data:`PAGE_FIELDS`, then the fields of
the input that are kept, then ``reason`` and ``error``, which are None for a page that was cleaned. Every record in is a
record out, in the same order.

    >>> [row] = clean_records([{"html": "<h1>Hello</h1><p>A word.</p>", "label": 7}], keep=["label"])
    >>> row["label"], row["reason"]
    (7, None)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.arguments import check_templates
from cleaner.batch.inputs.fields import ALL
from cleaner.batch.inputs.page import Failure
from cleaner.batch.inputs.parquet import column_values
from cleaner.batch.learn import evenly, site_of_item
from cleaner.batch.libraries import load
from cleaner.batch.outputs.record import FIELDS, PAGE_FIELDS, own_name, schema_of
from cleaner.batch.workers.clean_many import Names, Result, View, Workers, clean_many, flat, row_of
from cleaner.batch.workers.tasks import LearnTask
from cleaner.errors import describe
from cleaner.options import Options
from cleaner.templates.learn import period_of
from cleaner.templates.site.sample import sample
from cleaner.templates.template import SiteTemplate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cleaner.errors import FailureReason
    from cleaner.templates.find import TemplateFinder
    from cleaner.templates.site.stored import StoredPage

HELD = 512
"""Pages, without their texts, that learning holds before it gives what it knows."""
PAGES_PER_SITE = 50
OUTCOME = ("reason", "error")
"""The last fields of a clean record."""


class CleaningOf(NamedTuple):
    """How to clean."""

    options: Options
    templates: TemplateFinder | None


def clean_records(
    rows: Iterable[Any],
    *,
    html: str = "html",
    url: str = "url",
    id: str = "id",
    encoding: str = "encoding",
    keep: Sequence[str] = (),
    view: View = "text",
    form: str = "auto",
    options: Options | None = None,
    templates: Any = None,
    workers: int | Workers = 0,
    timeout: float = 30.0,
    memory: int = 2_000_000_000,
) -> Iterator[dict[str, Any]]:
    """A clean record for each record, errors included; streaming, in order.

    :param html: the field that holds the page, likewise ``url``, ``id`` and ``encoding``; ``a.b`` reaches into objects.
    :param keep: other fields to carry over, ``["all"]`` for every one. One whose name the record has itself gets
        ``input_`` before it.
    :param view: ``"text"``, ``"markdown"``, ``"html"``, or several of them.
    :param templates: as for :class:`cleaner.Cleaner`.
    :param workers: 0 cleans in this process; -1 starts one process a core; a :class:`cleaner.Workers` is used as it is.
    :raises ArgumentError: an argument makes no sense.
    """
    cleaner = CleaningOf(options or Options(), check_templates(templates))
    names = Names(html, url, id, encoding, tuple(keep))
    for result in clean_many(cleaner, rows, form, workers, timeout, memory, view or "text", names):
        yield flat(result)


def clean_table(table: Any, *, keep: Sequence[str] = (), **settings: Any) -> Any:
    """A clean table for an Arrow table or record batch, row by row; kept columns and ``id`` have their own types.

    :param settings: those of :func:`clean_records`.
    :raises MissingLibraryError: pyarrow is not installed.
    """
    pa = load("pyarrow")
    if isinstance(table, pa.RecordBatch):
        table = pa.Table.from_batches([table])
    read = [settings.get(name, name) for name in ("html", "url", "id", "encoding")]
    names = [name for name in table.column_names if name not in read] if ALL in keep else list(keep)
    needed = {name.partition(".")[0] for name in read} & set(table.column_names)
    columns = {name: [v for chunk in table[name].chunks for v in column_values(chunk, pa)] for name in sorted(needed)}
    rows = ({name: values[index] for name, values in columns.items()} for index in range(table.num_rows))
    schema = schema_of(PAGE_FIELDS)
    clean = pa.Table.from_pylist(
        [as_text(row) for row in clean_records(rows, **settings)], schema_of((*PAGE_FIELDS, *OUTCOME))
    )
    arrays = {name: clean[name] for name in schema.names}
    if read[2] in table.column_names:
        arrays["id"] = table[read[2]]
    arrays |= {own_name(name): table[name] for name in names}
    return pa.table(arrays | {name: clean[name] for name in OUTCOME})


def as_text(row: Mapping[str, Any]) -> dict[str, Any]:
    """A record whose id is text, as the schema has it."""
    return {**row, "id": None if row["id"] is None else str(row["id"])}


@dataclass(frozen=True, slots=True)
class Learned:
    """What a stream of pages taught."""

    templates: dict[str, SiteTemplate]
    """By site."""
    pages: int
    """How many pages were learned from."""
    skipped: Counter[str] = field(default_factory=Counter)
    """How many pages were not, by the reason: ``"not text"`` ..., ``"no site"``, ``"no text"``."""


def learn_many(
    records: Iterable[Any],
    *,
    html: str = "html",
    url: str = "url",
    encoding: str = "encoding",
    pages_per_site: int = PAGES_PER_SITE,
    form: str = "auto",
    options: Options | None = None,
    when: date | None = None,
) -> Learned:
    """Learn the templates of all sites in a stream of mixed pages; a page that cannot be read is counted and skipped.

    :param records: as for :func:`clean_records`. A list, or anything else that can be gone through twice, is
        counted first, and the pages of a site are chosen evenly, as ``cleaner batch --learn`` does it. Of an iterator,
        fewer and fewer pages of a site are taken the more have come.
    :param pages_per_site: how many pages of a site to learn from; of an iterator, about so many more each time their
        number doubles.
    """
    names = Names(html, url, encoding=encoding)
    counts: Counter[str] | None = None
    if iter(records) is not records:
        counts = Counter(site_of_item(row_of(record, 0, names).item) for record in records)
    skipped: Counter[str] = Counter()
    seen: Counter[str] = Counter()

    def chosen() -> Iterator[Any]:
        for record in records:
            item = row_of(record, 0, names).item
            site = site_of_item(item)
            if not isinstance(item, Failure) and not site:
                skipped["no site"] += 1
                continue
            index = seen[site]
            seen[site] += 1
            if not site or (evenly(index, counts[site], pages_per_site) if counts else thinned(index, pages_per_site)):
                yield record

    templates: dict[str, SiteTemplate] = {}
    pages = 0
    for site, records_of_site in learned(chosen(), names, form, options, when, HELD, skipped):
        pages += len(records_of_site)
        partial = SiteTemplate(site, sample(records_of_site))
        templates[site] = templates[site].merge(partial) if site in templates else partial
    return Learned(dict(sorted(templates.items())), pages, skipped)


def thinned(index: int, most: int) -> bool:
    """Whether to take the page of an index, where the number of pages is not known: half as many after each doubling."""
    step = 1
    while index >= most * step:
        step *= 2
    return index % step == 0


def learn_records(
    rows: Iterable[Any],
    *,
    html: str = "html",
    url: str = "url",
    encoding: str = "encoding",
    form: str = "auto",
    options: Options | None = None,
    when: date | None = None,
    held: int = HELD,
    on_error: Callable[[FailureReason | str], None] | None = None,
) -> Iterator[dict[str, Any]]:
    """Parts of templates, as records with ``site``, ``template`` (JSON) and ``pages``; :func:`merge_templates` joins them.

    Learns from every page it is given, in constant memory: choose the pages of large sites first.

    :param held: pages that are held before what they taught is given.
    :param on_error: called with the reason for each page that cannot be learned from.
    """
    skipped = Counter[str]()
    names = Names(html, url, "id", encoding)
    for site, records in learned(rows, names, form, options, when, held, skipped):
        while on_error is not None and skipped:
            reason = next(iter(skipped))
            for _ in range(skipped.pop(reason)):
                on_error(reason)
        template = SiteTemplate(site, sample(records))
        yield {"site": site, "template": template.to_json(), "pages": template.pages}


def learned(
    rows: Iterable[Any],
    names: Names,
    form: str,
    options: Options | None,
    when: date | None,
    held: int,
    skipped: Counter[str],
) -> Iterator[tuple[str, list[StoredPage]]]:
    """What is remembered of pages, by site, each time enough are held; what is skipped is counted."""
    task = LearnTask(options or Options(), form, period_of(when))
    pending: dict[str, list[StoredPage]] = defaultdict(list)
    count = 0
    for number, row in enumerate(rows):
        item = row_of(row, number, names).item
        site = site_of_item(item)
        if isinstance(item, Failure):
            skipped[item.reason.value] += 1
        elif not site:
            skipped["no site"] += 1
        else:
            try:
                record = task(item)
            except Exception as error:
                skipped[describe(error)[0].value] += 1
                continue
            if record is None:
                skipped["no text"] += 1
                continue
            pending[site].append(record)
            count += 1
            if count == held:
                yield from sorted(pending.items())
                pending.clear()
                count = 0
    yield from sorted(pending.items())


def merge_templates(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The templates of records of :func:`learn_records`, one record a site, by site; in any order, in any parts."""
    merged: dict[str, SiteTemplate] = {}
    for row in rows:
        part = SiteTemplate.from_json(row["template"])
        merged[part.site] = merged[part.site].merge(part) if part.site in merged else part
    for site, template in sorted(merged.items()):
        yield {"site": site, "template": template.to_json(), "pages": template.pages}


__all__ = [
    "FIELDS",
    "PAGE_FIELDS",
    "Learned",
    "Names",
    "Result",
    "Workers",
    "clean_records",
    "clean_table",
    "learn_many",
    "learn_records",
    "merge_templates",
    "schema_of",
]
