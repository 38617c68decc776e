"""Readers' comments: sections that a page names so, or declares so by schema.org, kept or dropped as a user asks.

By itself the decision leaves them to the scorer, which has seen where they are an article's and where they are a thread:
no rule by names told the two apart as well on collections of pages that were not trained on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from cleaner.options import Comments

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Attributes, Page

NAMED = re.compile(
    r"(?:^|[-_\s]|(?-i:(?<=[a-z])(?=[A-Z])))"  # names are joined by hyphens, underscores or capital letters
    r"(?:(?:user|reader|article|story|post)?comments?"
    r"(?:[-_]?(?:list|area|box|section|stream|thread|tree|wrapper|container|holder|body|text|content))?|"
    r"disqus(?:_thread)?|respond|(?:leser)?kommentare?|kommentarbereich|commentaires?|comentarios?|coment[aá]rios?|"
    r"commenti|reacties|komentarze|koment[aá][rř][eei]|kommentarer|kommentit|yorumlar)(?:$|[-_\s])",
    re.I,
)
FEWEST_WORDS = 4
"""Of a block that a reader wrote, where comments are asked for."""
LEAST = 0.03
"""The probability of such a block: below it stand buttons, dates and counters."""


def decide_comments(
    page: Page, scores: NDArray[np.float32], words: NDArray[np.float32], kept: NDArray[np.bool_], comments: Comments
) -> None:
    """Keep or drop the comments behind the first kept block, if the user asked for either."""
    if comments is Comments.AUTO or not kept.any():
        return
    for begin, end in sections_of(page, int(np.flatnonzero(kept)[0])):
        inside = slice(begin, end)
        if comments is Comments.KEEP:
            links = np.array(page.blocks.link_chars[inside]) * 2
            lengths = np.fromiter(map(len, page.blocks.texts[inside]), np.int64, end - begin)
            kept[inside] |= (words[inside] >= FEWEST_WORDS) & (scores[inside] >= LEAST) & (links <= lengths)
        else:
            kept[inside] = False


def sections_of(page: Page, first: int) -> list[tuple[int, int]]:
    """The blocks [begin, end) of the outermost sections of comments behind the first kept block."""
    boxes = page.boxes
    named = [is_named(attributes) for attributes in boxes.attribute_sets]
    found: list[tuple[int, int]] = []
    for number, begin, end in zip(boxes.attributes, boxes.begins, boxes.ends, strict=True):
        if named[number] and begin > first and end > begin and (not found or begin >= found[-1][1]):
            found.append((begin, end))
    return found


def is_named(attributes: Attributes) -> bool:
    """Whether a box is named as a section of comments, or as one comment."""
    classes, identifier, _, itemprop, _, _ = attributes
    return itemprop == "comment" or any(
        text and NAMED.search(text) is not None for text in (classes[:300], identifier[:60])
    )
