"""What a page says twice: paragraphs repeated for narrow screens, in print views and hidden layers, are kept once.

What a text repeats itself stays: a chorus, a clause of two contracts, the same line under two versions. A copy stands
in another kind of place than what it is a copy of.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from cleaner.decide.constants import SHIPPED
from cleaner.decide.posts import FEWEST_BOXES
from cleaner.page.page import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.decide.constants import Constants
    from cleaner.page.page import Page

REPEATABLE = frozenset((int(Kind.CODE), int(Kind.CELL)))
AROUND = 3
"""The boxes around a block that make its kind of place, innermost first."""
FEWEST_OTHERS = 3
LONG_POST = 60
"""Characters of a post that is more than a word of thanks."""
QUOTES = ("quote", "cite")


def drop_copies(
    page: Page,
    scores: NDArray[np.float32],
    words: NDArray[np.float32],
    kept: NDArray[np.bool_],
    constants: Constants = SHIPPED,
) -> None:
    """Keep one of several blocks that say the same in different kinds of places, the surest, the first of equals; and
    no block that says once more what several others say together.

    Threads are left as they are: their posts quote each other, in boxes of many names.
    """
    if is_thread(page):
        return
    texts, kinds = page.blocks.texts, page.blocks.kinds
    surest: dict[str, int] = {}
    for block in np.flatnonzero(kept & (words >= constants.copy_words)).tolist():
        if kinds[block] in REPEATABLE:
            continue
        other = surest.setdefault(texts[block], block)
        if other == block or place_of(page, block) == place_of(page, other):
            continue
        if is_quote(page, block) != is_quote(page, other):
            stays = other if is_quote(page, block) else block
        else:
            stays = block if scores[block] > scores[other] else other
        surest[texts[block]] = stays
        kept[other + block - stays] = False
    drop_wholes(page, words, kept, constants)


def is_thread(page: Page) -> bool:
    """Whether several long blocks of one kind of place stand each in a box of its own, as posts do."""
    boxes = page.boxes
    parents: dict[tuple[tuple[str, str], ...], set[int]] = {}
    long = (box for box, text in zip(page.blocks.boxes, page.blocks.texts, strict=True) if len(text) >= LONG_POST)
    for box in dict.fromkeys(long):
        parents.setdefault(place_around(page, box), set()).add(boxes.parents[box])
    return any(len(found) >= FEWEST_BOXES for found in parents.values())


def drop_wholes(page: Page, words: NDArray[np.float32], kept: NDArray[np.bool_], constants: Constants) -> None:
    """Drop a block that holds most of what several other kept blocks say: the article once more, in one piece."""
    total = float(words[kept].sum())
    large = np.flatnonzero(
        kept & (words >= max(constants.copy_words * FEWEST_OTHERS, constants.whole_share * total))
    ).tolist()
    if not large or int(kept.sum()) <= FEWEST_OTHERS:
        return
    texts = page.blocks.texts
    pairs_of = {block: pairs(texts[block]) for block in large}
    others = np.flatnonzero(kept).tolist()
    for block in sorted(large, key=lambda block: -words[block]):
        own = pairs_of[block]
        said: set[tuple[str, str]] = set()
        sayers = 0
        for other in others:
            if other != block and kept[other] and words[other] >= constants.copy_words:
                shared = own & pairs(texts[other])
                said |= shared
                sayers += len(shared) > constants.copy_words / 2
        if sayers >= FEWEST_OTHERS and own and len(said) >= constants.contained * len(own):
            kept[block] = False
            return


def pairs(text: str) -> set[tuple[str, str]]:
    """The pairs of words, or of characters where there are no spaces, that stand side by side."""
    words: Sequence[str] = text.split()
    if len(words) * 12 < len(text):
        words = text
    return set(pairwise(words))


def place_of(page: Page, block: int) -> tuple[tuple[str, str], ...]:
    """The tags and names of the boxes right around a block."""
    return place_around(page, page.blocks.boxes[block])


def place_around(page: Page, box: int) -> tuple[tuple[str, str], ...]:
    """The tags and names of a box and of those right around it."""
    boxes = page.boxes
    found = []
    for _ in range(AROUND):
        if box < 0:
            break
        found.append((boxes.tags[box], boxes.attribute_sets[boxes.attributes[box]].classes))
        box = boxes.parents[box]
    return tuple(found)


def is_quote(page: Page, block: int) -> bool:
    """Whether a block repeats what another person said, by the boxes around it."""
    if page.blocks.kinds[block] == Kind.QUOTE:
        return True
    return any(
        tag == "blockquote" or any(name in classes.lower() for name in QUOTES) for tag, classes in place_of(page, block)
    )
