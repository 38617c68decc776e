"""Where a run writes: the kind of its output by the name, and the files next to it."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cleaner.batch.outputs.spool import Packing
from cleaner.errors import JobError

STDOUT = "-"
STDOUT_PATH = Path(STDOUT)
INDEX = "index.jsonl"
"""The file of a folder of pages that holds their records, texts aside."""
JOURNAL = "journal.db"


class Shape(StrEnum):
    """What an output is."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Target:
    """The output of a run, and what belongs to it."""

    output: Path
    shape: Shape
    packing: Packing = Packing.NONE
    stream: bool = False
    """A pipe or a device: written as it goes, and not to be resumed."""

    @classmethod
    def of(cls, name: str) -> Target:
        """The target of a name.

        :raises JobError: its ending says what cannot be written.
        """
        if name == STDOUT:
            return cls(STDOUT_PATH, Shape.JSONL, stream=True)
        path = Path(name)
        try:
            mode = path.stat().st_mode
        except OSError:
            mode = 0
        if mode and not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            return cls(path, Shape.JSONL, stream=True)
        endings = [ending.lower() for ending in path.suffixes]
        packing = Packing(endings.pop()) if endings and endings[-1] in list(Packing) else Packing.NONE
        last = endings[-1] if endings else ""
        if last in (".jsonl", ".ndjson", ".json"):
            shape = Shape.JSONL
        elif last in (".parquet", ".pq") and not packing:
            shape = Shape.PARQUET
        elif not packing and (not last or path.is_dir() or name.endswith("/")):
            shape = Shape.FOLDER
        else:
            raise JobError(
                f"{name}: the output is JSON lines (.jsonl, .jsonl.gz, .jsonl.zst, .jsonl.xz), Parquet (.parquet), "
                "or a folder (a name without an ending, or with a / at its end)"
            )
        if shape is Shape.FOLDER and mode and not stat.S_ISDIR(mode):
            raise JobError(f"{name}: is a file, and a folder is to be written: give another --output")
        if shape is not Shape.FOLDER and mode and stat.S_ISDIR(mode):
            raise JobError(f"{name}: is a folder, and a file is to be written: give another --output")
        return cls(path, shape, packing)

    @property
    def work(self) -> Path:
        """The folder of what is not complete."""
        return self.beside(".part")

    @property
    def errors(self) -> Path:
        """What was not cleaned, and why."""
        return self.beside(".errors.jsonl")

    @property
    def duplicates(self) -> Path:
        """Which texts were copies of others."""
        return self.beside(".duplicates.jsonl")

    @property
    def report(self) -> Path:
        """The summary."""
        return self.beside(".report.json")

    def beside(self, ending: str) -> Path:
        """A file next to the output."""
        return self.output.with_name(self.output.name + ending)

    @property
    def own(self) -> frozenset[str]:
        """Real paths that are no input, should the run read the folder it writes to."""
        return frozenset(
            str(path.resolve()) for path in (self.output, self.work, self.errors, self.duplicates, self.report)
        )

    def overwrites(self, path: str, own: frozenset[str]) -> bool:
        """Whether a file is one that this run replaces, by whatever name or link, or lies in a folder that it replaces.

        :param own: :attr:`own`, found once for all files.
        """
        real = os.path.realpath(path)
        if real in own:
            return True
        if self.shape is Shape.FOLDER:
            return real.startswith(os.path.join(os.path.realpath(self.output), ""))  # noqa: PTH118
        try:
            return os.path.samefile(path, self.output)  # noqa: PTH121
        except OSError:
            return False

    @property
    def done(self) -> bool:
        """Whether there is a result already."""
        if self.stream:
            return False
        if self.shape is Shape.FOLDER and self.output.is_dir():
            return any(self.output.iterdir())
        return self.output.exists()

    def clear(self) -> None:
        """Delete an unfinished run.

        :raises JobError: the folder is not one of ours.
        """
        if self.work.exists():
            if not (self.work / JOURNAL).exists() and any(self.work.iterdir()):
                raise JobError(f"{self.work}: is in the way, and not of an unfinished run: move it away")
            remove(self.work)

    def check_replaceable(self) -> None:
        """Refuse to replace a folder that may hold other things than results.

        :raises JobError: it is none of ours.
        """
        if self.shape is Shape.FOLDER and self.done and not (self.output / INDEX).exists():
            raise JobError(
                f"{self.output}: holds no {INDEX}, so it is no earlier result, and --overwrite leaves it alone: "
                "give another --output"
            )


def remove(work: Path) -> None:
    """Delete a working folder, its journal last: what is left after a kill is still seen to be one."""
    journal = work / JOURNAL
    for path in work.iterdir():
        if path.name.startswith(JOURNAL):
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    for path in sorted(work.iterdir(), key=lambda path: path == journal):
        path.unlink()
    work.rmdir()
