"""The record of a clean page: the fields of every output, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cleaner.batch.settings import Content
from cleaner.templates.site.site import site_of

if TYPE_CHECKING:
    from cleaner.batch.inputs.page import Page
    from cleaner.document import Document

METADATA = (
    "title", "authors", "date", "modified", "site_name", "language", "description", "canonical_url", "image", "tags",
    "section", "kind",
)  # fmt: skip
"""The fields that are those of :class:`cleaner.metadata.Metadata`."""
TEXTS = ("source", "record", "id", "url", "site", *METADATA, *(content.value for content in Content))
"""The fields that hold text; those in LISTS, several."""
LISTS = frozenset(("authors", "tags", "warnings"))
NUMBERS = ("words", "blocks_kept", "blocks_removed")
FIELDS = (*TEXTS, *NUMBERS, "warnings")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a worker makes of a page."""

    fields: dict[str, Any]
    """The record; its names are FIELDS."""
    kept: int
    """Characters of the blocks that were kept."""
    removed: int
    """Characters of those that were not."""
    name: str = ""
    """What a file of its own may be called."""
    signature: bytes = b""
    """What copies of its text share; empty where nobody asked, or there is no text."""


def record_of(page: Page, document: Document, content: Content) -> dict[str, Any]:
    """The record of a page."""
    metadata = document.metadata
    texts = {view.value: getattr(document, view.value) if view is content else None for view in Content}
    kept = int(document.kept.sum())
    found: dict[str, Any] = {
        "source": page.source,
        "record": page.record or None,
        "id": page.id,
        "url": page.url,
        "site": site_of(page.url, document.page.source) or None,
        **{name: getattr(metadata, name) for name in METADATA},
        "title": document.title,
        **texts,
        "words": len(document.text.split()),
        "blocks_kept": kept,
        "blocks_removed": len(document.whole.page) - kept,
        "warnings": document.warnings,
    }
    return {name: list(value) if name in LISTS else value for name, value in found.items()}
