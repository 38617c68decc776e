"""The bare command: pages in, articles out."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 (typer looks at the types)
from typing import Annotated

import typer

from cleaner.cli.arguments import Encoding, FocusOn, MaxBytes, Source, Templates, Url  # noqa: TC001 (typer reads the annotations)
from cleaner.cli.pages import FocusChoice, From, To, run
from cleaner.options import MAX_BYTES


def show_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        from cleaner import __version__

        print(f"cleaner {__version__}")
        raise typer.Exit


def main(
    files: Annotated[
        list[str] | None, typer.Argument(help="Pages to clean; - or nothing reads standard input.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write here: a file, or a folder for several pages.", show_default=False),
    ] = None,
    to: Annotated[To, typer.Option("--to", "-t", help="What to write.")] = To.TEXT,
    source: Source = From.AUTO,
    url: Url = None,
    encoding: Encoding = None,
    focus: FocusOn = FocusChoice.BALANCED,
    links: Annotated[
        bool | None,
        typer.Option("--links/--no-links", help="Links in Markdown and HTML; by default in HTML.", show_default=False),
    ] = None,
    images: Annotated[
        bool | None,
        typer.Option("--images/--no-images", help="Images likewise; HTML links to them.", show_default=False),
    ] = None,
    tables: Annotated[bool, typer.Option(help="Tables in Markdown as tables; else as lines.")] = True,
    emphasis: Annotated[bool, typer.Option(help="Bold, italics and the like.")] = True,
    front_matter: Annotated[
        bool, typer.Option("--front-matter", help="Title, authors, date ... as YAML before Markdown.")
    ] = False,
    blocks: Annotated[
        bool, typer.Option("--blocks", help="Every block of the page in JSON, removed ones too.")
    ] = False,
    templates: Templates = None,
    max_bytes: MaxBytes = MAX_BYTES,
    _version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn web pages, or text scraped from them, into the article: curl -s URL | cleaner > article.txt"""
    raise typer.Exit(
        run(
            files, output, to, source, url, encoding, focus, links, images, tables, emphasis, front_matter, blocks,
            templates, max_bytes,
        )
    )  # fmt: skip
