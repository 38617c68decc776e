"""A page without some of its blocks, as it would be had they never been there."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.decision import Decision
    from cleaner.page.page import Page


def without(page: Page, gone: NDArray[np.bool_]) -> Page:
    """The page with the other blocks alone; for scoring and deciding, not for views.

    :param gone: (n,) which blocks to leave out.
    """
    stays = np.flatnonzero(~gone).tolist()
    before = np.concatenate(([0], np.cumsum(~gone))).tolist()
    columns = {field.name: getattr(page.blocks, field.name) for field in fields(Blocks)}
    blocks = Blocks(**{name: [column[block] for block in stays] for name, column in columns.items()})
    boxes = replace(
        page.boxes,
        begins=[before[block] for block in page.boxes.begins],
        ends=[before[block] for block in page.boxes.ends],
    )
    return replace(page, blocks=blocks, boxes=boxes)


def with_gone(decision: Decision, gone: NDArray[np.bool_], score: float) -> Decision:
    """A decision on the rest of a page as one on the whole page: what is gone is not kept.

    :param score: what blocks that are gone get.
    """
    stays = np.flatnonzero(~gone)
    scores = np.full(len(gone), score, dtype=np.float32)
    kept = np.zeros(len(gone), dtype=np.bool_)
    scores[stays], kept[stays] = decision.scores, decision.kept
    title = None if decision.title is None else int(stays[decision.title])
    return replace(decision, scores=scores, kept=kept, title=title)
