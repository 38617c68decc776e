"""From what a caller passes to text: its type and size are checked, and bytes are decoded."""

from __future__ import annotations

import re
from os import PathLike
from typing import NamedTuple

from cleaner.decode.decode import decode, take
from cleaner.errors import ArgumentTypeError, TooLargeError

Source = str | bytes | bytearray | memoryview
"""HTML or scraped text; bytes are decoded as browsers do it."""

A_NAME = "the source is the name of a file or an address, not its content: read it first"
LONGEST_NAME = 500
NAME = re.compile(r"(?:https?://\S+|[^\s<>]+\.(?:x?html?|txt|md))", re.I)


class SourceText(NamedTuple):
    """The text of a source."""

    text: str
    utf8: bytes | None
    """The same in UTF-8, if it is at hand: parsers take that."""
    warnings: tuple[str, ...] = ()


def read_source(source: Source, encoding: str | None, max_bytes: int) -> SourceText:
    """Check and decode a source.

    :param encoding: the charset of bytes, where the caller knows it; a byte order mark beats it.
    :raises ArgumentTypeError: the source is neither text nor bytes.
    :raises TooLargeError: it is larger than ``max_bytes`` (bytes, or characters of a str).
    :raises NotTextError: it is not text, but an image, an archive ...
    :raises UnknownEncodingError: there is no such encoding.
    """
    if isinstance(source, bytearray | memoryview):
        source = bytes(source)
    elif not isinstance(source, str | bytes):
        raise ArgumentTypeError(f"the source must be str or bytes, not {type(source).__name__}{advice(source)}")
    if encoding is not None and not isinstance(encoding, str):
        raise ArgumentTypeError(f"encoding must be the name of a charset, such as 'utf-8', not {encoding!r}")
    if len(source) > max_bytes:
        raise TooLargeError(
            f"{len(source):,} bytes, and max_bytes is {max_bytes:,}: raise Options.max_bytes (--max-bytes) to clean it"
        )
    if isinstance(source, str):
        taken = take(source)
        return SourceText(taken.text, taken.utf8, (A_NAME,) if names_a_page(source) else ())
    decoded = decode(source, encoding)
    return SourceText(decoded.text, decoded.utf8, decoded.warnings)


def names_a_page(source: str) -> bool:
    """Whether a source is not a page, but where one is."""
    return len(source) <= LONGEST_NAME and NAME.fullmatch(source.strip()) is not None


def advice(value: object) -> str:
    """What to pass instead of a value that is not a source."""
    if value is None:
        return ": is the page missing?"
    if isinstance(value, float):
        return f" ({value}): a missing value of a table? Leave such rows out"
    if isinstance(value, PathLike):
        return ": give the file's content, path.read_bytes()"
    if hasattr(value, "read"):
        return ": give the file's content, file.read()"
    if hasattr(value, "content"):
        return ": give the response's .content"
    return ""
