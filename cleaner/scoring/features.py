"""What the scorer sees of a page: numbers and hashed words of its blocks and boxes.

Everything is an array over blocks (or over boxes), so that the network runs on whole pages at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Form, Kind
from cleaner.scoring.characters import Class, read, read_names
from cleaner.scoring.columns import (
    ANCESTORS,
    ANCHOR,
    COMPARED,
    COUNTED,
    LINK_DENSITY,
    OWN,
    PATTERN,
    PLACE,
    POOLED,
    SUMS,
    anchor_numbers,
    compared_numbers,
    own_numbers,
    pattern_numbers,
    place_numbers,
    sum_numbers,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page.page import Attributes, Page
    from cleaner.scoring.characters import Characters

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

WORD_BITS = 13
NAME_BITS = 12

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

DECLARED = {
    "og:article": {"og:article"},
    "og:website": {"og:website"},
    "og:product": {"og:product", "og:og:product", "og:product.item"},
    "article": {"Article", "Report", "ScholarlyArticle", "MedicalWebPage"},
    "news": {"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "LiveBlogPosting"},
    "blog": {"BlogPosting", "Blog", "SocialMediaPosting"},
    "forum": {"DiscussionForumPosting", "QAPage", "Question", "Answer", "Comment"},
    "product": {"Product", "ProductGroup", "Offer", "AggregateOffer"},
    "list": {"ItemList", "CollectionPage", "SearchResultsPage", "OfferCatalog"},
    "faq": {"FAQPage"},
    "recipe": {"Recipe", "HowTo"},
    "business": {"LocalBusiness", "Service", "ProfessionalService", "Corporation", "SoftwareApplication"},
    "documentation": {"TechArticle", "APIReference", "SoftwareSourceCode"},
    "event": {"Event", "JobPosting", "Course"},
    "web page": {"WebPage"},
    "video": {"VideoObject", "og:video", "og:video.other"},
    "anything": {"WebSite", "Organization", "WebPage", "BreadcrumbList", "Person"},
}
"""Schema.org and OpenGraph types that tell kinds of pages apart; scraped text has LINES in their place."""
GROUPS: dict[str, tuple[str, ...]] = {
    "own": OWN,
    "compared": COMPARED,
    "kind": tuple(f"kind={kind.name.lower()}" for kind in Kind),
    "place": PLACE,
    "anchor": ANCHOR,
    "pattern": PATTERN,
    "declared": tuple(f"declared {name}" for name in DECLARED),
    "sums": tuple(f"{name}@{level}" for level in POOLED for name in SUMS),
}
DENSE = tuple(name for group in GROUPS.values() for name in group)
"""The names of the columns of :attr:`Features.dense`."""
ENDS = dict(zip(GROUPS, np.cumsum([len(group) for group in GROUPS.values()]).tolist(), strict=True))
ROWS = {name: slice(end - len(GROUPS[name]), end) for name, end in ENDS.items()}
"""Where each group's numbers stand."""


@dataclass(slots=True)
class Features:
    """The input of the network for one page of ``n`` blocks and ``m`` boxes."""

    dense: Floats
    """(n, len(DENSE)): numbers of each block, roughly in [0, 1] or logarithmic; a column is contiguous."""
    words: Ints
    """(sum of counts,): hashed words of the blocks, one after the other."""
    word_ends: Ints
    """(n,): where each block's words end."""
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


def names_of(attributes: Attributes) -> str:
    """All that a box's attributes say it is for, as one list of names."""
    classes, identifier, role, itemprop, label, hidden = attributes
    if not (identifier or role or itemprop or label or hidden):
        return classes[:200]
    return f"{classes[:200]} {identifier[:60]} {role} {itemprop} {label[:40]}{' ishidden' if hidden else ''}"


def count_words(characters: Characters) -> Floats:
    """(n,) words of each text; a character of a script without spaces counts as one."""
    ideographs = characters.counts[IDEOGRAPH]
    spaces = characters.counts[SPACE] + characters.counts[NEWLINE]
    others = characters.lengths - spaces - ideographs
    spaces += others > 0
    words: Floats = (ideographs + np.minimum(spaces, others)).astype(np.float32)
    return words


SPACE, NEWLINE, IDEOGRAPH = int(Class.SPACE), int(Class.NEWLINE), int(Class.IDEOGRAPH)


