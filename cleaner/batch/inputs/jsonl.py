"""JSON lines: one object a line, with the page in one of its fields."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from cleaner.batch.inputs.page import Failure, Page
from cleaner.batch.inputs.unpack import unpacked
from cleaner.errors import FailureReason as Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from cleaner.batch.inputs.page import Item
    from cleaner.batch.inputs.sources import Input
    from cleaner.batch.settings import Settings

ESCAPED = 3
"""How many times its size a page may take in JSON, escapes included; longer lines are refused unread."""
PIECE = 1 << 20
SURROGATE = re.compile("[\ud800-\udfff]")
SHOWN_FIELDS = 8


def read(file: BufferedReader, found: Input, settings: Settings) -> Iterator[Item]:
    """A page for each line that is not empty."""
    source = found.shown
    limit = ESCAPED * settings.max_bytes
    stem = found.name.partition(".")[0]
    for number, line in enumerate(lines(unpacked(file, found.size, settings.max_unpacked), limit), 1):
        place = f"line {number}"
        if line is None:
            yield Failure(
                source, Reason.TOO_LARGE, f"a line of more than {limit:,} bytes: --max-bytes allows more", place
            )
        elif line.strip():
            try:
                found_object = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Failure(source, Reason.DAMAGED, f"no JSON: {error}", place)
                continue
            yield page_of(found_object, source, place, f"{stem}-{number}", settings)


def lines(stream: BufferedReader, limit: int) -> Iterator[bytes | None]:
    """The lines of a stream; None for one that is too long, which is never held."""
    while line := stream.readline(limit + 1):
        if len(line) > limit and not line.endswith(b"\n"):
            while (line := stream.readline(PIECE)) and not line.endswith(b"\n"):
                pass
            yield None
        else:
            yield line


def page_of(fields: Any, source: str, place: str, name: str, settings: Settings) -> Item:
    """The page of one record."""
    if not isinstance(fields, dict):
        return Failure(source, Reason.FIELD, "an object is expected", place)
    id = text_of(fields.get(settings.id_field))
    url = text_of(fields.get(settings.url_field))
    data = fields.get(settings.html_field)
    if not isinstance(data, str | bytes):
        if settings.html_field in fields:
            message = f"the field {settings.html_field!r} holds no text, but {type(data).__name__}"
        else:
            message = absent(settings.html_field, list(fields))
        return Failure(source, Reason.FIELD, message, place, id, url)
    if isinstance(data, str) and SURROGATE.search(data):
        data = data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Page(source, data, place, id, url, name=id or name)


def absent(field: str, there: list[str]) -> str:
    """What to say of a record without its page."""
    shown = ", ".join(map(repr, there[:SHOWN_FIELDS])) + (", ..." if len(there) > SHOWN_FIELDS else "")
    return f"no field {field!r}; there are {shown or 'none'}: name the one with the page: --html-field"


def text_of(value: Any) -> str | None:
    """A field's value as text; None where it says nothing."""
    if value is None or value == "" or isinstance(value, dict | list | float):
        return None
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", str(value))
