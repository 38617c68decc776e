"""A document as plain values.

Schema 1: ``schema`` (1), ``url``, ``title``, ``text``, ``markdown``, ``metadata`` (see ``Metadata.to_dict``), ``words``,
``blocks_kept``, ``blocks_removed``, ``warnings``; and on request ``blocks``, each with the fields of
:class:`cleaner.Block`.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleaner.document import Document


def to_dict(document: Document, blocks: bool) -> dict[str, Any]:
    """The document as values that ``json.dumps`` takes."""
    from cleaner.document import SCHEMA

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
