"""Lists of other stories: rows of boxes of one name, nearly as many on every page, apart from the article."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Form
from cleaner.templates.evidence.places import SEVERAL
from cleaner.templates.evidence.sight import EVERYWHERE, FEW, LINKED
from cleaner.templates.site.paths import SEPARATOR, tag_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.templates.evidence.sight import Sight

    Bools = NDArray[np.bool_]

LONGEST_HEADING = 12
"""Words of what may stand over a list."""
LESS = 0.5
"""How much of the paragraphs of the article a list without a heading may be: some pages are about links."""
OWN = 0.5
"""The share of its links that no other page has: a menu is the same everywhere."""
ENUMERATED = frozenset(("li", "td", "th", "dt", "dd"))
"""What articles enumerate, too, in rows as long on every page: steps, ingredients, specifications. It must be links."""
LONGEST_ENTRY = 25
"""Words of an entry of a list, in text."""
MOST_OUTER = 3
"""How many boxes around a heading may be between it and what it is the heading of."""


def find_lists(sight: Sight) -> Bools:
    """(n,) the blocks of lists in a box of their own under a heading that recurs, or that lead to other pages.

    Rows that stand at several places, as the specifications of every product do, are none.
    """
    n = len(sight.seen)
    gone = np.zeros(n, dtype=np.bool_)
    if sight.form is Form.TEXT:
        return lines_below_headings(sight)
    places = sight.seen.places
    times = Counter(places)
    apart = [steady and place not in sight.first for steady, place in zip(sight.steady, places, strict=True)]
    for head in range(n):
        if is_heading(sight, head):
            for box in own_boxes(places[head], sight.first):
                end = end_of_list(places, head, box, apart)
                if is_list(places[head + 1 : end], times) and enumerates_nothing(sight, head + 1, end):
                    gone[head:end] = True
                    break
    for begin, end in runs_of(np.array(apart, dtype=np.bool_) & ~gone):
        if is_list(places[begin:end], times) and leads_elsewhere(sight, begin, end):
            gone[begin:end] = True
    return gone


def end_of_list(places: Sequence[str], head: int, box: str, apart: Sequence[bool]) -> int:
    """Where the rows end that stand in a box with its heading, right behind it."""
    end = head + 1
    while end < len(places) and apart[end] and places[end].startswith(box):
        end += 1
    return end


def is_list(rows: Sequence[str], times: Counter[str]) -> bool:
    """Whether rows are several, and stand at places of their own."""
    return len(rows) >= SEVERAL and sum(times[place] for place in set(rows)) == len(rows)


def runs_of(inside: Bools) -> list[tuple[int, int]]:
    """The begin and the end of each run of what is inside."""
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def lines_below_headings(sight: Sight) -> Bools:
    """(n,) the same for scraped text, which has no boxes: lines that are no sentences, below a heading that recurs."""
    seen, found = sight.seen, sight.found
    n = len(seen)
    gone = np.zeros(n, dtype=np.bool_)
    begin = 0
    for head in range(n):
        if head < begin or not is_heading(sight, head):
            continue
        end = head + 1
        while (
            end < n
            and seen.words[end] <= LONGEST_ENTRY
            and not seen.sentences[end]
            and found.verbatim[end] < EVERYWHERE
        ):
            end += 1
        if end - head > SEVERAL:
            gone[head:end] = True
        begin = end
    return gone


def is_heading(sight: Sight, block: int) -> bool:
    """Whether a block is a short text that nearly all other pages have."""
    share = sight.found.verbatim[block]
    return sight.seen.words[block] <= LONGEST_HEADING and share >= EVERYWHERE and share * sight.found.total > FEW


def enumerates_nothing(sight: Sight, begin: int, end: int) -> bool:
    """Whether rows are no steps, ingredients or specifications, or are links."""
    tags = {tag_at(place) for place in sight.seen.places[begin:end]}
    return ENUMERATED.isdisjoint(tags) or min(sight.seen.links[begin:end]) >= LINKED


def leads_elsewhere(sight: Sight, begin: int, end: int) -> bool:
    """Whether blocks are rows built alike, each begun by a link that few other pages have, and less than the article."""
    seen, found = sight.seen, sight.found
    places = seen.places[begin:end]
    row = places.index(places[0], 1) if places.count(places[0]) > 1 else len(places)
    if len(places) < SEVERAL * row or any(place != places[k % row] for k, place in enumerate(places)):
        return False
    links = range(begin, end, row)
    if any(seen.links[k] < LINKED for k in links) or sum(found.verbatim[k] == 0 for k in links) < OWN * len(links):
        return False
    article = sum(words for words, own in zip(seen.words, sight.paragraphs, strict=True) if own)
    within = sum(words for words, own in zip(seen.words[begin:end], sight.paragraphs[begin:end], strict=True) if own)
    return sum(seen.words[begin:end]) <= LESS * (article - within)


def own_boxes(head: str, first: Sequence[str]) -> list[str]:
    """The boxes around a heading that are near it and do not hold the article's first paragraphs, outermost first.

    An article that begins elsewhere may go on in the outer ones, right behind the list: the inner ones are asked, too.
    """
    found: list[str] = []
    box = outer(head)
    for _ in range(MOST_OUTER):
        name = box + SEPARATOR
        if not box or any(place.startswith(name) for place in first):
            break
        found.insert(0, name)
        box = outer(box)
    return found


def outer(path: str) -> str:
    """The path of the box around a box."""
    return path.rpartition(SEPARATOR)[0]
