"""Blocks of the tree as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.content.grid import filled
from cleaner.content.tree import Definitions, Fence, List, Note, Paragraph, Quote, Rule, Table, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.content.tree import Block


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
            case Quote(inner):
                yield from pieces(inner)
            case Note(label, inner):
                yield f"[{label}] " + "\n".join(pieces(inner))
            case Rule():
                continue
            case Paragraph(_, is_caption=True):
                continue
            case Definitions(parts):
                for part in parts:
                    yield from pieces(part.blocks)
            case _:
                if text := plain(block.runs):
                    yield text


def item_text(blocks: Iterable[Block]) -> str:
    """A list item; what comes after its first line stands in."""
    return "- " + "\n".join(pieces(blocks)).replace("\n", "\n  ")
