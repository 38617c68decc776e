"""What is around the blocks of a page: kept text, headings, the foot of the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from cleaner.explain.reasons.box_names import BoxNames
from cleaner.explain.reasons.inherited import inherited
from cleaner.explain.reasons.phrases import UNSPACED, shipped_phrases
from cleaner.explain.reasons.reason import Reason
from cleaner.page.page import Form, Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.explain.reasons.inherited import Inherited
    from cleaner.page.page import Page

HEADS = frozenset((
    Reason.RELATED, Reason.COMMENTS, Reason.SHARE, Reason.TAGS, Reason.NEWSLETTER, Reason.CONTENTS, Reason.AUTHOR,
    Reason.LOGIN, Reason.COOKIES,
))  # fmt: skip
"""Reasons that a heading gives to what stands below it."""
STRAY = 0.02
"""The share of the kept text that may stand apart, before and behind the article."""
BARS = frozenset((Reason.SHARE, Reason.LOGIN, Reason.NEWSLETTER))
EARLY = frozenset((Reason.RELATED, Reason.COOKIES))
"""Those that a line before the article may give: the others are words of menus there."""
CLOSE = 8
"""Blocks above the article that are of it: its date, its author."""
REACH = 40
"""How many blocks below a line of scraped text its name may reach."""
LEAST_REACH = 6
"""The same where the heading stands in no box, or names a bar."""
LONGEST_HEAD = 70
LONGEST_DATE = 60
"""Characters of a line that says who and when."""
MOST_KEPT = 0.1
"""The share of the page's kept text from which on the name of a box around it speaks of the article."""
HEADLINE = 0.005
"""The share from which on a head is the article's."""
MENU_LIKE = 4
"""So many short lines one after the other are no list of titles."""
FOOT = 0.92
"""How far down its page a box must reach to be the foot of the site."""
SEPARATOR = re.compile(r"\|| [-–•·] |(?<=\w)- ")
"""What is between the items of a menu on one line."""
WORD = re.compile(r"[^\W\d_]+")
LONG_SIZE, LONG_SIGNS = 42, 12
TITLE_WORDS, TITLE_SIZE, TITLE_SIGNS = 5, 26, 7
"""The least words and characters of a title; the last where there are no spaces."""


@dataclass(frozen=True)
class Surroundings:
    """A page, and what is known of the places of its blocks."""

    page: Page
    names: BoxNames
    kept: NDArray[np.bool_]
    kept_share: NDArray[np.float64]
    """For each box, how much of the page's kept text is in it."""
    first: int
    """The first block of the article; single kept blocks far from it do not count."""
    last: int
    """The last block of the article."""
    heads: list[Reason | None]
    """For each block, what the heading above it says."""

    def above(self, number: int) -> bool:
        """Whether a block stands before the article."""
        return number < self.first

    def below(self, number: int) -> bool:
        """Whether a block stands behind the article."""
        return number > self.last

    def at_foot(self, box: int) -> bool:
        """Whether a box stands behind the article, or reaches to the end of the page."""
        boxes = self.page.boxes
        if boxes.begins[box] > self.last:
            return True
        return boxes.ends[box] >= FOOT * len(self.page) and boxes.begins[box] > 0.25 * self.last

    def apart(self, number: int) -> bool:
        """Whether nothing is kept close to a block."""
        return not self.kept[max(0, number - 2) : number + 3].any()

    def close(self, number: int) -> bool:
        """Whether a block stands right above the article."""
        return 0 < self.first - number <= CLOSE

    def is_small(self, box: int) -> bool:
        """Whether a box is a part of the page, and not most of it."""
        boxes = self.page.boxes
        return boxes.ends[box] - boxes.begins[box] <= max(12, 0.2 * len(self.page))

    def among_titles(self, number: int) -> bool:
        """Whether a block stands by the titles of other articles: close to one, and not to the article."""
        page, blocks = self.page, self.page.blocks
        if not self.apart(number):
            return False
        return any(
            is_title(blocks.texts[k])
            and (page.form is Form.TEXT or blocks.link_chars[k] > 0.6 * len("".join(blocks.texts[k].split())))
            for k in range(max(0, number - 3), min(len(page), number + 4))
            if k != number
        )

    def in_main(self, number: int) -> bool:
        """Whether a block stands in what the page calls its main part."""
        return self.said[self.page.blocks.boxes[number]].in_main

    def in_margin(self, number: int) -> bool:
        """Whether a block stands beside the main part of the page."""
        return self.said[self.page.blocks.boxes[number]].in_margin

    def in_box_of_author(self, number: int) -> bool:
        """Whether the box that names an author holds more than the name: a portrait, and not a line of a card."""
        box = self.page.blocks.boxes[number]
        depth = self.said[box].near.get(Reason.AUTHOR)
        if depth is None:  # an inline element names the author
            return False
        while self.said[box].depth > depth:
            box = self.page.boxes.parents[box]
        return self.page.boxes.ends[box] - self.page.boxes.begins[box] > 1

    def is_thread(self, number: int, comments: int, related: int) -> bool:
        """Whether comments are readers' words, and not their count on the card of another article.

        :param comments: how far out the outermost box of comments is.
        :param related: the same of other articles.
        """
        if comments < 0:
            return False
        return comments >= related or len(self.page.blocks.texts[number]) > LONGEST_HEAD

    @cached_property
    def said(self) -> list[Inherited]:
        """Of every box, what it and the boxes around it say."""
        return inherited(
            self.page.boxes, self.names_of, lambda box: bool(self.kept_share[box] >= MOST_KEPT), self.at_foot
        )

    def names_of(self, box: int) -> frozenset[Reason]:
        """What a box says of itself, where it is small enough, or far enough from the article, to be what it says."""
        found = self.names.of(box)
        if Reason.NAVIGATION in found and HEADLINE < self.kept_share[box] < MOST_KEPT:
            found -= {Reason.NAVIGATION}  # the head of an article
        if Reason.FORM in found and not self.is_small(box):
            found -= {Reason.FORM}
        return found


