"""``cleaner explain``: what was removed from a page, and why."""

from __future__ import annotations

import json
import sys
from pathlib import Path  # noqa: TC003  # typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cleaner.cli.arguments import Encoding, FocusOn, MaxBytes, NoTemplates, Overwrite, Source, Templates, Url  # noqa: TC001 (typer reads the annotations)
from cleaner.cli.inputs import check_names, read_input
from cleaner.cli.messages import STDIN, complain, fail_usage, note
from cleaner.cli.outputs import Output, WriteError, is_folder
from cleaner.cli.progress import tracked
from cleaner.cli.stores import find_store
from cleaner.errors import in_words
from cleaner.options import MAX_BYTES, Focus

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.cleaner import Cleaner
    from cleaner.document import Block
    from cleaner.explain.reasons import Reason
    from cleaner.explain.report.explained import Explained
    from cleaner.page.page import FormName


def main(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Pages to explain; - or nothing reads standard input.", show_default=False),
    ] = None,
    removed: Annotated[bool, typer.Option("--removed", help="Show only what was removed.")] = False,
    kept: Annotated[bool, typer.Option("--kept", help="Show only what was kept.")] = False,
    reason: Annotated[
        list[str] | None,
        typer.Option(
            metavar="REASON", help="Show only what was removed for this reason; may be repeated.", show_default=False
        ),
    ] = None,
    scores: Annotated[
        bool, typer.Option("--scores", help="Show the scores of kept blocks too; removed ones always have theirs.")
    ] = False,
    unfold: Annotated[bool, typer.Option("--unfold", help="Show each block of long runs.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object for each page.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write a report for a browser: one file, no network; - is standard output.",
            show_default=False,
        ),
    ] = None,
    source: Source = "auto",
    url: Url = None,
    encoding: Encoding = None,
    focus: FocusOn = Focus.BALANCED,
    templates: Templates = None,
    no_templates: NoTemplates = False,
    max_bytes: MaxBytes = MAX_BYTES,
    overwrite: Overwrite = False,
) -> None:
    """Show a page from top to bottom: what was kept, what was removed, why, how sure, and who decided."""
    from cleaner.cleaner import Cleaner
    from cleaner.options import Options

    names = files or [STDIN]
    if not files and sys.stdin.isatty():
        fail_usage("no input: give a FILE, or pipe a page in: curl -s URL | cleaner explain (--help tells more)")
    if url is not None and len(names) > 1:
        fail_usage("--url is the address of one page; give one FILE with it")
    if kept and (removed or reason):
        fail_usage("--kept shows what was kept; --removed and --reason show what was removed: give one or the other")
    if html is not None and as_json:
        fail_usage("--html writes a file for a browser, --json prints values: give one of them")
    if html is not None and (
        str(html) != STDIN and is_folder(str(html)) or html.suffix.lower() in (".txt", ".md", ".json")
    ):
        fail_usage(f"--html: {html} is not the name of an HTML file: name it like report.html")
    check_names(names)
    report = None if html is None else Output(str(html), names, ".html", overwrite)
    wanted = frozenset(find_reason(text) for text in reason or ())
    cleaner = Cleaner(Options(focus=focus, max_bytes=max_bytes), find_store(templates, no_templates))
    pages: list[Explained] = []
    failed = False
    for name in tracked(names, "explaining", hidden=report is None):
        try:
            page = explain_one(cleaner, name, url, source, encoding, settings=report is not None)
        except (OSError, ValueError) as error:
            failed = True
            complain(name, in_words(error))
            continue
        if report is not None:
            pages.append(page)
            continue
        for warning in page.document.warnings:
            complain(name, f"warning: {warning}")
        choose = chooser(kept, removed or bool(wanted), wanted)
        if as_json:
            print(json.dumps(to_values(page, choose), ensure_ascii=False))
        else:
            from cleaner.cli.blocks import draw

            draw(page, choose, fold=not (unfold or wanted), scores=scores, headed=len(names) > 1)
        sys.stdout.flush()
    if report is not None and pages:
        failed |= not write_report(report, str(html), pages)
    raise typer.Exit(int(failed))


def explain_one(
    cleaner: Cleaner, name: str, url: str | None, source: FormName, encoding: str | None, settings: bool
) -> Explained:
    """Read and clean one page; with what each focus would keep of it where that is wanted."""
    from cleaner.explain.report.explained import Explained, settings_of

    data = read_input(name, cleaner.options.max_bytes, source == "auto")
    document = cleaner.clean(data, url=url, form=source, encoding=encoding)
    found = settings_of(cleaner, document, data, source, encoding) if settings else ()
    return Explained("standard input" if name == STDIN else name, document, found)


def find_reason(text: str) -> Reason:
    """The reason that a user means: its name, or words of it (``login``, ``newsletter``)."""
    from cleaner.explain.reasons import Reason

    given = " ".join(text.lower().replace("-", " ").replace("_", " ").split())
    if given in list(Reason):
        return Reason(given)
    names = (f" {given} ", f" {given}s ")
    found = [reason for reason in Reason if given and any(name in f" {reason} " for name in names)]
    if len(found) != 1:
        which = "could be any of these" if found else "there is no such reason; the reasons are"
        fail_usage(f"--reason {text!r}: {which}: {', '.join(found or Reason)}")
    return found[0]


def chooser(kept: bool, removed: bool, wanted: frozenset[Reason]) -> Callable[[Block], bool]:
    """Whether to show a block."""

    def choose(block: Block) -> bool:
        if block.kept:
            return not removed
        return not kept and (not wanted or block.reason in wanted)

    return choose


def to_values(page: Explained, choose: Callable[[Block], bool]) -> dict[str, Any]:
    """A page as plain values: ``name``, ``url``, ``title``, ``warnings``, sums by reason, and the chosen blocks."""
    from cleaner.document import SCHEMA
    from cleaner.explain.report.explained import sums

    document = page.document
    return {
        "schema": SCHEMA,
        "name": page.name,
        "url": document.url,
        "title": document.title,
        "warnings": list(document.warnings),
        "by_template": page.by_template,
        "summary": [row._asdict() for row in sums(document.blocks)],
        "blocks": [block.to_dict() for block in document.blocks if choose(block)],
    }


def write_report(output: Output, path: str, pages: list[Explained]) -> bool:
    """Write the report; whether that could be done."""
    from cleaner.explain.report.html import to_html

    try:
        with output:
            output.put(path, to_html(pages))
    except WriteError as error:
        note(str(error))
        return False
    if path != STDIN:
        note(f"wrote {path}: open it in a browser")
    return True
