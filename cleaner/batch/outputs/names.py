"""Names of files that are safe wherever they come from: inside the folder, valid, and each one only once."""

from __future__ import annotations

import re
import sqlite3
import unicodedata

UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff<>:"|?*\\]+')
"""What some system does not take in a name, or takes for something else."""
LONGEST = 100
"""Characters of a part; in UTF-8 they are at most 400 bytes, of which BYTES are kept."""
BYTES = 200
DEEPEST = 8
ENDINGS = (".txt", ".md", ".html", ".jsonl")
"""A folder with the ending of a file that is written gets another name."""
DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")


def safe(name: str) -> str:
    """A relative path without an ending, in which nothing points outside."""
    parts = [part for part in (safe_part(part) for part in name.split("/")) if part]
    *folders, last = parts[-DEEPEST:] or ["page"]
    stem, dot, ending = last.rpartition(".")
    folders = [f"{part}_" if part.lower().endswith(ENDINGS) else part for part in folders]
    return "/".join((*folders, stem if dot and stem and len(ending) <= 5 else last))


def safe_part(part: str) -> str:
    """One part of a path; empty for one that names no file."""
    clean = UNSAFE.sub("_", unicodedata.normalize("NFC", part)).strip(" ")
    if not clean.strip("."):
        return ""
    clean = clean[:LONGEST].encode("utf-8", "replace")[:BYTES].decode("utf-8", "ignore").rstrip(". ")
    return f"_{clean}" if DEVICES.match(clean) or clean.startswith(".") else clean


class Names:
    """The names that one run has given; kept on disk, in a file that goes with the object."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("CREATE TABLE names (name TEXT PRIMARY KEY, last INTEGER) WITHOUT ROWID")
        self._database.execute("BEGIN")

    def free(self, name: str) -> str:
        """A safe name that no other page has: two that differ in case only are the same on some systems."""
        found = stem = safe(name)
        last = self._last(stem)
        if last is not None:
            while self._last(found) is not None:
                last += 1
                found = f"{stem}-{last}"
            self._set(stem, last)
        self._set(found, 1)
        return found

    def _last(self, name: str) -> int | None:
        """The last number that was put behind a name; None if it is free."""
        row = self._database.execute("SELECT last FROM names WHERE name = ?", (name.casefold(),)).fetchone()
        return row[0] if row else None

    def _set(self, name: str, last: int) -> None:
        self._database.execute("INSERT OR REPLACE INTO names VALUES (?, ?)", (name.casefold(), last))
