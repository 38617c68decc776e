"""The flat record of a clean page: the fields of every output, in their order."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from cleaner.batch.libraries import load
from cleaner.batch.settings import Content
from cleaner.templates.site.site import site_of
from cleaner.words import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.batch.inputs.page import Page
    from cleaner.batch.settings import Dedup
    from cleaner.document import Document

METADATA = (
    "title", "authors", "date", "modified", "site_name", "language", "description", "canonical_url", "image", "tags",
    "section", "kind",
)  # fmt: skip
"""The fields that are those of :class:`cleaner.metadata.Metadata`."""
ORIGIN = ("source", "record")
"""The file a page came from, as the user named it, and its line, row, member or offset there."""
TEXTS = ("id", "url", "site", *METADATA, *(content.value for content in Content), "template")
"""The fields that hold text; those in LISTS, several."""
LISTS = frozenset(("authors", "tags", "warnings"))
CONFIDENCE = "confidence"
"""The one field that is a fraction."""
NUMBERS = ("words", "blocks_kept", "blocks_removed", "blocks_by_template")
"""``blocks_by_template`` are those that the site's template decided; ``template`` names the site where there are any, and is
None where a template was looked up and left all to the page."""
PAGE_FIELDS = (*TEXTS, CONFIDENCE, *NUMBERS, "warnings")
"""What is said of every page, wherever it came from."""
FIELDS = (*ORIGIN, *PAGE_FIELDS)
SAID_FIELDS = tuple(name for name in PAGE_FIELDS if name not in ("id", "url", *Content))
"""What is said of a page beside its views: what engines with fields of their own carry along."""
BLOCKS = "blocks"
"""The field of all blocks of the page, where they are asked for."""
RESERVED = frozenset((BLOCKS, "reason", "error", "message", "time", "file", "files"))
"""Other names that outputs have fields for."""
PREFIX = "input_"
"""What is put before the name of an input's field that a record has a field for itself."""


@dataclass(frozen=True, slots=True)
class Views:
    """Which views of an article a record holds."""

    contents: tuple[Content, ...] = (Content.TEXT,)
    front_matter: bool = False
    """Whether the Markdown begins with the metadata."""
    blocks: bool = False
    """Whether the record lists every block of the page, removed ones with the reason."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a worker makes of a page."""

    fields: dict[str, Any]
    """The record; its names are FIELDS, then those of the input's fields that are kept."""
    kept: int
    """Characters of the blocks that were kept."""
    removed: int
    """Characters of those that were not."""
    name: str = ""
    """What a file of its own may be called."""
    signature: bytes = b""
    """What copies of its text share; empty if nobody asked, or there is no text."""
    unlike_site: bool = False
    """Whether its site's template was set aside, because the page does not look like the site."""


def cleaned(page: Page, document: Document, views: Views, dedup: Dedup | None = None) -> Cleaned:
    """A page's record and what is counted of it."""
    whole = document.whole
    lengths = [len(text) for text in whole.page.blocks.texts]
    kept = sum(length for length, keep in zip(lengths, whole.kept.tolist(), strict=True) if keep)
    signature = b""
    if dedup is not None and document.kept.any():
        from cleaner.batch.dedup.near import signature_of  # only runs that look for copies need it

        signature = signature_of(document.text, dedup)
    unlike = any("cleaned without" in warning for warning in document.warnings)
    return Cleaned(record_of(page, document, views), kept, sum(lengths) - kept, page.name, signature, unlike)


def record_of(page: Page, document: Document, views: Views) -> dict[str, Any]:
    """The record of a page."""
    fields: dict[str, Any] = {"source": page.source, "record": page.record or None}
    fields |= page_fields(document, views, page.id, page.url)
    return fields | {own_name(name): plain(value) for name, value in page.kept.items()}


def page_fields(document: Document, views: Views, id: str | None, url: str | None) -> dict[str, Any]:
    """What is said of a page, wherever it came from: PAGE_FIELDS, and the blocks where they are asked for."""
    metadata = document.metadata
    texts = {view.value: getattr(document, view.value) if view in views.contents else None for view in Content}
    if views.front_matter and texts["markdown"] is not None:
        from cleaner.views.frontmatter import front_matter  # few ask for it

        texts["markdown"] = "\n".join(filter(None, (front_matter(document.title, metadata), texts["markdown"])))
    kept = int(document.kept.sum())
    by_template = sum(decider != "page" for decider in document.decided_by)
    site = site_of(url, document.page.source) or None
    values: dict[str, Any] = {
        "id": id,
        "url": url,
        "site": site,
        **{name: getattr(metadata, name) for name in METADATA},
        "title": document.title,
        **texts,
        "template": site if by_template else None,
        CONFIDENCE: round(document.confidence, 3),
        "words": count_words(document.text),
        "blocks_kept": kept,
        "blocks_removed": len(document.whole.page) - kept,
        "blocks_by_template": by_template,
        "warnings": document.warnings,
    }
    values = {name: list(value) if name in LISTS else value for name, value in values.items()}
    return values | {BLOCKS: [block.to_dict() for block in document.blocks]} if views.blocks else values


def own_name(name: str) -> str:
    """The name under which a record has a field of its input."""
    return f"{PREFIX}{name}" if name in FIELDS or name in RESERVED else name


def plain(value: Any) -> Any:
    """A value as ``json.dumps`` takes it, and as JSON allows it."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "replace")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    return str(value)


def schema_of(fields: Iterable[str] = FIELDS, blocks: bool = False) -> Any:
    """The Arrow schema of records: the same for every run with the same options.

    :raises MissingLibraryError: pyarrow is not installed.
    """
    pa = load("pyarrow")
    types = (
        {name: pa.list_(pa.string()) for name in LISTS}
        | dict.fromkeys(NUMBERS, pa.int64())
        | {CONFIDENCE: pa.float64()}
    )
    columns = [pa.field(name, types.get(name, pa.string())) for name in fields]
    if blocks:
        columns.append(pa.field(BLOCKS, pa.list_(block_type(pa))))
    return pa.schema(columns)


def block_type(pa: Any) -> Any:
    """The Arrow type of a block."""
    texts = dict.fromkeys(("kind", "text", "path", "decided_by", "reason"), pa.string())
    numbers = dict.fromkeys(("index", "level", "pages"), pa.int64())
    shares = dict.fromkeys(("link_density", "score"), pa.float64())
    return pa.struct({**numbers, **texts, **shares, "kept": pa.bool_()})
