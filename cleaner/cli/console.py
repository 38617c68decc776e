"""What is drawn on standard output: text as it is, and no failure where whoever reads it has seen enough."""

from __future__ import annotations

from typing import NoReturn

from rich.console import Console

from cleaner.cli.streams import ReaderGone


class Drawing(Console):
    """A terminal, or what stands in its place, as wide as it is."""

    def __init__(self) -> None:
        super().__init__(highlight=False, markup=False, emoji=False)

    def on_broken_pipe(self) -> NoReturn:
        """Tell the command; rich itself ends with 1."""
        raise ReaderGone