def survey(page: Page, kept: NDArray[np.bool_]) -> Surroundings:
    """Look at a page once."""
    n = len(page)
    sizes = np.array([len(text) for text in page.blocks.texts], dtype=np.float64)
    good = np.concatenate(([0.0], np.cumsum(sizes * kept)))
    begins = np.array(page.boxes.begins, dtype=np.int64)
    ends = np.array(page.boxes.ends, dtype=np.int64)
    share = (good[ends] - good[begins]) / max(good[-1], 1.0)
    first, last = n // 4, n // 4
    if good[-1]:
        first, last = (int(np.searchsorted(good, share_of * good[-1])) - 1 for share_of in (STRAY, 1 - STRAY))
    heads = heads_of_lines(page, kept) if page.form is Form.TEXT else heads_of_markup(page, kept)
    return Surroundings(page, BoxNames(page.boxes), kept, share, first, last, heads)


def heads_of_markup(page: Page, kept: NDArray[np.bool_]) -> list[Reason | None]:
    """What the headings say of the blocks below them, in the box they open."""
    found: list[Reason | None] = [None] * len(page)
    blocks, boxes = page.blocks, page.boxes
    for number, text in enumerate(blocks.texts):
        if kept[number] or len(text) > LONGEST_HEAD:
            continue
        if blocks.kinds[number] != Kind.HEADING and not opens(page, number):
            continue
        phrase = shipped_phrases().match(text)
        if phrase is None or phrase.reason not in HEADS or phrase.coverage < 0.3:
            continue
        box = blocks.boxes[number]
        while box > 0 and boxes.ends[box] <= number + 1:
            box = boxes.parents[box]
        reach = 3 * REACH if box else LEAST_REACH
        for below in range(number + 1, min(boxes.ends[box], number + 1 + reach)):
            if kept[below]:
                break
            found[below] = phrase.reason
    return found


def opens(page: Page, number: int) -> bool:
    """Whether a block that is not a heading stands like one: first in its box, short, the rest of the box below it."""
    boxes = page.boxes
    box = page.blocks.boxes[number]
    if boxes.ends[box] > number + 1:
        return boxes.begins[box] == number and not page.blocks.links[number]
    parent = boxes.parents[box]
    return parent > 0 and boxes.begins[parent] == number and boxes.ends[parent] > number + 1


def heads_of_lines(page: Page, kept: NDArray[np.bool_]) -> list[Reason | None]:
    """What lines of scraped text that are headings say of the lines below, up to kept text or the next such line.

    A list of related articles has titles in it: a word of a menu that looks like such a heading has none below.
    """
    texts = page.blocks.texts
    found: list[Reason | None] = [None] * len(page)
    first = int(kept.argmax())
    reason, reach, short = None, 0, 0
    for number, text in enumerate(texts):
        if kept[number]:
            reason = None
            continue
        short = 0 if is_title(text) else short + 1
        if reason is not None and reach > 0 and (reason is not Reason.RELATED or short < MENU_LIKE):
            found[number] = reason
            reach -= 1
        else:
            reason = None
        phrase = shipped_phrases().match(text)
        if phrase is not None and phrase.reason is Reason.COOKIES:
            reason, reach = Reason.COOKIES, 3
        if len(text) > LONGEST_HEAD or phrase is None or phrase.coverage < 0.4:
            continue
        if number < first and phrase.reason not in EARLY:
            continue
        reason = None
        if phrase.reason in HEADS - {Reason.LOGIN} and (
            phrase.reason is not Reason.RELATED or any(map(is_title, texts[number + 1 : number + MENU_LIKE]))
        ):
            reason, reach, short = phrase.reason, LEAST_REACH if phrase.reason in BARS else REACH, 0
    return found


def is_long_title(text: str) -> bool:
    """Whether a text is too long for the item of a menu."""
    return is_title(text) and (len(text) >= LONG_SIZE or len(UNSPACED.findall(text)) >= LONG_SIGNS)


def is_title(text: str) -> bool:
    """Whether a text is long enough for a title or a sentence, and no mere word of a menu."""
    if len(SEPARATOR.findall(text)) > 2:
        return False
    signs = len(UNSPACED.findall(text))
    if signs >= 4:
        return signs >= TITLE_SIGNS
    return len(text) >= TITLE_SIZE and len(WORD.findall(text)) >= TITLE_WORDS
