"""The items of all inputs in order, from any position on, in chunks that are worth sending to a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.batch.inputs.page import LeftOut
from cleaner.batch.inputs.reading import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cleaner.batch.inputs.page import Item
    from cleaner.batch.journal import Journal
    from cleaner.batch.settings import Settings

CHUNK_PAGES = 32
CHUNK_ITEMS = 1024
"""Pages and what was left out."""
CHUNK_SIZE = 1_500_000
"""Bytes or characters from which on a chunk is full."""


class Position(NamedTuple):
    """A place between two items."""

    input: int
    item: int
    """How many items of the input lie before it."""
    read: int
    """How many bytes of all inputs lie before it, as files have them: for the time that is left."""


class Step(NamedTuple):
    """What a chunk moves on."""

    position: Position
    """The place behind it."""
    size: int
    """What its pages measure, in bytes or characters."""
    pages: int
    """How many pages, readable or not, are in it."""


def items(journal: Journal, settings: Settings, begin: tuple[int, int] = (0, 0)) -> Iterator[tuple[Item, Position]]:
    """Every item behind a position, each with the position behind itself."""
    before = journal.size(begin[0])
    for number, found in journal.inputs(begin[0]):
        done = begin[1] if number == begin[0] else 0
        source = Source(found, settings)
        for count, item in enumerate(source, 1):
            if count > done:
                yield item, Position(number, count, before + source.position)
        before += found.size


def chunks(found: Iterable[tuple[Item, Position]], stopped: Callable[[], bool]) -> Iterator[tuple[list[Item], Step]]:
    """The items in chunks; none more once the run is to stop."""
    chunk: list[Item] = []
    size = pages = 0
    position = None
    for item, position in found:
        chunk.append(item)
        size += len(item)
        pages += not isinstance(item, LeftOut)
        if pages >= CHUNK_PAGES or size >= CHUNK_SIZE or len(chunk) >= CHUNK_ITEMS:
            yield chunk, Step(position, size, pages)
            chunk, size, pages = [], 0, 0
            if stopped():
                return
    if chunk and position is not None:
        yield chunk, Step(position, size, pages)
