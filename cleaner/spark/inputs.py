"""Tables of pages from files: Parquet as Spark reads it, all other kinds by the readers of ``cleaner batch``.

The files of the other kinds go to the executors by name, a large one to a task of its own, and are read as they stream:
of a record that is larger than pages may be, only the beginning is held.
"""

from __future__ import annotations

import io
import json
import time
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
from pyarrow import fs
from pyspark.sql import functions as F
from pyspark.sql.types import BinaryType, IntegerType, LongType, StringType, StructField, StructType

from cleaner.batch.inputs.fields import ALL, SURROGATE, absent
from cleaner.batch.inputs.page import Failure, LeftOut, Page
from cleaner.batch.inputs.reading import Source
from cleaner.batch.inputs.sources import Input, find, kind_of
from cleaner.batch.outputs.record import own_name, plain
from cleaner.batch.settings import Kind
from cleaner.errors import FailureReason, JobError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pyspark.sql import DataFrame, SparkSession

    from cleaner.batch.inputs.page import Item
    from cleaner.batch.settings import Settings

PLACE = "place"
"""The column that orders pages as ``cleaner batch`` does: the number of the input, and that of the page in it."""
ORIGIN = ("_source", "_record")
"""The columns of the file that a page came from, and its place there."""
TASK = 32_000_000
"""Bytes of small files that one task reads."""
ROWS, SIZE = 64, 8_000_000
"""Pages, and bytes of them, that go to Spark at once."""
TRIES = 4
"""How often a file on another machine is opened where reading it fails."""


class Family(StrEnum):
    """What kinds of files one table can be made of."""

    PARQUET = "Parquet"
    TEXT = "JSON lines or CSV"
    """Their pages are text already."""
    PAGES = "pages or archives"
    """Their pages are bytes."""


FAMILIES = {Kind.PARQUET: Family.PARQUET, Kind.JSONL: Family.TEXT, Kind.CSV: Family.TEXT}
"""The families of the kinds that are no pages or archives."""


class Pages(NamedTuple):
    """Pages as Spark has them."""

    table: DataFrame
    """A row a page, with the columns of ORIGIN."""
    columns: dict[str, str]
    """What its columns are called, as :func:`cleaner.spark.learn` and ``clean`` take it: ``html``, ``url`` ..."""
    keep: tuple[str, ...]
    """Those that go on to the output."""
    order: str = ""
    """The one that orders the pages; empty where Spark knows their order."""


def read_pages(spark: SparkSession, names: Sequence[str], settings: Settings) -> Pages:
    """The pages of files, a row each, in columns as :func:`cleaner.spark.clean` takes them.

    :param names: files, folders and patterns; addresses, as ``s3://``, are opened through ``pyarrow.fs`` (and by Spark
        itself for Parquet). Each executor must be able to open them.
    :raises JobError: there is nothing to read, or the files do not make one table.
    """
    if settings.kind is Kind.PARQUET:  # Spark knows file systems that Python does not
        return parquet(spark, names, settings)
    found = [one for name in names for one in listed(name, settings.kind)]
    families = {FAMILIES.get(settings.kind or one.kind, Family.PAGES): one for one in found if one.problem is None}
    if not families:
        shown = next(((one.shown, one.problem[1]) for one in found if one.problem), (", ".join(names), "no page"))
        raise JobError(f"nothing to read: {shown[0]}: {shown[1]}")
    if len(families) > 1:
        examples = ", ".join(f"{family} ({one.shown})" for family, one in sorted(families.items()))
        raise JobError(f"the inputs are of several kinds, {examples}: name those of one kind")
    if Family.PARQUET in families:
        return parquet(spark, names, settings)
    if ALL in settings.keep:
        raise JobError("--keep all is for Parquet, whose columns are known before it is read: name the fields to keep")
    return by_readers(spark, found, settings, *families)


def listed(name: str, kind: Kind | None) -> Iterator[Input]:
    """The files behind a name."""
    if "://" not in name:
        yield from find([name], kind, frozenset(), lambda _: None)
        return
    system, path = file_system(name)
    try:
        info = system.get_file_info(path)
        if info.type == fs.FileType.NotFound:
            yield Input(name, problem=(FailureReason.MISSING, "there is no such file"))
            return
        if info.type == fs.FileType.File:
            yield Input(name, kind or kind_of(path) or Kind.PAGE, info.size or 0, info.base_name)
            return
        below = sorted(system.get_file_info(fs.FileSelector(path, recursive=True)), key=lambda one: one.path)
    except OSError as error:
        yield Input(name, problem=(FailureReason.UNREADABLE, str(error).splitlines()[0]))
        return
    start = name.rstrip("/")
    for one in below:
        inner = one.path.removeprefix(path.rstrip("/")).lstrip("/")
        hidden = any(part.startswith((".", "_")) for part in inner.split("/"))  # as Spark has it
        if one.type == fs.FileType.File and not hidden and (known := kind or kind_of(one.base_name)):
            yield Input(f"{start}/{inner}", known, one.size or 0, inner)


def file_system(name: str) -> tuple[fs.FileSystem, str]:
    """What opens an address, and the path there.

    :raises JobError: nothing does.
    """
    address = name.replace("s3a://", "s3://", 1).replace("s3n://", "s3://", 1)  # what Hadoop calls them
    try:
        system, path = fs.FileSystem.from_uri(address)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise JobError(f"{name}: {str(error).splitlines()[0]}") from error
    return system, path


