"""From the probabilities of a page's blocks to what is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.decision import Decision
from cleaner.page.page import Form, Kind
from cleaner.page.structure import structure_of
from cleaner.page.stubs import is_image_label, is_image_stub

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.options import Options
    from cleaner.page.page import Page
    from cleaner.page.structure import Structure
    from cleaner.scoring.score import Scored

HEADING = int(Kind.HEADING)
WORD = re.compile(r"\w+")
LEAST = 0.2
"""What is less probable than this is not kept, however unsure the page: a page without an article stays empty."""
SHIFT = {Form.HTML: 2.0, Form.TEXT: 4.0}
"""How far, in log-odds, the scorer may be wrong about all of a page; chosen on pages it was not trained on."""
HALF_NODES = (1.1544053947399682, 2.366759410734541, 3.7504397177257425)
NODES = np.array([*(-node for node in HALF_NODES[::-1]), 0.0, *HALF_NODES])
HALF_WEIGHTS = (0.2401231786050127, 0.03075712396758652, 0.000548268855972217)
SHIFT_WEIGHTS = np.array([*HALF_WEIGHTS[::-1], 0.45714285714285724, *HALF_WEIGHTS], dtype=np.float32)
"""Gauss-Hermite quadrature of degree 7, as ``np.polynomial.hermite_e`` has it; to import that costs more than a page."""
INTRODUCTION = 8
"""Words up to which a line right above a list introduces it."""
ITEMS_INTRODUCED = 3
PATTERN_SHARE = {Form.HTML: 0.3, Form.TEXT: 0.0}
LIST_SHARE = 0.5
"""How far blocks of one pattern, and of one list, are drawn to their mean; chosen on held-out folds."""
MOST = 0.6
"""The share of a list's words from which on all of it is kept."""
COPY = 8
"""Words from which on a block that is on the page twice is a copy and no refrain."""
REPEATABLE = frozenset((int(Kind.CODE), int(Kind.CELL)))
ITEMS = frozenset(("li", "dt", "dd", "p"))
STUB_LOG_ODDS = np.float32(-8)
"""What the line of an image stub or label gets: it is never content, whatever stands around it."""
NEVER = 1e-3
"""The probability up to which a block is left out even where the rest of its list or table is kept."""
NO_STUBS = frozenset((int(Kind.CODE), int(Kind.CELL)))
"""Where the name of an image file may be what the text is about."""
TITLE_OVERLAP = 0.5
"""How much a heading must have in common with ``<title>`` to be the page's title."""


def decide(
    page: Page,
    scores: NDArray[np.float32],
    words: NDArray[np.float32],
    options: Options,
    structure: Structure | None = None,
) -> Decision:
    """Keep the blocks of the best expected F-measure, whole tables and lists, one of each copy, and the title.

    :param scores: (n,) calibrated probabilities of being content.
    :param words: (n,) length of each block in words.
    :param structure: the page's, where it is at hand.
    """
    kept = scores >= best_threshold(scores, words, options.beta, SHIFT[page.form])
    fill_holes(page, structure or structure_of(page), words, kept)
    kept &= scores > NEVER
    if page.form is Form.HTML:  # what someone saved as text, a song say, may well repeat
        drop_copies(page, scores, words, kept)
        title = find_title(page, scores, kept)
    else:
        from cleaner.headline import find_headline  # only scraped text needs it

        title = find_headline(page, scores, words, kept)
    if title is not None:
        kept[title] = True
    return Decision(scores, kept, title)


