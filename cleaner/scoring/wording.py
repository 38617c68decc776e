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

WORDING_BITS = 18
STEP = np.float32(1 / 4)
"""What the buckets add is a multiple of it: the file is small then."""
NEAREST, FURTHEST = 0.7, 3.5
"""Log-odds up to which a block does not sound like a prompt, and beyond which it cannot sound more like one."""
REPEATED = "outer_count"
"""The column of how many boxes are built like one around a block."""
LONGEST = 50
"""Words of the longest text that can sound like a prompt: more add up by chance, and more would be lost."""
LARGEST = 0.2
"""The share of a page's content from which on a block is no prompt: some articles are an offer themselves."""
UNSEEN = 3
"""Words added to each block's, so that few words say less than many. What the buckets add is divided by the root of all:
what is said of a text's words grows with their number for sentences, too."""
WEIGHT = 2.0
"""What one unit of log-odds by word takes from a block's log-odds of being content. It, both limits and the shares and the
decay of the fit were chosen on daniel, dragnet and cleaneval: F1 no lower on any, and most decisions changed for the better.
"""


@cache
def shipped_wording() -> Floats:
    """The table that comes with the package, read once a process: (2^WORDING_BITS,) what each bucket adds."""
    with np.load(BytesIO(stored("wording.npz"))) as arrays:
        table: Floats = arrays["steps"] * STEP
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
    said: NDArray[np.float64] = np.clip(sums / np.sqrt(counts + UNSEEN), NEAREST, FURTHEST) - NEAREST
    said[counts > LONGEST] = 0
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
