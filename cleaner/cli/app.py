"""The ``cleaner`` command: a filter, and the subcommands next to it."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from cleaner.cli import streams
from cleaner.cli.commands import SUBCOMMANDS
from cleaner.cli.interrupt import INTERRUPTED, ending_at_once
from cleaner.cli.messages import note
from cleaner.scoring.threads import KEEP

if TYPE_CHECKING:
    from collections.abc import Callable

COMPLETE = "_CLEANER_COMPLETE"
"""The environment variable by which a shell asks for completions."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; exits with 0 done, 1 some inputs failed, 2 wrong usage, 130 interrupted."""
    streams.prepare()
    if not os.environ.get(KEEP):
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a tenth of the time that numpy takes to import
    words = sys.argv[1:] if arguments is None else arguments
    try:
        if COMPLETE in os.environ:
            complete()
        sys.exit(run(words) if words else filter_pipe())
    except (BrokenPipeError, streams.ReaderGone):
        streams.abandon()
        sys.exit(0)
    except streams.OutputError as error:
        streams.abandon()
        note(f"standard output: {error}")
        sys.exit(1)
    except OSError as error:  # what a command does not expect: as a rule, a disk that is full
        streams.abandon()
        note(f"{error.filename or 'standard output'}: {(error.strerror or str(error)).lower()}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def filter_pipe() -> int:
    """Clean standard input with the defaults; typer is not needed for that."""
    with ending_at_once():
        from cleaner.cli.pages import Request, run

    return run(Request())


def run(words: list[str]) -> int:
    """Run the command that some words name; gives the exit code."""
    name, rest = (words[0], words[1:]) if words[0] in SUBCOMMANDS else ("clean", words)
    with ending_at_once():
        from cleaner.cli.help import in_plain_words

        application = typer_app(name)
    prog_name = "cleaner" if name == "clean" else f"cleaner {name}"
    try:
        return application(args=rest, prog_name=prog_name, standalone_mode=False) or 0
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.format_message(), file=sys.stderr)
        else:
            note(in_plain_words(error))
        return 2


def typer_app(name: str) -> Any:
    """One command as a typer application."""
    import typer

    from cleaner.cli.help import Command

    module = import_module(f"cleaner.cli.{name}")
    if hasattr(module, "app"):
        return module.app

    class Own(Command):
        commands = SUBCOMMANDS if name == "clean" else {}

    app = typer.Typer(
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.command(cls=Own)(module.main)
    return app


def complete() -> None:
    """Answer a shell that asks what may come next, and exit."""
    import typer

    app = typer.Typer(rich_markup_mode=None)
    for name, what in SUBCOMMANDS.items():
        module = import_module(f"cleaner.cli.{name}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name, help=what)
        else:
            app.command(name, help=what)(module.main)
    app.callback()(without_files(import_module("cleaner.cli.clean").main))
    app(prog_name="cleaner", complete_var=COMPLETE)


def without_files(command: Callable[..., None]) -> Callable[..., None]:
    """The bare command with its options alone, for a typer group: files would take the place of the commands' names."""
    import inspect  # only shells ask for completions

    signature = inspect.signature(command, eval_str=True)
    options = [parameter for name, parameter in signature.parameters.items() if name != "files"]

    def group(**_: Any) -> None: ...

    group.__signature__ = signature.replace(parameters=options)  # type: ignore[attr-defined]
    group.__annotations__ = {option.name: option.annotation for option in options}
    return group
