"""Clean a crawl on Apache Spark: ``python -m cleaner.spark crawl/ -o clean --learn``.

For ``spark-submit``, this file is the program::

    spark-submit --master yarn "$(python -c 'import cleaner.spark as s; print(s.__path__[0])')/__main__.py" \\
        s3a://bucket/crawl/ -o s3a://bucket/clean --learn
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pyspark.errors import PySparkException, PySparkRuntimeError
from pyspark.sql import SparkSession

from cleaner.batch.outputs.record import FIELDS, ORIGIN
from cleaner.batch.settings import Kind, Settings
from cleaner.cli.arguments import (
    DECIDING,
    READING,
    WRITING,
    Emphasis,
    FocusOn,
    Images,
    Links,
    MaxBytes,
    Overwrite,
    Quiet,
    ReadersComments,
    Source,
    Tables,
)
from cleaner.cli.batch import names_of
from cleaner.cli.dump_arguments import RUNNING, HtmlField, IdField, LearnPages, Memory, Timeout, UrlField, Views
from cleaner.cli.help import Command, in_plain_words
from cleaner.cli.messages import note
from cleaner.errors import JobError
from cleaner.options import MEGABYTE, Comments, Focus
from cleaner.page.page import Form
from cleaner.spark import inputs
from cleaner.spark.frames import HOW, clean, learn, merge, read_store
from cleaner.spark.inputs import listed, read_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark.sql import DataFrame


DEFAULT = Settings()
TEMPLATES = ".templates"
"""What is put behind the name of the output for what was learned."""


class Program(Command):
    """The command, with exit codes of its own: a run that ends well is one, whatever pages it met."""

    exit_codes = "Exit codes: 0 done, pages that failed included; 1 Spark gave up; 2 wrong usage."


def main(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Parquet, JSON lines, CSV, WARC, WET, ARC, archives or pages: files, folders, quoted patterns, or "
            "addresses (hdfs://, s3a://, gs://, file://). Every machine must be able to open them.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="OUTPUT",
            help="The folder of Parquet files to write: a row for each page, failures included, with reason and error.",
            show_default=False, rich_help_panel=WRITING,
        ),
    ],
    to: Views = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write JSON lines, not Parquet.", rich_help_panel=WRITING)
    ] = False,
    links: Links = None,
    images: Images = None,
    tables: Tables = True,
    emphasis: Emphasis = True,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD,...",
            help="Carry over these columns or fields of the input, of Parquet also all of them (all); but for Parquet, "
            "as text. For WARC files: headers, such as WARC-Date.",
            show_default=False, rich_help_panel=WRITING,
        ),
    ] = None,
    focus: FocusOn = Focus.BALANCED,
    comments: ReadersComments = Comments.AUTO,
    kind: Annotated[
        Kind | None,
        typer.Option(
            "--input-format",
            help="The format of all inputs. The default is to tell it by the name; parquet leaves listing them to Spark.",
            show_default=False, rich_help_panel=READING,
        ),
    ] = None,
    form: Source = "auto",
    html_field: HtmlField = DEFAULT.html_field,
    url_field: UrlField = DEFAULT.url_field,
    id_field: IdField = DEFAULT.id_field,
    max_bytes: MaxBytes = DEFAULT.max_bytes,
    learning: Annotated[
        bool,
        typer.Option(
            "--learn", help="First learn the templates of these pages' sites; they are written to OUTPUT.templates.",
            rich_help_panel=DECIDING,
        ),
    ] = False,
    learn_pages: LearnPages = DEFAULT.learn_pages,
    templates: Annotated[
        str | None,
        typer.Option(
            metavar="PATH",
            help="Templates to clean with: OUTPUT.templates of another run, or a template store on this machine. With "
            "--learn, what is learned is merged with them; they stay as they are.",
            show_default=False, rich_help_panel=DECIDING,
        ),
    ] = None,
    how: Annotated[
        str,
        typer.Option(
            metavar="|".join(HOW),
            help="How templates come to pages: all to every machine (broadcast), sorted by site, or as Spark sees fit.",
            rich_help_panel=RUNNING,
        ),
    ] = "auto",
    timeout: Timeout = 30.0,
    memory: Memory = 2000,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Clean a crawl on Spark: python -m cleaner.spark crawl/ -o clean --learn

    The pages and records are those of cleaner batch. What it leaves out on purpose, such as images in a WARC file, has no row.
    """
    if how not in HOW:
        raise JobError(f"--how is {how}: give one of {', '.join(HOW)}")
    settings = Settings(
        kind=kind, html_field=html_field, url_field=url_field, id_field=id_field, keep=names_of(keep),
        contents=tuple(to or DEFAULT.contents), focus=focus, max_bytes=max_bytes, links=links, images=images,
        tables=tables, emphasis=emphasis, comments=comments,
    )  # fmt: skip
    limits: dict[str, Any] = {"timeout": timeout, "memory": memory * MEGABYTE}
    limits |= {"form": form.value if isinstance(form, Form) else form, "options": settings.options}
    check_output(output, names, overwrite)
    if learning:
        check_output(output + TEMPLATES, [*names, *([templates] if templates else [])], overwrite)
    spark = session(quiet)
    pages = read_pages(spark, names, settings)
    known = templates_at(spark, templates) if templates else None
    if learning:
        columns: dict[str, Any] = {own: name for own, name in pages.columns.items() if own != "id"}
        learned = learn(pages.table, **columns, order=pages.order, pages_per_site=learn_pages, **limits)
        learned = learned if known is None else merge(known.union(learned))
        learned.write.mode("overwrite" if overwrite else "error").parquet(output + TEMPLATES)
        known = spark.read.parquet(output + TEMPLATES)
    views = [content.value for content in settings.contents]
    columns = {**pages.columns, "reason": "reason" if pages.order else ""}
    keep = [*inputs.ORIGIN, *pages.keep]
    rows = clean(pages.table, known, **columns, keep=keep, view=views, how=how, **limits)
    rows = rows.withColumnsRenamed(dict(zip(inputs.ORIGIN, ORIGIN, strict=True)))
    rows = rows.select(*FIELDS, *[name for name in rows.columns if name not in FIELDS])
    file_format = "json" if as_json else "parquet"
    writer = rows.write.mode("overwrite" if overwrite else "error").option("ignoreNullFields", "false")
    writer.format(file_format).save(output)
    if not quiet:
        tell(spark.read.schema(rows.schema).format(file_format).load(output), output)


