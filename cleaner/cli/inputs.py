"""What the user named as input: one page read from a file or a pipe, or the reason why it is none and what to do."""

from __future__ import annotations

import json
import re
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from cleaner.cli.commands import SUBCOMMANDS
from cleaner.cli.messages import STDIN, fail_usage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from io import BufferedReader

ADDRESS = re.compile(r"https?://|www\.", re.I)
DUMPS = {
    "jsonl": "JSON lines",
    "parquet": "a Parquet file",
    "csv": "a table of records",
    "warc": "a web archive",
    "mhtml": "a saved page with its pictures",
    "tar": "a tar archive",
    "zip": "a zip archive",
}
"""What the kinds of input are called that only ``cleaner batch`` reads."""


class InputError(ValueError):
    """An input that is not a page; the message says what to do."""


def check_names(names: Sequence[str]) -> None:
    """Stop where a name is not one of a file but an address, or a command that was mistyped."""
    for name in names:
        if name == STDIN or Path(name).exists():
            continue
        if ADDRESS.match(name):
            fail_usage(f"cleaner does not download pages; use: curl -sL '{name}' | cleaner --url '{name}'")
    first = names[0]
    if first.isalpha() and not Path(first).exists():
        close = get_close_matches(first, SUBCOMMANDS, 1, 0.7)
        if close:
            fail_usage(f"there is no file or command {first!r}: did you mean `cleaner {close[0]}`?")


def read_input(name: str, limit: int, any_form: bool = True) -> bytes:
    """The bytes of one page, unpacked where they are compressed.

    :param limit: how many bytes a page may have.
    :param any_form: False if the user has said what the input is, so that it is not taken for a dump.
    :raises InputError: it is empty, too large, a folder or a dump.
    :raises OSError: it cannot be read.
    """
    if name == STDIN:
        data = unpack(sys.stdin.buffer, limit)
        if not data:
            raise InputError("nothing came in: did the command before the pipe fail?")
    else:
        if not name:
            raise InputError("a FILE with an empty name: is a variable of the shell unset?")
        path = Path(name)
        if path.is_dir():
            raise InputError(
                f"this is a folder: name its pages (cleaner {name.rstrip('/')}/*.html -o OUT/), "
                f"or clean all of it (cleaner batch {name} -o clean.jsonl)"
            )
        if any_form and (kind := dump_by_name(name)):
            raise dump(name, kind)
        with path.open("rb") as file:
            data = unpack(file, limit)
        if not data:
            raise InputError("the file is empty")
    if any_form and (kind := dump_by_content(data)):
        raise dump(name, kind)
    if len(data) > limit:
        raise InputError(f"larger than {limit:,} bytes: --max-bytes allows more")
    return data


def unpack(file: BinaryIO, limit: int) -> bytes:
    """At most one byte more than allowed of a file, unpacked where it is compressed."""
    from cleaner.batch.inputs.unpack import unpacked

    return unpacked(cast("BufferedReader", file), 0, 0).read(limit + 1)


def dump_by_name(name: str) -> str:
    """The kind of dump that a file is by its ending; empty for a page."""
    from cleaner.batch.inputs.sources import kind_of

    kind = kind_of(name)
    return kind.value if kind is not None and kind.value in DUMPS else ""


def dump_by_content(data: bytes) -> str:
    """The kind of dump that data are by their beginning; empty for a page."""
    if data.startswith(b"WARC/"):
        return "warc"
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"{"):
        try:
            first = json.loads(data.partition(b"\n")[0])
        except ValueError:
            return ""
        return "jsonl" if isinstance(first, dict) and first else ""
    return ""


def dump(name: str, kind: str) -> InputError:
    """What to say of a dump."""
    file = "FILE" if name == STDIN else name
    how = f"cleaner batch {file} -o clean.jsonl"
    return InputError(f"this is {DUMPS[kind]}, not a page: {how} (or --from html, --from text to clean it as one page)")
