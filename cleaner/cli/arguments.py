"""Every option that more than one command has, declared once: they are called, and explained, the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cleaner.cli.views import To
from cleaner.options import Comments, Focus
from cleaner.page.page import FormName

READING, WRITING, MARKUP, DECIDING = "Reading", "Writing", "Markdown and HTML", "Deciding"
"""The groups of options in the help."""

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Pages; - or nothing reads standard input.", show_default=False),
]
Source = Annotated[
    FormName,
    typer.Option(
        "--from", "-f", metavar="FORM", help="What the input is: html, text (already scraped), or auto.",
        rich_help_panel=READING,
    ),
]  # fmt: skip
Url = Annotated[
    str | None,
    typer.Option(
        metavar="URL", help="The page's address: makes its links absolute and names its site.", show_default=False,
        rich_help_panel=READING,
    ),
]  # fmt: skip
Encoding = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="The encoding of the input; detected by default.", show_default=False,
        rich_help_panel=READING,
    ),
]  # fmt: skip
MaxBytes = Annotated[int, typer.Option(metavar="BYTES", help="Refuse larger pages.", min=1, rich_help_panel=READING)]
View = Annotated[
    To | None,
    typer.Option(
        "--to", "-t", metavar="VIEW", help="text (the default), markdown, html or json.", show_default=False,
        rich_help_panel=WRITING,
    ),
]  # fmt: skip
FrontMatter = Annotated[
    bool,
    typer.Option(
        "--front-matter",
        help="Begin Markdown with the title, authors, date and so on, as YAML.",
        rich_help_panel=WRITING,
    ),
]
Links = Annotated[
    bool | None,
    typer.Option(
        "--links/--no-links", help="Keep links. Default: in HTML only.", show_default=False, rich_help_panel=MARKUP
    ),
]
Images = Annotated[
    bool | None,
    typer.Option(
        "--images/--no-images", help="Keep images; in HTML, as links to them. Default: in HTML only.",
        show_default=False, rich_help_panel=MARKUP,
    ),
]  # fmt: skip
Tables = Annotated[
    bool,
    typer.Option(
        "--tables/--no-tables", help="Write data tables as tables (default), or each row as a line.", show_default=False,
        rich_help_panel=MARKUP,
    ),
]  # fmt: skip
Emphasis = Annotated[
    bool,
    typer.Option(
        "--emphasis/--no-emphasis", help="Keep bold, italics and the like. Default: keep.", show_default=False,
        rich_help_panel=MARKUP,
    ),
]  # fmt: skip
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Replace output files that exist.", rich_help_panel=WRITING)
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Show errors only: no warnings, no progress.", rich_help_panel=WRITING)
]
FocusOn = Annotated[
    Focus,
    typer.Option(
        "--focus", metavar="FOCUS",
        help="Which mistakes weigh more: precision (keep less, and only what is certain), balanced, or recall (keep more).",
        rich_help_panel=DECIDING,
    ),
]  # fmt: skip
ReadersComments = Annotated[
    Comments,
    typer.Option(
        "--comments", metavar="WHAT",
        help="Sections of readers' comments: keep, drop, or decide as for all other text (auto).",
        rich_help_panel=DECIDING,
    ),
]  # fmt: skip
Templates = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="The template store to use; by default your own, if there is one.", show_default=False,
        rich_help_panel=DECIDING,
    ),
]  # fmt: skip
NoTemplates = Annotated[
    bool,
    typer.Option("--no-templates", help="Do not use any template store, not even your own.", rich_help_panel=DECIDING),
]
Store = Annotated[
    Path | None,
    typer.Option("--templates", metavar="FILE", help="The template store; by default your own.", show_default=False),
]
GoldFiles = Annotated[list[Path], typer.Argument(metavar="GOLD", help="Gold files: JSON lines, xz-compressed.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
