"""What stands near the title of a page: the lines where people look for who wrote it, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.metadata.authors import STRONG_PREFIX
from cleaner.metadata.dates import find_days
from cleaner.metadata.evidence import APART_TAGS, APART_WORD, CAMEL
from cleaner.metadata.site import words_of
from cleaner.page import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.page import Page

BEFORE, AFTER = 8, 14
"""How many blocks before and after the title belong to it."""
LONGEST = 160
"""Characters of the longest line that can be a byline."""
BRIEF = 3
"""Blocks of the longest ``<aside>`` that may be a part of the article, its date line say, and no sidebar."""
HEADING = int(Kind.HEADING)


class Line(NamedTuple):
    """A short line near the title."""

    text: str
    words: str
    """Class words of its box and of what is inside it, lower case."""
    caption: bool
    """Whether it belongs to a picture."""
    distance: int
    """Blocks between the title and it; negative before the title."""


def title_block(page: Page, titles: list[str]) -> int | None:
    """The block that shows one of the titles, those given first preferred: a heading, or else the first that does."""
    blocks = page.blocks
    heads = [(k, words_of(blocks.texts[k])) for k, kind in enumerate(blocks.kinds) if kind == HEADING]
    for title in titles:
        wanted = words_of(title)
        for k, words in heads:
            if words and words == wanted:
                return k
    for title in titles:
        wanted, size = words_of(title), len(title)
        for k, text in enumerate(blocks.texts):
            if wanted and abs(len(text) - size) < 4 and words_of(text) == wanted:
                return k
    return None


def apart(page: Page, block: int, title: int) -> bool:
    """Whether a block stands in navigation, a sidebar, a list of other pages ... that does not hold the title as well."""
    boxes = page.boxes
    for box in page.ancestors(block):
        if boxes.begins[box] <= title < boxes.ends[box]:
            return False
        tag = boxes.tags[box]
        if tag in APART_TAGS and not (tag == "aside" and boxes.ends[box] - boxes.begins[box] <= BRIEF):
            return True
        number = boxes.attributes[box]
        if number:
            found = boxes.attribute_sets[number]
            if APART_WORD.search(CAMEL.sub("-", f"{found.classes} {found.id}").lower()):
                return True
    return False


def lines_near(page: Page, title: int) -> Iterator[Line]:
    """The short lines after the title, up to the second paragraph of running text or the second heading; then those before it, nearest first."""
    blocks, count = page.blocks, len(page)
    long = heads = 0
    own = words_of(blocks.texts[title])
    for k in range(title + 1, min(count, title + 1 + AFTER)):
        text = blocks.texts[k]
        heads += (
            blocks.kinds[k] == HEADING
            and words_of(text) != own
            and not (STRONG_PREFIX.match(text) or find_days(text))
        )
        if heads == 2:  # the second is no subtitle: other content begins
            break
        if len(blocks.texts[k]) > LONGEST:
            long += 1
            if long == 2:
                break
        elif not apart(page, k, title):
            yield line_of(page, k, k - title)
    for k in range(title - 1, max(-1, title - 1 - BEFORE), -1):
        if len(blocks.texts[k]) > LONGEST:
            break
        if not apart(page, k, title):
            yield line_of(page, k, k - title)


def line_of(page: Page, block: int, distance: int) -> Line:
    """A block as a line near the title."""
    blocks, boxes = page.blocks, page.boxes
    found = boxes.attribute_sets[boxes.attributes[blocks.boxes[block]]]
    text = blocks.texts[block]
    words = CAMEL.sub("-", f"{found.classes} {found.id} {found.itemprop} {blocks.inlines[block]}").lower()
    return Line(text, words, blocks.kinds[block] == int(Kind.CAPTION), distance)
