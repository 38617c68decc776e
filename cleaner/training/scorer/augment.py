"""Pages changed at random while training, so that the scorer relies on no single habit of the pages it learns from.

Articles are cut short among boilerplate that stays, boilerplate is taken away, semantic tags become ``<div>``, heads
fall silent: what a page that is older, poorer or shorter than the gold pages looks like.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Blocks, Boxes, Hints, Kind, Page

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SEMANTIC = frozenset(
    [
        "article",
        "main",
        "nav",
        "header",
        "footer",
        "section",
        "aside",
        "figure",
        "figcaption",
        "details",
        "summary",
        "address",
    ]
)

MOST_BEHIND = 80
"""How many blocks behind the content a trimmed page has at most."""


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How often each change is made, as a probability a page."""

    cut: float = 0.3
    """Keep only the beginning of the content."""
    strip: float = 0.3
    """Take away boxes without content."""
    trim: float = 0.0
    """Take away most of what is before and behind the content, as who saved only the middle of a page."""
    neutral: float = 0.25
    """Semantic tags become ``<div>``."""
    plain: float = 0.1
    """Paragraphs become ``<div>`` too."""
    headless: float = 0.1
    """``<h1>`` becomes ``<div>``."""
    silent: float = 0.2
    """Description and declared types are dropped."""
    untitled: float = 0.05
    """The title is dropped."""


def augment(
    page: Page, labels: Floats, trust: Floats, whole: bool, chance: np.random.Generator, how: Augmentation
) -> tuple[Page, Floats, Floats]:
    """One changed copy of a page, with its labels and their trust."""
    keep = np.ones(len(page), dtype=bool)
    if whole and chance.random() < how.cut:
        keep &= cut_short(labels, chance)
    if whole and chance.random() < how.strip:
        keep &= ~boxes_without_content(page, labels, chance)
    if whole and chance.random() < how.trim:
        keep &= trimmed(labels, chance)
    if not keep.any():
        keep[:] = True
    changed = page if keep.all() else select(page, keep)
    tags, blocks = changed.boxes.tags, changed.blocks
    kinds, levels = blocks.kinds, blocks.levels
    if chance.random() < how.neutral:
        tags = ["div" if tag in SEMANTIC else tag for tag in tags]
    if chance.random() < how.plain:
        tags = ["div" if tag == "p" else tag for tag in tags]
        kinds = [int(Kind.OTHER) if kind == Kind.PARAGRAPH else kind for kind in kinds]
    if chance.random() < how.headless:
        tags = ["div" if tag == "h1" else tag for tag in tags]
        kinds = [int(Kind.OTHER) if level == 1 else kind for kind, level in zip(kinds, levels, strict=True)]
        levels = [0 if level == 1 else level for level in levels]
    hints = changed.hints
    if chance.random() < how.silent:
        hints = Hints(title=hints.title)
    if chance.random() < how.untitled:
        hints = hints._replace(title="")
    changed = replace(
        changed,
        hints=hints,
        boxes=replace(changed.boxes, tags=tags),
        blocks=replace(blocks, kinds=kinds, levels=levels),
    )
    return changed, labels[keep], trust[keep]


def cut_short(labels: Floats, chance: np.random.Generator) -> NDArray[np.bool_]:
    """Which blocks stay when the content ends early; at least two of its blocks do."""
    keep = np.ones(len(labels), dtype=bool)
    content = np.flatnonzero(labels > 0.5)
    if len(content) > 3:
        stay = max(2, int(len(content) * chance.uniform(0.1, 0.9)))
        keep[content[stay:]] = False
    return keep


def trimmed(labels: Floats, chance: np.random.Generator) -> NDArray[np.bool_]:
    """Which blocks stay when a page is cut off some blocks before its content and some behind it."""
    keep = np.ones(len(labels), dtype=bool)
    content = np.flatnonzero(labels > 0.5)
    if len(content):
        before, behind = np.exp(chance.uniform(0, np.log((12, MOST_BEHIND)))).astype(int) - 1
        keep[: max(0, content[0] - before)] = False
        keep[content[-1] + 1 + behind :] = False
    return keep


def boxes_without_content(page: Page, labels: Floats, chance: np.random.Generator) -> NDArray[np.bool_]:
    """Which blocks go when about a third of the boxes without content go."""
    gone = np.zeros(len(labels), dtype=bool)
    content = np.concatenate(([0], np.cumsum(labels > 0.3)))
    begins, ends = np.array(page.boxes.begins), np.array(page.boxes.ends)
    empty = (content[ends] == content[begins]) & (ends > begins)
    for box in np.flatnonzero(empty & (chance.random(len(begins)) < chance.uniform(0.02, 0.2))):
        gone[begins[box] : ends[box]] = True
    return gone


def select(page: Page, keep: NDArray[np.bool_]) -> Page:
    """The page with some of its blocks only; its boxes stay."""
    place = np.concatenate(([0], np.cumsum(keep)))
    chosen = np.flatnonzero(keep).tolist()
    columns = {name: [getattr(page.blocks, name)[k] for k in chosen] for name in Blocks.__slots__}
    boxes: Boxes = replace(page.boxes, begins=place[page.boxes.begins].tolist(), ends=place[page.boxes.ends].tolist())
    return replace(page, blocks=Blocks(**columns), boxes=boxes)
