"""What the features of a page are computed from: its blocks and boxes as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Form, Kind
from cleaner.page.structure import numbered
from cleaner.scoring.agreement import TOPIC, compare, title_block
from cleaner.scoring.characters import NEWLINE, Class, read

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Hints, Page
    from cleaner.scoring.characters import Characters

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

ANCESTORS = 9
"""How many boxes around a block are looked at, innermost first."""
RUNNING = 12
"""Words from which on a block with few links is running text."""
PENALTY = 6
"""What a block that is no running text takes from the words of the window."""
FAR = 60
"""The greatest distance, in blocks, that is told from others."""
HEAD = 400
"""Characters of the title and of the description that are looked at."""
SPACE, IDEOGRAPH = int(Class.SPACE), int(Class.IDEOGRAPH)

TAGS = (
    "? body div p li ul ol h1 h2 h3 h4 h5 h6 td th tr table tbody section article main aside header footer nav form "
    "figure figcaption blockquote pre dl dt dd button center summary details noscript address fieldset hr caption"
).split()


class TagNumbers(dict[str, int]):
    """The number of a tag in TAGS; unknown ones are alike."""

    def __missing__(self, tag: str) -> int:
        """Zero."""
        return 0


TAG_NUMBER = TagNumbers({tag: number for number, tag in enumerate(TAGS)})
COUNTED = ("links", "emphasis", "images", "controls", "link_chars", "levels")
"""The columns of :class:`Blocks` that features take as numbers."""


@dataclass(eq=False)
class Measures:
    """A page of ``n`` blocks and ``m`` boxes, as arrays that every group of features may use."""

    page: Page
    characters: Characters
    """Of the texts of the blocks, and behind them, for markup, of the title and the description."""
    words: Floats
    """(n,) length of each block in words, a character without spaces around it counting as one."""
    kinds: Ints
    """(n,) values of ``Kind``."""
    counted: Ints
    """(len(COUNTED), n) counts of each block."""
    lineage: Ints
    """(ANCESTORS, n) the boxes around each block, innermost first; -1 beyond the root."""
    parents: Ints
    """(m + 1,) the box around each box; -1 for the root, and for what is beyond it."""
    begins: Ints
    """(m,) the first block in each box."""
    ends: Ints
    """(m,) one past the last block in each box."""
    box_names: Ints
    """(m,) the attribute set of each box."""
    box_tags: Ints
    """(m,) the number of each box's tag in TAGS."""
    patterns: Ints
    """(n,) a number for each block's kind of place: blocks under boxes of the same names, three deep, share one."""

    @classmethod
    def of(cls, page: Page) -> Measures:
        """Measure a page with at least one block."""
        blocks, boxes = page.blocks, page.boxes
        n, m = len(blocks.texts), len(boxes.tags)
        head = [title_of(page.hints)[:HEAD] or " ", page.hints.description[:HEAD] or " "]
        characters = read([*blocks.texts, *(head if page.form is Form.HTML else [])])
        flat = np.fromiter(chain(boxes.parents, (-1,), boxes.begins, boxes.ends, boxes.attributes), np.int64, 4 * m + 1)
        parents = flat[: m + 1]  # with one more, so that -1 is its own parent
        begins, ends, box_names = flat[m + 1 :].reshape(3, m)
        columns = [blocks.kinds, blocks.boxes, *map(blocks.__getattribute__, COUNTED)]
        counted = np.fromiter(chain.from_iterable(columns), np.int64, len(columns) * n).reshape(-1, n)
        kinds, innermost = counted[:2]
        lineage = np.empty((ANCESTORS, n), dtype=np.int64)
        lineage[0] = innermost
        for level in range(1, ANCESTORS):
            lineage[level] = parents.take(lineage[level - 1])
        box_tags = np.fromiter(map(TAG_NUMBER.__getitem__, boxes.tags), np.int64, m)
        patterns = patterns_of(kinds, box_names, box_tags, lineage)
        words = count_words(characters)[:n]
        return cls(
            page, characters, words, kinds, counted[2:], lineage, parents, begins, ends, box_names, box_tags, patterns
        )

    def __len__(self) -> int:
        """How many blocks the page has."""
        return len(self.words)

    @cached_property
    def link_density(self) -> Floats:
        """(n,) the share of each block's characters that is inside links."""
        n = len(self)
        seen = np.maximum(self.characters.lengths[:n] - self.characters.counts[SPACE, :n], 1)
        density: Floats = np.minimum(self.counted[4] / seen, 1).astype(np.float32)
        return density

    @cached_property
    def prose(self) -> Floats:
        """(n,) words of each block that are no links: what totals of the page count, so that menus do not matter."""
        prose: Floats = self.words * (1 - self.link_density)
        return prose

    @cached_property
    def prose_sums(self) -> Floats:
        """(n,) the prose of all blocks up to each one, itself included."""
        sums: Floats = np.add.accumulate(self.prose)
        return sums

    @cached_property
    def running(self) -> NDArray[np.bool_]:
        """(n,) whether a block is running text."""
        running: NDArray[np.bool_] = (self.words >= RUNNING) & (self.link_density < 0.5)
        return running

    @cached_property
    def window(self) -> tuple[int, int]:
        """The run of blocks [begin, end) with most running text (see :func:`window_of`)."""
        return window_of(np.where(self.running, self.words, -PENALTY))

    @cached_property
    def compared(self) -> Floats:
        """(len(COMPARED), n) what each block has in common with the title, the description and the running text."""
        return compare(self.characters, self.words, self.running)

    @property
    def topic(self) -> Floats:
        """(n,) what each block has in common with the running text."""
        topic: Floats = self.compared[TOPIC]
        return topic

    @cached_property
    def anchor(self) -> tuple[int | None, float]:
        """The block that shows the page's title, and how much it looks like it."""
        return title_block(self.compared, self.counted[5])

    @cached_property
    def headings(self) -> Ints:
        """(n,) the last heading at or above each block; -1 where there is none."""
        marks = np.where(self.kinds == int(Kind.HEADING), np.arange(len(self)), -1)
        above: Ints = np.maximum.accumulate(marks)
        return above

    @cached_property
    def total(self) -> float:
        """Words of the page that are no links; at least one."""
        return max(float(self.prose.sum()), 1.0)


