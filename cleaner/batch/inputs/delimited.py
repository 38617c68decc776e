"""Tables as text, CSV and TSV: one row a page, the names of the columns in the first row."""

from __future__ import annotations

import csv
from io import TextIOWrapper
from typing import TYPE_CHECKING

from cleaner.batch.inputs.fields import absent, page_of
from cleaner.batch.inputs.jsonl import ESCAPED, as_utf8
from cleaner.batch.inputs.unpack import unpacked
from cleaner.errors import FailureReason as Reason
from cleaner.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from cleaner.batch.inputs.page import Item
    from cleaner.batch.inputs.sources import Input
    from cleaner.batch.settings import Settings

SEPARATORS = ",\t;|"
HEAD = 4096


def read(file: BufferedReader, found: Input, settings: Settings) -> Iterator[Item]:
    """A page for each row."""
    stream = as_utf8(unpacked(file, found.size, settings.max_unpacked))
    first = stream.peek(HEAD)[:HEAD].partition(b"\n")[0].decode("utf-8", "replace")
    separator = max(SEPARATORS, key=first.count)
    stem = found.name.partition(".")[0]
    csv.field_size_limit(ESCAPED * settings.max_bytes)
    # Bytes that are not UTF-8 are kept as they are: the page says what they mean.
    rows = csv.reader(TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline=""), delimiter=separator)
    try:
        header = next(rows, [])
        if settings.html_field not in header:
            raise ReadError(Reason.FIELD, absent(settings.html_field, header, "--html-field"))
        for number, row in enumerate(rows, 1):
            if row:
                fields = {name: restored(value) for name, value in zip(header, row, strict=False)}
                yield page_of(fields, found.shown, f"row {number}", f"{stem}-{number}", settings)
    except csv.Error as error:
        raise ReadError(Reason.DAMAGED, f"not a valid CSV table: {error}") from error


def restored(value: str) -> str | bytes:
    """A value as text, or as its bytes where they are not UTF-8."""
    if value.isascii():
        return value
    data = value.encode("utf-8", "surrogateescape")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data
