"""Archives of pages: tar, read as it streams, and zip. No member is ever unpacked to disk."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from typing import TYPE_CHECKING

from cleaner.batch.inputs.page import Failure, LeftOut, Page
from cleaner.batch.inputs.sources import HIDDEN, NO_PAGE, kind_of
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

ZIP = b"PK"
LZMA_DICTIONARY = 100_000_000
"""Bytes of memory that a member compressed with LZMA may ask for."""


def read(file: BufferedReader, found: Input, settings: Settings) -> Iterator[Item]:
    """A page for each member whose ending is a page's."""
    return read_zip(file, found, settings) if file.peek(2)[:2] == ZIP else read_tar(file, found, settings)


def read_tar(file: BufferedReader, found: Input, settings: Settings) -> Iterator[Item]:
    """The members of a tar archive, compressed or not."""
    stream = unpacked(file, found.size, settings.max_unpacked)
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                archive.members = []  # type: ignore[attr-defined]  # else every member is kept
                if member.isdir():
                    continue
                left_out = left_out_of(member.name)
                if left_out is None and not member.isfile():
                    left_out = LeftOut("link or device")
                if left_out is not None:
                    yield left_out
                    continue
                content = archive.extractfile(member)
                assert content is not None
                yield page_of(member.name, content, member.size, found, settings)
    except tarfile.TarError as error:
        raise ReadError(Reason.DAMAGED, f"not a tar archive, or damaged ({error})") from error


def read_zip(file: BufferedReader, found: Input, settings: Settings) -> Iterator[Item]:
    """The members of a zip archive."""
    limit = limit_of(found.size, settings.max_unpacked)
    total = 0
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise ReadError(Reason.DAMAGED, f"not a zip archive, or damaged ({error})") from error
    with archive:
        for member in archive.infolist():
            if member.is_dir():
                continue
            item: Item | None = left_out_of(member.filename)
            if item is None:
                item = read_member(archive, member, found, settings)
                total += len(item)
            if total > limit:
                raise bomb(limit)
            yield item


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, found: Input, settings: Settings) -> Item:
    """The page of one member of a zip archive; a damaged one affects no other."""
    try:
        if member.compress_type == zipfile.ZIP_LZMA:
            check_lzma(archive, member)
        with archive.open(member) as content:
            return page_of(member.filename, content, member.file_size, found, settings)
    except ReadError as error:
        return Failure(found.shown, *describe(error), shown(member.filename))
    except OSError as error:
        if error.errno is not None:  # the system's, not the archive's
            raise
        return Failure(found.shown, Reason.DAMAGED, str(error), shown(member.filename))
    except Exception as error:  # zipfile lets through whatever its decompressors raise
        message = str(error) or type(error).__name__
        return Failure(found.shown, Reason.DAMAGED, f"the member is damaged ({message})", shown(member.filename))


def check_lzma(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Refuse a member that asks for more memory than a page can need, which zipfile would give it."""
    raw = archive.fp
    assert raw is not None
    position = raw.tell()
    raw.seek(member.header_offset + 26)
    name, extra = (int.from_bytes(raw.read(2), "little") for _ in range(2))
    raw.seek(name + extra + 4 + 1, os.SEEK_CUR)  # a version and a size, then one byte of properties
    dictionary = int.from_bytes(raw.read(4), "little")
    raw.seek(position)
    if dictionary > LZMA_DICTIONARY:
        raise ReadError(Reason.TOO_LARGE, f"unpacking it takes {dictionary:,} bytes of memory")


def left_out_of(name: str) -> LeftOut | None:
    """Why a member is not read; None for a page."""
    if any(part.startswith(".") and part.strip(".") for part in name.split("/")):
        return LeftOut(HIDDEN)
    return None if kind_of(name) is Kind.PAGE else LeftOut(NO_PAGE)


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
