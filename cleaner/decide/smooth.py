"""Log-odds in which what is built alike agrees more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.decide.constants import SHIPPED
from cleaner.decide.posts import posts_of
from cleaner.page.page import Form, Kind
from cleaner.page.structure import structure_of
from cleaner.page.stubs import LONGEST_LABEL, OPENING, is_image_label, is_image_stub, opens_otherwise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.decide.constants import Constants
    from cleaner.page.page import Page
    from cleaner.page.structure import Structure
    from cleaner.scoring.score import Scored

HEADING = int(Kind.HEADING)
INTRODUCTION = 8
"""Words up to which a line right above a list introduces it."""
ITEMS_INTRODUCED = 3
STUB_LOG_ODDS = np.float32(-8)
"""What the line of an image stub or label gets: it is never content, whatever stands around it."""
NO_STUBS = frozenset((int(Kind.CODE), int(Kind.CELL)))
"""Where the name of an image file may be what the text is about."""


def smooth_by_structure(
    page: Page,
    scored: Scored,
    structure: Structure | None = None,
    constants: Constants = SHIPPED,
) -> NDArray[np.float32]:
    """(n,) log-odds in which what is built alike agrees more.

    A reader wants a whole table or none of it, no list and no row of teasers with holes, and no section without its
    heading: a data table is of one mind, a list half so, blocks of one pattern a little, and a heading follows its text.

    :param structure: the page's, if it is at hand.
    """
    log_odds, words, patterns = scored
    if not len(log_odds):
        return log_odds
    weight = np.sqrt(words) + 0.1
    mean = np.bincount(patterns, weights=log_odds * weight) / np.maximum(np.bincount(patterns, weights=weight), 1e-9)
    share = constants.pattern_share_in(page.form)
    result = ((1 - share) * log_odds + share * mean[patterns]).astype(np.float32)
    structure = structure or structure_of(page)
    if page.form is Form.HTML:
        posts = posts_of(page, scored, structure.places, constants)
        result[posts.members] += constants.post_share * (posts.means - result)[posts.members]
    for table in structure.tables:
        inside = slice(table.begin, table.end)
        result[inside] = np.average(result[inside], weights=words[inside] + 1e-3)
    begins, ends = structure.begins, structure.ends
    if len(begins):
        heavy = words + np.float32(1e-3)
        common = between(heavy * result, begins, ends) / between(heavy, begins, ends)
        sizes = ends - begins
        members = np.repeat(begins - np.add.accumulate(sizes) + sizes, sizes) + np.arange(sizes.sum())
        drawn = constants.list_share
        result[members] = drawn * np.repeat(common, sizes) + (1 - drawn) * result[members]
        if page.form is Form.TEXT:
            for begin, of_list in zip(begins.tolist(), common.tolist(), strict=True):
                if introduces(page, words, begin):
                    result[begin - 1] = (result[begin - 1] + of_list) / 2
    for heading in headings_with_text(page):
        result[heading] = max(result[heading], (result[heading] + result[heading + 1]) / 2)
    result[image_lines(page)] = STUB_LOG_ODDS
    return result


def image_lines(page: Page) -> list[int]:
    """The blocks that are nothing but what stands in for an image: a path, a Markdown image, a label, a counter.

    A heading may well be called "Photos", and a list or a table may name files.
    """
    found = []
    kinds = page.blocks.kinds
    for block, text in enumerate(page.blocks.texts):
        if len(text) > LONGEST_LABEL:
            if text[0] not in OPENING and " " in text:
                continue
        elif opens_otherwise(text):
            continue
        kind = kinds[block]
        if kind in NO_STUBS or "\n" in text:
            continue
        if is_image_label(text):
            if kind != HEADING or any(map(str.isdigit, text)):
                found.append(block)
        elif is_image_stub(text) and not (kind == Kind.LIST_ITEM and text.replace(".", "").replace("-", "").isalnum()):
            found.append(block)
    return found


def introduces(page: Page, words: NDArray[np.float32], begin: int) -> bool:
    """Whether the line above a list that begins with a block is its heading: short, and no sentence."""
    blocks = page.blocks
    if not begin or words[begin - 1] > INTRODUCTION or blocks.kinds[begin - 1] == Kind.LIST_ITEM:
        return False
    items = blocks.kinds[begin : begin + ITEMS_INTRODUCED]
    return items == [Kind.LIST_ITEM] * ITEMS_INTRODUCED and not blocks.texts[begin - 1].endswith(
        (".", "!", "?", "…", "。")
    )


def between(values: NDArray[Any], begins: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.float64]:
    """Sums of the values in each [begin, end)."""
    sums = np.zeros(len(values) + 1)
    np.add.accumulate(values, out=sums[1:])
    found: NDArray[np.float64] = sums[ends] - sums[begins]
    return found


def headings_with_text(page: Page) -> list[int]:
    """The headings whose next block is their text, or a heading below them, in the same box or the one around; last first."""
    boxes, kinds, levels = page.boxes, page.blocks.kinds, page.blocks.levels
    found = []
    for number in [k for k, kind in enumerate(kinds[:-1]) if kind == HEADING][::-1]:
        if kinds[number + 1] == HEADING and levels[number + 1] <= levels[number]:
            continue
        box = page.blocks.boxes[number]
        around = [boxes.parents[box], boxes.parents[boxes.parents[box]] if boxes.parents[box] >= 0 else -1]
        if any(near >= 0 and boxes.ends[near] > number + 1 for near in around):
            found.append(number)
    return found
