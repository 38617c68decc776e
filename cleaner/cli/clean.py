"""The bare command: pages in, articles out."""

from __future__ import annotations

from typing import Annotated

import typer

from cleaner.cli.arguments import (
    WRITING,
    Emphasis,
    Encoding,
    Files,
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
    Templates,
    Url,
    View,
)
from cleaner.cli.pages import Request, run
from cleaner.options import MAX_BYTES, Comments, Focus, Options


def show_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        from cleaner import __version__

        print(f"cleaner {__version__}")
        raise typer.Exit


def main(
    files: Files = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE|FOLDER/",
            show_default=False,
            rich_help_panel=WRITING,
            help="Write there and not to standard output. A file's ending chooses the view: .txt, .md, .html, .json.",
        ),
    ] = None,
    to: View = None,
    overwrite: Overwrite = False,
    front_matter: FrontMatter = False,
    blocks: Annotated[
        bool,
        typer.Option(
            "--blocks", help="Add every block of the page to JSON, removed ones too.", rich_help_panel=WRITING
        ),
    ] = False,
    separator: Annotated[
        str | None,
        typer.Option(
            metavar="LINE",
            show_default=False,
            rich_help_panel=WRITING,
            help="Put this line between the texts of several pages; {file} in it is the page's name.",
        ),
    ] = None,
    quiet: Quiet = False,
    links: Links = None,
    images: Images = None,
    tables: Tables = True,
    emphasis: Emphasis = True,
    comments: ReadersComments = Comments.AUTO,
    source: Source = "auto",
    url: Url = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = MAX_BYTES,
    focus: FocusOn = Focus.BALANCED,
    templates: Templates = None,
    no_templates: NoTemplates = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Turn web pages, or text scraped from them, into the article.

    cleaner page.html, or as a filter: curl -sL URL | cleaner > article.txt
    """
    options = Options(
        focus=focus, max_bytes=max_bytes, links=links, images=images, tables=tables, emphasis=emphasis,
        comments=comments,
    )  # fmt: skip
    raise typer.Exit(
        run(
            Request(
                names=tuple(files or ()), output=output, view=to, form=source, url=url, encoding=encoding,
                options=options, front_matter=front_matter, blocks=blocks, separator=separator, templates=templates,
                no_templates=no_templates, overwrite=overwrite, quiet=quiet,
            )
        )
    )  # fmt: skip
