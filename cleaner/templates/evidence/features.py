"""What a template knows of the blocks of a page, as features for the network that weighs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Form, Kind
from cleaner.scoring.score import SHORT
from cleaner.templates.evidence.counts import VIEWS, again

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.templates.evidence.counts import Memory
    from cleaner.templates.site.sketch import Seen

    Floats = NDArray[np.float32]

STATISTICS = ("pages", "share", "log_odds", "positive", "own", "linked", "size", "blocks", "again")
OWN = (
    "log_odds", "kept", "size", "link", "heading", "paragraph", "list", "scraped", "pages", "known", "position",
    "text above", "text below", "place differs", "again", "again below", "below the page's level", "level",
    "log_odds above", "log_odds below", "place below the site's level",
)  # fmt: skip
FEATURES = (*OWN, *(f"{view}: {name}" for view in VIEWS for name in STATISTICS))
PRIOR = 1.0
"""Pages' worth of the block's own log-odds that a mean over pages is mixed with."""
CLIP = 6.0
LINKED = 0.5
"""The link density from which on a block is no running text."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a template knows of the blocks of one page."""

    features: Floats
    """(n, FEATURES)."""
    pages: Floats
    """(n,) how many other pages of the site have the place or the text."""
    trust: Floats
    """(n,) how far what speaks against a block counts, in [0, 1): not at all where no other page has its place or text."""
    own: NDArray[np.bool_]
    """(n,) which texts no other page has."""
    agreed: NDArray[np.bool_]
    """(n,) running texts of the page's own that the scorer takes for content, as it mostly does what other pages have there;
    but for those right under a link, which announce another page."""
    articles: int
    """How many other articles of the site the template remembers."""
    known: float
    """The share of the page's words that stand at places which other pages have, too."""


def evidence(memory: Memory, seen: Seen) -> Evidence:
    """Ask the memory about a page; what the page itself or a copy of it has taught is left out."""
    left_out = memory.copies(seen)
    total = max(float(memory.weights.sum() - memory.weights[left_out].sum()), 1e-9)
    articles = len(set(memory.groups) - {memory.groups[k] for k in left_out})
    n = len(seen)
    log_odds = np.clip(seen.log_odds, -CLIP, CLIP)
    pages, blocks, weight, value, positive, linked, size, own, repeated = np.moveaxis(memory.sums(seen, left_out), 2, 0)
    there = pages > 1e-6
    trust = pages / (pages + PRIOR)
    safe = np.maximum(weight, 1e-9)
    count = np.maximum(blocks, 1e-9)
    share = there * pages / total
    mean = there * trust * (value / safe - log_odds)
    statistics = np.stack(
        (
            there * np.log1p(pages) / 3,
            share,
            mean / 3,
            there * trust * (positive / safe - 0.5),
            there * own / count,
            there * linked / safe,
            there * size / count / 5,
            there * np.log1p(blocks / np.maximum(pages, 1e-9)) / 3,
            there * repeated / count,
        )
    )
    shares = dict(zip(VIEWS, share, strict=True))
    place_odds = log_odds + mean[0]
    known = float((seen.words * (shares["place"] > 0)).sum() / max(1e-9, float(seen.words.sum())))
    text = np.concatenate(([0.0], shares["text"], [0.0]))
    near = np.concatenate(([-CLIP], log_odds, [-CLIP]))
    own_texts = np.unique(np.array(seen.texts, dtype=np.int64), return_inverse=True)[1]
    page_of = np.zeros(n, dtype=np.int64)
    good = np.sqrt(seen.words) * (log_odds > 0)
    level = float((good * log_odds).sum() / max(1e-9, float(good.sum())))
    own_columns = [
        log_odds / 3,
        log_odds > 0,
        np.log1p(seen.words) / 4,
        seen.links,
        seen.kinds == Kind.HEADING,
        seen.kinds == Kind.PARAGRAPH,
        seen.kinds == Kind.LIST_ITEM,
        np.full(n, seen.form is Form.TEXT),
        np.full(n, np.log1p(total) / 3),
        np.full(n, known),
        np.arange(n) / n,
        text[:-2],
        text[2:],
        shares["text"] - shares["place"],
        again(own_texts, page_of),
        again(own_texts[::-1], page_of)[::-1],
        (log_odds - level) / 3,
        np.full(n, level / 3),
        near[:-2] / 3,
        near[2:] / 3,
        (place_odds - memory.level) / 3,
    ]
    views = statistics.transpose(2, 1, 0).reshape(n, -1)
    features = np.concatenate((np.stack(own_columns, axis=1), views), axis=1).astype(np.float32)
    agreed = (log_odds > 0) & (place_odds > 0) & (shares["text"] == 0) & (seen.words >= SHORT) & (seen.links < LINKED)
    agreed &= ~again(own_texts, page_of) & (np.concatenate(([0.0], seen.links[:-1])) < LINKED)
    behind = np.maximum(shares["place"], shares["text"]) * total
    return Evidence(
        features,
        pages=np.round(behind).astype(np.float32),
        trust=(behind / (behind + PRIOR)).astype(np.float32),
        own=shares["text"] == 0,
        agreed=agreed,
        articles=articles,
        known=known,
    )
