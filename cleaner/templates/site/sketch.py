"""A page as templates see it before anything is scored: columns of fingerprints, places and numbers, one entry a block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Form
from cleaner.templates.site.paths import box_paths
from cleaner.templates.site.texts import ends_of, ends_question, ends_sentence, fingerprint
from cleaner.words import count_words

if TYPE_CHECKING:
    from cleaner.page.page import Page
    from cleaner.scoring.score import Scored

TITLE_CHARS = 80
TITLE_WORDS = 25
"""The most words of a line of scraped text that may be its title."""


@dataclass(frozen=True, slots=True)
class PageSketch:
    """What a template needs of a page."""

    title: str
    """What the page calls itself, cut to TITLE_CHARS; empty for scraped text."""
    texts: list[int]
    """Fingerprints of the blocks' texts."""
    begins: list[int]
    """Keys of the texts' first words."""
    closes: list[int]
    """Keys of their last ones."""
    places: list[str]
    """The paths of the boxes in which the blocks stand."""
    kinds: list[int]
    """Values of :class:`cleaner.page.page.Kind`."""
    words: list[float]
    """Length of each block in words."""
    links: list[float]
    """Link density of each block: the share of its characters that are inside links, roughly (spaces are not left out)."""
    sentences: list[bool]
    """Whether each block ends as sentences do."""
    questions: list[bool]
    """Whether it ends as questions do."""

    def __len__(self) -> int:
        """How many blocks the page has."""
        return len(self.texts)


def sketch_page(page: Page) -> PageSketch:
    """Sketch a page."""
    blocks = page.blocks
    texts = blocks.texts
    paths = box_paths(page)
    ends = [ends_of(text) for text in texts]
    return PageSketch(
        title=page.hints.title[:TITLE_CHARS],
        texts=[fingerprint(text) for text in texts],
        begins=[begin for begin, _ in ends],
        closes=[close for _, close in ends],
        places=[paths[box] for box in blocks.boxes],
        kinds=blocks.kinds,
        words=[float(count_words(text)) for text in texts],
        links=[min(chars / len(text), 1.0) for chars, text in zip(blocks.link_chars, texts, strict=True)],
        sentences=[ends_sentence(text) for text in texts],
        questions=[ends_question(text) for text in texts],
    )


def title_of(page: Page, scored: Scored) -> str:
    """What a page calls itself; of scraped text the first line of its content, if it is a short one."""
    if page.form is Form.HTML:
        return page.hints.title[:TITLE_CHARS]
    good = np.flatnonzero(scored.log_odds > 0)
    first = page.blocks.texts[int(good[0])] if len(good) and scored.words[good[0]] <= TITLE_WORDS else ""
    return first[:TITLE_CHARS]
