"""The names of the subcommands."""

from __future__ import annotations

SUBCOMMANDS = {
    "batch": "clean a whole dump, overnight and resumable",
    "explain": "show what was removed from a page, and why",
    "learn": "learn what sites repeat, from their pages",
    "templates": "look at, correct and share what was learned",
    "mcp": "serve language models, by the Model Context Protocol",
    "eval": "score the installed cleaner on gold pages",
    "train": "train the scorer on gold pages",
    "completion": "print a completion script for bash, zsh or fish",
}
"""Each is a module of this package with a ``main`` that typer can run, or with an ``app`` of several commands."""