def build(page: Page) -> Features:
    """The features of a page with at least one block."""
    blocks, boxes = page.blocks, page.boxes
    n, m = len(blocks.texts), len(boxes.tags)
    head = [page.hints.title[:400] or " ", page.hints.description[:400] or " "] if page.form is Form.HTML else []
    characters = read([*blocks.texts, *head])
    weight = count_words(characters)[:n]
    word_ends = characters.word_ends[:n]
    flat = np.fromiter(chain(boxes.parents, (-1,), boxes.begins, boxes.ends, boxes.attributes), np.int64, 4 * m + 1)
    parents = flat[: m + 1]  # with one more, so that -1 is its own parent
    begins, ends, box_names = flat[m + 1 :].reshape(3, m)
    columns = [blocks.kinds, blocks.boxes, *map(blocks.__getattribute__, COUNTED)]
    kinds, innermost, *_ = counted = np.fromiter(chain.from_iterable(columns), np.int64, len(columns) * n).reshape(
        -1, n
    )
    lineage = np.empty((ANCESTORS, n), dtype=np.int64)
    lineage[0] = innermost
    for level in range(1, ANCESTORS):
        lineage[level] = parents.take(lineage[level - 1])
    box_tags = np.fromiter(map(TAG_NUMBER.__getitem__, boxes.tags), np.int64, m)
    patterns = patterns_of(kinds, box_names, box_tags, lineage)

    rows = np.zeros((len(DENSE), n), dtype=np.float32)
    own, compared, sums = rows[ROWS["own"]], rows[ROWS["compared"]], rows[ROWS["sums"]]
    own_numbers(page, characters, weight, counted[2:], own)
    compared_numbers(characters, weight, own, compared)
    rows[ROWS["kind"]][kinds, np.arange(n)] = 1
    sum_numbers(weight, own, kinds, lineage, begins, ends, sums)
    place_numbers(page, weight, lineage, sums, own, rows[ROWS["place"]])
    anchor_numbers(own, compared, weight, lineage, begins, ends, rows[ROWS["anchor"]])
    pattern_numbers(patterns, weight, own, rows[ROWS["pattern"]])
    if page.form is Form.TEXT:
        from cleaner.scoring.lines import line_numbers

        rows[ROWS["declared"]] = line_numbers(page, weight, own[LINK_DENSITY]).T
    elif page.hints.types:
        disjoint = page.hints.types.isdisjoint
        rows[ROWS["declared"]] = np.array([not disjoint(group) for group in DECLARED.values()])[:, None]

    sets = len(boxes.attribute_sets)
    needed = np.zeros(sets, dtype=bool)
    needed[box_names[begins < ends]] = True  # boxes without blocks are seen by nobody
    box_sets = [
        names_of(found) if seen else "" for found, seen in zip(boxes.attribute_sets, needed.tolist(), strict=True)
    ]
    inline_sets = {classes: sets + number for number, classes in enumerate(dict.fromkeys(blocks.inlines))}
    names, name_ends = read_names([*box_sets, *inline_sets])
    return Features(
        dense=rows.T,
        words=(characters.words[: word_ends[-1]] >> np.uint32(32 - WORD_BITS)).astype(np.int64),
        word_ends=word_ends,
        names=(names >> np.uint32(32 - NAME_BITS)).astype(np.int64),
        name_ends=name_ends,
        box_names=box_names,
        patterns=patterns,
        box_tags=box_tags,
        inline_names=np.fromiter(map(inline_sets.__getitem__, blocks.inlines), np.int64, n),
        ancestors=lineage.T,
        begins=begins,
        ends=ends,
        weights=weight,
    )


def patterns_of(kinds: Ints, names: Ints, tags: Ints, lineage: Ints) -> Ints:
    """(n,) a number for each block's kind of place: blocks under boxes of the same names, three deep, share one."""
    box = np.zeros(len(names) + 1, dtype=np.int64)
    box[:-1] = names * 131 + tags
    key = kinds
    for level in range(3):
        key = (key * 1_000_003 + box.take(lineage[level])) & 0xFFFFFFFFFFFF
    order = key.argsort()
    ranked = key.take(order)
    patterns = np.zeros_like(key)
    patterns[order[1:]] = (ranked[1:] != ranked[:-1]).cumsum()
    return patterns
