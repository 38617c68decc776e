"""Pages changed at random while training, so that the scorer relies on no single habit of the pages it learns from.

Articles are cut short among boilerplate that stays, boilerplate is taken away, semantic tags become ``<div>``, heads
fall silent: what a page that is older, poorer or shorter than the gold pages looks like. Menus of other pages are put
around, prompts and lists of teasers between paragraphs, other articles and comments below, notes at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Blocks, Boxes, Hints, Kind, Page
from cleaner.training.scorer.pieces import Piece, common_box, lines_like, listed, put, replace_classes
from cleaner.training.scorer.prompts import LATIN, introduction, notes, pitches, script_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.training.scorer.pieces import Pool

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

BETWEEN = frozenset((int(Kind.OTHER), int(Kind.PARAGRAPH)))
NAMES = (
    "promo", "box", "newsletter-signup", "inline-cta", "teaser", "related", "c1", "col", "module", "widget", "text",
    "more", "recirc", "ad", "sponsor", "x7f",
)  # fmt: skip
"""Class names of what is put between paragraphs, telling and not."""
TEASERS = (
    ("div", "h3", "li"), ("div", "p", "p"), ("aside", "h2", "li"), ("div", "div", "div"), ("section", "h2", "div"),
    ("div", "h4", "p"), ("ul", "li", "li"),
)  # fmt: skip
"""The tags of a list of teasers: its box, its heading, an entry."""

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
    menu: float = 0.35
    """A menu or footer of another page before or behind everything, or both."""
    pitch: float = 0.3
    """Prompts, pitches and placeholders between paragraphs, in boxes like theirs."""
    teasers: float = 0.2
    """A list of other titles between the paragraphs or behind them, linked or not."""
    second: float = 0.08
    """Another article below."""
    comments: float = 0.06
    """Posts of a thread below an article, as its readers' comments."""
    notes: float = 0.05
    """Notes at the end, which are content."""
    lost: float = 0.15
    """Some paragraphs are taken away."""


def augment(
    page: Page,
    labels: Floats,
    trust: Floats,
    whole: bool,
    rng: np.random.Generator,
    how: Augmentation,
    pool: Pool | None = None,
    article: bool = False,
) -> tuple[Page, Floats, Floats]:
    """One changed copy of a page, with its labels and their trust.

    :param whole: whether the page's whole content is known.
    :param pool: what may be put in.
    :param article: whether the page is one with a single article.
    """
    keep = np.ones(len(page), dtype=bool)
    if whole and rng.random() < how.cut:
        keep &= cut_short(labels, rng)
    if whole and rng.random() < how.lost:
        keep &= (labels < 0.5) | (rng.random(len(labels)) > rng.uniform(0.05, 0.4))
    if whole and rng.random() < how.strip:
        keep &= ~boxes_without_content(page, labels, rng)
    if whole and rng.random() < how.trim:
        keep &= trimmed(labels, rng)
    if not keep.any():
        keep[:] = True
    changed = page if keep.all() else select(page, keep)
    labels, trust = labels[keep], trust[keep]
    if pool is not None:
        changed, labels, trust = filled(changed, labels, trust, whole and article, rng, how, pool)
    tags, blocks = changed.boxes.tags, changed.blocks
    kinds, levels = blocks.kinds, blocks.levels
    if rng.random() < how.neutral:
        tags = ["div" if tag in SEMANTIC else tag for tag in tags]
    if rng.random() < how.plain:
        tags = ["div" if tag == "p" else tag for tag in tags]
        kinds = [int(Kind.OTHER) if kind == Kind.PARAGRAPH else kind for kind in kinds]
    if rng.random() < how.headless:
        tags = ["div" if tag == "h1" else tag for tag in tags]
        kinds = [int(Kind.OTHER) if level == 1 else kind for kind, level in zip(kinds, levels, strict=True)]
        levels = [0 if level == 1 else level for level in levels]
    hints = changed.hints
    if rng.random() < how.silent:
        hints = Hints(title=hints.title)
    if rng.random() < how.untitled:
        hints = hints._replace(title="")
    changed = replace(
        changed,
        hints=hints,
        boxes=replace(changed.boxes, tags=tags),
        blocks=replace(blocks, kinds=kinds, levels=levels),
    )
    return changed, labels, trust


