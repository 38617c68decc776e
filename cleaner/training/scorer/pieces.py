"""Pieces of pages that are put into other pages while training: menus, teasers, second articles, comments, prompts, notes."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import NO_ATTRIBUTES, Attributes, Blocks, Boxes, Kind, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FEWEST, MOST = 3, 60
"""How many blocks a piece of another page has."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some blocks with the boxes around them, to be put into a page. Box -1 is the one that it is put into."""

    blocks: Blocks
    """Their ``boxes`` are places in ``tags``; -1 for none."""
    tags: list[str]
    parents: list[int]
    attributes: list[Attributes]
    begins: list[int]
    ends: list[int]

    def __len__(self) -> int:
        """How many blocks it has."""
        return len(self.blocks.texts)


def cut_out(page: Page, box: int) -> Piece:
    """A box of a page, with all that is in it."""
    boxes = page.boxes
    begin, end = boxes.begins[box], boxes.ends[box]
    inside = {box: 0}
    for other in range(box + 1, len(boxes.tags)):
        if boxes.parents[other] in inside:
            inside[other] = len(inside)
    columns = {name: getattr(page.blocks, name)[begin:end] for name in Blocks.__slots__}
    columns["boxes"] = [inside.get(of, 0) for of in columns["boxes"]]  # lists in scraped text may have gaps
    chosen = list(inside)
    return Piece(
        Blocks(**columns),
        [boxes.tags[k] for k in chosen],
        [-1, *(inside[boxes.parents[k]] for k in chosen[1:])],
        [boxes.attribute_sets[boxes.attributes[k]] for k in chosen],
        [boxes.begins[k] - begin for k in chosen],
        [boxes.ends[k] - begin for k in chosen],
    )


def lines_like(
    page: Page, near: int, parent: int, texts: Sequence[str], links: bool = False, name: str | None = None
) -> Piece:
    """Lines in boxes built like those around a block of the page, up to a parent of these.

    :param near: the block whose boxes, from ``parent`` down to it, are copied for every line.
    :param name: class names for the copies; those of the block's boxes if None.
    """
    boxes = page.boxes
    path = []
    box = page.blocks.boxes[near]
    while box not in (parent, -1):
        path.append(box)
        box = boxes.parents[box]
    path.reverse()
    tags: list[str] = []
    parents: list[int] = []
    attributes: list[Attributes] = []
    innermost, begins, ends = [], [], []
    for line in range(len(texts)):
        around = -1
        for of in path:
            tags.append(boxes.tags[of])
            parents.append(around)
            attributes.append(boxes.attribute_sets[boxes.attributes[of]] if name is None else replace_classes(name))
            begins.append(line)
            ends.append(line + 1)
            around = len(tags) - 1
        innermost.append(around)
    kind = page.blocks.kinds[near]
    return Piece(plain_blocks(texts, kind, innermost, links), tags, parents, attributes, begins, ends)


def replace_classes(name: str) -> Attributes:
    """Attributes of nothing but class names."""
    return NO_ATTRIBUTES._replace(classes=name)


def listed(heading: str, entries: Sequence[str], links: bool, name: str, tags: tuple[str, str, str]) -> Piece:
    """A box with a heading and entries.

    :param tags: of the box, its heading, and its entries; entries of ``li`` stand in a list.
    """
    outer, head, entry = tags
    all_tags, parents, begins, ends = [outer], [-1], [0], [len(entries) + bool(heading)]
    innermost = []
    if heading:
        all_tags.append(head)
        parents.append(0)
        begins.append(0)
        ends.append(1)
        innermost.append(1)
    around = 0
    if entry == "li":
        all_tags.append("ul")
        parents.append(0)
        begins.append(len(innermost))
        ends.append(len(innermost) + len(entries))
        around = len(all_tags) - 1
    for _ in entries:
        begins.append(len(innermost))
        ends.append(len(innermost) + 1)
        all_tags.append(entry)
        parents.append(around)
        innermost.append(len(all_tags) - 1)
    kinds = {"li": Kind.LIST_ITEM, "p": Kind.PARAGRAPH}
    blocks = plain_blocks(
        [*([heading] if heading else []), *entries], int(kinds.get(entry, Kind.OTHER)), innermost, links
    )
    if heading:
        level = int(head[1]) if head[0] == "h" else 0
        blocks.levels[0] = level
        blocks.kinds[0] = int(Kind.HEADING if level else Kind.OTHER)
        blocks.links[0] = blocks.link_chars[0] = 0
    attributes = [replace_classes(name), *[NO_ATTRIBUTES] * (len(all_tags) - 1)]
    return Piece(blocks, all_tags, parents, attributes, begins, ends)


