"""Cleaned text stays as it is when it is cleaned again: what a second pass would remove goes in the first.

People clean what was cleaned before, in dumps that others made. Where less stands around it, the scorer may see the end
of an article with other eyes; so text is cleaned until its scorer agrees with what is left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cleaner.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.document import Decided
    from cleaner.options import Options
    from cleaner.page.page import Page

ROUNDS = 4
"""At most: each one takes as long as cleaning what is left."""


def settle(page: Page, decided: Decided, again: Callable[[str], tuple[Page, Decided]], options: Options) -> Decided:
    """Decide again on what was kept, as it would be read, until nothing more goes.

    :param page: text.
    :param again: segments text, and decides on it.
    """
    kept, scores = decided.kept.copy(), decided.scores.copy()
    for _ in range(ROUNDS):
        places = np.flatnonzero(kept)
        if len(places) in (0, len(kept)):
            break
        rest, found = again(Document(page=page, scores=scores, kept=kept, options=options).text)
        if len(rest) != len(places):  # read in another way: then there is no telling which block is which
            break
        gone = places[~found.kept]
        if not len(gone) or len(gone) == len(places):
            break
        kept[gone] = False
        scores[gone] = found.scores[~found.kept]
    title = decided.title if decided.title is not None and kept[decided.title] else None
    return replace(decided, kept=kept, scores=scores, title=title)
