"""A source without furniture is content: a paragraph from a clipboard, a note, a page with nothing but its text.

The scorer has learned from whole pages, of which two thirds are menus, boxes and footers. What has none of that is
drawn from elsewhere: the few gold pages that have none of its signs are content from top to bottom. So the
log-odds of its blocks are shifted by the difference of the two priors (Saerens et al. 2002), as for any classifier that
meets another share of classes than it was trained on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Form, Kind

if TYPE_CHECKING:
    from cleaner.page.page import Page
    from cleaner.scoring.score import Scored

FURNITURE = frozenset(
    "nav aside footer header form button input select textarea iframe script noscript dialog menu".split()
)
"""Elements that pages have and fragments have not."""
SCRIPT = re.compile(r"<(?:no)?script\b", re.I)
LINKED = 0.5
"""The share of its characters in links from which on a block leads elsewhere."""
SHIFT = {Form.HTML: np.float32(4.5), Form.TEXT: np.float32(3.0)}
"""What the other prior adds to log-odds: logit of 0.98 against that of the share of content in training; text was trained
on articles by themselves too. Of single paragraphs of gold articles 61 % are kept without it, and 99 % with it."""
TYPICAL = 8
"""Blocks of markup from which on the scorer has enough around a block to compare it with; it has seen no page of one."""
MOST_LINES = 5
"""Blocks of text up to which a source may be a fragment; longer ones the scorer of text knows."""
SENTENCE = re.compile(r"[.!?…:;。！？：؟।။።]['\"’”»›)\]」』]*$")
"""The end of a sentence, or of a line that announces what follows."""


def with_fragment_prior(page: Page, scored: Scored) -> Scored:
    """The log-odds of a page's blocks, by the prior of fragments where the page has no furniture."""
    if not is_fragment(page):
        return scored
    trust = len(page) / (len(page) + TYPICAL) if page.form is Form.HTML else 1.0
    return scored._replace(log_odds=(scored.log_odds * np.float32(trust) + SHIFT[page.form]).astype(np.float32))


def is_fragment(page: Page) -> bool:
    """Whether a source has no sign of furniture: nothing to click or fill in, no scripts, no blocks that lead elsewhere.

    In text nothing but sentences, of which the first may be a headline.
    """
    blocks = page.blocks
    if not len(page) or any(
        chars > LINKED * len(text) for chars, text in zip(blocks.link_chars, blocks.texts, strict=True)
    ):
        return False
    if page.form is Form.TEXT:
        kinds = {int(Kind.PARAGRAPH), int(Kind.LIST_ITEM), int(Kind.QUOTE), int(Kind.HEADING)}
        body = blocks.texts[1:] or blocks.texts
        return len(page) <= MOST_LINES and kinds.issuperset(blocks.kinds) and all(map(SENTENCE.search, body))
    if any(blocks.controls) or not FURNITURE.isdisjoint(page.elements) or not FURNITURE.isdisjoint(page.boxes.tags):
        return False
    hints = page.hints
    return not (hints.types or hints.body) and SCRIPT.search(page.source) is None
