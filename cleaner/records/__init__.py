"""Records in, records out: what engines, frameworks and ``cleaner batch`` stand on.

A record is a mapping with a page in one of its fields. A clean record is flat: :data:`PAGE_FIELDS`, then the fields of
the input that are kept, then ``reason`` and ``error``, which are None for a page that was cleaned. Every record in is a
record out, in the same order.

    >>> [row] = clean_records([{"html": "<h1>Hello</h1><p>A word.</p>", "label": 7}], keep=["label"])
    >>> row["label"], row["reason"]
    (7, None)
"""

from cleaner.batch.outputs.record import FIELDS, PAGE_FIELDS, schema_of
from cleaner.batch.workers.clean_many import Names, Result, Workers
from cleaner.records.clean import clean_records
from cleaner.records.learn import Learned, learn_many, learn_records, merge_templates
from cleaner.records.tables import clean_table, clean_tables

__all__ = [
    "FIELDS",
    "PAGE_FIELDS",
    "Learned",
    "Names",
    "Result",
    "Workers",
    "clean_records",
    "clean_table",
    "clean_tables",
    "learn_many",
    "learn_records",
    "merge_templates",
    "schema_of",
]
