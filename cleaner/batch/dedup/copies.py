"""The texts of a run by what copies of them share; on disk, so that memory does not grow with the dump."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.batch.dedup.near import SIMILAR, bands, similarity
from cleaner.batch.settings import Dedup

if TYPE_CHECKING:
    import sqlite3


class Copy(NamedTuple):
    """The text that another one is a copy of."""

    source: str
    record: str | None
    similarity: float


class Copies:
    """The texts that are not copies of earlier ones."""

    def __init__(self, database: sqlite3.Connection, how: Dedup) -> None:
        self._database = database
        self._how = how

    def find(self, signature: bytes) -> Copy | None:
        """The most similar of the texts, the earliest of several; None if none is a copy."""
        keys = self._keys(signature)
        rows = self._database.execute(
            "SELECT DISTINCT texts.number, signature, source, record FROM bands JOIN texts USING (number) "
            f"WHERE key IN (?{', ?' * (len(keys) - 1)}) ORDER BY texts.number",
            keys,
        )
        best: Copy | None = None
        for _, other, source, record in rows:
            share = 1.0 if self._how is Dedup.EXACT else similarity(signature, other)
            if share >= SIMILAR and (best is None or share > best.similarity):
                best = Copy(source, record, share)
        return best

    def add(self, signature: bytes, source: str, record: str | None) -> None:
        """Remember a text."""
        kept = b"" if self._how is Dedup.EXACT else signature
        number = self._database.execute(
            "INSERT INTO texts (signature, source, record) VALUES (?, ?, ?)", (kept, source, record)
        ).lastrowid
        self._database.executemany(
            "INSERT OR IGNORE INTO bands VALUES (?, ?)", ((key, number) for key in self._keys(signature))
        )

    def _keys(self, signature: bytes) -> list[bytes]:
        return [signature] if self._how is Dedup.EXACT else list(bands(signature))
