"""Archives of pages: tar, read as it streams, and zip. No member is ever unpacked to disk."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
import zlib
from typing import TYPE_CHECKING

from cleaner.batch.inputs.page import Failure, Page
from cleaner.batch.inputs.sources import kind_of
from cleaner.batch.inputs.unpack import bomb, limit_of, read_page, unpacked
from cleaner.batch.settings import Kind
from cleaner.errors import FailureReason as Reason
from cleaner.errors import ReadError, describe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from cleaner.batch.inputs.page import Item
    from cleaner.batch.inputs.sources import Input
    from cleaner.batch.settings import Settings


def read(file: BufferedReader, found: Input, settings: Settings) -> Iterator[Item]:
    """A page for each member whose ending is a page's."""
    return read_zip(file, found, settings) if found.kind is Kind.ZIP else read_tar(file, found, settings)


def read_tar(file: BufferedReader, found: Input, settings: Settings) -> Iterator[Item]:
    """The members of a tar archive, compressed or not."""
    stream = unpacked(file, found.size, settings.max_unpacked)
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                archive.members = []  # type: ignore[attr-defined]  # else every member is kept
                if member.isfile() and kind_of(member.name) is Kind.PAGE:
                    content = archive.extractfile(member)
                    assert content is not None
                    yield page_of(member.name, content, member.size, found, settings)
    except tarfile.TarError as error:
        raise ReadError(Reason.DAMAGED, f"no tar archive, or damaged ({error})") from error


def read_zip(file: BufferedReader, found: Input, settings: Settings) -> Iterator[Item]:
    """The members of a zip archive."""
    limit = limit_of(found.size, settings.max_unpacked)
    total = 0
    try:
        with zipfile.ZipFile(file) as archive:
            for member in archive.infolist():
                if member.is_dir() or kind_of(member.filename) is not Kind.PAGE:
                    continue
                try:
                    with archive.open(member) as content:
                        item = page_of(member.filename, content, member.file_size, found, settings)
                except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
                    item = Failure(found.shown, Reason.DAMAGED, str(error), shown(member.filename))
                total += len(item)
                if total > limit:
                    raise bomb(limit)
                yield item
    except zipfile.BadZipFile as error:
        raise ReadError(Reason.DAMAGED, f"no zip archive, or damaged ({error})") from error


def page_of(name: str, content: object, size: int, found: Input, settings: Settings) -> Item:
    """The page of one member, which may be compressed itself."""
    try:
        stream = unpacked(io.BufferedReader(content), size, settings.max_unpacked)  # type: ignore[arg-type]
        return Page(found.shown, read_page(stream, settings.max_bytes), shown(name), name=name)
    except ReadError as error:
        return Failure(found.shown, *describe(error), shown(name))


def shown(name: str) -> str:
    """A member's name as valid text."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
