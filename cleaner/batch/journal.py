"""The journal of a run: its inputs, how far it has come, what it has counted. One SQLite file; each commit is atomic."""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from cleaner.batch.inputs.sources import Input
from cleaner.batch.settings import Kind
from cleaner.errors import BusyError, JobError
from cleaner.errors import FailureReason as Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMAT = 2
TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE inputs (number INTEGER PRIMARY KEY, path BLOB, kind TEXT, size INTEGER, name BLOB, problem TEXT);
CREATE TABLE sites (site TEXT PRIMARY KEY, pages INTEGER, cleaned INTEGER, empty INTEGER, failed INTEGER,
    duplicates INTEGER, by_template INTEGER, kept INTEGER, removed INTEGER);
CREATE TABLE texts (number INTEGER PRIMARY KEY, signature BLOB, source TEXT, record TEXT);
CREATE TABLE bands (key BLOB, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
"""
ROWS = 1000


@dataclass(slots=True)
class State:
    """How far a run has come."""

    phase: str = "list"
    """``list``, ``learn``, ``clean``, ``finish``: what is to be done next, or is under way."""
    input: int = 0
    """The number of the input that is being read."""
    item: int = 0
    """How many items of it are done."""
    sizes: dict[str, int] = field(default_factory=dict)
    """What is committed of each spool."""
    pages: int = 0
    cleaned: int = 0
    empty: int = 0
    failed: int = 0
    duplicates: int = 0
    bytes: int = 0
    """What the pages measured."""
    kept: int = 0
    """Characters of the blocks that were kept."""
    removed: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    """What was left out on purpose, files and records, by what it is."""
    reasons: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    """How long the run has worked, over all its parts."""
    period: int = 0
    """The month in which the templates were learned."""
    learned_pages: int = 0
    """How many pages were learned from."""
    learned_sites: int = 0
    """How many sites they are of."""
    template_sites: int = 0
    """Sites of which there were enough pages for their template to be used."""
    by_template: int = 0
    """Pages on which a template decided something."""
    unlike_site: int = 0
    """Pages that do not look like their site, and were cleaned without its template."""


@dataclass(slots=True)
class SiteCount:
    """What was counted for one site; the fields are the columns of the table."""

    pages: int = 0
    cleaned: int = 0
    empty: int = 0
    failed: int = 0
    duplicates: int = 0
    by_template: int = 0
    """Pages on which the site's template decided something."""
    kept: int = 0
    removed: int = 0


COUNTS = tuple(SiteCount.__dataclass_fields__)
UPSERT = f"INSERT INTO sites VALUES (?{', ?' * len(COUNTS)}) ON CONFLICT (site) DO UPDATE SET " + ", ".join(
    f"{name} = {name} + excluded.{name}" for name in COUNTS
)


class Journal:
    """The journal's file. What is written between two commits is lost together."""

    def __init__(self, path: Path) -> None:
        """Open or make it.

        :raises BusyError: another run is using it.
        :raises JobError: it is not a journal of this version.
        """
        new = not path.exists()
        self.database = sqlite3.connect(path, timeout=1, isolation_level=None)
        try:
            self.database.execute("PRAGMA locking_mode = EXCLUSIVE")
            self.database.execute("PRAGMA journal_mode = WAL")
            self.database.execute("PRAGMA synchronous = FULL")
            self.database.execute("BEGIN IMMEDIATE")
            if new or not self.database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                for statement in TABLES.split(";"):
                    self.database.execute(statement)
                self.database.execute(f"PRAGMA user_version = {FORMAT}")
            version = self.database.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.OperationalError as error:
            self.database.close()
            if "locked" in str(error):
                raise BusyError(f"{path.parent}: another run is writing there") from error
            raise
        except sqlite3.DatabaseError as error:
            self.database.close()
            raise JobError(f"{path}: no journal, or damaged: --overwrite begins again") from error
        if version != FORMAT:
            self.database.close()
            raise JobError(f"{path}: of another version of cleaner: --overwrite begins again")
        self._sites: dict[str, SiteCount] = {}
        stored = self.value("state")
        self.state = State(**stored) if stored else State()

    def value(self, name: str) -> Any:
        """A value; None if there is none."""
        row = self.database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, name: str, value: Any) -> None:
        """Write a value down."""
        self.database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, json.dumps(value)))

    def add_inputs(self, inputs: Iterable[Input]) -> None:
        """Write down what is to be read, in this order."""
        self.database.executemany(
            "INSERT INTO inputs (path, kind, size, name, problem) VALUES (?, ?, ?, ?, ?)",
            (
                (
                    os.fsencode(found.path),
                    found.kind,
                    found.size,
                    os.fsencode(found.name),
                    json.dumps(found.problem) if found.problem else None,
                )
                for found in inputs
            ),
        )

    def inputs(self, begin: int = 0) -> Iterator[tuple[int, Input]]:
        """The inputs from a number on, with their numbers."""
        while rows := self.database.execute(
            "SELECT number, path, kind, size, name, problem FROM inputs WHERE number >= ? ORDER BY number LIMIT ?",
            (begin, ROWS),
        ).fetchall():
            for number, path, kind, size, name, problem in rows:
                reason = json.loads(problem) if problem else None
                yield (
                    number,
                    Input(
                        os.fsdecode(path),
                        Kind(kind),
                        size,
                        os.fsdecode(name),
                        (Reason(reason[0]), reason[1]) if reason else None,
                    ),
                )
                begin = number + 1

    def kinds(self) -> set[Kind]:
        """Which kinds of inputs there are."""
        return {Kind(row[0]) for row in self.database.execute("SELECT DISTINCT kind FROM inputs WHERE problem IS NULL")}

    def zstd(self) -> bool:
        """Whether there are inputs that only the extra for Zstandard reads."""
        query = "SELECT 1 FROM inputs WHERE CAST(path AS TEXT) LIKE '%.zst' AND kind != ? LIMIT 1"
        return self.database.execute(query, (Kind.WARC,)).fetchone() is not None

    def size(self, end: int | None = None) -> int:
        """The bytes of all inputs, or of those before a number."""
        query = "SELECT coalesce(sum(size), 0) FROM inputs" + (" WHERE number < ?" if end is not None else "")
        found: int = self.database.execute(query, () if end is None else (end,)).fetchone()[0]
        return found

    def site(self, name: str) -> SiteCount:
        """What was counted for a site since the last commit."""
        return self._sites.setdefault(name, SiteCount())

    def sites(self) -> Iterator[tuple[str, SiteCount]]:
        """What was counted for every site, the largest first."""
        for row in self.database.execute(f"SELECT site, {', '.join(COUNTS)} FROM sites ORDER BY pages DESC, site"):
            yield row[0], SiteCount(*row[1:])

    def commit(self) -> None:
        """Everything, or, if it is interrupted, nothing."""
        self.database.executemany(
            UPSERT, ((name, *(getattr(count, one) for one in COUNTS)) for name, count in self._sites.items())
        )
        self.put("state", asdict(self.state))
        self.database.execute("COMMIT")
        self._sites.clear()
        self.database.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Give the file back."""
        self.database.close()