def check_output(output: str, names: Sequence[str], overwrite: bool) -> None:
    """Refuse to overwrite what nobody asked to be overwritten, before anything is read.

    :raises JobError: there is something already, or it is an input.
    """
    if any(os.path.realpath(name) == os.path.realpath(output) for name in names):
        raise JobError(f"{output} is an input: give another --output")
    if not overwrite and there(output):
        raise JobError(f"{output}: already exists: give another --output, or --overwrite")


def there(path: str, unknown: bool = False) -> bool:
    """Whether something is at a path; ``unknown`` for file systems that Spark alone knows."""
    if "://" not in path:
        return Path(path).exists()
    try:
        return any(one.problem is None for one in listed(path, Kind.PAGE))
    except JobError:
        return unknown


def session(quiet: bool) -> SparkSession:
    """The session of whoever started this program (``spark-submit``), or one on this machine.

    :raises JobError: Spark does not start.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else the first python3 of the path
    try:
        builder = SparkSession.builder.appName("cleaner")
        builder = builder.config("spark.log.level", "ERROR") if quiet else builder
        return builder.config("spark.ui.showConsoleProgress", str(not quiet).lower()).getOrCreate()
    except PySparkRuntimeError as error:
        raise JobError(f"Spark does not start ({first_line(error)}): it needs Java 17 or newer, JAVA_HOME") from error


def templates_at(spark: SparkSession, path: str) -> DataFrame:
    """The templates at a path: what another run wrote, or a template store.

    :raises JobError: there are none.
    """
    if not there(path, unknown=True):
        raise JobError(f"--templates: {path} does not exist: --learn makes it")
    return read_store(spark, path) if Path(path).is_file() else spark.read.parquet(path)


def tell(rows: DataFrame, output: str) -> None:
    """Say on standard error what became of the pages."""
    counts = {row["reason"]: row["count"] for row in rows.groupBy("reason").count().collect()}
    cleaned = counts.pop(None, 0)
    failed = "; ".join(f"{reason}: {count:,}" for reason, count in sorted(counts.items()))
    note(f"{cleaned:,} pages cleaned, {sum(counts.values()):,} failed{f' ({failed})' if failed else ''}: {output}")


def first_line(error: BaseException) -> str:
    """What an error of Spark says, without the plan and the trace."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)


def program(words: list[str] | None = None) -> int:
    """Run the command line; gives the exit code."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.command(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})(main)
    try:
        app(args=words, prog_name="python -m cleaner.spark", standalone_mode=False)
    except PySparkException as error:
        note(f"Spark gave up: {first_line(error)}")
        return 1
    except Exception as error:
        if isinstance(error, ValueError):  # all that cleaner raises on purpose
            note(str(error))
        elif hasattr(error, "format_message"):
            note(in_plain_words(error))
        else:
            raise
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(program())
