"""The part of a page that holds the article: inside it what is unsure stays, outside it what is unsure goes.

The threshold of the best expected F-measure is one for the whole page. Yet a paragraph of an article stands among others
of its article, and readers miss one more than they mind a foreign one; what stands behind the box of the article is
mostly teasers, comments and notes to readers. All probabilities here were chosen on collections that the scorer had not
been trained on, where most of them agreed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from cleaner.decide.constants import SHIPPED
from cleaner.decide.posts import FEWEST_BOXES
from cleaner.page.page import Kind
from cleaner.words import words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.decide.constants import Constants
    from cleaner.page.page import Page
    from cleaner.page.structure import Structure

FEWEST_KEPT = 3
"""Blocks that must be kept for a page to have such a box."""
FEWEST_SIBLINGS = 2
"""How many kept blocks make a paragraph in their box one of them."""
NO_PARAGRAPHS = (int(Kind.HEADING), int(Kind.CELL), int(Kind.CODE), int(Kind.CAPTION))
LINES = (int(Kind.PARAGRAPH), int(Kind.OTHER))
"""The kinds of blocks that may be a short line between two kept blocks, or a standfirst; some standfirsts are headings."""
FEWEST_DESCRIBING = 6
"""Words of a page's description that says something."""


def drop_outside(
    page: Page,
    scores: NDArray[np.float32],
    words: NDArray[np.float32],
    kept: NDArray[np.bool_],
    title: int | None,
    structure: Structure,
    constants: Constants = SHIPPED,
) -> None:
    """Drop what is unsure before and behind the box of a sure article, and kept links above the title."""
    blocks, boxes = page.blocks, page.boxes
    if title is not None:
        for block in np.flatnonzero(kept[:title]).tolist():
            if blocks.link_chars[block] > constants.linked * len("".join(blocks.texts[block].split())):
                kept[block] = False
    box = box_of_article(structure, scores, words, kept, constants)
    if box is None:
        return
    begin, end = boxes.begins[box], boxes.ends[box]
    inside = kept[begin:end]
    weights = words[begin:end][inside] + np.float32(1e-3)
    if not len(weights) or (scores[begin:end][inside] * weights).sum() / weights.sum() < constants.sure_article:
        return
    kept[:begin] &= scores[:begin] >= constants.least_before
    kept[end:] &= scores[end:] >= constants.least_behind
    if title is not None:
        kept[title] = True


def keep_inside(
    page: Page,
    scores: NDArray[np.float32],
    words: NDArray[np.float32],
    kept: NDArray[np.bool_],
    title: int | None,
    structure: Structure,
    constants: Constants = SHIPPED,
) -> None:
    """Keep the paragraphs of the article that the threshold of the page leaves out."""
    blocks, boxes = page.blocks, page.boxes
    box = box_of_article(structure, scores, words, kept, constants)
    if box is None:
        return
    first, last = np.flatnonzero(kept)[[0, -1]].tolist()
    begin, end = boxes.begins[box], min(boxes.ends[box], last)
    candidates = ~kept & (scores >= constants.least_sibling)
    candidates[:first] = False
    tags, parents, kinds = boxes.tags, boxes.parents, blocks.kinds
    siblings: Counter[tuple[int, str]] | None = None
    before = kept.copy()
    refused: NDArray[np.bool_] | None = None
    for block in np.flatnonzero(candidates).tolist()[::-1]:  # a heading after what it is the heading of
        if blocks.link_chars[block] > constants.linked * len(blocks.texts[block]):
            continue
        kind = kinds[block]
        inside = begin <= block < end and scores[block] >= constants.least_inside
        inside = inside and (kind == Kind.CODE or in_company(page, scores, before, block, constants))
        if kind in NO_PARAGRAPHS:
            kept[block] = inside and (kind == Kind.CODE or (kind == Kind.HEADING and heads(page, kept, block)))
        elif words[block] >= constants.paragraph_words:
            if refused is None:
                refused = refused_places(structure.places, before)
            if refused[block]:
                continue
            if not inside:
                if siblings is None:
                    siblings = siblings_of(page, words, kept, constants)
                around = blocks.boxes[block]
                inside = max(siblings[around, ""], siblings[parents[around], tags[around]]) >= FEWEST_SIBLINGS
            kept[block] = inside
        elif inside and kind in LINES:  # the heading of a section that is a bold line, a question, "Yes."
            kept[block] = before[block - 1] and before[block + 1]
    if title is not None:
        keep_lead(page, scores, words, kept, title, constants)
        keep_standfirst(page, words, kept, title, constants)


