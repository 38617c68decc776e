"""Parquet tables: one row a page. Needs the extra ``parquet``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.batch.inputs.jsonl import absent, page_of
from cleaner.errors import FailureReason as Reason
from cleaner.errors import MissingLibraryError, ReadError

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
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise MissingLibraryError("Parquet", "parquet") from None
    try:
        table = parquet.ParquetFile(file, pre_buffer=False)
        there = table.schema_arrow.names
        if settings.html_field not in there:
            raise ReadError(Reason.FIELD, absent(settings.html_field, there).replace("field ", "column ", 1))
        wanted = [name for name in (settings.html_field, settings.url_field, settings.id_field) if name in there]
        stem = found.name.partition(".")[0]
        number = 0
        for batch in table.iter_batches(ROWS, columns=wanted, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                place = f"row {number}"
                data = row[settings.html_field]
                if data is not None and not isinstance(data, str | bytes):
                    raise ReadError(
                        Reason.FIELD, f"column {settings.html_field!r} holds {type(data).__name__}, no text"
                    )
                yield page_of(row, found.shown, place, f"{stem}-{number}", settings)
    except pa.ArrowException as error:
        raise ReadError(Reason.DAMAGED, f"no Parquet, or damaged: {str(error).splitlines()[0]}") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise ReadError(Reason.DAMAGED, f"no Parquet, or damaged: {str(error).splitlines()[0]}") from error
