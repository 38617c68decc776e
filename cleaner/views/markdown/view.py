"""The kept text of a document as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.content.select import Shown, select
from cleaner.page.page import Form
from cleaner.views.markdown.blocks import write_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.content.tree import Block
    from cleaner.options import Options


def render_markdown(content: Iterable[Block], options: Options, form: Form = Form.HTML) -> str:
    """Headings, paragraphs, nested lists, quotes, fenced code, tables, footnotes, formulas, links, pictures, emphasis."""
    own = form is Form.TEXT  # Markdown that came in keeps its links
    shown = Shown(
        links=own if options.links is None else options.links,
        images=own if options.images is None else options.images,
        emphasis=options.emphasis,
    )
    return write_blocks(select(content, shown), options.tables)
