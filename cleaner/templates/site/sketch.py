"""A page as templates see it: columns of fingerprints, places and numbers, one entry a block, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Form
from cleaner.templates.site.paths import box_paths
from cleaner.templates.site.texts import ends_of, ends_question, ends_sentence, fingerprint

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Page
    from cleaner.scoring.score import Scored

    Floats = NDArray[np.float32]

TITLE_CHARS = 80
TITLE_WORDS = 25
"""The most words of a line of scraped text that may be its title."""


@dataclass(frozen=True, slots=True)
class PageSketch:
    """What a template needs of a page."""

    form: Form
    title: str
    """What the page calls itself, cut to TITLE_CHARS."""
    texts: list[int]
    """Fingerprints of the blocks' texts."""
    begins: list[int]
    """Keys of the texts' first words."""
    closes: list[int]
    """Keys of their last ones."""
    places: list[str]
    """The paths of the boxes in which the blocks stand."""
    kinds: NDArray[np.int64]
    """Values of :class:`cleaner.page.page.Kind`."""
    words: Floats
    """Length of each block in words."""
    links: Floats
    """Link density of each block: the share of its characters that are inside links, roughly (spaces are not left out)."""
    sentences: NDArray[np.bool_]
    """Whether each block ends as sentences do."""
    questions: NDArray[np.bool_]
    """Whether it ends as questions do."""
    log_odds: Floats
    """Log-odds of being content, by the scorer alone."""

    def __len__(self) -> int:
        """How many blocks the page has."""
        return len(self.texts)


def sketch_page(page: Page, scored: Scored) -> PageSketch:
    """PreScore at a scored page."""
    blocks = page.blocks
    paths = box_paths(page)
    ends = [ends_of(text) for text in blocks.texts]
    lengths = np.fromiter(map(len, blocks.texts), dtype=np.float32, count=len(page))
    return PageSketch(
        form=page.form,
        title=title_of(page, scored)[:TITLE_CHARS],
        texts=[fingerprint(text) for text in blocks.texts],
        begins=[begin for begin, _ in ends],
        closes=[close for _, close in ends],
        places=[paths[box] for box in blocks.boxes],
        kinds=np.array(blocks.kinds, dtype=np.int64),
        words=scored.words,
        links=np.minimum(np.array(blocks.link_chars, dtype=np.float32) / np.maximum(lengths, 1), 1),
        sentences=np.fromiter(map(ends_sentence, blocks.texts), dtype=np.bool_, count=len(page)),
        questions=np.fromiter(map(ends_question, blocks.texts), dtype=np.bool_, count=len(page)),
        log_odds=scored.log_odds,
    )


def title_of(page: Page, scored: Scored) -> str:
    """What a page calls itself; of scraped text the first line of its content, if it is a short one."""
    if page.form is Form.HTML:
        return page.hints.title
    good = np.flatnonzero(scored.log_odds > 0)
    return page.blocks.texts[int(good[0])] if len(good) and scored.words[good[0]] <= TITLE_WORDS else ""
