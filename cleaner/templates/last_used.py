"""What was asked for last, as much of it as fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")


class Sized(NamedTuple, Generic[V]):
    """A value, and what it counts."""

    value: V
    size: int


class LastUsed(Generic[K, V]):
    """A cache bounded by the sizes of what is in it; the last value stays, whatever its size."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: dict[K, Sized[V]] = {}
        self._size = 0

    def __contains__(self, key: K) -> bool:
        return key in self._entries

    def pop(self, key: K) -> Sized[V] | None:
        """Take a value out; None if there is none."""
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._size -= entry.size
        return entry

    def put(self, key: K, entry: Sized[V]) -> None:
        """Put a value in as the last, in the place of an earlier one, and let go of the oldest ones beyond the bound."""
        self.pop(key)
        self._entries[key] = entry
        self._size += entry.size
        while self._size > self._most and len(self._entries) > 1:
            self.pop(next(iter(self._entries)))
