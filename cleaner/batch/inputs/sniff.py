"""What a file is by its first bytes, where they say more than its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.batch.inputs.unpack import head_of
from cleaner.batch.settings import Kind

if TYPE_CHECKING:
    from io import BufferedReader

HEAD = 1024
TAR_MARK = slice(257, 262)
MAGIC = {b"WARC/": Kind.WARC, b"filedesc://": Kind.WARC, b"PAR1": Kind.PARQUET}
ZIP = b"PK\x03\x04"
MHTML = re.compile(rb"(?:[\w-]+:[^\n]{0,500}\n(?:[ \t][^\n]{0,500}\n)*)*content-type:\s*multipart/related", re.I)
"""Header lines of a message, of which one says that its parts belong together."""
JSON_OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"[^"\\\n]{1,200}"\s*:')
HTML_NAME = re.compile(r"\.(?:x?html?|shtml|php|aspx?|jsp)(?:\.\w+)?$", re.I)
"""The name of a file that can be nothing but a page."""


def kind_by_content(file: BufferedReader, kind: Kind, name: str) -> Kind:
    """What a file is; the file stays where it is.

    :param kind: what it is by its name, which holds where the first bytes say nothing.
    """
    head = head_of(file, HEAD)
    for magic, known in MAGIC.items():
        if head.startswith(magic):
            return known
    if head[TAR_MARK] == b"ustar":
        return Kind.TAR
    if head.startswith(ZIP) and kind is not Kind.PAGE:  # else it may be an office document, which is refused
        return Kind.ZIP
    if MHTML.match(head):
        return Kind.MHTML
    if kind is Kind.PAGE and JSON_OBJECT.match(head) and not HTML_NAME.search(name):
        return Kind.JSONL
    return kind
