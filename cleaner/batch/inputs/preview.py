"""The first records of the first inputs, looked at before the run: so that a wrong field name is reported at once."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from cleaner.batch.inputs.fields import ALL, MISSING, absent, lookup
from cleaner.batch.inputs.page import Failure, LeftOut
from cleaner.batch.inputs.reading import Source
from cleaner.batch.settings import Kind, Settings
from cleaner.errors import FailureReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.batch.inputs.sources import Input

TABLES = frozenset((Kind.JSONL, Kind.CSV, Kind.PARQUET))
INPUTS, RECORDS = 3, 20
"""How many inputs, and of each how many records, are looked at."""
NOWHERE = "\0"
"""The name of no field."""


def field_notes(inputs: Iterable[Input], settings: Settings) -> Iterator[str]:
    """What to say of fields that none of the first records has."""
    tables = (found for found in inputs if found.problem is None and (settings.kind or found.kind) in TABLES)
    for found in islice(tables, INPUTS):
        yield from notes_of(found, settings)


def notes_of(found: Input, settings: Settings) -> Iterator[str]:
    """The same for one input."""
    # Only what is neither url nor id by name is among the kept fields: so those are looked for there.
    asked = replace(settings, keep=(ALL,), url_field=NOWHERE, id_field=NOWHERE)
    items = [item for item in islice(Source(found, asked), RECORDS) if not isinstance(item, LeftOut)]
    failures = [item for item in items if isinstance(item, Failure)]
    if items and len(failures) == len(items):
        if all(failure.reason is FailureReason.FIELD for failure in failures):
            yield f"{found.shown}: {failures[0].message}"
        return
    records = [item.kept for item in items if item.kept]
    default = Settings()
    names = {
        "--url-field": settings.url_field if settings.url_field != default.url_field else None,
        "--id-field": settings.id_field if settings.id_field != default.id_field else None,
    }
    wanted = [(option, name) for option, name in names.items() if name]
    wanted += [("--keep", name) for name in settings.keep if name not in (ALL, settings.html_field)]
    for option, name in wanted:
        if records and all(lookup(record, name) is MISSING for record in records):
            there = sorted({field for record in records for field in record})
            yield f"{found.shown}: {absent(name, there, option)}"
