"""The kept text of a document, plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleaner.content import words
from cleaner.page.page import Form

if TYPE_CHECKING:
    from cleaner.document import Document


def render_text(document: Document) -> str:
    """A blank line between blocks; list items and table rows on lines of their own, cells separated by a tab."""
    page = document.page
    if page.form is Form.TEXT:
        from cleaner.views.scraped import render_scraped

        return render_scraped(document)
    kept = np.flatnonzero(document.kept).tolist()
    if words.needs_markup(page, kept):
        from cleaner.content import build, lines

        return "\n\n".join(lines.pieces(build.words_of(page, kept)))
    parts: list[str] = []
    for part in words.words_of(page, kept):
        if isinstance(part, str):
            parts.append(part)
        else:
            from cleaner.content import lines

            parts += lines.pieces(part)
    return "\n\n".join(parts)