def cohere(page: Page, scored: Scored, structure: Structure | None = None) -> NDArray[np.float32]:
    """(n,) log-odds in which what is built alike agrees more.

    A reader wants a whole table or none of it, no list and no row of teasers with holes, and no section without its
    heading: a data table is of one mind, a list half so, blocks of one pattern a little, and a heading follows its text.

    :param structure: the page's, where it is at hand.
    """
    log_odds, words, patterns = scored
    if not len(log_odds):
        return log_odds
    weight = np.sqrt(words) + 0.1
    mean = np.bincount(patterns, weights=log_odds * weight) / np.maximum(np.bincount(patterns, weights=weight), 1e-9)
    share = PATTERN_SHARE[page.form]  # all short lines of scraped text are of one pattern: it says nothing there
    result = ((1 - share) * log_odds + share * mean[patterns]).astype(np.float32)
    structure = structure or structure_of(page)
    for table in structure.tables:
        inside = slice(table.begin, table.end)
        result[inside] = np.average(result[inside], weights=words[inside] + 1e-3)
    begins, ends = structure.begins, structure.ends
    if len(begins):
        heavy = words + np.float32(1e-3)
        common = between(heavy * result, begins, ends) / between(heavy, begins, ends)
        sizes = ends - begins
        members = np.repeat(begins - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
        result[members] = LIST_SHARE * np.repeat(common, sizes) + (1 - LIST_SHARE) * result[members]
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
    for block, (text, kind) in enumerate(zip(page.blocks.texts, page.blocks.kinds, strict=True)):
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


def fill_holes(page: Page, structure: Structure, words: NDArray[np.float32], kept: NDArray[np.bool_]) -> None:
    """Keep the rest of a plain list that is mostly kept, and a data table between kept blocks."""
    begins, ends = structure.begins, structure.ends
    if len(begins):
        share = between(words * kept, begins, ends) / np.maximum(between(words, begins, ends), 1e-9)
        for k in np.flatnonzero(share >= MOST).tolist():
            begin, end = int(begins[k]), int(ends[k])
            if not kept[begin:end].all() and plain(page, begin, end):
                kept[begin:end] = True
    for group in structure.tables:
        before, after = group.begin - 1, group.end
        if before >= 0 and after < len(kept) and kept[before] and kept[after]:
            kept[group.begin : group.end] = True


def drop_copies(page: Page, scores: NDArray[np.float32], words: NDArray[np.float32], kept: NDArray[np.bool_]) -> None:
    """Keep one of several blocks that say the same: pages repeat paragraphs for narrow screens, in boxes and in tabs.

    The surest one stays, the first of equals. Code and cells of tables may well repeat.
    """
    texts, kinds = page.blocks.texts, page.blocks.kinds
    surest: dict[str, int] = {}
    for number in np.flatnonzero(kept & (words >= COPY)).tolist():
        if kinds[number] in REPEATABLE:
            continue
        other = surest.setdefault(texts[number], number)
        if other != number:
            surest[texts[number]] = best = number if scores[number] > scores[other] else other
            kept[other + number - best] = False


def between(values: NDArray[Any], begins: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.float64]:
    """Sums of the values in each [begin, end)."""
    sums = np.zeros(len(values) + 1)
    np.cumsum(values, out=sums[1:])
    found: NDArray[np.float64] = sums[ends] - sums[begins]
    return found


def plain(page: Page, begin: int, end: int) -> bool:
    """Whether a list is one of running text: its blocks stand in the items themselves."""
    direct = sum(page.boxes.tags[page.blocks.boxes[k]] in ITEMS for k in range(begin, end))
    return direct >= 0.8 * (end - begin)


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


def best_threshold(
    scores: NDArray[np.float32], words: NDArray[np.float32], beta: float, shift: float = SHIFT[Form.HTML]
) -> float:
    """The threshold whose blocks have the best expected F-measure, in words; at least LEAST.

    Maximises the mean of (1 + b^2) * S / (W + b^2 * A), with S the expected content words kept, W the words kept and A
    the expected content words of the page: the plug-in rule for optimising F-measures (Dembczynski et al. 2013; Lipton
    et al. 2014). The mean is over how wrong the scorer may be about the page as a whole: its mistakes on one page go
    together, so all log-odds are shifted by one normal number of deviation ``shift``, and sharpened so that each block's
    probability stays what it is in the mean (MacKay 1992). On a page of sure blocks the threshold is about one half;
    where the scorer is unsure of everything it goes down.
    """
    if not len(scores):
        return 1.0
    order = np.argsort(-scores, kind="stable")
    sorted_scores, sorted_words = np.clip(scores[order], 1e-6, 1 - 1e-6), words[order]
    log_odds = np.log(sorted_scores / (1 - sorted_scores))
    sharper = np.float32(np.sqrt(1 + np.pi * shift**2 / 8))
    shifts = (shift * NODES).astype(np.float32)[:, None]
    content = sorted_words / (1 + np.exp(-(sharper * log_odds + shifts)))
    expected = np.cumsum(content, axis=1)
    kept = np.cumsum(sorted_words)
    measure = SHIFT_WEIGHTS @ (expected / np.maximum(kept + beta * beta * expected[:, -1:], 1e-9))
    return max(float(scores[order[int(measure.argmax())]]), LEAST)


def find_title(page: Page, scores: NDArray[np.float32], kept: NDArray[np.bool_]) -> int | None:
    """The block that shows the title of what is kept: a heading at or before its beginning.

    The page's only ``<h1>`` there, or the heading that says most of what ``<title>`` says.
    """
    if not kept.any():
        return None
    blocks = page.blocks
    first = int(np.flatnonzero(kept)[0])
    before = [k for k, level in enumerate(blocks.levels[: first + 4]) if 0 < level <= 2]
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
