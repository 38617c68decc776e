"""The options that several commands share, so that they are called, and explained, the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cleaner.cli.pages import FocusChoice, From

Source = Annotated[From, typer.Option("--from", "-f", help="What the input is.")]
Url = Annotated[
    str | None, typer.Option(help="The page's address: makes links absolute, tells the site.", show_default=False)
]
Encoding = Annotated[
    str | None, typer.Option(help="The page's charset, if you know it better than the page.", show_default=False)
]
FocusOn = Annotated[FocusChoice, typer.Option("--focus", help="Keep less and surer text, or more.")]
Templates = Annotated[
    Path | None,
    typer.Option(
        help="What cleaner learn has learned of sites; by default your own store, if there is one.", show_default=False
    ),
]
MaxBytes = Annotated[int, typer.Option(help="Refuse larger pages.", min=1)]
