"""Tables, lists and places of a page, found by its boxes: which blocks belong together."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.page.page import NO_ATTRIBUTES, Form
from cleaner.page.roles import with_roles
from cleaner.page.tables import data_tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Page

LISTS = frozenset(("ul", "ol", "menu", "dir"))
DEPTH = 3
"""How many boxes around a block make its place."""
NUMBER = re.compile(r"\d+")
ZEROS = bytes.maketrans(b"123456789", b"000000000")
ASCII = bytes(range(128))
STRINGS = len(NO_ATTRIBUTES) - 1
"""How many of a box's attributes are strings: all but the last."""


class Group(NamedTuple):
    """Blocks [begin, end) that stand in one table."""

    box: int
    begin: int
    end: int


class Structure(NamedTuple):
    """The tables and lists of a page: looked for once, and used wherever blocks are to stay together."""

    tables: list[Group]
    begins: NDArray[np.intp]
    """(k,) the first block of each list."""
    ends: NDArray[np.intp]
    """(k,) one past the last block of each list."""
    extents: NDArray[np.int64]
    """(2, m) the first block inside each box, and one past the last."""
    places: NDArray[np.int64]
    """(n,) the place of each block of markup (see :func:`places_of`); (0,) of scraped text, which has none."""


def structure_of(page: Page) -> Structure:
    """What belongs together on a page."""
    places = places_of(page) if page.form is Form.HTML else np.zeros(0, dtype=np.int64)
    extents = np.array((page.boxes.begins, page.boxes.ends), dtype=np.int64)
    page = with_roles(page)
    boxes = page.boxes
    tables = [Group(table, boxes.begins[table], boxes.ends[table]) for table in data_tables(page)]
    return Structure(tables, *lists(page), extents, places)


def places_of(page: Page) -> NDArray[np.int64]:
    """(n,) a number for the tags and names of the boxes around each block, three deep.

    Numbers in names are those of single posts: they do not distinguish places.
    """
    boxes, blocks = page.boxes, page.blocks
    # All strings at once, for a call for each costs more than what it does; there is no NUL in a tree of markup.
    strings = without_numbers("\0".join(chain.from_iterable([own[:-1] for own in boxes.attribute_sets]))).split("\0")
    numbers: dict[tuple[str, ...], int] = {}
    of_set = [numbers.setdefault(own, len(numbers)) for own in zip(*[iter(strings)] * STRINGS, strict=True)]
    tags = {tag: number for number, tag in enumerate(dict.fromkeys(boxes.tags), 1)}
    names = np.zeros(len(boxes.tags) + 1, dtype=np.int64)  # the last is what is around the root
    np.multiply(np.array(of_set, dtype=np.int64)[boxes.attributes], len(tags) + 1, out=names[:-1])
    names[:-1] += np.fromiter(map(tags.__getitem__, boxes.tags), np.int64, len(boxes.tags))
    parents = np.array([*boxes.parents, -1], dtype=np.int64)
    box = np.array(blocks.boxes, dtype=np.int64)
    key = np.array(blocks.kinds, dtype=np.int64)
    for _ in range(DEPTH):
        key = (key * 1_000_003 + names[box]) & 0xFFFFFFFFFFFF
        box = parents[box]
    return numbered(key)


def numbered(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n,) keys as numbers from zero on, equal ones alike: as ``numpy.unique`` gives them, in a third of its time."""
    order = keys.argsort(kind="stable")
    ranked = keys.take(order)
    numbers = np.zeros_like(keys)
    numbers[order[1:]] = (ranked[1:] != ranked[:-1]).cumsum()
    return numbers


def without_numbers(text: str) -> str:
    """A text with "0" in place of each number."""
    data = text.encode("utf-8", "surrogatepass")
    if not text.isascii() and NUMBER.search(data.translate(None, ASCII).decode("utf-8", "surrogatepass")) is not None:
        return NUMBER.sub("0", text)
    data = data.translate(ZEROS)
    while b"00" in data:
        data = data.replace(b"00", b"0")
    return data.decode("utf-8", "surrogatepass")


def lists(page: Page) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(k,) the begins and (k,) the ends of the outermost lists of two blocks or more."""
    boxes = page.boxes
    begins, ends = [], []
    last = 0
    for box in [k for k, tag in enumerate(boxes.tags) if tag in LISTS]:
        begin, end = boxes.begins[box], boxes.ends[box]
        if end - begin > 1 and begin >= last:
            begins.append(begin)
            ends.append(end)
            last = end
    return np.array(begins, dtype=np.intp), np.array(ends, dtype=np.intp)


def enclosing(page: Page, box: int, tag: str) -> int:
    """The innermost box of a tag around, or equal to, a box; -1 where there is none."""
    boxes = page.boxes
    while box >= 0 and boxes.tags[box] != tag:
        box = boxes.parents[box]
    return box
