"""``cleaner batch``: a whole dump in, a clean record or the reason why not for each page out."""

from __future__ import annotations

import os
import sys
from pathlib import Path  # noqa: TC003 (typer reads the annotations when it runs)
from typing import TYPE_CHECKING, Annotated

import typer

from cleaner.batch.settings import Content, Dedup, Kind, Settings
from cleaner.cli.arguments import FocusOn, MaxBytes, Source  # noqa: TC001 (typer reads the annotations when it runs)
from cleaner.cli.messages import fail_usage
from cleaner.options import MEGABYTE, Focus

if TYPE_CHECKING:
    from cleaner.batch.job import Order

INTERRUPTED = 130

DEFAULT = Settings()


def main(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Folders, files or quoted patterns: HTML or text (also .gz, .xz, .zst), JSON lines, Parquet, WARC, tar, "
            "zip; - reads a list of files from standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            help="Write here: JSON lines (.jsonl, also .jsonl.gz, .xz, .zst), Parquet (.parquet), a folder of files "
            "(no ending), or - for JSON lines on standard output.",
            show_default=False,
        ),
    ],
    to: Annotated[Content, typer.Option("--to", "-t", help="What to write.")] = DEFAULT.content,
    kind: Annotated[
        Kind | None,
        typer.Option(
            "--input-format", help="What the inputs are; by default told by their endings.", show_default=False
        ),
    ] = DEFAULT.kind,
    form: Source = "auto",
    html_field: Annotated[str, typer.Option(help="The field or column that holds the page.")] = DEFAULT.html_field,
    url_field: Annotated[str, typer.Option(help="The one that holds its address.")] = DEFAULT.url_field,
    id_field: Annotated[str, typer.Option(help="The one that holds its id.")] = DEFAULT.id_field,
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", help="Processes; by default one a core.", min=1, show_default=False)
    ] = None,
    timeout: Annotated[float, typer.Option(help="Seconds that a page may take.", min=0.1)] = 30.0,
    memory: Annotated[
        int, typer.Option(help="Megabytes of address space that a worker may have; 0: no limit.", min=0)
    ] = 2000,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an unfinished run stopped.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace an earlier result, or an unfinished run.")
    ] = False,
    learn: Annotated[bool, typer.Option("--learn", help="First learn the sites' templates from these pages.")] = False,
    learn_pages: Annotated[
        int, typer.Option(help="Pages of each site to learn from, evenly spread.", min=3)
    ] = DEFAULT.learn_pages,
    templates: Annotated[
        Path | None,
        typer.Option(
            help="The templates to clean with; with --learn, what is learned is added. By default your own store, "
            "or with --learn none.",
            show_default=False,
        ),
    ] = None,
    dedup: Annotated[
        Dedup | None,
        typer.Option(help="Leave out texts that are copies of earlier ones, and list them.", show_default=False),
    ] = None,
    focus: FocusOn = Focus.BALANCED,
    max_bytes: MaxBytes = DEFAULT.max_bytes,
    max_unpacked: Annotated[
        int,
        typer.Option(
            help="Bytes that one compressed file may unpack to; by default 1 GB, or 300 times its size.",
            min=0,
            show_default=False,
        ),
    ] = DEFAULT.max_unpacked,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show neither progress nor summary.")] = False,
) -> None:
    """Clean a whole dump: cleaner batch crawl/ -o clean.jsonl

    Pages that cannot be cleaned are listed in OUTPUT.errors.jsonl with the reason, the summary is in OUTPUT.report.json.
    Exit codes: 0 done, 1 some pages failed, 2 wrong usage, 130 interrupted: the same command with --resume goes on.
    """
    from cleaner.batch.job import Order, run
    from cleaner.batch.outputs.target import Target
    from cleaner.batch.report import lines
    from cleaner.batch.workers.worker import Limits
    from cleaner.cli.progress import Show
    from cleaner.errors import JobError
    from cleaner.page.page import Form

    if resume and overwrite:
        fail_usage("--resume goes on and --overwrite begins again: give one of them")
    try:
        target = Target.of(output)
        if resume and target.stream:
            fail_usage("what went to a pipe cannot be resumed: give a file as --output")
        settings = Settings(
            kind=kind,
            html_field=html_field,
            url_field=url_field,
            id_field=id_field,
            form=None if form == "auto" else Form(form),
            content=to,
            focus=focus,
            max_bytes=max_bytes,
            max_unpacked=max_unpacked,
            learn=learn,
            learn_pages=learn_pages,
            templates=store_of(templates, learn),
            dedup=dedup,
        )
        order = Order(
            tuple(inputs),
            target,
            settings,
            workers or usable_cores(),
            Limits(timeout, memory * MEGABYTE),
            resume,
            overwrite,
        )
        show = Show(quiet, tell_failures=target.stream)
        with show.shown():
            report = run(order, show)
    except JobError as error:
        print(f"cleaner: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    except ValueError as error:  # a template store that is none
        fail_usage(str(error))
    except KeyboardInterrupt:
        report = None
    except BrokenPipeError:  # the reader, such as head, has seen enough
        raise typer.Exit(0) from None
    if report is None:
        if not quiet:
            print(f"cleaner: stopped; {resumption(order)}", file=sys.stderr)
        raise typer.Exit(INTERRUPTED)
    if not quiet:
        for line in lines(report):
            print(line, file=sys.stderr)
        if report["failed"] and not target.stream:
            print(f"what failed, and why: {target.errors}", file=sys.stderr)
    raise typer.Exit(int(report["failed"] > 0))


def resumption(order: Order) -> str:
    """What to do after an interruption."""
    if order.target.stream:
        return "what went to a pipe cannot be resumed"
    return f"the same command with --resume goes on (what is done is in {order.target.work})"


def store_of(templates: Path | None, learn: bool) -> str | None:
    """The store that was asked for, else the user's own, unless templates are learned for this run alone."""
    from cleaner.templates.site.user import user_store

    if templates is None and not learn:
        own = user_store()
        return str(own) if own.exists() else None
    if templates is not None and not templates.exists() and not learn:
        fail_usage(f"--templates: there is no {templates}; --learn makes one")
    return str(templates) if templates is not None else None


def usable_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
