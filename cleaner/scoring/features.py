"""What the scorer sees of a page: numbers and hashed words of its blocks and boxes.

Everything is an array over blocks (or over boxes), so that the network runs on whole pages at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page import Form, Kind
from cleaner.scoring.characters import Class, read, read_names
from cleaner.scoring.lines import line_numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.page import Attributes, Page
    from cleaner.scoring.characters import Characters

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

ANCESTORS = 12
"""How many boxes around a block are looked at, innermost first."""
POOLED = (0, 1, 2, 3, 5)
"""The ancestors over whose whole extent sums are taken."""
WORD_BITS = 13
NAME_BITS = 12

TAGS = [
    "?",
    "body",
    "div",
    "p",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "th",
    "tr",
    "table",
    "tbody",
    "section",
    "article",
    "main",
    "aside",
    "header",
    "footer",
    "nav",
    "form",
    "figure",
    "figcaption",
    "blockquote",
    "pre",
    "dl",
    "dt",
    "dd",
    "button",
    "center",
    "summary",
    "details",
    "noscript",
    "address",
    "fieldset",
    "hr",
    "caption",
]
TAG_NUMBER = {tag: number for number, tag in enumerate(TAGS)}


@dataclass(slots=True)
class Features:
    """The input of the network for one page of ``n`` blocks and ``m`` boxes."""

    dense: Floats
    """(n, len(DENSE)): numbers of each block, roughly in [0, 1] or logarithmic."""
    words: Ints
    """(sum of counts,): hashed words of the blocks, one after the other."""
    word_ends: Ints
    """(n,): where each block's words end."""
    names: Ints
    """Hashed names of the distinct attributes of the page, one set after the other."""
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
    hidden = " ishidden" if attributes.hidden else ""
    return f"{attributes.classes[:200]} {attributes.id[:60]} {attributes.role} {attributes.itemprop} {attributes.label[:40]}{hidden}"


OWN = [
    "chars",
    "words",
    "word_length",
    "link_density",
    "links",
    "emphasis",
    "images",
    "controls",
    "lines",
    "periods",
    "commas",
    "ends_sentence",
    "ends_colon",
    "digits",
    "capitals",
    "starts_lower",
    "starts_digit",
    "question",
    "quote",
    "currency",
    "copyright",
    "separator",
    "at",
    "arrow",
    "brackets",
    "title_overlap",
    "in_title",
    "title_covered",
    "described",
    "quoted",
    "level",
    "repeated",
]
"""Numbers of the block itself."""
LINK_DENSITY, ENDS_SENTENCE = OWN.index("link_density"), OWN.index("ends_sentence")
PLACE = [
    "position",
    "words_before",
    "depth",
    "box_words",
    "box_blocks",
    "page_words",
    "page_blocks",
    "page_links",
    "page_images",
]
SUMS = ["words", "link_density", "text_blocks", "blocks", "sentences", "headings", "share", "mean_words"]
"""Numbers of everything inside an ancestor."""
ANCHOR = ["title_fit", "after_title", "blocks_from_title", "words_from_title", "shared_with_title"]
PATTERN = ["pattern_count", "pattern_words", "pattern_links", "pattern_share"]
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
DENSE = (
    *OWN,
    *(f"kind={kind.name.lower()}" for kind in Kind),
    *PLACE,
    *ANCHOR,
    *PATTERN,
    *(f"declared {name}" for name in DECLARED),
    *(f"{name}@{level}" for level in POOLED for name in SUMS),
)
"""The names of the columns of :attr:`Features.dense`."""


def count_words(characters: Characters) -> Floats:
    """(n,) words of each text; a character of a script without spaces counts as one."""
    counts = characters.counts
    ideographs = counts[:, Class.IDEOGRAPH]
    spaces = counts[:, Class.SPACE] + counts[:, Class.NEWLINE]
    others = counts.sum(axis=1) - spaces - ideographs
    return (ideographs + np.where(others > 0, np.minimum(spaces + 1, others), 0)).astype(np.float32)


