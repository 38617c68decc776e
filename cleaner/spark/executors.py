"""What runs in Spark's Python processes: Arrow batches in, Arrow batches out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from cleaner.batch.inputs.parquet import rows
from cleaner.batch.workers.clean_many import Names, Workers
from cleaner.records.learn import parts, sketches
from cleaner.records.tables import clean_tables
from cleaner.rules import Rules
from cleaner.templates.site.site import site_of
from cleaner.templates.template import SiteTemplate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cleaner.options import Options

TEMPLATES = pa.schema(
    [
        ("site", pa.string()),
        ("template", pa.binary()),
        ("pages", pa.int64()),
        ("used", pa.bool_()),
        ("skipped", pa.int64()),
    ]
)
ROWS = 64
"""Pages that are Python objects at once: Spark's own batches have up to 10,000 rows."""


class Limits(NamedTuple):
    """What a page may take."""

    timeout: float
    """Seconds."""
    memory: int
    """Bytes of address space."""


def learn_batches(batches: Iterable[Any], form: str, options: Options, period: int, limits: Limits) -> Iterator[Any]:
    """Parts of templates, by site, of pages.

    :param period: when the pages were seen, in months since the year 0.
    """
    pages = (row for batch in slices(batches) for row in rows(batch, pa))
    for part in parts(sketches(pages, Names(form="form"), form, options, period, workers(limits))):
        template = part.template if part.records else SiteTemplate(part.site)
        yield from table_of([template_row(template, part.skipped.total())]).to_batches()


def clean_batches(batches: Iterable[Any], settings: Mapping[str, Any], limits: Limits) -> Iterator[Any]:
    """A clean row for each page.

    :param settings: those of :func:`cleaner.records.clean_tables`.
    """
    for table in clean_tables(slices(batches), workers=workers(limits), **settings):
        yield from table.combine_chunks().to_batches()


@cache
def workers(limits: Limits) -> Workers:
    """The process next to this one that reads pages; it lives as long as this one, which Spark uses for many tasks."""
    return Workers(1, *limits)


def slices(batches: Iterable[Any]) -> Iterator[Any]:
    """Batches of few rows; equal templates in them are one object."""
    for batch in batches:
        for start in range(0, batch.num_rows, ROWS):
            part = batch.slice(start, ROWS)
            if "template" in part.schema.names:
                index = part.schema.get_field_index("template")
                part = part.set_column(index, "template", part["template"].dictionary_encode())
            yield part


def merge_parts(table: Any) -> Any:
    """The template of a site, of all its parts."""
    known = table.to_pylist()
    if len(known) == 1:
        return table
    template = SiteTemplate.merge_all(SiteTemplate.from_bytes(row["template"]) for row in known)
    return table_of([template_row(template, sum(row["skipped"] or 0 for row in known))])


def template_row(template: SiteTemplate, skipped: int = 0) -> tuple[str, bytes, int, bool, int]:
    """A template as a row of TEMPLATES."""
    used = template.is_learned or template.rules != Rules()
    return template.site, template.to_bytes(), template.pages, used, skipped


def table_of(made: list[tuple[Any, ...]]) -> Any:
    """Rows of templates as a table."""
    return pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(zip(*made, strict=True), TEMPLATES, strict=True)],
        schema=TEMPLATES,
    )


def site_named(url: str | None, head: bytes | None) -> str:
    """The site of a page, by its address, else by what the page declares."""
    return site_of(url, bytes(head).decode("latin-1") if head else "")
