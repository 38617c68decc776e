"""Options of the commands that clean whole dumps, declared once; one page alone needs none of them."""

from __future__ import annotations

from typing import Annotated

import typer

from cleaner.batch.settings import Content
from cleaner.cli.arguments import DECIDING, READING, WRITING

RUNNING = "Running"
"""The group of the options for the run itself in the help."""

Views = Annotated[
    list[Content] | None,
    typer.Option(
        "--to", "-t", metavar="VIEW", help="text (the default), markdown or html; may be given several times.",
        show_default=False, rich_help_panel=WRITING,
    ),
]  # fmt: skip
HtmlField = Annotated[
    str,
    typer.Option(
        metavar="FIELD", help="The field or column with the page; a.b is field b of the object a.", rich_help_panel=READING
    ),
]  # fmt: skip
UrlField = Annotated[str, typer.Option(metavar="FIELD", help="The field with its address.", rich_help_panel=READING)]
IdField = Annotated[str, typer.Option(metavar="FIELD", help="The field with its identifier.", rich_help_panel=READING)]
LearnPages = Annotated[
    int,
    typer.Option(
        metavar="N", help="How many pages of each site to learn from, spread evenly.", min=3, rich_help_panel=DECIDING
    ),
]
Timeout = Annotated[
    float, typer.Option(metavar="SECONDS", help="The most time a page may take.", min=0.1, rich_help_panel=RUNNING)
]
Memory = Annotated[
    int,
    typer.Option(
        metavar="MB", help="The most memory a process may use, in megabytes; 0 for no limit.", min=0,
        rich_help_panel=RUNNING,
    ),
]  # fmt: skip
