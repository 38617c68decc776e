"""The line of scraped text that is its title: what stands right above the text and is made of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Kind
from cleaner.scoring.lines import stems_of, topic
from cleaner.scoring.measures import RUNNING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Page

REACH = 6
"""How many blocks above the first kept running text are looked at."""
SHORTEST, LONGEST = 3, 25
"""Words of a title."""
TOPIC = 0.6
"""Which share of its stems the text must have."""
LEAST = 0.15
"""How probable it must be that it is content."""


def find_headline(
    page: Page, scores: NDArray[np.float32], words: NDArray[np.float32], kept: NDArray[np.bool_]
) -> int | None:
    """The block with the title of the kept text; None where no line above it is like one.

    :param scores: (n,) probability of each block of being content.
    :param words: (n,) length of each block in words.
    """
    running = np.flatnonzero(kept & (words >= RUNNING))
    if not len(running):
        return None
    blocks = page.blocks
    first = int(running[0])
    near = [
        k
        for k in range(max(0, first - REACH), first)
        if SHORTEST <= words[k] <= LONGEST
        and blocks.kinds[k] in (Kind.PARAGRAPH, Kind.HEADING)
        and blocks.link_chars[k] * 2 < len(blocks.texts[k])
        and scores[k] >= LEAST
    ]
    tops = [k for k in near if blocks.levels[k] == 1]
    if tops:
        return tops[0]
    if not near:
        return None
    body = running[:40].tolist()
    texts = [blocks.texts[k] for k in (*near, *body)]
    shares = topic(*stems_of(texts), np.arange(len(texts)) >= len(near))[: len(near)]
    best = int(shares.argmax())
    return near[best] if shares[best] >= TOPIC else None
