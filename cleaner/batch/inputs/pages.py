"""A file that is one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.batch.inputs.page import Page
from cleaner.batch.inputs.unpack import read_page, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from cleaner.batch.inputs.sources import Input
    from cleaner.batch.settings import Settings


def read(file: BufferedReader, found: Input, settings: Settings) -> Iterator[Page]:
    """The page."""
    stream = unpacked(file, found.size, settings.max_unpacked)
    yield Page(found.shown, read_page(stream, settings.max_bytes), name=found.name)