def own_numbers(page: Page, characters: Characters, words: Ints, weight: Floats) -> Floats:
    """(n, len(OWN)) numbers that come from each block alone, and from the page's title."""
    blocks = page.blocks
    counts, last = characters.counts, characters.last
    n = len(weight)
    length = counts.sum(axis=1)
    spoken = np.maximum(weight, 1)

    overlap, covered = shared_words(page.hints.title, characters, words)
    described, _ = shared_words(page.hints.description, characters, words)
    short = weight < 40
    overlap = overlap * short
    inside = (overlap > 0.95) & (np.diff(characters.word_ends, prepend=0) > 2)
    body = page.hints.body
    quoted = [len(text) > 20 and text[:40] in body for text in blocks.texts] if body else np.zeros(n)

    seen: dict[str, int] = {}
    for text in blocks.texts:
        seen[text] = seen.get(text, 0) + 1
    repeated = [seen[text] for text in blocks.texts]

    def has(kind: Class) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = counts[:, kind] > 0
        return found

    columns = (
        np.log1p(length) / 5,
        np.log1p(weight) / 4,
        np.minimum(length / spoken, 20) / 10,
        np.minimum(np.array(blocks.link_chars) / np.maximum(length - counts[:, Class.SPACE], 1), 1),
        np.log1p(blocks.links),
        np.log1p(blocks.emphasis),
        np.log1p(blocks.images),
        np.log1p(blocks.controls),
        np.log1p(counts[:, Class.NEWLINE]),
        np.log1p(counts[:, Class.PERIOD]),
        np.log1p(counts[:, Class.COMMA]),
        (last == Class.PERIOD) | (last == Class.QUESTION),
        last == Class.COLON,
        counts[:, Class.DIGIT] / np.maximum(length, 1),
        characters.capitals / spoken,
        characters.first == Class.LOWER,
        characters.first == Class.DIGIT,
        has(Class.QUESTION),
        has(Class.QUOTE),
        has(Class.CURRENCY),
        has(Class.COPYRIGHT),
        has(Class.SEPARATOR),
        has(Class.AT),
        has(Class.ARROW),
        has(Class.CLOSER),
        overlap,
        inside,
        covered * short,
        described,
        quoted,
        np.array(blocks.levels) / 6,
        np.log(repeated),
    )
    return np.stack(columns, axis=1, dtype=np.float32, casting="unsafe")


def shared_words(text: str, characters: Characters, words: Ints) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(n,) share of each block's hashed words that a text has, and (n,) of the text's words that each block has."""
    n = len(characters.word_ends)
    if not text:
        return np.zeros(n), np.zeros(n)
    own = read([text[:400]], first=60).words >> (32 - WORD_BITS)
    known = np.zeros(1 << WORD_BITS, dtype=bool)
    known[own] = True
    per_block = np.diff(characters.word_ends, prepend=0)
    found = np.bincount(np.repeat(np.arange(n), per_block)[known[words]], minlength=n)
    return found / np.maximum(per_block, 1), np.minimum(found / max(1, int(known.sum())), 1)


def anchor_numbers(own: Floats, weight: Floats, ancestors: Ints, begins: Ints, ends: Ints) -> Floats:
    """(n, len(ANCHOR)) where each block stands from the block that shows the page's title."""
    n = len(weight)
    out = np.zeros((n, len(ANCHOR)), dtype=np.float32)
    level = own[:, OWN.index("level")] * 6
    likeness = np.minimum(own[:, OWN.index("title_overlap")], own[:, OWN.index("title_covered")])
    fit = likeness + 0.3 * (level == 1) + 0.15 * (level == 2)
    fit[(likeness < 0.25) & (level != 1)] = 0
    anchor = int(fit.argmax())
    if fit[anchor] <= 0:
        return out
    distance = np.arange(n) - anchor
    before = np.cumsum(weight)
    around = np.concatenate((begins <= anchor, [True])) & np.concatenate((ends > anchor, [True]))
    out[:, 0] = fit[anchor]
    out[:, 1] = np.sign(distance)
    out[:, 2] = np.log1p(np.abs(distance)) / 5
    out[:, 3] = np.sign(distance) * np.log1p(np.abs(before - before[anchor])) / 6
    shared = around[ancestors]
    out[:, 4] = np.where(shared.any(axis=1), shared.argmax(axis=1), ANCESTORS) / ANCESTORS
    return out


def patterns_of(page: Page, kinds: Ints, ancestors: Ints) -> Ints:
    """(n,) a number for each block's kind of place: blocks under boxes of the same names, three deep, share one."""
    names = np.array([*page.boxes.attributes, 0], dtype=np.int64)
    tags = np.array([*map(hash_tag, page.boxes.tags), 0], dtype=np.int64)
    key = kinds.astype(np.int64)
    for level in range(3):
        key = (key * 1_000_003 + names[ancestors[:, level]] * 131 + tags[ancestors[:, level]]) & 0xFFFFFFFFFFFF
    return np.unique(key, return_inverse=True)[1].astype(np.int32)


def pattern_numbers(place: Ints, weight: Floats, own: Floats) -> Floats:
    """(n, len(PATTERN)) what stands at the same kind of place all over the page."""
    count = np.bincount(place)
    total = np.bincount(place, weights=weight)
    linked = np.bincount(place, weights=weight * own[:, LINK_DENSITY])
    return np.stack(
        (
            np.log1p(count)[place] / 4,
            np.log1p(total / count)[place] / 4,
            (linked / np.maximum(total, 1))[place],
            (total / max(1.0, float(weight.sum())))[place],
        ),
        axis=1,
    ).astype(np.float32)


def hash_tag(tag: str) -> int:
    """The number of a tag; unknown ones are alike."""
    return TAG_NUMBER.get(tag, 0)


def declared_numbers(types: frozenset[str], n: int) -> Floats:
    """(n, len(DECLARED)) which kinds of page and content the page declares, the same for every block."""
    row = np.array([not types.isdisjoint(group) for group in DECLARED.values()], dtype=np.float32)
    return np.broadcast_to(row, (n, len(row)))


