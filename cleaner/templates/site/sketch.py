"""A page as templates see it: columns of fingerprints, places and numbers, one entry a block, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.templates.site.paths import box_paths, fingerprint

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Form, Page
    from cleaner.scoring.score import Scored

    Floats = NDArray[np.float32]

TITLE_CHARS = 80


@dataclass(frozen=True, slots=True)
class Seen:
    """What a template needs of a page."""

    form: Form
    title: str
    """What the page calls itself, cut to TITLE_CHARS."""
    texts: list[int]
    """Fingerprints of the blocks' texts."""
    places: list[str]
    """The paths of the boxes in which the blocks stand."""
    kinds: NDArray[np.int64]
    """Values of :class:`cleaner.page.page.Kind`."""
    words: Floats
    """Length of each block in words."""
    links: Floats
    """Link density of each block: the share of its characters that are inside links, roughly (spaces are not left out)."""
    log_odds: Floats
    """Log-odds of being content, by the scorer alone."""

    def __len__(self) -> int:
        """How many blocks the page has."""
        return len(self.texts)


def see(page: Page, scored: Scored) -> Seen:
    """Look at a scored page."""
    blocks = page.blocks
    paths = box_paths(page)
    lengths = np.fromiter(map(len, blocks.texts), dtype=np.float32, count=len(page))
    return Seen(
        form=page.form,
        title=page.hints.title[:TITLE_CHARS],
        texts=[fingerprint(text) for text in blocks.texts],
        places=[paths[box] for box in blocks.boxes],
        kinds=np.array(blocks.kinds, dtype=np.int64),
        words=scored.words,
        links=np.minimum(np.array(blocks.link_chars, dtype=np.float32) / np.maximum(lengths, 1), 1),
        log_odds=scored.log_odds,
    )
