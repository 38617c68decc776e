"""How far the words of a block sound like those of a prompt: a second opinion beside the network's.

A linear classifier over all words, and pairs of neighbouring words, of a block (feature hashing, Weinberger et al. 2009).
The network sees few of a block's words, and on most pages that it learns from none, so that it learns no site by heart:
a prompt between two paragraphs that is built like them can only be told by its words. The table is fitted by
``python -m cleaner.training.wording``; its card is beside it.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from cleaner.scoring.characters import pair_hashes
from cleaner.scoring.model import stored

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.scoring.features import Features

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Words = NDArray[np.uint32]

WORDING_BITS = 17
NEAREST, FURTHEST = 1.0, 8.0
"""Log-odds up to which a block does not sound like a prompt, and beyond which it cannot sound more like one."""
REPEATED = "outer_count"
"""The column of how many boxes are built like one around a block."""
UNSEEN = 3
"""Words added to each block's, so that few words say less than many."""
WEIGHT = 16.0
"""What one unit of log-odds by word takes from a block's log-odds of being content. Chosen on daniel, dragnet and cleaneval
among 10, 14, 16 and 32: F1 no lower on any, and prompts put between paragraphs half as often kept."""


@cache
def shipped_wording() -> Floats:
    """The table that comes with the package, read once a process: (2^WORDING_BITS,) what each bucket adds."""
    with np.load(BytesIO(stored("wording.npz"))) as arrays:
        table: Floats = arrays["table"].astype(np.float32)
    return table


def buckets_of(words: Words, owners: Ints) -> tuple[Ints, Ints]:
    """The buckets of all words and of all pairs of neighbours, and the text that each belongs to.

    :param words: (k,) hashes of the words of some texts, one text after the other.
    :param owners: (k,) the text of each.
    """
    together = owners[1:] == owners[:-1]
    hashes = np.concatenate((words, pair_hashes(words)[together]))
    hashes >>= np.uint32(32 - WORDING_BITS)
    return hashes.astype(np.int64), np.concatenate((owners, owners[1:][together]))


def by_word(words: Words, owners: Ints, n: int, table: Floats) -> NDArray[np.float64]:
    """(n,) log-odds by word that texts are prompts; zero for those that do not sound like one.

    :param words: (k,) hashes of their words, one text after the other.
    :param owners: (k,) the text of each.
    :param table: (2^WORDING_BITS,) what each bucket adds to the log-odds.
    """
    buckets, of = buckets_of(words, owners)
    sums = np.bincount(of, weights=table.take(buckets), minlength=n)
    counts = np.bincount(owners, minlength=n)
    said: NDArray[np.float64] = (np.clip(sums, NEAREST, FURTHEST) - NEAREST) / (counts + UNSEEN)
    return said


def promptness(features: Features, table: Floats) -> Floats:
    """(n,) log-odds by word that each block is a prompt; zero for what does not sound like one.

    That words are those of an article says nothing in a language that few articles of the gold are in. Nothing is said of
    boxes that repeat with text in them: people who write posts ask, thank and invite as prompts do.

    :param table: (2^WORDING_BITS,) what each bucket adds to the log-odds.
    """
    said = by_word(features.all_words, features.owners, len(features.weights), table)
    if REPEATED in features.columns:
        said *= features.dense[:, features.columns.index(REPEATED)] == 0
    return said.astype(np.float32)
