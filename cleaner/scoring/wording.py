"""How the words of a block sound: like those of a prompt, or like those of an article.

A linear classifier over all words and pairs of neighbouring words of a block, hashed into buckets (feature hashing,
Weinberger et al. 2009). What the network sees of words beside it is few of them and often none, so that it learns no site
by heart; a prompt between two paragraphs, built like them, is told by its words alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.scoring.features import Features

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Words = NDArray[np.uint32]

WORDING_BITS = 17
WORDING = 2
"""How many numbers :func:`wording_of` gives."""
NEAREST, FURTHEST = 0.5, 8.0
"""Log-odds up to which a block does not sound like a prompt, and beyond which it cannot sound more like one."""


def buckets_of(words: Words, owners: Ints) -> tuple[Ints, Ints]:
    """The buckets of all words and of all pairs of neighbours, and the text that each belongs to.

    :param words: (k,) hashes of the words of some texts, one text after the other.
    :param owners: (k,) the text of each.
    """
    shift = np.uint32(32 - WORDING_BITS)
    together = owners[1:] == owners[:-1]
    pairs = words[:-1] * np.uint32(31) + words[1:]
    pairs *= np.uint32(2654435761)
    return (
        np.concatenate((words, pairs[together])).__rshift__(shift).astype(np.int64),
        np.concatenate((owners, owners[1:][together])),
    )


def wording_of(features: Features, table: Floats) -> Floats:
    """(n, WORDING) the log-odds that the words of each block are those of a prompt, in all and by word.

    Zero for what does not sound like one: that words are those of an article says nothing in a language that few articles
    of the gold are in.

    :param table: (2^WORDING_BITS,) what each bucket adds to the log-odds.
    """
    n = len(features.weights)
    buckets, owners = buckets_of(features.all_words, features.owners)
    sums = np.bincount(owners, weights=table.take(buckets), minlength=n)[:n]
    counts = np.bincount(features.owners, minlength=n)[:n]
    out = np.empty((n, WORDING), np.float32)
    beyond = np.clip(sums, NEAREST, FURTHEST) - NEAREST
    out[:, 0] = beyond / 2
    out[:, 1] = 4 * beyond / (counts + 3)
    return out
