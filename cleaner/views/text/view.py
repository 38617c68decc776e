"""The kept text of a page, plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Form
from cleaner.page.roles import with_roles
from cleaner.views.text import shortcut

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.content.tree import Block
    from cleaner.page.page import Page


def render_text(page: Page, kept: NDArray[np.bool_], content: tuple[Block, ...] | None = None) -> str:
    """A blank line between blocks; list items and table rows on lines of their own, cells separated by a tab.

    :param kept: (n,) which blocks of the page are shown.
    :param content: them as a tree, if another view has made it already.
    """
    numbers = np.flatnonzero(kept).tolist()
    if page.form is Form.TEXT:
        from cleaner.views.text.scraped import render_scraped  # only scraped text needs it

        return render_scraped(page, numbers)
    page = with_roles(page)
    if shortcut.needs_markup(page, numbers):  # a tree is a lot to import for a plain page
        from cleaner.content.build import content_of
        from cleaner.content.select import Shown, select
        from cleaner.views.text.blocks import pieces

        content = content_of(page, kept, None) if content is None else content
        return "\n\n".join(pieces(select(content, Shown(links=False, images=False, emphasis=False))))
    parts: list[str] = []
    for part in shortcut.words_of(page, numbers):
        if isinstance(part, str):
            parts.append(part)
        else:
            from cleaner.views.text.blocks import pieces

            parts += pieces(part)
    return "\n\n".join(parts)
