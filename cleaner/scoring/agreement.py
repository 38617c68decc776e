"""What the words of blocks have in common with the title, the description and the running text of their page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.scoring.characters import Characters

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

COMPARED = ("title_overlap", "title_covered", "in_title", "described", "topic", "topic_before", "topic_after")
"""The rows of what :func:`compare` gives."""
OVERLAP, COVERED, TOPIC = map(COMPARED.index, ("title_overlap", "title_covered", "topic"))
BUCKETS = 1 << 13
BUCKET_SHIFT = np.uint32(32 - 13)
"""How finely words are told apart."""
AROUND = 6
"""How many neighbours on each side ``topic_before`` and ``topic_after`` look at."""
NO_TITLE = 40
"""Words from which on a block is no title."""
LEAST_FIT = 0.25
"""What a block must have in common with the title to show it, where it is no ``<h1>``."""


def compare(characters: Characters, words: Floats, running: NDArray[np.bool_]) -> Floats:
    """(len(COMPARED), n) numbers of each block.

    :param characters: of the blocks; behind them, where the page has a head, of its title and its description.
    :param words: (n,) length of each block in words.
    :param running: (n,) whether it is running text.
    """
    n = len(words)
    out = np.zeros((len(COMPARED), n), dtype=np.float32)
    owners = characters.owners
    first, second = owners.searchsorted((n, n + 1)).tolist()
    buckets = (characters.all_words >> BUCKET_SHIFT).astype(np.int64)
    title, described = buckets[first:second], buckets[second:]
    chosen = (characters.words[: characters.word_ends[n - 1]] >> BUCKET_SHIFT).astype(np.int64)
    per_block = characters.word_counts[:n]
    owner = np.arange(n).repeat(per_block)
    several = np.maximum(per_block, 1)

    def shared(known: NDArray[np.bool_]) -> NDArray[np.float64]:
        return sums_of(known.take(chosen), owner, n)

    if len(title):
        known = np.zeros(BUCKETS, dtype=bool)
        known[title] = True
        found = shared(known) * (words < NO_TITLE)
        out[OVERLAP] = found / several
        out[COVERED] = np.minimum(found / np.count_nonzero(known), 1)
        out[2] = (out[OVERLAP] > 0.95) & (per_block > 2)
    if len(described):
        known = np.zeros(BUCKETS, dtype=bool)
        known[described] = True
        out[3] = shared(known) / several
    times = np.bincount(buckets[:first][running.take(owners[:first])], minlength=BUCKETS).take(chosen)
    worth = 1 / (1 + np.log1p(times))
    # A block's own words do not count as common to it and the rest: one that has them alone has them once.
    elsewhere = times > running.take(owner)
    topic = sums_of(worth * elsewhere, owner, n)
    topic /= np.maximum(sums_of(worth, owner, n), 1e-9)
    out[TOPIC] = topic
    sums = np.zeros((2, n + 1 + 2 * AROUND))  # running sums, with their first and last value going on at both ends
    inner = sums[:, AROUND + 1 : AROUND + 1 + n]
    inner[1] = np.minimum(words, 30)
    inner[0] = inner[1] * topic
    np.add.accumulate(inner, axis=1, out=inner)
    sums[:, AROUND + 1 + n :] = inner[:, -1:]
    near = sums[:, AROUND:] - sums[:, :-AROUND]
    near /= np.maximum(near[1], 1)
    out[5] = near[0, :n]
    out[6] = near[0, AROUND + 1 :]
    return out


def sums_of(values: NDArray[Any], owner: Ints, n: int) -> NDArray[np.float64]:
    """(n,) sums of the values of each owner."""
    return np.bincount(owner, weights=values, minlength=n).astype(np.float64, copy=False)


def title_block(compared: Floats, levels: Ints) -> tuple[int | None, float]:
    """The block that most looks like the page's title, and how much; none where nothing does."""
    likeness = np.minimum(compared[OVERLAP], compared[COVERED])
    top = levels == 1
    fit = likeness + 0.3 * top + 0.15 * (levels == 2)
    fit *= (likeness >= LEAST_FIT) | top
    at = int(fit.argmax())
    return (at, float(fit[at])) if fit[at] > 0 else (None, 0.0)