def build(page: Page) -> Features:
    """The features of a page with at least one block."""
    blocks, boxes = page.blocks, page.boxes
    n = len(blocks.texts)
    characters = read(blocks.texts)
    weight = count_words(characters)
    words = (characters.words >> (32 - WORD_BITS)).astype(np.int32)
    own = own_numbers(page, characters, words, weight)

    sets = len(boxes.attribute_sets)
    inline_sets = {classes: sets + number for number, classes in enumerate(dict.fromkeys(blocks.inlines))}
    names, name_ends = read_names([*map(names_of, boxes.attribute_sets), *inline_sets])

    parents = np.array([*boxes.parents, -1], dtype=np.int32)  # so that -1 is its own parent
    ancestors = np.empty((n, ANCESTORS), dtype=np.int32)
    ancestors[:, 0] = blocks.boxes
    for level in range(1, ANCESTORS):
        ancestors[:, level] = parents[ancestors[:, level - 1]]
    begins, ends = np.array(boxes.begins, dtype=np.int32), np.array(boxes.ends, dtype=np.int32)
    kinds = np.array(blocks.kinds, dtype=np.int32)
    one_hot = np.zeros((n, len(Kind)), dtype=np.float32)
    one_hot[np.arange(n), kinds] = 1
    place = place_numbers(page, weight, ancestors, begins, ends, own)
    anchor = anchor_numbers(own, weight, ancestors, begins, ends)
    patterns = patterns_of(page, kinds, ancestors)
    pattern = pattern_numbers(patterns, weight, own)
    if page.form is Form.TEXT:
        declared = line_numbers(page, weight, own[:, LINK_DENSITY])
    else:
        declared = declared_numbers(page.hints.types, n)
    sums = sum_numbers(weight, own, kinds, ancestors, begins, ends)
    return Features(
        dense=np.concatenate((own, one_hot, place, anchor, pattern, declared, sums), axis=1),
        words=words,
        word_ends=characters.word_ends.astype(np.int32),
        names=(names >> (32 - NAME_BITS)).astype(np.int32),
        name_ends=name_ends.astype(np.int32),
        box_names=np.array(boxes.attributes, dtype=np.int32),
        patterns=patterns,
        box_tags=np.array([TAG_NUMBER.get(tag, 0) for tag in boxes.tags], dtype=np.int32),
        inline_names=np.array([inline_sets[classes] for classes in blocks.inlines], dtype=np.int32),
        ancestors=ancestors,
        begins=begins,
        ends=ends,
        weights=weight,
    )


def place_numbers(page: Page, weight: Floats, ancestors: Ints, begins: Ints, ends: Ints, own: Floats) -> Floats:
    """(n, len(PLACE)) numbers of where a block stands and how large its page is."""
    n = len(weight)
    total = float(weight.sum()) or 1.0
    before = np.cumsum(weight) - weight
    nearest = ancestors[:, 0]
    sums = np.concatenate(([0], np.cumsum(weight)))
    box_words = sums[ends[nearest]] - sums[begins[nearest]]
    links = float((own[:, LINK_DENSITY] * weight).sum()) / total
    columns = (
        np.arange(n) / n,
        before / total,
        (ancestors >= 0).sum(axis=1) / ANCESTORS,
        np.log1p(box_words) / 5,
        np.log1p(ends[nearest] - begins[nearest]) / 4,
        np.full(n, np.log1p(total) / 8),
        np.full(n, np.log1p(n) / 6),
        np.full(n, links),
        np.full(n, np.log1p(sum(page.blocks.images)) / 5),
    )
    return np.stack(columns, axis=1).astype(np.float32)


def sum_numbers(weight: Floats, own: Floats, kinds: Ints, ancestors: Ints, begins: Ints, ends: Ints) -> Floats:
    """(n, len(POOLED) * len(SUMS)) numbers of all that stands inside some ancestors of each block."""
    n = len(weight)
    linked = own[:, LINK_DENSITY] * weight
    per_block = np.stack(
        (
            weight,
            linked,
            (weight >= 12) & (own[:, LINK_DENSITY] < 0.4),
            np.ones(n),
            own[:, ENDS_SENTENCE],
            kinds == int(Kind.HEADING),
        ),
        axis=1,
    )
    sums = np.zeros((n + 1, per_block.shape[1]), dtype=np.float64)
    np.cumsum(per_block, axis=0, out=sums[1:])
    inside = sums[ends] - sums[begins]  # (m, 6)
    total = max(float(sums[-1, 0]), 1.0)
    words, links, texts, blocks, sentences, headings = inside.T
    numbers = np.stack(
        (
            np.log1p(words) / 5,
            links / np.maximum(words, 1),
            np.log1p(texts) / 3,
            np.log1p(blocks) / 4,
            sentences / np.maximum(blocks, 1),
            np.log1p(headings) / 3,
            words / total,
            np.log1p(words / np.maximum(blocks, 1)) / 4,
        ),
        axis=1,
    ).astype(np.float32)
    numbers = np.concatenate((numbers, numbers[:1]))  # beyond the root is the root again
    picked = ancestors[:, POOLED]
    return numbers[picked].reshape(n, -1)
