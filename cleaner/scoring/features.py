"""What the scorer sees of a page: numbers and hashed words of its blocks and boxes.

Everything is an array over blocks (or over boxes), so that the network runs on whole pages at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.scoring.characters import read_names
from cleaner.scoring.layout import LAYOUTS
from cleaner.scoring.measures import Measures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Attributes, Page

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Words = NDArray[np.uint32]

WORD_BITS = 13
NAME_BITS = 12


@dataclass(slots=True)
class Features:
    """The input of the network for one page of ``n`` blocks and ``m`` boxes."""

    dense: Floats
    """(n, columns): numbers of each block, roughly in [0, 1] or logarithmic; a column is contiguous."""
    columns: tuple[str, ...]
    """The names of the columns of ``dense``."""
    words: Ints
    """(sum of counts,): the first and last words of the blocks, hashed, one block after the other."""
    word_ends: Ints
    """(n,): where each block's words end."""
    all_words: Words
    """(k,): hashes of all words of the blocks, one block after the other."""
    owners: Ints
    """(k,): the block of each of these."""
    names: Ints
    """Hashed names of the distinct attributes of the page, one set after the other; none of those no block stands in."""
    name_ends: Ints
    """(a,): where each distinct attribute set's names end."""
    box_names: Ints
    """(m,): which attribute set each box has."""
    inline_names: Ints
    """(n,): which name set the inline elements of each block have."""
    patterns: Ints
    """(n,) the number of each block's pattern: blocks under boxes of the same names, three deep, share one."""
    headings: Ints
    """(n,) the last heading at or above each block; -1 where there is none."""
    box_tags: Ints
    """(m,): the number of each box's tag in TAGS."""
    ancestors: Ints
    """(n, ANCESTORS): the boxes around each block, innermost first; -1 beyond the root."""
    begins: Ints
    """(m,): the first block in each box."""
    ends: Ints
    """(m,): one past the last block in each box."""
    weights: Floats
    """(n,): length of each block in words, a character without spaces around it counting as one."""
    prose: Floats
    """(n,): words of each block that are no links."""
    linked: NDArray[np.bool_]
    """(n,) whether a block is mostly links."""


def build(page: Page) -> Features:
    """The features of a page with at least one block."""
    blocks, boxes = page.blocks, page.boxes
    m = Measures.of(page)
    layout = LAYOUTS[page.form]
    n = len(m)
    word_ends = m.characters.word_ends[:n]
    every = int(m.characters.owners.searchsorted(n))
    sets = len(boxes.attribute_sets)
    needed = np.zeros(sets, dtype=bool)
    needed[m.box_names[m.begins < m.ends]] = True  # boxes without blocks are seen by nobody
    box_sets = [
        names_of(attributes) if seen else ""
        for attributes, seen in zip(boxes.attribute_sets, needed.tolist(), strict=True)
    ]
    inline_sets = {classes: sets + index for index, classes in enumerate(dict.fromkeys(blocks.inlines))}
    names, name_ends = read_names([*box_sets, *inline_sets])
    return Features(
        dense=layout.fill(m),
        columns=layout.columns,
        words=(m.characters.words[: word_ends[-1]] >> np.uint32(32 - WORD_BITS)).astype(np.int64),
        word_ends=word_ends,
        all_words=m.characters.all_words[:every],
        owners=m.characters.owners[:every],
        names=(names >> np.uint32(32 - NAME_BITS)).astype(np.int64),
        name_ends=name_ends,
        box_names=m.box_names,
        inline_names=np.fromiter(map(inline_sets.__getitem__, blocks.inlines), np.int64, n),
        patterns=m.patterns,
        headings=m.headings,
        box_tags=m.box_tags,
        ancestors=m.lineage.T,
        begins=m.begins,
        ends=m.ends,
        weights=m.words,
        prose=m.prose,
        linked=m.link_density > 0.5,
    )


def names_of(attributes: Attributes) -> str:
    """All that a box's attributes say it is for, as one list of names."""
    classes, identifier, role, itemprop, label, hidden = attributes
    if not (identifier or role or itemprop or label or hidden):
        return classes[:200]
    return f"{classes[:200]} {identifier[:60]} {role} {itemprop} {label[:40]}{' ishidden' if hidden else ''}"
