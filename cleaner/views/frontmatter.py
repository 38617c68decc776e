"""Metadata as YAML front matter.

Values are written as JSON strings, which YAML reads as they are: no word is mistaken for a number, a date or ``no``.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaner.metadata import Metadata

LEFT_OUT = frozenset(("sources", "title"))
UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What JSON allows in a string and YAML does not, or reads as the end of a line."""


def front_matter(title: str | None, metadata: Metadata) -> str:
    """The title and all metadata that the page states, between two lines of hyphens; nothing if it states nothing."""
    known = metadata.to_dict()
    values = {"title": title} | {name: value for name, value in known.items() if name not in LEFT_OUT}
    lines = [f"{name}: {scalar(value)}" for name, value in values.items() if value]
    return "\n".join(("---", *lines, "---", "")) if lines else ""


def scalar(value: object) -> str:
    """A string, or a list of them, on one line."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(scalar, value)) + "]"
    return UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(str(value), ensure_ascii=False))
