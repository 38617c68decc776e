"""Cleaning is idempotent: what a second pass would remove from cleaned text is removed in the first.

People clean what was cleaned before, in dumps that others made. Where less stands around it, the scorer may judge the
end of an article differently; so text is cleaned until its scorer agrees with what is left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.views.text.scraped import read_again

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.decision import Decision
    from cleaner.page.page import Page

ROUNDS = 4
"""At most: each one takes as long as cleaning what is left."""
MOST_BLOCKS = 20_000
"""How many blocks are read again in all: a text with more is not an article, and is not read again."""


class Stable(NamedTuple):
    """What is kept of a text, and how that reads where it is known."""

    decision: Decision
    text: str | None = None


def until_stable(page: Page, decision: Decision, again: Callable[[Page], Decision]) -> Stable:
    """Decide again on what was kept, as it would be read, until nothing more goes.

    :param page: text.
    :param again: decides on a page by itself.
    """
    kept, scores = decision.kept.copy(), decision.scores.copy()
    text: str | None = None
    for _ in range(min(ROUNDS, MOST_BLOCKS // max(1, len(page)))):
        places = np.flatnonzero(kept)
        if len(places) in (0, len(kept)):
            break
        rest = read_again(page, places.tolist())
        text = rest.source
        if len(rest) != len(places):  # read in another way: then there is no telling which block is which
            break
        second = again(rest)
        gone = places[~second.kept]
        if not len(gone) or len(gone) == len(places):
            break
        text = None
        kept[gone] = False
        scores[gone] = second.scores[~second.kept]
    title = decision.title if decision.title is not None and kept[decision.title] else None
    return Stable(replace(decision, kept=kept, scores=scores, title=title), text)
