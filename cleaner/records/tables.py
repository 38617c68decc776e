"""Clean Arrow tables for Arrow tables. Needs pyarrow, the extra ``parquet``."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cleaner.batch.inputs.fields import ALL
from cleaner.batch.inputs.parquet import column_values
from cleaner.batch.libraries import load
from cleaner.batch.outputs.record import PAGE_FIELDS, own_name, schema_of
from cleaner.records.clean import clean_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

OUTCOME = ("reason", "error")
"""The last fields of a clean record."""
READ = ("html", "url", "id", "encoding")
"""The fields that every record may have."""
ASKED = ("template", "form_field", "reason")
"""Those that are read where they are named."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A table whose pages are being cleaned: what goes on to the clean one."""

    rows: int
    columns: Mapping[str, Any]
    """By the names in the clean table."""


def clean_table(table: Any, *, keep: Sequence[str] = (), **settings: Any) -> Any:
    """A clean table for an Arrow table or record batch, row by row; kept columns and ``id`` have their own types.

    :param settings: those of :func:`cleaner.records.clean_records`.
    :raises MissingLibraryError: pyarrow is not installed.
    """
    [clean] = clean_tables([table], keep=keep, **settings)
    return clean


def clean_tables(tables: Iterable[Any], *, keep: Sequence[str] = (), **settings: Any) -> Iterator[Any]:
    """A clean table for each of a stream of tables, as :func:`clean_table` makes it.

    Where worker processes clean, the next table is begun while they work at the last pages of one.
    """
    pa = load("pyarrow")
    read = {name: settings.get(name, name) for name in READ} | {name: settings.get(name, "") for name in ASKED}
    waiting: deque[Waiting] = deque()
    done: list[dict[str, Any]] = []
    for row in clean_records(rows_of(tables, read, keep, waiting, pa), **settings):
        while not waiting[0].rows:
            yield made(waiting.popleft(), [], pa)
        done.append(row)
        if len(done) == waiting[0].rows:
            yield made(waiting.popleft(), done, pa)
            done = []
    while waiting:
        yield made(waiting.popleft(), [], pa)


def rows_of(
    tables: Iterable[Any], read: Mapping[str, str], keep: Sequence[str], waiting: deque[Waiting], pa: Any
) -> Iterator[dict[str, Any]]:
    """The rows of tables with the fields that are read; what is to be kept of each table is put to ``waiting``."""
    error = "error" if read["reason"] else ""
    for given in tables:
        table = pa.Table.from_batches([given]) if isinstance(given, pa.RecordBatch) else given
        names = [name for name in table.column_names if name not in read.values()] if ALL in keep else list(keep)
        kept = {"id": table[read["id"]]} if read["id"] in table.column_names else {}
        waiting.append(Waiting(table.num_rows, kept | {own_name(name): table[name] for name in names}))
        needed = {name.partition(".")[0] for name in (*read.values(), error)} & set(table.column_names)
        columns = [[v for chunk in table[name].chunks for v in column_values(chunk, pa)] for name in sorted(needed)]
        fields = sorted(needed)
        for index in range(table.num_rows):
            yield {name: values[index] for name, values in zip(fields, columns, strict=True)}


def made(waiting: Waiting, rows: Sequence[Mapping[str, Any]], pa: Any) -> Any:
    """The clean table of one that waited for its rows."""
    clean = pa.Table.from_pylist([as_text(row) for row in rows], schema_of((*PAGE_FIELDS, *OUTCOME)))
    arrays = {name: clean[name] for name in PAGE_FIELDS} | dict(waiting.columns)
    return pa.table(arrays | {name: clean[name] for name in OUTCOME})


def as_text(row: Mapping[str, Any]) -> dict[str, Any]:
    """A record whose id is text, as the schema has it."""
    return {**row, "id": None if row["id"] is None else str(row["id"])}
