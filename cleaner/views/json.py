"""A document as plain values.

``document.schema.json``, beside this module, is the JSON Schema of what comes out: version 1. Fields may be added to a
version; one that goes or changes its meaning makes a new version.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleaner.document import Document

SCHEMA = 1
"""Version of what comes out; it rises when a field changes its meaning or goes."""


def to_dict(document: Document, blocks: bool) -> dict[str, Any]:
    """The document as values that ``json.dumps`` takes."""
    kept = int(document.kept.sum())
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "url": document.url,
        "title": document.title,
        "text": document.text,
        "markdown": document.markdown,
        "metadata": document.metadata.to_dict(),
        "words": len(document.text.split()),
        "blocks_kept": kept,
        "blocks_removed": len(document.whole.page) - kept,
        "warnings": list(document.warnings),
    }
    if blocks:
        found["blocks"] = [asdict(block) for block in document.blocks]
    return found