def filled(
    page: Page, labels: Floats, trust: Floats, article: bool, rng: np.random.Generator, how: Augmentation, pool: Pool
) -> tuple[Page, Floats, Floats]:
    """The page with pieces put in: what stands between paragraphs first, then what is below, then what is around."""

    def add(piece: Piece, at: int, parent: int, label: float = 0.0) -> None:
        nonlocal page, labels, trust
        page = put(page, piece, at, parent)
        labels = np.insert(labels, at, np.full(len(piece), label, np.float32))
        trust = np.insert(trust, at, np.ones(len(piece), np.float32))

    def one_of(choice: Sequence[Piece]) -> Piece:
        return choice[int(rng.integers(len(choice)))]

    content = np.flatnonzero((labels > 0.5) & (trust > 0))
    language = script_of(page.blocks.texts[content[0]]) if len(content) else ""
    known = language if language else LATIN[int(rng.integers(len(LATIN)))]
    if len(content) > 2 and rng.random() < how.pitch:
        name = None if rng.random() < 0.6 else NAMES[int(rng.integers(len(NAMES)))]
        for _ in range(int(rng.integers(1, 4))):
            content = np.flatnonzero((labels > 0.5) & (trust > 0))
            k = int(rng.integers(len(content)))
            near = int(content[k])
            after = int(content[k + 1]) if k + 1 < len(content) else near
            if page.blocks.kinds[near] not in BETWEEN or not (after == near + 1 or after == near):
                continue
            parent = common_box(page, near, after) if after != near else page.boxes.parents[page.blocks.boxes[near]]
            texts = pitches(known, pool.titles, rng)
            add(lines_like(page, near, max(parent, 0), texts, rng.random() < 0.25, name), near + 1, max(parent, 0))
    if len(content) > 2 and rng.random() < how.teasers and len(pool.titles) > 20:
        content = np.flatnonzero((labels > 0.5) & (trust > 0))
        inside = rng.random() < 0.4
        near = int(content[int(rng.integers(len(content) - 1))]) if inside else int(content[-1])
        following = np.flatnonzero(content > near)
        after = int(content[following[0]]) if len(following) else near
        parent = common_box(page, near, after) if after != near else page.boxes.parents[page.blocks.boxes[near]]
        entries = [pool.titles[int(k)] for k in rng.integers(len(pool.titles), size=int(rng.integers(3, 9)))]
        tags = TEASERS[int(rng.integers(len(TEASERS)))]
        heading = introduction(known, rng) if rng.random() < 0.8 else ""
        name = "" if rng.random() < 0.5 else NAMES[int(rng.integers(len(NAMES)))]
        if after in (near, near + 1):
            add(listed(heading, entries, bool(rng.random() < 0.5), name, tags), near + 1, max(parent, 0))
    if article and len(content) > 2:
        content = np.flatnonzero((labels > 0.5) & (trust > 0))
        last = int(content[-1])
        if rng.random() < how.notes:
            texts = notes(rng, pool.titles)
            tags = ("div", "h2", "li") if rng.random() < 0.7 else ("section", "p", "p")
            piece = listed("", texts, False, "footnotes" if rng.random() < 0.5 else "", tags)
            add(piece, last + 1, max(page.boxes.parents[page.blocks.boxes[last]], 0), 1.0)
            last += len(texts)
        parent = common_box(page, int(content[0]), last)
        outer = parent if rng.random() < 0.4 else max(page.boxes.parents[parent], 0)
        at = max(page.boxes.ends[parent], last + 1)
        if rng.random() < how.second and pool.articles:
            piece = one_of(pool.articles)
            if outer != parent and rng.random() < 0.5:  # built like the article itself, as on pages without end
                same = page.boxes.attribute_sets[page.boxes.attributes[parent]]
                piece = replace(
                    piece,
                    tags=[page.boxes.tags[parent], *piece.tags[1:]],
                    attributes=[same, *piece.attributes[1:]],
                )
            add(piece, at, outer)
        elif rng.random() < how.comments and pool.posts:
            piece = one_of(pool.posts)
            if rng.random() < 0.5:
                piece = replace(piece, attributes=[replace_classes("comments"), *piece.attributes[1:]])
            add(piece, at, outer)
    if pool.menus and rng.random() < how.menu:
        before = rng.random() < 0.6
        for _ in range(int(rng.integers(1, 3))):
            add(one_of(pool.menus), 0 if before else len(page), 0)
            before = rng.random() < 0.5
    return page, labels, trust


def cut_short(labels: Floats, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which blocks stay when the content ends early; at least two of its blocks do."""
    keep = np.ones(len(labels), dtype=bool)
    content = np.flatnonzero(labels > 0.5)
    if len(content) > 3:
        stay = max(2, int(len(content) * rng.uniform(0.1, 0.9)))
        keep[content[stay:]] = False
    return keep


def trimmed(labels: Floats, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which blocks stay when a page is cut off some blocks before its content and some behind it."""
    keep = np.ones(len(labels), dtype=bool)
    content = np.flatnonzero(labels > 0.5)
    if len(content):
        before, behind = np.exp(rng.uniform(0, np.log((12, MOST_BEHIND)))).astype(int) - 1
        keep[: max(0, content[0] - before)] = False
        keep[content[-1] + 1 + behind :] = False
    return keep


def boxes_without_content(page: Page, labels: Floats, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which blocks go when about a third of the boxes without content go."""
    gone = np.zeros(len(labels), dtype=bool)
    content = np.concatenate(([0], np.cumsum(labels > 0.3)))
    begins, ends = np.array(page.boxes.begins), np.array(page.boxes.ends)
    empty = (content[ends] == content[begins]) & (ends > begins)
    for box in np.flatnonzero(empty & (rng.random(len(begins)) < rng.uniform(0.02, 0.2))):
        gone[begins[box] : ends[box]] = True
    return gone


def select(page: Page, keep: NDArray[np.bool_]) -> Page:
    """The page with some of its blocks only; its boxes stay."""
    place = np.concatenate(([0], np.cumsum(keep)))
    chosen = np.flatnonzero(keep).tolist()
    columns = {name: [getattr(page.blocks, name)[k] for k in chosen] for name in Blocks.__slots__}
    boxes: Boxes = replace(page.boxes, begins=place[page.boxes.begins].tolist(), ends=place[page.boxes.ends].tolist())
    return replace(page, blocks=Blocks(**columns), boxes=boxes)
