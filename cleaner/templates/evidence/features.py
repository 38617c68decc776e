"""What a template knows of the blocks of a page, as features for the network that weighs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Form, Kind
from cleaner.templates.evidence.boxes import own_boxes
from cleaner.templates.evidence.counts import VIEWS, again
from cleaner.templates.evidence.keys import FARTHEST, LONG, MOST_BEFORE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.templates.evidence.counts import SiteCounts
    from cleaner.templates.site.sketch import PageSketch

    Floats = NDArray[np.float32]
    Bools = NDArray[np.bool_]

STATISTICS = (
    "pages", "share", "log_odds", "positive", "own", "linked", "size", "spread", "blocks", "again", "sentences",
)  # fmt: skip
OWN = (
    "log_odds", "kept", "size", "link", "sentence", "heading", "paragraph", "list", "scraped", "pages", "known",
    "position", "paragraphs before", "article goes on", "distance", "title of another page", "nearly",
    "text above", "text below", "nearly above", "nearly below", "place differs", "again", "again below",
    "below the page's level", "level", "log_odds above", "log_odds below", "size above", "size below",
    "place below the site's level", "at the article's place", "in the article's box", "under a heading", "heading above",
)  # fmt: skip
FEATURES = (*OWN, *(f"{view}: {name}" for view in VIEWS for name in STATISTICS))
PRIOR = 1.0
"""Pages' worth of the block's own log-odds that a mean over pages is mixed with."""
CLIP = 6.0
NEARLY = 0.5
"""The share of the other pages from which on a beginning or an end that they have, too, is no chance."""
FEW = 1.5
"""Other pages, by their weights, from which on it is no chance."""
EVERYWHERE = 0.8
"""The share of the other pages that nearly all are."""
SAME_SIZE = 0.35
"""The deviation of log2 of the words of sentences that are the same but for a hole."""
SENTENCE = 5
"""Words from which on a line without a full stop says something, and is no heading."""
FEWEST = 2
"""Words that a sentence has at least; what is shorter is a label."""
RUNNING = 20
"""Words from which on a text is a paragraph whether it ends as sentences do or not."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a template knows of the blocks of one page."""

    features: Floats
    """(n, FEATURES)."""
    pages: Floats
    """(n,) how many other pages of the site have the place or the text."""
    trust: Floats
    """(n,) how far what speaks against a block counts, in [0, 1): not at all where no other page has its place or text."""
    own: Bools
    """(n,) which texts no other page has, word for word."""
    recurring: Bools
    """(n,) texts that several other pages have, nearly."""
    everywhere: Bools
    """(n,) sentences that nearly all other pages have, word for word or with a hole, behind the beginning of their article:
    what all articles say is of none. Headings and questions may well recur."""
    nearly: Floats
    """(n,) the share of the other pages that have the text, or one that begins or ends alike and is as long."""
    verbatim: Floats
    """(n,) the share that have it word for word; numbers do not matter."""
    titled: Bools
    """(n,) which say what another page of the site is called."""
    steady: Bools
    """(n,) which stand in boxes of a name of which the other pages have nearly as many each, several at least."""
    first: tuple[str, ...]
    """The places of the article's first paragraphs."""
    at_first: Bools
    """(n,) which stand at one of those."""
    total: float
    """What the other pages count, by their weights."""
    articles: int
    """How many other articles of the site the template remembers."""
    known: float
    """The share of the page's words that stand at places which other pages have, too."""


