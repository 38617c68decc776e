"""Where results go: standard output, one file, or a folder with a file for each page. Nothing is lost on the way."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from itertools import chain, count
from pathlib import Path
from typing import IO, TYPE_CHECKING

from cleaner.cli.messages import STDIN, complain, fail_usage
from cleaner.cli.streams import write
from cleaner.errors import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

PACKED = frozenset((".gz", ".xz", ".zst", ".bz2"))


class WriteError(Exception):
    """An output that could not be written; the message names it."""


def is_folder(output: str) -> bool:
    """Whether an output is a folder: it is one, it ends in a slash, or it has no ending and does not exist yet."""
    if os.path.isdir(output) or output.endswith(("/", os.sep)):  # noqa: PTH112  # Path drops the slash
        return True
    return not Path(output).suffix and not Path(output).exists()


class Output:
    """Writes each result where the user wants it; a context manager.

    What exists is replaced only where the user asks for it, and an input never, by whatever name or link.
    """

    def __init__(self, output: str | None, names: Iterable[str], ending: str, overwrite: bool) -> None:
        """Check the output before anything is read; stops with 2 where it cannot be written as asked.

        :param output: what the user gave; None or ``-`` is standard output.
        :param names: the inputs, which are never written to.
        :param ending: of the files in a folder.
        """
        self.folder: Path | None = None
        self._path: Path | None = None
        self._file: IO[str] | None = None
        self._overwrite = overwrite
        self._ending = ending
        self._written: set[str] = set()
        self._inputs = [one for name in names if (one := identity(name))]
        if output is None or output == STDIN:
            if is_input(identity_of(1), self._inputs):
                fail_usage("standard output is one of the input files: send it to another file")
        elif is_folder(output):
            self.folder = Path(output)
            if self.folder.exists() and not self.folder.is_dir():
                fail_usage(f"{output}: a folder is meant, and this is a file")
        else:
            self._path = Path(output)
            if not self._path.parent.is_dir():
                fail_usage(f"{output}: there is no folder {self._path.parent}")
            if problem := self._problem(self._path):
                fail_usage(problem)

    def _problem(self, path: Path) -> str:
        """Why a file must not be written; empty if it may be."""
        if is_input(identity(str(path)), self._inputs):
            return f"{path} is one of the input files: write to another one"
        if path.is_file() and not self._overwrite:
            return f"{path} already exists: --overwrite replaces it"
        return ""

    def _opened(self, path: Path) -> IO[str]:
        """Open a file to write.

        :raises WriteError: that may not be done, or cannot.
        """
        if problem := self._problem(path):
            raise WriteError(problem)
        special = path.exists() and not path.is_file()  # a device or a pipe
        try:
            return path.open(
                "w" if self._overwrite or special else "x", encoding="utf-8", errors="replace", newline="\n"
            )
        except OSError as error:
            raise WriteError(f"{path}: {not_written(error)}") from error

    def put(self, name: str, text: str) -> None:
        """Write one result.

        :param name: the input that it is of.
        :raises WriteError: it could not be written.
        :raises cleaner.cli.streams.OutputError: standard output cannot be written to.
        """
        if self.folder is not None:
            self._put_file(self.folder, name, text)
        elif self._path is None:
            write(text)
        else:
            if self._file is None:
                self._file = self._opened(self._path)
            try:
                self._file.write(text)
                self._file.flush()
            except OSError as error:
                raise WriteError(f"{self._path}: {not_written(error)}") from error

    def _put_file(self, folder: Path, name: str, text: str) -> None:
        stem = stem_of(name)
        names = chain([stem], (f"{stem}-{i}" for i in count(2)))
        free = next(one for one in names if one not in self._written)
        self._written.add(free)
        path = folder / (free + self._ending)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with self._opened(path) as file:
                file.write(text)
        except OSError as error:
            raise WriteError(f"{path}: {not_written(error)}") from error
        if free != stem:
            complain(name, f"written to {path}, as {stem}{self._ending} is another page's")

    def __enter__(self) -> Output:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()


def not_written(error: OSError) -> str:
    """Why something could not be written, in words for people."""
    if isinstance(error, FileNotFoundError):
        return "cannot be written: there is no such folder, and it cannot be made"
    if isinstance(error, PermissionError):
        return "cannot be written (no permission)"
    return in_words(error)


def stem_of(name: str) -> str:
    """What a page's result is called, without an ending."""
    if name == STDIN:
        return "stdin"
    path = Path(name)
    return Path(path.stem).stem if path.suffix.lower() in PACKED else path.stem


Identity = tuple[int, int]


def identity(name: str) -> Identity | None:
    """What distinguishes a file from all others, through links; None if there is no ordinary file."""
    if name == STDIN:
        return identity_of(0) if sys.stdin is not None else None
    try:
        return ordinary(Path(name).stat())
    except (OSError, ValueError):
        return None


def identity_of(descriptor: int) -> Identity | None:
    """The same of an open file."""
    try:
        return ordinary(os.fstat(descriptor))
    except OSError:
        return None


def ordinary(status: os.stat_result) -> Identity | None:
    """Device and number of an ordinary file."""
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) and status.st_ino else None


def is_input(one: Identity | None, inputs: list[Identity]) -> bool:
    """Whether a file is one of the inputs."""
    return one is not None and one in inputs
