"""The last step of a run: records, which were spooled as JSON lines, become the output under its final name.

Each step can be done again: a run that is killed here goes on here.
"""

from __future__ import annotations

import json
import os
import shutil
from itertools import islice
from typing import TYPE_CHECKING, Any

from cleaner.batch.outputs.names import Names
from cleaner.batch.outputs.record import FIELDS, LISTS, NUMBERS
from cleaner.batch.outputs.target import INDEX, Shape
from cleaner.batch.settings import Content
from cleaner.errors import MissingLibraryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cleaner.batch.outputs.target import Target

NAME = "name"
"""The field of a spooled record that says what its file may be called; no output has it."""
ROWS = 1000
"""Records of a row group."""
ENDINGS = {Content.TEXT: ".txt", Content.MARKDOWN: ".md", Content.HTML: ".html"}


def finish(target: Target, records: Path, content: Content) -> None:
    """Bring the records under the output's name."""
    if target.stream:
        return
    if not records.exists():  # an earlier attempt came as far as that
        return
    if target.shape is Shape.JSONL:
        put(records, target.output)
        return
    made = target.work / "made"
    if made.is_dir():
        shutil.rmtree(made)
    if target.shape is Shape.PARQUET:
        write_parquet(lines(records), made)
        put(made, target.output)
    else:
        write_folder(lines(records), made, content)
        if target.output.exists():
            shutil.rmtree(target.output)
        put(made, target.output)
    records.unlink()


def put(path: Path, output: Path) -> None:
    """Give a file or folder its final name."""
    path.replace(output)
    folder = os.open(output.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def lines(records: Path) -> Iterator[dict[str, Any]]:
    """The spooled records."""
    with records.open("rb") as file:
        for line in file:
            yield json.loads(line)


def write_parquet(records: Iterator[dict[str, Any]], path: Path) -> None:
    """A table with the fixed schema."""
    pa, parquet = arrow()
    schema = schema_of(pa)
    with path.open("wb") as file:
        with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            while rows := list(islice(records, ROWS)):
                writer.write_batch(pa.RecordBatch.from_pylist(rows, schema))
        file.flush()
        os.fsync(file.fileno())


def schema_of(pa: Any) -> Any:
    """The schema: the same for every run."""
    types = {name: pa.list_(pa.string()) for name in LISTS} | dict.fromkeys(NUMBERS, pa.int64())
    return pa.schema([pa.field(name, types.get(name, pa.string())) for name in FIELDS])


def arrow() -> tuple[Any, Any]:
    """pyarrow and its module for Parquet.

    :raises ReadError: they are not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise MissingLibraryError("Parquet", "parquet") from None
    return pa, parquet


def write_folder(records: Iterator[dict[str, Any]], folder: Path, content: Content) -> None:
    """A file for each page that has an article, and an index of all records."""
    folder.mkdir()
    names = Names()
    with (folder / INDEX).open("w", encoding="utf-8") as index:
        for record in records:
            text = record[content.value]
            wanted = record.pop(NAME, "")
            row = {name: value for name, value in record.items() if name not in list(Content)}
            row["file"] = None
            if text:
                row["file"] = names.free(wanted) + ENDINGS[content]
                path = folder / row["file"]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
            index.write(json.dumps(row, ensure_ascii=False) + "\n")
    if hasattr(os, "sync"):
        os.sync()  # thousands of files: once for all
