"""Which files a run reads: what the user named, folders, patterns and lists of names spelled out."""

from __future__ import annotations

import glob
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.batch.settings import Kind
from cleaner.errors import FailureReason as Reason
from cleaner.errors import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

STDIN = "-"
PAGES = frozenset((".html", ".htm", ".xhtml", ".shtml", ".txt", ".text", ".php", ".asp", ".aspx", ".jsp", ""))
"""The endings of files that are taken for pages where a folder or an archive is read."""
PACKED = frozenset((".gz", ".xz", ".zst", ".bz2"))
LZ4 = ".lz4"
"""A compression that WARC archives alone may have."""
KINDS = {
    ".jsonl": Kind.JSONL, ".ndjson": Kind.JSONL, ".json": Kind.JSONL, ".csv": Kind.CSV, ".tsv": Kind.CSV,
    ".parquet": Kind.PARQUET, ".pq": Kind.PARQUET, ".warc": Kind.WARC, ".wet": Kind.WARC, ".wat": Kind.WARC, ".arc": Kind.WARC,
    ".mht": Kind.MHTML, ".mhtml": Kind.MHTML,
    ".tar": Kind.TAR, ".tgz": Kind.TAR, ".txz": Kind.TAR, ".tbz2": Kind.TAR, ".zip": Kind.ZIP,
}  # fmt: skip
NO_PAGE = "file whose name does not end as a page's"
HIDDEN = "hidden file or folder"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read."""

    path: str
    """As the system knows it: bytes that are not UTF-8 as surrogates."""
    kind: Kind = Kind.PAGE
    size: int = 0
    name: str = ""
    """The path below the folder that was named."""
    problem: tuple[Reason, str] | None = None
    """Why there is nothing to read."""

    @property
    def shown(self) -> str:
        """The path as valid text, for records and people."""
        return os.fsencode(self.path).decode("utf-8", "backslashreplace")


def find(
    names: Iterable[str], kind: Kind | None, own: frozenset[str], leave_out: Callable[[str], None]
) -> Iterator[Input]:
    """The files behind what the user named.

    :param kind: what every file is; None to go by its ending.
    :param own: real paths that are the run's own, and no input.
    :param leave_out: called with the reason for every file in a folder that is left out.
    """
    for name in names:
        if name == STDIN:
            yield from (listed(path, kind) for path in names_of(sys.stdin.buffer.read()))
        elif os.path.isdir(name):  # noqa: PTH112  # a str keeps the name as the user gave it
            yield from below(name, "", kind, own, leave_out)
        elif not os.path.lexists(name) and glob.has_magic(name):
            matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207
            if not matches:
                yield Input(name, problem=(Reason.MISSING, "no file matches this pattern"))
            yield from find((match for match in matches if os.path.realpath(match) not in own), kind, own, leave_out)
        else:
            yield listed(name, kind)


def names_of(data: bytes) -> list[str]:
    """The paths of a list: one a line, whatever ends the lines, or separated by zero bytes (``find -print0``)."""
    names = data.split(b"\0") if b"\0" in data else [line.removesuffix(b"\r") for line in data.split(b"\n")]
    return [os.fsdecode(name) for name in names if name]


def listed(path: str, kind: Kind | None) -> Input:
    """A file that was named one by one; it is read whatever its ending."""
    try:
        size = Path(path).stat().st_size
    except (OSError, ValueError) as error:
        return Input(path, problem=describe(error))
    return Input(path, kind or kind_of(path) or Kind.PAGE, size, os.path.basename(path))  # noqa: PTH119


def below(
    folder: str, prefix: str, kind: Kind | None, own: frozenset[str], leave_out: Callable[[str], None]
) -> Iterator[Input]:
    """The files below a folder, in order, without hidden ones; ``prefix`` is what goes before their names."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield Input(folder, problem=describe(error))
        return
    own_names = {os.path.basename(path) for path in own}  # noqa: PTH119
    for entry in entries:
        if entry.name in own_names and os.path.realpath(entry.path) in own:
            continue
        if entry.name.startswith("."):
            leave_out(HIDDEN)
        elif entry.is_dir(follow_symlinks=False):
            yield from below(entry.path, f"{prefix}{entry.name}/", kind, own, leave_out)
        elif entry.is_file():
            found = kind or kind_of(entry.name)
            if found is None:
                leave_out(NO_PAGE)
            else:
                yield Input(entry.path, found, entry.stat().st_size, prefix + entry.name)
        elif entry.is_symlink() and not os.path.exists(entry.path):  # noqa: PTH110
            yield Input(entry.path, problem=(Reason.MISSING, "a link to a file that is not there"))


def kind_of(name: str) -> Kind | None:
    """What a file is by its ending; None for one that is not a page."""
    stem, ending = os.path.splitext(name.lower().partition("?")[0])  # noqa: PTH122
    if ending in PACKED or (ending == LZ4 and stem.endswith(".warc")):
        stem, ending = os.path.splitext(stem)  # noqa: PTH122
    if ending in PAGES:
        return Kind.PAGE
    return KINDS.get(ending)
