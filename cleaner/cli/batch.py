"""``cleaner batch``: a whole dump in, a clean record or the reason why not for each page out."""

from __future__ import annotations

import os
import sys
from pathlib import Path  # noqa: TC003 (typer reads the annotations when it runs)
from typing import TYPE_CHECKING, Annotated

import typer

from cleaner.batch.inputs.fields import ALL
from cleaner.batch.settings import Content, Dedup, Kind, Settings
from cleaner.cli.arguments import (
    DECIDING,
    READING,
    WRITING,
    Emphasis,
    Encoding,
    FocusOn,
    FrontMatter,
    Images,
    Links,
    MaxBytes,
    NoTemplates,
    Overwrite,
    Quiet,
    ReadersComments,
    Source,
    Tables,
)
from cleaner.cli.dump_arguments import RUNNING, HtmlField, IdField, LearnPages, Memory, Timeout, UrlField, Views
from cleaner.cli.interrupt import INTERRUPTED, ending_at_once
from cleaner.cli.messages import fail_usage, note
from cleaner.options import MEGABYTE, Comments, Focus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from cleaner.batch.job import Job

DEFAULT = Settings()


def main(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Folders, files or quoted patterns: HTML or text, JSON lines or arrays, CSV, Parquet, WARC, WET, ARC, MHTML, "
            "tar, zip, each also compressed (.gz, .xz, .bz2, .zst). - reads a list of files from standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="OUTPUT",
            help="Where to write: JSON lines (.jsonl, also .jsonl.gz, .xz, .zst), Parquet (.parquet), a folder of files "
            "(a name without an ending), or - for JSON lines on standard output.",
            show_default=False,
            rich_help_panel=WRITING,
        ),
    ],
    to: Views = None,
    links: Links = None,
    images: Images = None,
    tables: Tables = True,
    emphasis: Emphasis = True,
    front_matter: FrontMatter = False,
    blocks: Annotated[
        bool,
        typer.Option(
            "--blocks", help="List every block of the page, removed ones with the reason.", rich_help_panel=WRITING
        ),
    ] = False,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD,...",
            help="Carry over these fields of the input, or all of them (all). For WARC files: headers of the record and "
            "of the response, such as WARC-Date or Last-Modified.",
            show_default=False,
            rich_help_panel=WRITING,
        ),
    ] = None,
    focus: FocusOn = Focus.BALANCED,
    comments: ReadersComments = Comments.AUTO,
    dedup: Annotated[
        Dedup | None,
        typer.Option(
            help="Leave out texts that are copies of earlier ones, and list them.",
            show_default=False,
            rich_help_panel=WRITING,
        ),
    ] = None,
    kind: Annotated[
        Kind | None,
        typer.Option(
            "--input-format",
            help="The format of all inputs. The default is to tell it by the name and the first bytes.",
            show_default=False,
            rich_help_panel=READING,
        ),
    ] = DEFAULT.kind,
    form: Source = "auto",
    html_field: HtmlField = DEFAULT.html_field,
    url_field: UrlField = DEFAULT.url_field,
    id_field: IdField = DEFAULT.id_field,
    encoding: Encoding = None,
    max_bytes: MaxBytes = DEFAULT.max_bytes,
    max_unpacked: Annotated[
        int,
        typer.Option(
            metavar="BYTES",
            help="The most that one compressed file may unpack to. The default is 300 times its size, but at least 1 GB.",
            min=0,
            show_default=False,
            rich_help_panel=READING,
        ),
    ] = DEFAULT.max_unpacked,
    learn: Annotated[
        bool,
        typer.Option("--learn", help="First learn the templates of these pages' sites.", rich_help_panel=DECIDING),
    ] = False,
    learn_pages: LearnPages = DEFAULT.learn_pages,
    templates: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The template store to clean with; with --learn, what is learned is added to it. The default is your own "
            "store, and none with --learn.",
            show_default=False,
            rich_help_panel=DECIDING,
        ),
    ] = None,
    no_templates: NoTemplates = False,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            "-w",
            metavar="N",
            help="How many processes to use. The default is one per core.",
            show_default=False,
            rich_help_panel=RUNNING,
        ),
    ] = None,
    timeout: Timeout = 30.0,
    memory: Memory = 2000,
    resume: Annotated[
        bool, typer.Option("--resume", help="Continue an interrupted run.", rich_help_panel=RUNNING)
    ] = False,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Clean a whole dump: cleaner batch crawl/ -o clean.jsonl

    Every page is either in OUTPUT or, with the reason, in OUTPUT.errors.jsonl. What is left out on purpose, such as images in
    a WARC file, is counted in OUTPUT.report.json.

    After an interruption, the same command with --resume continues.
    """
    with ending_at_once():  # what --help does not need
        from cleaner.batch.job import Job
        from cleaner.batch.outputs.target import Target
        from cleaner.batch.report import lines
        from cleaner.batch.run import run
        from cleaner.batch.workers.pool import usable_cores
        from cleaner.batch.workers.worker import Limits
        from cleaner.cli.progress import ProgressView
        from cleaner.page.page import Form

    contents = tuple(content for content in Content if content in (to or DEFAULT.contents))
    check_usage(resume, overwrite, front_matter, contents, learn, templates, no_templates, workers)
    job: Job | None = None
    report: dict[str, Any] | None = None
    try:
        target = Target.of(output)
        if resume and target.stream:
            fail_usage("a run that writes to a pipe cannot be resumed: give a file as --output")
        settings = Settings(
            kind=kind,
            html_field=html_field,
            url_field=url_field,
            id_field=id_field,
            keep=names_of(keep),
            form=None if form == "auto" else Form(form),
            contents=contents,
            front_matter=front_matter,
            blocks=blocks,
            focus=focus,
            max_bytes=max_bytes,
            links=links,
            images=images,
            tables=tables,
            emphasis=emphasis,
            comments=comments,
            encoding=encoding,
            max_unpacked=max_unpacked,
            learn=learn,
            learn_pages=learn_pages,
            templates=None if no_templates else store_of(templates, learn),
            dedup=dedup,
        )
        processes = usable_cores() if workers in (None, -1) else workers or 1
        limits = Limits(timeout, memory * MEGABYTE)
        job = Job(tuple(inputs), target, settings, processes, limits, resume, overwrite)
        view = ProgressView(quiet, tell_failures=target.stream)
        with view.shown():
            report = run(job, view)
    except BrokenPipeError:  # the reader, such as head, has seen enough
        raise typer.Exit(0) from None
    except ValueError as error:  # all that cleaner raises on purpose
        fail_usage(str(error))
    except KeyboardInterrupt:
        pass
    if report is None:
        if not quiet:
            note(f"stopped{resumption(job)}")
        raise typer.Exit(INTERRUPTED)
    if not quiet:
        folder = os.path.dirname(output.rstrip("/"))  # noqa: PTH120
        for line in lines(report, f"{folder}/" if folder else ""):
            print(line, file=sys.stderr)
    raise typer.Exit(int(report["failed"] > 0))


def check_usage(
    resume: bool,
    overwrite: bool,
    front_matter: bool,
    contents: Sequence[Content],
    learn: bool,
    templates: Path | None,
    no_templates: bool,
    workers: int | None,
) -> None:
    """Refuse options that contradict each other."""
    if resume and overwrite:
        fail_usage("--resume continues a run and --overwrite begins again: give one of them")
    if front_matter and Content.MARKDOWN not in contents:
        fail_usage("--front-matter is part of Markdown: give --to markdown with it")
    if no_templates and (learn or templates is not None):
        fail_usage("--no-templates cleans without templates: leave out --templates and --learn")
    if workers is not None and (workers < -1 or workers == 0):
        fail_usage(f"--workers is {workers}; give a number of processes, or -1 for one per core")


def names_of(keep: Sequence[str] | None) -> tuple[str, ...]:
    """The fields to carry over, which may be given with commas between or one by one."""
    names = [name.strip() for part in keep or () for name in part.split(",")]
    return (ALL,) if ALL in names else tuple(dict.fromkeys(filter(None, names)))


def resumption(job: Job | None) -> str:
    """What to do after an interruption."""
    if job is None:
        return ""
    if job.target.stream:
        return "; a run that writes to a pipe cannot be resumed"
    return f"; the same command with --resume continues (what is done is in {job.target.work})"


def store_of(templates: Path | None, learn: bool) -> str | None:
    """The store that was asked for, else the user's own, unless templates are learned for this run alone."""
    from cleaner.templates.site.user import user_store  # what --help does not need

    if templates is None and not learn:
        own = user_store()
        return str(own) if own.exists() else None
    if templates is not None and not templates.exists() and not learn:
        fail_usage(f"--templates: {templates} does not exist: --learn makes it")
    return str(templates) if templates is not None else None
