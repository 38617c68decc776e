"""``cleaner completion``: a script by which a shell completes the command's words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Shell(StrEnum):
    """A shell that can be taught."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def main(shell: Annotated[Shell, typer.Argument(metavar="bash|zsh|fish", help="Your shell.")]) -> None:
    """Print a completion script for a shell.

    For bash: cleaner completion bash >> ~/.bashrc
    """
    from typer._completion_shared import get_completion_script

    from cleaner.cli.app import COMPLETE

    print(get_completion_script(prog_name="cleaner", complete_var=COMPLETE, shell=shell.value))
