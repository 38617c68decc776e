"""The kept text of a document as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.content.select import Shown, select
from cleaner.page.page import Form
from cleaner.views.markdown.blocks import write_blocks
from cleaner.views.scraped import render_scraped

if TYPE_CHECKING:
    from cleaner.document import Document


def render_markdown(document: Document) -> str:
    """Headings, paragraphs, nested lists, quotes, fenced code, tables, footnotes, formulas, links, pictures, emphasis."""
    if document.page.form is Form.TEXT:
        return render_scraped(document, markup=True)
    options = document.options
    shown = Shown(links=bool(options.links), images=bool(options.images), emphasis=options.emphasis)
    return write_blocks(select(document.content, shown), options.tables)
