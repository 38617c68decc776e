"""Pages that browsers saved as one file (MHTML, RFC 2557): the first part that is HTML."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING

from cleaner.batch.inputs.fields import kept_fields, text_of
from cleaner.batch.inputs.http import HTML_TYPES
from cleaner.batch.inputs.page import Page
from cleaner.batch.inputs.unpack import unpacked
from cleaner.errors import FailureReason as Reason
from cleaner.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from cleaner.batch.inputs.sources import Input
    from cleaner.batch.settings import Settings

WITH_PICTURES = 10
"""How many times the largest page a file may have: most of it are pictures."""


def read(file: BufferedReader, found: Input, settings: Settings) -> Iterator[Page]:
    """The page."""
    limit = WITH_PICTURES * settings.max_bytes
    data = unpacked(file, found.size, settings.max_unpacked).read(limit + 1)
    if len(data) > limit:
        raise ReadError(Reason.TOO_LARGE, f"more than {limit:,} bytes: --max-bytes allows more")
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in HTML_TYPES and not part.is_multipart():
            body = part.get_payload(decode=True)
            assert isinstance(body, bytes)
            url = text_of(message.get("Snapshot-Content-Location") or part.get("Content-Location"))
            fields = {name.lower(): str(value) for name, value in message.items()}
            charset = part.get_content_charset()
            yield Page(
                found.shown, body, url=url, encoding=charset, name=found.name,
                kept=kept_fields(fields, settings.keep, (), str.lower),
            )  # fmt: skip
            return
    raise ReadError(Reason.DAMAGED, "no part of this MHTML file is HTML")
