"""From the probabilities of a page's blocks to what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleaner.decide.constants import SHIPPED
from cleaner.decide.copies import drop_copies
from cleaner.decide.islands import keep_headed_tables, keep_islands
from cleaner.decide.region import drop_outside, keep_inside
from cleaner.decide.smooth import between
from cleaner.decide.threshold import best_threshold
from cleaner.decision import Decision
from cleaner.fragment import is_fragment
from cleaner.options import Comments
from cleaner.page.page import Form
from cleaner.page.structure import structure_of
from cleaner.page.title import find_title_block

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.decide.constants import Constants
    from cleaner.options import Options
    from cleaner.page.page import Page
    from cleaner.page.structure import Structure

ITEMS = frozenset(("li", "dt", "dd", "p"))


def decide(
    page: Page,
    scores: NDArray[np.float32],
    words: NDArray[np.float32],
    options: Options,
    structure: Structure | None = None,
    constants: Constants = SHIPPED,
) -> Decision:
    """Keep the blocks of the best expected F-measure, whole tables and lists, one of each copy, and the title.

    :param scores: (n,) calibrated probabilities of being content.
    :param words: (n,) length of each block in words.
    :param structure: the page's, if it is at hand.
    """
    kept = scores >= best_threshold(scores, words, options.beta, constants.shift_in(page.form), constants.least)
    kept &= has_running_text(page, scores, words, constants)
    structure = structure or structure_of(page)
    fill_holes(page, structure, words, kept, constants)
    kept &= scores > constants.never
    if page.form is Form.HTML:  # what someone saved as text, a song say, may well repeat
        keep_islands(page, scores, words, kept, constants)
        title = find_title(page, scores, kept)
        if options.beta <= 1:  # who asks for recall wants what is unsure, who asks for precision does not
            drop_outside(page, scores, words, kept, title, structure, constants)
        if options.beta >= 1:
            keep_inside(page, scores, words, kept, title, structure, constants)
            keep_headed_tables(page, scores, kept, structure.tables, constants)
        if (comments := Comments(options.comments)) is not Comments.AUTO:
            from cleaner.decide.comments import decide_comments  # few ask for either

            decide_comments(page, scores, words, kept, comments)
        drop_copies(page, scores, words, kept, constants)
        if title is None or not kept.any():
            title = find_title(page, scores, kept)
    else:
        from cleaner.headline import find_headline, keep_headings, keep_lead  # only scraped text needs it

        keep_headings(page, scores, words, kept)
        title = find_headline(page, scores, words, kept)
        if title is not None:
            keep_lead(title, scores, words, kept)
    if title is not None:
        kept[title] = True
    return Decision(scores, kept, title)


def has_running_text(page: Page, scores: NDArray[np.float32], words: NDArray[np.float32], constants: Constants) -> bool:
    """Whether there may be an article: not where a page of scripts or boxes has only a few words that might be content.

    The F-measure alone would keep the best of them: of a page without content it asks only which block is the likeliest.
    """
    if (
        page.form is not Form.HTML
        or not len(scores)
        or scores @ words >= constants.least_words
        or scores.max() >= constants.sure_block
    ):
        return True
    return is_fragment(page)


def fill_holes(
    page: Page, structure: Structure, words: NDArray[np.float32], kept: NDArray[np.bool_], constants: Constants
) -> None:
    """Keep the rest of a plain list that is mostly kept, and a data table between kept blocks."""
    begins, ends = structure.begins, structure.ends
    if len(begins):
        share = between(words * kept, begins, ends) / np.maximum(between(words, begins, ends), 1e-9)
        for k in np.flatnonzero(share >= constants.mostly_kept).tolist():
            begin, end = int(begins[k]), int(ends[k])
            if not kept[begin:end].all() and plain(page, begin, end):
                kept[begin:end] = True
    for group in structure.tables:
        before, after = group.begin - 1, group.end
        if before >= 0 and after < len(kept) and kept[before] and kept[after]:
            kept[group.begin : group.end] = True


def plain(page: Page, begin: int, end: int) -> bool:
    """Whether a list is one of running text: its blocks stand in the items themselves."""
    direct = sum(page.boxes.tags[page.blocks.boxes[k]] in ITEMS for k in range(begin, end))
    return direct >= 0.8 * (end - begin)


def find_title(page: Page, scores: NDArray[np.float32], kept: NDArray[np.bool_]) -> int | None:
    """The block that shows the title of what is kept; None if nothing is kept."""
    if not kept.any():
        return None
    return find_title_block(page, int(np.flatnonzero(kept)[0]), scores.tolist())
