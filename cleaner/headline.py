"""The lines of scraped text that are its title and its headings: right above the text and made of its words, or between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Kind
from cleaner.scoring.lines import stems_of, topic
from cleaner.scoring.measures import RUNNING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Page

ENDINGS = (".", "!", "…", "。", "！", ":", ">", "»")
"""What a heading does not end with."""
REACH = 6
"""How many blocks above the first kept running text are looked at."""
SHORTEST, LONGEST = 3, 25
"""Words of a title."""
TOPIC = 0.5
"""Which share of its stems the text must have."""
LEAST = 0.1
"""How probable it must be that it is content."""

LEAD = 0.3
"""How probable a sentence between the title and the text must be."""
BETWEEN = 0.25
"""How probable a line between two kept paragraphs must be to be a heading of the second."""


def keep_headings(page: Page, scores: NDArray[np.float32], words: NDArray[np.float32], kept: NDArray[np.bool_]) -> None:
    """Keep single lines between kept paragraphs that end like headings: prompts that stand there end like sentences.

    :param scores: (n,) probability of each block of being content.
    :param words: (n,) length of each block in words.
    """
    running = kept & (words >= RUNNING)
    above = running[:-2].copy()
    above[1:] |= running[:-3]  # a prompt may stand between
    fit = (scores[1:-1] >= BETWEEN) & (words[1:-1] >= SHORTEST) & (words[1:-1] <= LONGEST)
    for index in (np.flatnonzero(above & ~kept[1:-1] & running[2:] & fit) + 1).tolist():
        kept[index] = not page.blocks.texts[index].endswith(ENDINGS)


def keep_lead(title: int, scores: NDArray[np.float32], words: NDArray[np.float32], kept: NDArray[np.bool_]) -> None:
    """Keep sentences between the title and the first kept running text: what an article begins with is often one line.

    :param title: the block that shows the title.
    """
    running = np.flatnonzero(kept & (words >= RUNNING))
    end = int(running[0]) if len(running) else title
    for index in range(title + 1, end):
        if words[index] >= RUNNING and scores[index] >= LEAD:
            kept[index] = True


def find_headline(
    page: Page, scores: NDArray[np.float32], words: NDArray[np.float32], kept: NDArray[np.bool_]
) -> int | None:
    """The block with the title of the kept text; None if no line above it is like one.

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