def plain_blocks(texts: Sequence[str], kind: int, boxes: list[int], links: bool) -> Blocks:
    """Blocks of text, links or not, with nothing else in them."""
    n = len(texts)
    return Blocks(
        texts=list(texts),
        kinds=[kind] * n,
        levels=[0] * n,
        boxes=boxes,
        link_chars=[len("".join(text.split())) if links else 0 for text in texts],
        links=[int(links)] * n,
        emphasis=[0] * n,
        images=[0] * n,
        controls=[0] * n,
        inlines=[""] * n,
    )


def common_box(page: Page, a: int, b: int) -> int:
    """The innermost box around two blocks."""
    around = set(page.ancestors(a))
    return next(box for box in page.ancestors(b) if box in around)


def put(page: Page, piece: Piece, at: int, parent: int) -> Page:
    """The page with a piece before its block ``at``, in a box that is around or beside that place."""
    boxes, blocks = page.boxes, page.blocks
    size, count = len(piece), len(boxes.tags)
    chain = np.zeros(count, dtype=bool)
    box = parent
    while box >= 0:
        chain[box] = True
        box = boxes.parents[box]
    begins, ends = np.array(boxes.begins), np.array(boxes.ends)
    behind = (begins >= at) & ~chain
    new_begins = begins + size * behind
    new_ends = ends + size * (behind | chain)
    sets = [*boxes.attribute_sets, *piece.attributes]
    columns = {}
    for column in fields(Blocks):
        mine, theirs = getattr(blocks, column.name), getattr(piece.blocks, column.name)
        if column.name == "boxes":
            theirs = [k + count if k >= 0 else parent for k in theirs]
        columns[column.name] = [*mine[:at], *theirs, *mine[at:]]
    merged: Boxes = replace(
        boxes,
        tags=[*boxes.tags, *piece.tags],
        parents=[*boxes.parents, *(k + count if k >= 0 else parent for k in piece.parents)],
        attributes=[*boxes.attributes, *range(len(boxes.attribute_sets), len(sets))],
        attribute_sets=sets,
        begins=[*new_begins.tolist(), *(k + at for k in piece.begins)],
        ends=[*new_ends.tolist(), *(k + at for k in piece.ends)],
    )
    return replace(page, blocks=Blocks(**columns), boxes=merged)


@dataclass(frozen=True, slots=True)
class Pool:
    """What may be put into pages, from all of them."""

    menus: tuple[Piece, ...]
    """Boxes without content."""
    articles: tuple[Piece, ...]
    """Boxes that hold an article."""
    posts: tuple[Piece, ...]
    """Boxes that hold posts of a thread."""
    titles: tuple[str, ...]


def pool_of(pages: Sequence[tuple[Page, Floats, Floats, str]], rng: np.random.Generator) -> Pool:
    """Collect pieces of pages, a few of each.

    :param pages: with the labels of their blocks, how far these are to be trusted, and the kind of page.
    """
    menus, articles, posts, titles = [], [], [], []
    for page, labels, trust, kind in pages:
        title = page.hints.title.split(" | ")[0].split(" - ")[0].strip()
        if 15 < len(title) < 120:
            titles.append(title)
        if not (trust > 0).all():
            continue
        content = np.concatenate(([0.0], np.cumsum(labels)))
        begins, ends = np.array(page.boxes.begins), np.array(page.boxes.ends)
        size = ends - begins
        inside = content[ends] - content[begins]
        empty = (inside < 0.3) & (size >= FEWEST) & (size <= MOST)
        top = np.array([of < 0 or not empty[of] for of in page.boxes.parents])
        chosen = np.flatnonzero(empty & top)
        menus += [cut_out(page, int(box)) for box in rng.permutation(chosen)[:2]]
        share = 0.7 if kind == "article" else 0.5
        full = np.flatnonzero(
            (inside >= 0.8 * content[-1]) & (inside >= share * size) & (size <= MOST) & (size >= FEWEST)
        )
        if len(full) and kind == "article":
            articles.append(cut_out(page, int(full[-1])))
        elif len(full) and kind == "forum":
            posts.append(cut_out(page, int(full[-1])))
    return Pool(tuple(menus), tuple(articles), tuple(posts), tuple(titles))
