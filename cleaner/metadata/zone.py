"""What stands near the title of a page: the lines where people look for who wrote it, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.metadata.dates import find_days
from cleaner.metadata.evidence import APART_TAGS, APART_WORD, CAMEL
from cleaner.metadata.site import words_of
from cleaner.page.page import Kind
from cleaner.words.bylines import STRONG_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.page.page import Page

BEFORE, AFTER = 8, 14
"""How many blocks before and after the title belong to it."""
LONGEST = 160
"""Characters of the longest line that can be a byline."""
BRIEF = 3
"""Blocks of the longest ``<aside>`` that may be a part of the article, its date line say, and no sidebar."""
HEADING, CAPTION = int(Kind.HEADING), int(Kind.CAPTION)


class Line(NamedTuple):
    """A short line near the title."""

    text: str
    caption: bool
    """Whether it belongs to a picture."""
    distance: int
    """Blocks between the title and it; negative before the title."""


def title_block(page: Page, titles: list[str]) -> int | None:
    """The block that shows one of the titles, those given first preferred: a heading, or else the first that does."""
    blocks = page.blocks
    heads = [k for k, kind in enumerate(blocks.kinds) if kind == HEADING]
    for places, slack in ((heads, 12), (range(len(page)), 3)):
        for title in filter(words_of, titles):
            wanted, size = words_of(title), len(title)
            for k in places:
                if abs(len(blocks.texts[k]) - size) <= slack and words_of(blocks.texts[k]) == wanted:
                    return k
    return None


class Surroundings:
    """Which blocks of a page belong with its title, and which stand apart from it."""

    def __init__(self, page: Page, title: int) -> None:
        self.page = page
        self.title = title
        self.known = dict.fromkeys(page.ancestors(title), False)
        """Of boxes, whether what is in them stands apart; those around the title do not."""
        self.sets: dict[int, bool] = {0: False}
        """Of sets of attributes, whether they say that a box is for other things."""

    def are_apart(self, block: int) -> bool:
        """Whether a block stands in navigation, a sidebar, a list of pages ... that does not hold the title as well."""
        known, parents = self.known, self.page.boxes.parents
        box = self.page.blocks.boxes[block]
        path: list[int] = []
        while (answer := known.get(box)) is None:
            path.append(box)
            if self.is_set_apart(box):
                answer = True
                break
            box = parents[box]
        for box in path:
            known[box] = answer
        return answer

    def is_set_apart(self, box: int) -> bool:
        """Whether a box is for other things than the page's own content."""
        boxes = self.page.boxes
        tag = boxes.tags[box]
        if tag in APART_TAGS and not (tag == "aside" and boxes.ends[box] - boxes.begins[box] <= BRIEF):
            return True
        number = boxes.attributes[box]
        answer = self.sets.get(number)
        if answer is None:
            found = boxes.attribute_sets[number]
            words = f"{found.classes} {found.id}"
            if not words.islower():
                words = CAMEL.sub("-", words).lower()
            answer = self.sets[number] = APART_WORD.search(words) is not None
        return answer


def lines_near(around: Surroundings) -> Iterator[Line]:
    """The short lines near the title: those after it, then those before it, nearest first.

    Those after it end at the second paragraph of running text or the second heading.
    """
    page, title = around.page, around.title
    blocks, count = page.blocks, len(page)
    long = heads = 0
    own = words_of(blocks.texts[title])
    for k in range(title + 1, min(count, title + 1 + AFTER)):
        text = blocks.texts[k]
        heads += (
            blocks.kinds[k] == HEADING and words_of(text) != own and not (STRONG_PREFIX.match(text) or find_days(text))
        )
        if heads == 2:  # the second is no subtitle: other content begins
            break
        if len(text) > LONGEST:
            long += 1
            if long == 2:
                break
        elif not around.are_apart(k):
            yield Line(text, blocks.kinds[k] == CAPTION, k - title)
    for k in range(title - 1, max(-1, title - 1 - BEFORE), -1):
        if len(blocks.texts[k]) > LONGEST:
            break
        if not around.are_apart(k):
            yield Line(blocks.texts[k], blocks.kinds[k] == CAPTION, k - title)


def class_words(page: Page, block: int) -> str:
    """Class words of a block's box and of what is inside it, lower case."""
    found = page.boxes.attribute_sets[page.boxes.attributes[page.blocks.boxes[block]]]
    return CAMEL.sub("-", f"{found.classes} {found.id} {found.itemprop} {page.blocks.inlines[block]}").lower()