def opened(name: str, mode: str) -> io.BufferedReader:
    """Open a file for reading, on this machine or elsewhere."""
    if "://" not in name:
        file = open(name, mode)  # noqa: PTH123, SIM115  # whoever asked closes it
        assert isinstance(file, io.BufferedReader)
        return file
    system, path = file_system(name)
    return io.BufferedReader(system.open_input_file(path))


def parquet(spark: SparkSession, names: Sequence[str], settings: Settings) -> Pages:
    """Parquet, read by Spark: only the columns that are asked for, a large file by several tasks."""
    table = spark.read.parquet(*names)
    read = {"html": settings.html_field, "url": settings.url_field, "id": settings.id_field}
    keep = [name for name in table.columns if name not in read.values()] if ALL in settings.keep else settings.keep
    for option, name in ("--html-field", settings.html_field), *(("--keep", name) for name in keep):
        if name.partition(".")[0] not in table.columns and name not in table.columns:
            raise JobError(f"{', '.join(names)}: {absent(name, table.columns, option)}")
    metadata = table.metadataColumn("_metadata")
    row = F.concat(F.lit("row "), (metadata["row_index"] + 1).cast("string"))
    origin = dict(zip(ORIGIN, (metadata["file_path"], row), strict=True))
    return Pages(table.withColumns(origin), read, tuple(keep))


def by_readers(spark: SparkSession, found: Sequence[Input], settings: Settings, family: Family) -> Pages:
    """Everything else, read as ``cleaner batch`` reads it."""
    tasks = divided(found)
    kept = tuple(map(own_name, settings.keep))
    place = StructType([StructField("input", IntegerType()), StructField("page", LongType())])
    texts = (*ORIGIN, "id", "url", "encoding", "form", "reason", "error", *kept)
    html = StructField("html", StringType() if family is Family.TEXT else BinaryType())
    schema = StructType([StructField(PLACE, place), *(StructField(name, StringType()) for name in texts), html])
    reading = partial(read_tasks, tasks=tasks, settings=settings, family=family, names=schema.names)
    table = spark.range(0, len(tasks), 1, len(tasks)).mapInArrow(reading, schema)
    cores = spark.sparkContext.defaultParallelism
    if len(tasks) < 2 * cores:  # few files, each of many pages: the cores share them
        table = table.repartition(4 * cores, PLACE)
    return Pages(table, {"form_field": "form"}, kept, PLACE)


def divided(found: Iterable[Input]) -> list[list[tuple[int, Input]]]:
    """The files of each task, with their numbers."""
    tasks: list[list[tuple[int, Input]]] = []
    size = TASK
    for number, one in enumerate(found):
        if size + one.size > TASK:
            tasks.append([])
            size = 0
        tasks[-1].append((number, one))
        size += one.size
    return tasks


def read_tasks(
    batches: Iterable[Any],
    tasks: Sequence[Sequence[tuple[int, Input]]],
    settings: Settings,
    family: Family,
    names: Sequence[str],
) -> Iterator[Any]:
    """The pages of the files of some tasks, in batches; ``names`` are those of the columns."""
    html = pa.string() if family is Family.TEXT else pa.binary()
    place = pa.struct([("input", pa.int32()), ("page", pa.int64())])
    types = {PLACE: place, "html": html}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in names])
    rows: list[dict[str, Any]] = []
    size = 0
    for batch in batches:
        for task in batch.column(0).to_pylist():
            for number, found in tasks[task]:
                for index, item in enumerate(items_of(found, settings)):
                    if isinstance(item, LeftOut):
                        continue
                    rows.append({PLACE: {"input": number, "page": index}, **row_of(item, family)})
                    size += len(item)
                    if len(rows) >= ROWS or size >= SIZE:
                        yield batch_of(rows, schema)
                        rows, size = [], 0
    if rows:
        yield batch_of(rows, schema)


def items_of(found: Input, settings: Settings, wait: Callable[[float], None] = time.sleep) -> Iterator[Item]:
    """The items of a file. One on another machine is opened again, and read on, where the network fails."""
    done = 0
    for attempt in range(1, TRIES + 1):
        for item in islice(Source(found, settings, opened), done, None):
            broken = isinstance(item, Failure) and item.reason is FailureReason.UNREADABLE
            if broken and "://" in found.path and attempt < TRIES:
                wait(2.0**attempt)
                break
            done += 1
            yield item
        else:
            return


def row_of(item: Page | Failure, family: Family) -> dict[str, Any]:
    """A page as a row; what could not be read is a row with a reason."""
    kept = {own_name(name): text_of(value) for name, value in item.kept.items()}
    row: dict[str, Any] = dict(zip(ORIGIN, (item.source, item.record or None), strict=True))
    row |= {"id": item.id, "url": item.url, **kept}
    if isinstance(item, Failure):
        return row | {"reason": item.reason.value, "error": item.message}
    data, encoding = item.data, item.encoding
    if isinstance(data, str):
        data = data.encode("utf-8", "replace")
        encoding = encoding if family is Family.TEXT else "utf-8"
    return row | {"html": data, "encoding": encoding, "form": item.form}


def text_of(value: Any) -> str | None:
    """A field that is kept, as text: its JSON, where it is none."""
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(plain(value), ensure_ascii=False)
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def batch_of(rows: Sequence[dict[str, Any]], schema: Any) -> Any:
    """Rows as an Arrow batch. Texts that are not UTF-8, as a CSV file may have them, go as they are."""
    columns = []
    for field in schema:
        values = [row.get(field.name) for row in rows]
        if field.name == "html":
            columns.append(pa.array(values, pa.binary()).cast(field.type, safe=False))
        else:
            columns.append(pa.array(values, field.type))
    return pa.RecordBatch.from_arrays(columns, schema=schema)
