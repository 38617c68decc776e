"""TemplateStore: the templates of many sites in one SQLite file."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.errors import StoreError, TemplateError
from cleaner.rules import NAMES
from cleaner.templates.last_used import LastUsed, Sized
from cleaner.templates.site.site import LEAST_PAGES, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cleaner.templates.template import SiteTemplate

SCHEMA = 1
APPLICATION = 0x636C6E72
"""SQLite's ``application_id`` of a store."""
PATIENCE = 30.0
"""Seconds that a writer waits for another."""
CACHED = 16_000_000
"""Bytes of templates, as they are stored, that are kept ready: they take about forty times as much when they are."""
NO_RULES = "".join(f' "{name}": [],\n' for name in NAMES)
"""How the head of a template says that nobody wrote rules into it."""
HEAD = 2000
"""Characters of a template in which its rules begin."""


class Entry(NamedTuple):
    """What a store says of one site."""

    site: str
    pages: int
    bytes: int
    changed: str
    """UTC, ISO 8601."""


class Stamped(NamedTuple):
    """A template that is kept ready."""

    stamp: str
    template: SiteTemplate


class TemplateStore:
    """The templates of many sites in one file, for several processes at once.

    SQLite with a write-ahead log: readers see whole templates while another process writes, an update reads, merges
    and writes in one transaction, and a kill at any moment leaves the state before or after it. A store that cannot be
    written is read all the same. Picklable: every process opens the file for itself.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._cache: LastUsed[str, Stamped] = LastUsed(CACHED)
        if self._read("SELECT name FROM sqlite_master LIMIT 1"):  # else a writer has only just made the file
            self._check(self._read("PRAGMA application_id")[0][0], self._read("PRAGMA user_version")[0][0])

    def __repr__(self) -> str:
        """The file; what is in it would have to be read first."""
        return f"<TemplateStore {str(self.path)!r}>"

    def get(self, site: str) -> SiteTemplate | None:
        """The template of a site; None if there is none.

        :raises StoreError: the file cannot be read.
        :raises TemplateError: the template is damaged, or of a newer version of cleaner.
        """
        stamp = self._read("SELECT stamp FROM templates WHERE site = ?", site)
        if not stamp:
            return None
        known = self._cache.pop(site)
        if known is None or known.value.stamp != stamp[0][0]:
            row = self._read("SELECT stamp, template FROM templates WHERE site = ?", site)
            if not row:
                return None
            known = Sized(Stamped(row[0][0], self._load(site, row[0][1])), len(row[0][1]))
        self._cache.put(site, known)
        return known.value.template

    def find(self, url: str | None, source: str = "") -> SiteTemplate | None:
        """The template for a page, by its address, else by what the page declares.

        None also for one of too few pages to be used, unless a person wrote rules into it: most sites of a crawl are such.
        """
        site = site_of(url, source)
        if not site:
            return None
        if site not in self._cache and not self._read(
            "SELECT 1 FROM templates WHERE site = ? AND (pages > ? OR instr(substr(template, 1, ?), ?) = 0)",
            site,
            LEAST_PAGES - 1,
            HEAD,
            NO_RULES,
        ):
            return None
        return self.get(site)

    def update(self, template: SiteTemplate) -> SiteTemplate:
        """Merge a template into what is stored of its site, and return the result.

        :raises ValueError: the template has no site.
        :raises StoreError: the file cannot be written.
        """
        return self._write(template, merge=True)

    def replace(self, template: SiteTemplate) -> SiteTemplate:
        """Put a template in the place of what is stored of its site: for a person who edits.

        :raises ValueError: the template has no site.
        :raises StoreError: the file cannot be written.
        """
        return self._write(template, merge=False)

    def remove(self, site: str) -> bool:
        """Forget a site; whether there was anything."""
        if not self.path.exists():
            return False
        with self._connect() as database, transaction(database):
            self._create(database)
            return database.execute("DELETE FROM templates WHERE site = ?", (site,)).rowcount > 0

    def sites(self) -> list[Entry]:
        """What is stored, by site."""
        return [
            Entry(*row)
            for row in self._read("SELECT site, pages, length(template), changed FROM templates ORDER BY site")
        ]

    def _read(self, query: str, *values: str | int) -> list[Any]:
        """The rows of a query; none if there is no file or table yet."""
        if not self.path.exists():
            return []
        try:
            with self._connect() as database:
                return rows(database, query, values)
        except StoreError:
            # On a read-only disk SQLite cannot make the files that a write-ahead log needs; nobody writes there.
            with self._connect(f"{self.path.absolute().as_uri()}?immutable=1") as database:
                return rows(database, query, values)

    def _write(self, template: SiteTemplate, merge: bool) -> SiteTemplate:
        if not template.site:
            raise ValueError("the template's site is not known: name it (SiteTemplate.learn(..., site=...), --site)")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{self.path}: its folder cannot be made ({error.strerror})") from error
        with self._connect() as database, transaction(database):
            self._create(database)
            if merge:
                row = database.execute("SELECT template FROM templates WHERE site = ?", (template.site,)).fetchone()
                template = self._load(template.site, row[0]).merge(template) if row else template
            database.execute(
                "INSERT OR REPLACE INTO templates VALUES (?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ'), hex(randomblob(8)))",
                (template.site, template.to_json(), template.pages),
            )
        return template

    def _load(self, site: str, text: Any) -> SiteTemplate:
        """Read a stored template; an error names the store and the site."""
        from cleaner.templates.template import SiteTemplate  # few pages are of a site that is known: 40 ms of start-up

        try:
            return SiteTemplate.from_json(str(text))
        except TemplateError as error:
            raise TemplateError(f"{self.path}: the template of {site}: {error}") from error

    @contextmanager
    def _connect(self, address: str = "") -> Iterator[sqlite3.Connection]:
        """A connection of this call's own: cheap, and safe after a fork."""
        try:
            with closing(
                sqlite3.connect(address or self.path, timeout=PATIENCE, isolation_level=None, uri=bool(address))
            ) as database:
                yield database
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {A_FOLDER if self.path.is_dir() else explain(error)}") from error

    def _create(self, database: sqlite3.Connection) -> None:
        """Make the tables of a new store."""
        application = database.execute("PRAGMA application_id").fetchone()[0]
        if application or database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            self._check(application, database.execute("PRAGMA user_version").fetchone()[0])
            return
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute(f"PRAGMA user_version = {SCHEMA}")
        database.execute(
            "CREATE TABLE templates (site TEXT PRIMARY KEY, template TEXT NOT NULL, pages INTEGER NOT NULL, "
            "changed TEXT NOT NULL, stamp TEXT NOT NULL)"
        )

    def _check(self, application: int, version: int) -> None:
        """Refuse what is not a store of this version."""
        if application != APPLICATION:
            raise StoreError(f"{self.path}: not a template store; give another file")
        if version > SCHEMA:
            raise StoreError(f"{self.path}: a store of a newer version of cleaner: update cleaner")

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.path}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.path = state["path"]
        self._cache = LastUsed(CACHED)


def rows(database: sqlite3.Connection, query: str, values: Sequence[str | int]) -> list[Any]:
    """The rows of a query; none in a store that a writer has only just made."""
    try:
        return database.execute(query, values).fetchall()
    except sqlite3.OperationalError as error:
        if "no such table: templates" in str(error):
            return []
        raise


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Write all or nothing; other writers wait."""
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


A_FOLDER = "is a folder: name the file of a store (cleaner learn makes one; cleaner templates import fills one)"


def explain(error: sqlite3.Error) -> str:
    """An SQLite error in words for the user."""
    text = str(error)
    if "not a database" in text or "malformed" in text:
        return "not a template store, or damaged; an exported template (.json) goes into one: cleaner templates import"
    if "readonly" in text:
        return "may only be read: changes need a store that can be written"
    if "locked" in text:
        return "another process has been writing for too long; try again"
    if "unable to open" in text:
        return "cannot be opened: check the folder and its permissions"
    return text


__all__ = ["Entry", "StoreError", "TemplateError", "TemplateStore"]
