"""The kept text of a document as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.content.select import Shown, select
from cleaner.views.markdown.blocks import write_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.content.tree import Block
    from cleaner.options import Options


def render_markdown(content: Iterable[Block], options: Options) -> str:
    """Headings, paragraphs, nested lists, quotes, fenced code, tables, footnotes, formulas, links, pictures, emphasis."""
    shown = Shown(links=bool(options.links), images=bool(options.images), emphasis=options.emphasis)
    return write_blocks(select(content, shown), options.tables)