def evidence(counts: SiteCounts, seen: PageSketch) -> Evidence:
    """Ask the counts about a page; what the page itself or a copy of it has taught is left out."""
    left_out = counts.copies(seen)
    total = max(float(counts.weights.sum() - counts.weights[left_out].sum()), 1e-9)
    articles = len(set(counts.groups) - {counts.groups[k] for k in left_out})
    n = len(seen)
    found = counts.look_up(seen, left_out)
    log_odds = np.clip(seen.log_odds, -CLIP, CLIP)
    sums = np.moveaxis(counts.sums(found.keys, left_out), 2, 0)
    pages, blocks, weight, value, positive, linked, size, squares, own, repeated, sentences = sums
    there = pages > 1e-6
    trust = pages / (pages + PRIOR)
    safe = np.maximum(weight, 1e-9)
    count = np.maximum(blocks, 1e-9)
    share = there * pages / total
    mean = there * trust * (value / safe - log_odds)  # how much more than of this block is thought of its like
    mean_size = size / count
    spread = np.sqrt(np.maximum(squares / count - mean_size**2, 0))
    statistics = np.stack(
        (
            there * np.log1p(pages) / 3,
            share,
            mean / 3,
            there * trust * (positive / safe - 0.5),
            there * own / count,
            there * linked / safe,
            there * mean_size / 5,
            there * spread,
            there * np.log1p(blocks / np.maximum(pages, 1e-9)) / 3,
            there * repeated / count,
            there * sentences / count,
        )
    )
    shares = dict(zip(VIEWS, share, strict=True))
    alike = {
        view: share[row]
        * (spread[row] < SAME_SIZE)
        * (np.abs(mean_size[row] - np.log2(1 + seen.words)) < 2 * SAME_SIZE)
        for row, view in enumerate(VIEWS)
        if view in ("begin", "close")
    }
    ends = np.stack((alike["begin"], alike["close"]))
    # Three words in common are chance where a text is long: then both ends must be alike.
    nearly = np.maximum(shares["text"], np.where(seen.words >= RUNNING, ends.min(axis=0), ends.max(axis=0)))
    place_log_odds = log_odds + mean[0]
    known = float((seen.words * (shares["place"] > 0)).sum() / max(1e-9, float(seen.words.sum())))
    texts = np.unique(np.array(seen.texts, dtype=np.int64), return_inverse=True)[1]
    on_page = np.zeros(n, dtype=np.int64)
    twice = again(texts, on_page)
    boxes = own_boxes(seen.places, found.above, found.paragraphs)
    headed = np.where(boxes.heading >= 0, nearly[boxes.heading], 0.0) if n else nearly
    level = level_of(log_odds, seen.words)
    length = np.log1p(seen.words) / 4
    titled = counts.titled(seen, left_out)
    columns = [
        log_odds / 3,
        log_odds > 0,
        length,
        seen.links,
        seen.sentences,
        seen.kinds == Kind.HEADING,
        seen.kinds == Kind.PARAGRAPH,
        seen.kinds == Kind.LIST_ITEM,
        np.full(n, seen.form is Form.TEXT),
        np.full(n, np.log1p(total) / 3),
        np.full(n, known),
        np.arange(n) / n,
        np.minimum(found.before, MOST_BEFORE) / MOST_BEFORE,
        found.goes_on,
        found.distance / FARTHEST,
        titled,
        nearly,
        *beside(shares["text"], 0),
        *beside(nearly, 0),
        shares["text"] - shares["place"],
        twice,
        again(texts[::-1], on_page)[::-1],
        (log_odds - level) / 3,
        np.full(n, level / 3),
        *beside(log_odds / 3, -CLIP / 3),
        *beside(length, 0),
        (place_log_odds - counts.level) / 3,
    ]
    columns += [boxes.with_article, boxes.beside_article, headed, headed * (boxes.heading == np.arange(n) - 1)]
    views = statistics.transpose(2, 1, 0).reshape(n, -1)
    features = np.concatenate((np.stack(columns, axis=1), views), axis=1).astype(np.float32)
    behind = np.maximum.reduce((shares["place"], shares["inner"], nearly)) * total
    recurring = (nearly >= NEARLY) & (nearly * total > FEW)
    says = (seen.sentences | (seen.words >= SENTENCE)) & ~seen.questions
    certain = (shares["text"] >= EVERYWHERE) | (seen.words >= LONG) | ~seen.sentences
    everywhere = (
        (nearly >= EVERYWHERE)
        & (nearly * total > FEW)
        & says
        & certain
        & (seen.words >= FEWEST)
        & (seen.kinds != Kind.HEADING)
        & (found.before > 0)
    )
    return Evidence(
        features,
        pages=np.round(behind).astype(np.float32),
        trust=(behind / (behind + PRIOR)).astype(np.float32),
        own=shares["text"] == 0,
        recurring=recurring,
        everywhere=everywhere & ~twice,
        nearly=nearly.astype(np.float32),
        verbatim=shares["text"].astype(np.float32),
        titled=titled,
        steady=counts.steady(seen.places, left_out),
        first=boxes.first,
        at_first=np.isin(np.array(seen.places, dtype=object), boxes.first),
        total=total,
        articles=articles,
        known=known,
    )


def level_of(log_odds: NDArray[np.floating], words: Floats) -> float:
    """The mean log-odds of what the scorer takes for content on a page."""
    good = np.sqrt(words) * (log_odds > 0)
    return float((good * log_odds).sum() / max(1e-9, float(good.sum())))


def beside(values: NDArray[np.floating], outside: float) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """(n,) and (n,) the value of the block above each one, and of the block below."""
    padded = np.concatenate(([outside], values, [outside]))
    return padded[:-2], padded[2:]
