"""``cleaner mcp``: a server of the Model Context Protocol on standard input and output, for language models."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 (typer reads the annotations when it runs)
from typing import Annotated

import typer

from cleaner.cli.arguments import MaxBytes, NoTemplates, Templates  # noqa: TC001 (typer reads the annotations)
from cleaner.cli.inputs import read_input
from cleaner.cli.messages import fail_usage
from cleaner.cli.stores import find_store
from cleaner.errors import MissingLibraryError
from cleaner.options import MAX_BYTES


def main(
    root: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FOLDER", show_default=False, help="Let tools read pages in this folder; may be repeated."
        ),
    ] = None,
    templates: Templates = None,
    no_templates: NoTemplates = False,
    max_bytes: MaxBytes = MAX_BYTES,
) -> None:
    """Serve the tools clean and explain to a program that speaks the Model Context Protocol, until it hangs up."""
    try:
        from cleaner.mcp import server  # optional
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "pydantic"):
            raise
        fail_usage(str(MissingLibraryError("the server", "mcp")))
    from cleaner.cleaner import Cleaner
    from cleaner.options import Options

    roots = [folder.resolve() for folder in root or ()]
    for folder in roots:
        if not folder.is_dir():
            fail_usage(f"--root: {folder} is no folder")

    def read(name: str) -> bytes:
        path = next((path for folder in roots if (path := (folder / name).resolve()).is_relative_to(folder)), None)
        if path is None:
            raise ValueError(f"{name} may not be read: it is not in {', '.join(map(str, roots))}")
        return read_input(str(path), max_bytes)

    server(Cleaner(Options(max_bytes=max_bytes), find_store(templates, no_templates)), read if roots else None).run()
