"""Pages in, articles out: what the bare command does. Without typer, so that a filter in a pipe starts fast."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cleaner.cli.inputs import check_names, read_input
from cleaner.cli.interrupt import ending_at_once
from cleaner.cli.messages import STDIN, complain, fail_usage, note
from cleaner.cli.outputs import Output, WriteError
from cleaner.cli.stores import find_store, unused_store
from cleaner.cli.views import ENDINGS, To, render, view_for
from cleaner.errors import in_words
from cleaner.options import Options
from cleaner.words.counted import counted

if TYPE_CHECKING:
    from pathlib import Path

    from cleaner.document import Document
    from cleaner.page.page import FormName

FILE = "{file}"
"""What stands for the page's name in a separator."""
ESCAPES = {"\\n": "\n", "\\t": "\t", "\\f": "\f", "\\0": "\0"}


@dataclass(frozen=True, slots=True)
class Request:
    """What the bare command was asked to do."""

    names: tuple[str, ...] = ()
    """Files; none is standard input."""
    output: str | None = None
    view: To | None = None
    """None to go by the ending of the output."""
    form: FormName = "auto"
    url: str | None = None
    encoding: str | None = None
    options: Options = field(default_factory=Options)
    front_matter: bool = False
    blocks: bool = False
    separator: str | None = None
    """What is between the results of several pages."""
    templates: Path | None = None
    no_templates: bool = False
    overwrite: bool = False
    quiet: bool = False


def run(request: Request) -> int:
    """Clean pages; gives the exit code."""
    with ending_at_once():
        from cleaner.cleaner import Cleaner
        from cleaner.cli.progress import tracked

    names = request.names or (STDIN,)
    check(request, names)
    view = view_of(request)
    cleaner = Cleaner(request.options, find_store(request.templates, request.no_templates))
    written = failed = 0
    with Output(request.output, names, ENDINGS[view], request.overwrite) as output:
        to_screen = request.output in (None, STDIN) and sys.stdout.isatty()
        for name in tracked(names, "cleaning", hidden=request.quiet or to_screen):
            try:
                data = read_input(name, request.options.max_bytes, request.form == "auto")
                document = cleaner.clean(data, url=request.url, form=request.form, encoding=request.encoding)
                if not request.quiet:
                    warn(name, document, request)
                result = render(document, view, request.front_matter, request.blocks)
                output.put(name, between(name, written, view, output, request.separator) + result)
                written += 1
            except WriteError as error:
                failed += 1
                note(str(error))
            except (OSError, ValueError) as error:
                if isinstance(error, BrokenPipeError):
                    raise
                failed += 1
                complain(name, in_words(error))
    if output.folder is not None and len(names) > 1 and not request.quiet:
        note(f"{counted(written, 'page')} written to {output.folder}" + (f", {failed:,} failed" if failed else ""))
    return int(failed > 0)


def check(request: Request, names: tuple[str, ...]) -> None:
    """Stop with 2 where options contradict each other, or there is nothing to read."""
    if not request.names and sys.stdin.isatty():
        fail_usage(
            "no input: name a FILE, or pipe a page in: curl -sL URL | cleaner (cleaner --help lists all options)"
        )
    if request.url is not None and len(names) > 1:
        fail_usage("--url is the address of one page: name one FILE with it")
    check_names(names)
    view = view_of(request)
    if request.front_matter and view is not To.MARKDOWN:
        fail_usage("--front-matter is for Markdown: add --to markdown")
    if request.blocks and view is not To.JSON:
        fail_usage("--blocks is for JSON: add --to json")
    if request.separator is not None and view is To.JSON:
        fail_usage("--separator is for text: several pages in JSON are one object a line")


def view_of(request: Request) -> To:
    """The view to write: the one that was asked for, else the one of the output's ending, else text."""
    return request.view or view_for(request.output or "") or To.TEXT


def between(name: str, written: int, view: To, output: Output, separator: str | None) -> str:
    """What is before a page's result where several go to one place: nothing in JSON, which has a line for each."""
    if output.folder is not None or view is To.JSON:
        return ""
    if separator is None:
        return "\n" if written else ""
    for written_as, meant in ESCAPES.items():
        separator = separator.replace(written_as, meant)
    if FILE not in separator and not written:
        return ""
    return separator.replace(FILE, name) + "\n"


def warn(name: str, document: Document, request: Request) -> None:
    """Say what the user should know of a page."""
    for warning in document.warnings:
        complain(name, f"warning: {warning}")
    if request.templates is not None and (problem := unused_store(request.templates, request.url, document)):
        complain(name, f"warning: {problem}")
