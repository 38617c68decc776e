"""Parquet tables: one row a page. Needs the extra ``parquet``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.batch.inputs.fields import ALL, absent, page_of
from cleaner.batch.libraries import load
from cleaner.errors import FailureReason as Reason
from cleaner.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from cleaner.batch.inputs.page import Item
    from cleaner.batch.inputs.sources import Input
    from cleaner.batch.settings import Settings

ROWS = 64
"""Rows that are held at once."""


def read(file: BufferedReader, found: Input, settings: Settings) -> Iterator[Item]:
    """A page for each row."""
    pa, parquet = load("pyarrow"), load("pyarrow.parquet")
    try:
        table = parquet.ParquetFile(file, pre_buffer=False)
        schema = table.schema_arrow
        html = settings.html_field
        if type_of(schema, html) is None:
            raise ReadError(Reason.FIELD, absent(html, schema.names, "--html-field"))
        kind = type_of(schema, html)
        if kind is not None and not holds_text(kind, pa):
            raise ReadError(Reason.FIELD, f"the column {html!r} must hold text, and holds {kind}")
        wanted = {html, settings.url_field, settings.id_field, *settings.keep}
        names = (
            schema.names
            if ALL in settings.keep
            else [name for name in sorted(wanted) if type_of(schema, name) is not None]
        )
        stem = found.name.partition(".")[0]
        number = 0
        for batch in table.iter_batches(ROWS, columns=names, use_threads=False):
            for row in rows(batch, pa):
                number += 1
                yield page_of(row, found.shown, f"row {number}", f"{stem}-{number}", settings)
    except pa.ArrowException as error:
        raise ReadError(Reason.DAMAGED, f"not a Parquet file, or damaged: {str(error).splitlines()[0]}") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise ReadError(Reason.DAMAGED, f"not a Parquet file, or damaged: {str(error).splitlines()[0]}") from error


def type_of(schema: Any, name: str) -> Any:
    """The type of a column, or of ``a.b``, the field ``b`` of the column ``a``; None if there is none."""
    if name in schema.names:
        return schema.field(name).type
    fields: Any = schema
    for part in name.split("."):
        try:
            fields = fields.field(part).type
        except (KeyError, AttributeError, ValueError):
            return None
    return fields


def holds_text(kind: Any, pa: Any) -> bool:
    """Whether a column's type is text, bytes, or nothing at all."""
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return any(word in str(kind) for word in ("string", "binary", "null")) and not pa.types.is_nested(kind)


def rows(batch: Any, pa: Any) -> Iterator[dict[str, Any]]:
    """The rows of a batch; a string that is not UTF-8 as its bytes, so that it affects no other row."""
    columns = [column_values(column, pa) for column in batch.columns]
    for values in zip(*columns, strict=True):
        yield dict(zip(batch.schema.names, values, strict=True))


def column_values(column: Any, pa: Any) -> list[Any]:
    """The values of a column."""
    kind = column.type
    if pa.types.is_dictionary(kind):  # equal values stay one object
        values = column_values(column.dictionary, pa)
        return [None if index is None else values[index] for index in column.indices.to_pylist()]
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or kind == getattr(pa, "string_view", lambda: None)():
        return [as_text(value) for value in column.cast(pa.large_binary()).to_pylist()]
    if pa.types.is_struct(kind):
        names = [kind.field(index).name for index in range(kind.num_fields)]
        parts = [column_values(part, pa) for part in column.flatten()]
        there = column.is_valid().to_pylist()
        return [
            dict(zip(names, values, strict=True)) if valid else None
            for valid, *values in zip(there, *parts, strict=True)
        ]
    return column.to_pylist()  # type: ignore[no-any-return]


def as_text(value: bytes | None) -> str | bytes | None:
    """A string column's value as text, or as its bytes where they are not UTF-8."""
    if value is None:
        return None
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value
