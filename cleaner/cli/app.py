"""The ``cleaner`` command: a filter, and the subcommands beside it."""

from __future__ import annotations

import sys
from importlib import import_module

SUBCOMMANDS = {
    "explain": "show what was removed from a page, and why",
    "batch": "clean a whole dump, overnight and resumable",
    "learn": "learn what sites repeat, from their pages",
    "templates": "look at, correct and share what was learned",
    "eval": "score the installed cleaner on gold pages",
    "train": "train the scorer on gold pages",
}
"""Each is a module of this package with a ``main`` that typer can run, or with an ``app`` of several commands."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; exits with 0 done, 1 some inputs failed, 2 wrong usage."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        if words:
            run(words)
        else:
            from cleaner.cli import pages

            sys.exit(pages.run())
    except BrokenPipeError:  # the reader, such as head, has seen enough
        sys.stderr.close()
        sys.exit(0)


def run(words: list[str]) -> None:
    """Run the command that some words name."""
    name, rest = (words[0], words[1:]) if words[0] in SUBCOMMANDS else ("clean", words)
    import typer

    module = import_module(f"cleaner.cli.{name}")
    app = typer.Typer(
        add_completion=False, pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]}
    )
    if hasattr(module, "app"):
        app = module.app
    else:
        app.command(epilog=commands() if name == "clean" else None)(module.main)
    app(args=rest, prog_name="cleaner" if name == "clean" else f"cleaner {name}")


def commands() -> str:
    """The list of subcommands for the bare command's help."""
    return "Commands, each with its own --help:\n\n" + "\n\n".join(
        f"cleaner {name}: {what}." for name, what in SUBCOMMANDS.items()
    )