def in_company(
    page: Page, scores: NDArray[np.float32], kept: NDArray[np.bool_], block: int, constants: Constants
) -> bool:
    """Whether a block stands beside kept ones, or in a box of its own that is as likely as it is: no form, no pitch."""
    boxes = page.boxes
    box = outer = page.blocks.boxes[block]
    while outer >= 0 and not kept[boxes.begins[outer] : boxes.ends[outer]].any():
        box, outer = outer, boxes.parents[outer]
    begin, end = boxes.begins[box], boxes.ends[box]
    return bool(kept[begin:end].any() or scores[begin:end].mean() >= constants.least_inside)


def refused_places(places: NDArray[np.int64], kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(n,) whether a block stands in a place that the page repeats and of which nothing is kept: signatures, teasers."""
    size = int(places.max()) + 1
    counts, stay = np.bincount(places, minlength=size), np.bincount(places[kept], minlength=size)
    refused: NDArray[np.bool_] = ((counts >= FEWEST_BOXES) & (stay == 0))[places]
    return refused


def heads(page: Page, kept: NDArray[np.bool_], block: int) -> bool:
    """Whether a heading stands right above kept text of its own section."""
    kinds, levels = page.blocks.kinds, page.blocks.levels
    if block + 1 == len(kept) or not kept[block + 1]:
        return False
    return kinds[block + 1] != Kind.HEADING or levels[block + 1] > levels[block]


def siblings_of(
    page: Page, words: NDArray[np.float32], kept: NDArray[np.bool_], constants: Constants
) -> Counter[tuple[int, str]]:
    """How many long blocks are kept right in each box, and how many boxes of each tag in it hold one."""
    blocks, boxes = page.blocks, page.boxes
    long = np.array(blocks.boxes)[kept & (words >= constants.sibling_words)].tolist()
    found = Counter((box, "") for box in long)
    found.update((boxes.parents[box], boxes.tags[box]) for box in dict.fromkeys(long))
    return found


def keep_lead(
    page: Page,
    scores: NDArray[np.float32],
    words: NDArray[np.float32],
    kept: NDArray[np.bool_],
    title: int,
    constants: Constants,
) -> None:
    """Keep the paragraphs between the title and the text that may well be its standfirst, and are no dateline."""
    blocks = page.blocks
    least = {**dict.fromkeys(LINES, constants.least_lead), int(Kind.HEADING): constants.least_heading_lead}
    for block in between_title_and_text(page, kept, title, constants):
        likely = scores[block] >= least.get(blocks.kinds[block], 1.0) and words[block] >= constants.paragraph_words
        if likely and sum(map(str.isdigit, blocks.texts[block])) < constants.digits_of_date:
            kept[block] = True


def keep_standfirst(
    page: Page, words: NDArray[np.float32], kept: NDArray[np.bool_], title: int, constants: Constants
) -> None:
    """Keep what stands between the title and the text and says what the page's description says."""
    said = set(words_of(page.hints.description.lower()))
    if len(said) < FEWEST_DESCRIBING:
        return
    for block in between_title_and_text(page, kept, title, constants):
        if words[block] >= constants.standfirst_words:
            own = set(words_of(page.blocks.texts[block].lower()))
            kept[block] = bool(own) and len(own & said) >= constants.described * len(own)


def between_title_and_text(page: Page, kept: NDArray[np.bool_], title: int, constants: Constants) -> list[int]:
    """The blocks near below the title that stand above all that is kept below it, links aside."""
    behind = np.flatnonzero(kept[title + 1 :])
    if not len(behind):
        return []
    blocks = page.blocks
    near = range(title + 1, title + 1 + min(int(behind[0]), int(constants.near_title)))
    return [block for block in near if blocks.link_chars[block] <= constants.linked * len(blocks.texts[block])]


def box_of_article(
    structure: Structure,
    scores: NDArray[np.float32],
    words: NDArray[np.float32],
    kept: NDArray[np.bool_],
    constants: Constants,
) -> int | None:
    """The innermost box that holds most of the expected words that are kept; None if few blocks are kept."""
    if int(kept.sum()) < FEWEST_KEPT:
        return None
    sums = np.zeros(len(kept) + 1)
    np.add.accumulate(words * scores * kept, out=sums[1:])
    before, behind = sums.take(structure.extents)
    holding = np.flatnonzero(behind - before >= constants.article_share * sums[-1])
    return int(holding[-1])  # boxes come in document order, and no two of these stand side by side
