"""How what a site repeats changes the log-odds of a page's blocks: features, and a small network over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page import Kind
from cleaner.templates.memory import again as stood_before
from cleaner.templates.record import TITLE_CHARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.page import Page
    from cleaner.scoring.score import Scored
    from cleaner.templates.memory import Memory

    Floats = NDArray[np.float32]

VIEWS = ("place", "coarse", "text", "after", "between")
STATISTICS = ("pages", "share", "odds", "positive", "own", "linked", "size", "blocks", "again")
OWN = (
    "odds",
    "kept",
    "size",
    "link",
    "heading",
    "paragraph",
    "list",
    "pages",
    "known",
    "position",
    "text before",
    "text behind",
    "place differs",
    "again",
    "again below",
)
FEATURES = (*OWN, *(f"{view}: {name}" for view in VIEWS for name in STATISTICS))
PRIOR = 1.0
"""Pages' worth of the block's own log-odds that a mean over pages is mixed with."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a template knows of the blocks of one page."""

    features: Floats
    """(n, FEATURES)."""
    pages: NDArray[np.float32]
    """(n,) how many other pages of the site have the place or the text."""
    articles: int
    """How many other articles of the site the template remembers."""
    known: float
    """The share of the page's words that stand at places which other pages have, too."""


def evidence(
    memory: Memory, page: Page, places: Sequence[str], texts: Sequence[int], scored: Scored, density: Floats
) -> Evidence:
    """Ask the memory about a page; what the page itself or a copy of it has taught is left out."""
    left_out = memory.copies(texts, scored, page.hints.title[:TITLE_CHARS])
    keys = memory.keys(places, texts, left_out)
    total = max(float(memory.weights.sum() - memory.weights[left_out].sum()), 1e-9)
    articles = len(set(memory.groups) - {memory.groups[k] for k in left_out})
    n = len(texts)
    odds = np.clip(scored.odds, -6, 6)
    columns = []
    shares = {}
    for name in VIEWS:
        sums = getattr(memory, f"{name}_view").sums(getattr(keys, name), left_out)
        pages, blocks, weight, value, positive, linked, size, own, again = sums.T
        there = pages > 1e-6
        trust = pages / (pages + PRIOR)
        safe = np.maximum(weight, 1e-9)
        count = np.maximum(blocks, 1e-9)
        shares[name] = there * pages / total
        columns += [
            there * np.log1p(pages) / 3,
            shares[name],
            there * trust * (value / safe - odds) / 3,
            there * trust * (positive / safe - 0.5),
            there * own / count,
            there * linked / safe,
            there * size / count / 5,
            there * np.log1p(blocks / np.maximum(pages, 1e-9)) / 3,
            there * again / count,
        ]
    kinds = np.array(page.blocks.kinds)
    known = float((scored.words * (shares["place"] > 0)).sum() / max(1e-9, float(scored.words.sum())))
    text = np.concatenate(([0.0], shares["text"], [0.0]))
    own = np.array(texts, dtype=np.int64)
    page_of = np.zeros(n, dtype=np.int64)
    own_columns = [
        odds / 3,
        odds > 0,
        np.log1p(scored.words) / 4,
        density,
        kinds == Kind.HEADING,
        kinds == Kind.PARAGRAPH,
        kinds == Kind.LIST_ITEM,
        np.full(n, np.log1p(total) / 3),
        np.full(n, known),
        np.arange(n) / n,
        text[:-2],
        text[2:],
        shares["text"] - shares["place"],
        stood_before(own, page_of),
        stood_before(own[::-1], page_of)[::-1],
    ]
    features = np.stack([*own_columns, *columns], axis=1).astype(np.float32)
    return Evidence(
        features, np.round(np.maximum(shares["place"], shares["text"]) * total).astype(np.float32), articles, known
    )