def title_of(hints: Hints) -> str:
    """What a page is called: without the name of the site, where the page says it so and both titles agree."""
    headline = set(hints.headline.lower().split())
    same = headline & set(hints.title.lower().split())
    return hints.headline if headline and 2 * len(same) >= len(headline) else hints.title


def count_words(characters: Characters) -> Floats:
    """(n,) words of each text; a character of a script without spaces counts as one."""
    ideographs = characters.counts[IDEOGRAPH]
    spaces = characters.counts[SPACE] + characters.counts[NEWLINE]
    others = characters.lengths - spaces - ideographs
    spaces += others > 0
    words: Floats = (ideographs + np.minimum(spaces, others)).astype(np.float32)
    return words


def patterns_of(kinds: Ints, names: Ints, tags: Ints, lineage: Ints) -> Ints:
    """(n,) a number for each block's kind of place: blocks under boxes of the same names, three deep, share one."""
    box = np.zeros(len(names) + 1, dtype=np.int64)
    box[:-1] = names * 131 + tags
    key = kinds
    for level in range(3):
        key = (key * 1_000_003 + box.take(lineage[level])) & 0xFFFFFFFFFFFF
    return numbered(key)


def window_of(worth: NDArray[np.floating]) -> tuple[int, int]:
    """The run of blocks [begin, end) with the greatest sum; the first of equals, and of one block at least.

    Maximum subsequence segmentation (Pasternack and Roth 2009).
    """
    sums = np.zeros(len(worth) + 1)
    np.add.accumulate(worth, out=sums[1:])
    lowest = np.minimum.accumulate(sums[:-1])
    end = int((sums[1:] - lowest).argmax()) + 1
    begin = int(sums[:end].argmin())
    return begin, end


def since(marks: NDArray[np.bool_]) -> Ints:
    """(n,) how many places ago the last mark was, the place itself counting; FAR at most, and where there was none."""
    place = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, place, -FAR))
    return np.minimum(place - last, FAR)


def runs(marks: NDArray[np.bool_] | Ints) -> tuple[Ints, Ints]:
    """(n,) the length of the run of equal values around each place, and how far into it the place is."""
    number = np.zeros(len(marks), dtype=np.int64)
    np.add.accumulate(marks[1:] != marks[:-1], out=number[1:])
    length = np.bincount(number)
    begins = np.zeros_like(length)
    np.add.accumulate(length[:-1], out=begins[1:])
    return length.take(number), np.arange(len(marks)) - begins.take(number)
