"""Help and errors of the commands as plain, short text: the commands first, then the options in groups."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

from cleaner.cli.streams import ReaderGone

if TYPE_CHECKING:
    from collections.abc import Mapping

OTHER = "Other"
EXIT_CODES = (
    "Exit codes: 0 done; 1 some inputs failed, each is named on standard error; 2 wrong usage; 130 interrupted."
)


class Command(TyperCommand):
    """A command whose help is plain text."""

    commands: Mapping[str, str] = {}
    """The subcommands to list first, with what they do."""
    exit_codes = EXIT_CODES

    def invoke(self, ctx: Any) -> Any:
        """Run it; a reader that has gone is told by another name, as the parser of arguments makes a failure of it."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGone from error

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write usage, what the command does, the commands, and the options by group."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        if self.commands:
            with formatter.section("Commands, each with its own --help"):
                formatter.write_dl([(f"cleaner {name}", what) for name, what in self.commands.items()])
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is None:
                continue
            if parameter.param_type_name == "argument":
                groups.setdefault("Input", []).append((record[0].partition(" <")[0], record[1]))
            else:
                groups.setdefault(getattr(parameter, "rich_help_panel", None) or OTHER, []).append(record)
        groups[OTHER] = groups.pop(OTHER)
        for name, rows in groups.items():
            with formatter.section(name if len(groups) > 2 else "Options" if name == OTHER else name):
                formatter.write_dl(rows, col_max=26)
        formatter.write_paragraph()
        formatter.write_text(self.exit_codes)


WORDINGS = (
    (re.compile(r"^Invalid value for '?(--[\w-]+)[^:]*'?: (?:Value error, )?"), r"\1: "),
    (re.compile(r"^Invalid value for '?([^:]*?)'?: (?:Value error, )?"), r"\1: "),
    (re.compile(r"Input should be greater than or equal to ([\d.]+)"), r"must be at least \1"),
    (re.compile(r"Input should be less than or equal to ([\d.]+)"), r"must be at most \1"),
    (re.compile(r"Input should be a valid integer.*"), "must be a whole number"),
    (re.compile(r"Input should be a valid number.*"), "must be a number"),
    (re.compile(r"Input should be (.*)"), r"must be \1"),
    (re.compile(r"^No such option: (\S+)( Did you mean .*)?.*"), r"there is no option \1"),
    (re.compile(r"^Missing argument '?(\S+?)'?\.?$"), r"\1 is missing"),
    (re.compile(r"^Missing option '?(--[\w-]+).*"), r"\1 is missing"),
)
"""How the messages of the parser of arguments are put in plain words."""


def in_plain_words(error: Any) -> str:
    """A usage error of the parser of arguments, in one line that says where the help is."""
    message: str = error.format_message().replace("\n", " ")
    for pattern, words in WORDINGS:
        message = pattern.sub(words, message)
    wrong = getattr(error, "option_name", "")
    if close := get_close_matches(wrong, getattr(error, "possibilities", None) or (), 1, 0.75):
        message += f": did you mean {close[0]}?"
    path = error.ctx.command_path if getattr(error, "ctx", None) is not None else "cleaner"
    return f"{message.rstrip('.')} ({path} --help lists what there is)"
