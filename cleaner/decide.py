"""From the probabilities of a page's blocks to what is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page import Kind
from cleaner.structure import data_tables, lists

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.options import Options
    from cleaner.page import Page

WORD = re.compile(r"\w+")
LEAST = 0.2
"""What is less probable than this is not kept, however unsure the page: a page without an article stays empty."""
TITLE_OVERLAP = 0.5
"""How much a heading must have in common with ``<title>`` to be the page's title."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the blocks of a page."""

    kept: NDArray[np.bool_]
    title: int | None
    """The block that shows the page's title."""


def decide(page: Page, scores: NDArray[np.float32], words: NDArray[np.float32], options: Options) -> Decision:
    """Keep the blocks of the best expected F-measure, and the title of what is kept.

    :param scores: (n,) calibrated probabilities of being content.
    :param words: (n,) length of each block in words.
    """
    kept = scores >= best_threshold(scores, words, options.beta)
    title = find_title(page, scores, kept)
    if title is not None:
        kept[title] = True
    return Decision(kept, title)


def cohere(page: Page, odds: NDArray[np.float32], words: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n,) log-odds in which a data table is of one mind, a list half so, and a heading goes with its text.

    A reader wants a whole table or none of it, no list with holes, and no section without its heading.
    """
    result = odds.copy()
    for groups, share in ((data_tables(page), 1.0), (lists(page), 0.5)):
        for group in groups:
            inside = slice(group.begin, group.end)
            mean = np.average(result[inside], weights=words[inside] + 1e-3)
            result[inside] = share * mean + (1 - share) * result[inside]
    for heading in headings_with_text(page):
        result[heading] = max(result[heading], (result[heading] + result[heading + 1]) / 2)
    return result


def headings_with_text(page: Page) -> list[int]:
    """The headings whose next block is their text, or a heading below them, in the same box or the one around; last first."""
    boxes, blocks = page.boxes, page.blocks
    found = []
    for number in range(len(page) - 2, -1, -1):
        if blocks.kinds[number] != Kind.HEADING:
            continue
        if blocks.kinds[number + 1] == Kind.HEADING and blocks.levels[number + 1] <= blocks.levels[number]:
            continue
        box = blocks.boxes[number]
        around = [boxes.parents[box], boxes.parents[boxes.parents[box]] if boxes.parents[box] >= 0 else -1]
        if any(near >= 0 and boxes.ends[near] > number + 1 for near in around):
            found.append(number)
    return found


def best_threshold(scores: NDArray[np.float32], words: NDArray[np.float32], beta: float) -> float:
    """The threshold whose blocks have the best expected F-measure, in words; at least LEAST.

    Maximises (1 + b^2) * S / (W + b^2 * A), with S the expected content words kept, W the words kept and A the expected
    content words of the page: the plug-in rule for optimising F-measures (Dembczynski et al. 2013; Lipton et al.
    2014). On a page of sure blocks it is about one half; where the scorer is unsure of everything it goes down.
    """
    if not len(scores):
        return 1.0
    order = np.argsort(-scores, kind="stable")
    expected = np.cumsum((scores * words)[order])
    kept = np.cumsum(words[order])
    measure = expected / np.maximum(kept + beta * beta * expected[-1], 1e-9)
    return max(float(scores[order[int(measure.argmax())]]), LEAST)


def find_title(page: Page, scores: NDArray[np.float32], kept: NDArray[np.bool_]) -> int | None:
    """The block that shows the title of what is kept: a heading at or before its beginning.

    The page's only ``<h1>`` there, or the heading that says most of what ``<title>`` says.
    """
    if not kept.any():
        return None
    blocks = page.blocks
    first = int(np.flatnonzero(kept)[0])
    headings = [k for k, kind in enumerate(blocks.kinds) if kind == Kind.HEADING and blocks.levels[k] <= 2]
    before = [k for k in headings if k <= first + 3]
    own = set(WORD.findall(page.hints.title.lower()))
    best, most = None, TITLE_OVERLAP
    for k in before:
        words = set(WORD.findall(blocks.texts[k].lower()))
        shared = len(words & own) / max(1, min(len(words), len(own)))
        fit = shared * (len(words & own) >= min(2, len(own))) + 0.2 * (blocks.levels[k] == 1) + 0.1 * float(scores[k])
        if shared and fit > most:
            best, most = k, fit
    if best is None:
        tops = [k for k in before if blocks.levels[k] == 1]
        best = tops[-1] if len(tops) == 1 else None
    return best
