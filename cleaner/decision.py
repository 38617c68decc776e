"""The decision on each block of a page, as plain data: made by ``decide``, read by the views."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Decider(StrEnum):
    """Who decided whether a block is kept."""

    PAGE = "page"
    """The scorer, from this page alone."""
    TEMPLATE = "template"
    """What the site's template has learned."""
    PERSON = "person"
    """A selector or text that a person wrote into the site's template."""


@dataclass(frozen=True, slots=True)
class SkippedBox:
    """Why a box was skipped without being read: nothing in it was ever content."""

    pages: int
    """How many pages of the site stand behind it."""
    score: float
    """The mean probability of what is in it of being content."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Which of the ``n`` blocks of a page are kept, and who decided that."""

    scores: NDArray[np.float32]
    """(n,) probability of each block of being content."""
    kept: NDArray[np.bool_]
    """(n,) which blocks are kept."""
    title: int | None = None
    """The block that shows the page's title."""
    by: tuple[Decider, ...] = ()
    """(n,) who decided; empty if the page alone decided everything."""
    pages: tuple[int, ...] = ()
    """(n,) how many pages stand behind each decision of a template; empty like ``by``."""
    warnings: tuple[str, ...] = ()
    skipped: tuple[SkippedBox, ...] = ()
    """One for each box that was skipped, in the order of ``Page.skipped``."""
