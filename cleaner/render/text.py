"""The kept text of a document, plain."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page import Form
from cleaner.render.content import build, words
from cleaner.render.content.tables import filled
from cleaner.render.content.tree import Definitions, Fence, List, Note, Quote, Table, plain
from cleaner.render.scraped import render_scraped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.document import Document
    from cleaner.render.content.tree import Block


def render_text(document: Document) -> str:
    """A blank line between blocks; list items and table rows on lines of their own, cells separated by a tab."""
    page = document.page
    if page.form is Form.TEXT:
        return render_scraped(document)
    kept = np.flatnonzero(document.kept).tolist()
    found = [build.words_of(page, kept)] if build.needs_markup(page, kept) else words.words_of(page, kept)
    return "\n\n".join(chain.from_iterable([part] if isinstance(part, str) else pieces(part) for part in found))


def pieces(blocks: Iterable[Block]) -> Iterator[str]:
    """Blocks as text, those without words left out."""
    for block in blocks:
        match block:
            case List(items):
                yield "\n".join(item_text(item) for item in items)
            case Table(rows):
                yield "\n".join(
                    "\t".join(
                        plain(cell.runs, " ") if shown else "" for cell, shown in zip(row, filled(row), strict=True)
                    )
                    for row in rows
                )
            case Fence(text):
                yield text
            case Quote(inner) | Note(_, inner):
                yield from pieces(inner)
            case Definitions(parts):
                for part in parts:
                    yield from pieces(part.blocks)
            case _:
                if text := plain(block.runs):
                    yield text


def item_text(blocks: Iterable[Block]) -> str:
    """A list item; what comes after its first line stands in."""
    return "- " + "\n".join(pieces(blocks)).replace("\n", "\n  ")
