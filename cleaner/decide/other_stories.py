"""Lists of other stories: rows built alike, below a heading that says so ("Related stories", "À lire aussi").

Entries that are no links are built like paragraphs and read like headlines, so that block by block the scorer takes them
for the article. Their heading tells what they are. A heading of contents, steps or references says something else, and
what has no heading stays with the scorer: rows of links without one are as often an article's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.page.page import Form, Kind
from cleaner.words import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cleaner.page.page import Page
    from cleaner.page.structure import Structure
    from cleaner.scoring.score import Scored

    Floats = NDArray[np.float32]

FURNITURE = np.float32(-4)
"""The log-odds of what is taken for such a list, at most."""
LONGEST_HEADING = 60
"""Characters."""
SAID, SAID_ALONE = 0.5, 0.9
"""The share of a heading that must say so; and the one from which on it says nothing else."""
CONTENT = 0.5
"""Log-odds of a heading from which on the scorer takes it for one of the article."""
SURE = -2.0
"""Log-odds up to which it surely does not."""
SEVERAL, MOST_PARTS = 3, 4
"""Rows of a list, and blocks of a row: a date, a title, a teaser, a source."""
LONGEST_TITLE = 25
"""Words."""
TITLES = 0.7
"""The share of the blocks of a list in a box of its own that are titles or links."""
LESS = 0.3
"""How much of the rest of the page's content a list may be: some pages are about links."""
ARTICLE = 60
"""Words of content that must be left."""
LABELLED = re.compile(r"[^:：]{1,24}[:：]\s*\S")
"""A fact with its label: recommended systems, doses and sizes stand below the same headings as stories do."""
SENTENCE = re.compile(r"[.!?…。！？:：;][\"'”’»)\]]*$")


class Rows(NamedTuple):
    """A heading and the rows below it."""

    head: int
    end: int
    """One past the last block."""
    apart: bool
    """Whether they stand in a box of their own, with nothing else."""


def without_other_stories(page: Page, scored: Scored, structure: Structure) -> Scored:
    """Scores in which lists of other stories are no content."""
    if page.form is not Form.HTML:
        return scored
    log_odds, words = scored.log_odds, scored.words
    content = np.where(log_odds > 0, words, 0)
    result = log_odds
    for rows in rows_below_headings(page, structure.places, log_odds):
        inside = slice(rows.head, rows.end)
        left = float(content.sum() - content[inside].sum())
        known = rows.apart and log_odds[rows.head] < SURE
        if left >= ARTICLE and (known or words[inside].sum() <= LESS * left):
            result = result.copy() if result is log_odds else result
            result[inside] = np.minimum(result[inside], FURNITURE)
    return scored._replace(log_odds=result)


def rows_below_headings(page: Page, places: NDArray[np.int64], log_odds: Floats) -> Iterator[Rows]:
    """The rows built alike below headings of other stories."""
    blocks = page.blocks
    behind = 0
    for head, parts, end in headed_runs(places, log_odds):
        if head < behind or len(blocks.texts[head]) > LONGEST_HEADING:
            continue
        box = own_box(page, head, end)
        if box is None and (parts > 1 or blocks.kinds[head] == Kind.LIST_ITEM):
            continue
        titles = [is_title(page, block) for block in range(head + 1, end)]
        least = SAID  # what the heading says is asked last, for that takes longest
        if box is None:
            rows = titles.index(False) if False in titles else len(titles)
            if rows < SEVERAL:
                continue
            end = head + 1 + rows
        else:
            if sum(titles) < TITLES * len(titles):
                if log_odds[head] >= SURE or not is_named(page, head + 1, box):
                    continue
                least = SAID_ALONE
            end = page.boxes.ends[box]  # with the link to more of them
        if share_said(blocks.texts[head]) >= least:
            yield Rows(head, end, apart=box is not None)
            behind = end


def headed_runs(places: NDArray[np.int64], log_odds: Floats) -> list[tuple[int, int, int]]:
    """Blocks with several rows built alike right behind them, where any of them may be content: where, how many blocks a
    row has, and the end of the rows.
    """
    n = len(places)
    heads = log_odds <= CONTENT
    found: dict[int, tuple[int, int, int]] = {}
    for parts in range(min(MOST_PARTS, n // SEVERAL), 0, -1):
        alike = np.zeros(n + 1, dtype=np.bool_)
        alike[: n - parts] = places[:-parts] == places[parts:]
        edges = (alike[1:] != alike[:-1]).nonzero()[0] + 1
        if alike[0]:  # what the page begins with has no heading
            edges = edges[1:]
        begins, ends = edges[::2], edges[1::2] + parts
        long = ends - begins >= SEVERAL * parts  # as few are
        for begin, end in zip(begins[long].tolist(), ends[long].tolist(), strict=True):
            for head in (begin - 1, begin):  # the heading may be built like a row
                rows = (end - head - 1) // parts
                if rows >= SEVERAL and heads[head] and log_odds[head:end].max() > FURNITURE:
                    found[head] = (head, parts, end)
    return [found[head] for head in sorted(found)]


def share_said(text: str) -> float:
    """Which share of a heading says that other stories follow."""
    from cleaner.explain.reasons.phrases import shipped_phrases  # few pages have rows below what may be such a heading
    from cleaner.explain.reasons.reason import Reason

    match = shipped_phrases(Reason.RELATED).match(text)
    return match.coverage if match is not None else 0.0


def own_box(page: Page, head: int, end: int) -> int | None:
    """The box that begins with a heading and ends with its rows, or with one block more."""
    boxes = page.boxes
    box = page.blocks.boxes[head]
    while box >= 0 and boxes.ends[box] < end:
        box = boxes.parents[box]
    return box if box >= 0 and boxes.begins[box] == head and boxes.ends[box] <= end + 1 else None


def is_named(page: Page, block: int, outer: int) -> bool:
    """Whether a box around a block, inside another, has a class: paragraphs of articles seldom have one."""
    boxes = page.boxes
    box = page.blocks.boxes[block]
    while box > outer:
        if boxes.attribute_sets[boxes.attributes[box]].classes:
            return True
        box = boxes.parents[box]
    return False


def is_title(page: Page, block: int) -> bool:
    """Whether a block is mostly a link, or reads like a headline."""
    text = page.blocks.texts[block]
    linked = page.blocks.link_chars[block] >= 0.5 * len("".join(text.split()))
    return linked or (
        SENTENCE.search(text) is None and LABELLED.match(text) is None and count_words(text) <= LONGEST_TITLE
    )
