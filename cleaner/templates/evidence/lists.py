"""Lists of other stories: rows of boxes of one name, nearly as many on every page, apart from the article."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Form
from cleaner.templates.evidence.boxes import own_box
from cleaner.templates.evidence.counts import SEVERAL
from cleaner.templates.evidence.features import EVERYWHERE, FEW
from cleaner.templates.evidence.keys import LINKED
from cleaner.templates.site.paths import tag_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.templates.evidence.features import Evidence
    from cleaner.templates.site.sketch import PageSketch

    Bools = NDArray[np.bool_]

LONGEST_HEADING = 12
"""Words of what may stand over a list."""
LESS = 0.5
"""How much of the rest of what the scorer takes for content a list without a heading may be: some pages are about links."""
OWN = 0.5
"""The share of its links that no other page has: a menu is the same everywhere."""
ENUMERATED = frozenset(("li", "td", "th", "dt", "dd"))
"""What articles enumerate, too, in rows as long on every page: steps, ingredients, specifications. It must be links."""
LONGEST_ENTRY = 25
"""Words of an entry of a list, in text."""
DOUBTED = -0.5
"""The mean change of log-odds from which on the network doubts a list."""
DOUBTED_LINE = -1.5
"""The same for a line of text, which stands in no box: the article may go on behind the list."""


def find_lists(seen: PageSketch, found: Evidence, change: NDArray[np.float32]) -> Bools:
    """(n,) the blocks of lists in a box of their own under a heading that recurs, or that lead to other pages.

    The network or the page must doubt a list as a whole. Rows that stand at several places, as the specifications of every
    product do, are none.

    :param change: (n,) what the network thinks of each block, as a change of its log-odds.
    """
    n = len(seen)
    gone = np.zeros(n, dtype=np.bool_)
    if seen.form is Form.TEXT:
        return lines_below_headings(seen, found, change)
    times = Counter(seen.places)
    for begin, end in runs_of(found.steady & ~found.at_first):
        if end - begin >= SEVERAL and sum(times[place] for place in set(seen.places[begin:end])) == end - begin:
            doubted = mean(seen, seen.log_odds, begin, end) < 0
            doubted = doubted or mean(seen, change, begin, end) <= DOUBTED
            if doubted and is_headed(seen, found, begin, end):
                gone[begin - 1 : end] = True
            elif doubted and leads_elsewhere(seen, found, begin, end):
                gone[begin:end] = True
    return gone


def runs_of(inside: Bools) -> list[tuple[int, int]]:
    """The begin and the end of each run of what is inside."""
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def lines_below_headings(seen: PageSketch, found: Evidence, change: NDArray[np.float32]) -> Bools:
    """(n,) the same for scraped text, which has no boxes: lines that are no sentences, below a heading that recurs.

    A list ends where the network no longer doubts what follows.
    """
    n = len(seen)
    gone = np.zeros(n, dtype=np.bool_)
    entries = ((change <= DOUBTED_LINE) & ~seen.sentences & (seen.words <= LONGEST_ENTRY)).tolist()
    heads = (found.verbatim >= EVERYWHERE) & (found.verbatim * found.total > FEW) & (seen.words <= LONGEST_HEADING)
    begin = 0
    for head in np.flatnonzero(heads).tolist():
        if head < begin:
            continue
        end = head + 1
        while end < n and entries[end]:
            end += 1
        if end - head > SEVERAL:
            gone[head:end] = True
        begin = end
    return gone


def mean(seen: PageSketch, values: NDArray[np.float32], begin: int, end: int) -> float:
    """The mean of a run of blocks; long ones weigh more."""
    return float(np.average(values[begin:end], weights=np.sqrt(seen.words[begin:end]) + 1e-3))


def is_headed(seen: PageSketch, found: Evidence, begin: int, end: int) -> bool:
    """Whether blocks stand in one box with a short text right above that nearly all other pages have, and enumerate nothing."""
    head = begin - 1
    if head < 0 or seen.words[head] > LONGEST_HEADING:
        return False
    if found.verbatim[head] < EVERYWHERE or found.verbatim[head] * found.total <= FEW:
        return False
    tags = {tag_at(place) for place in seen.places[begin:end]}
    if not ENUMERATED.isdisjoint(tags) and not (seen.links[begin:end] >= LINKED).all():
        return False
    box = own_box(seen.places[head], found.first)
    return bool(box) and all(place.startswith(box) for place in seen.places[begin:end])


def leads_elsewhere(seen: PageSketch, found: Evidence, begin: int, end: int) -> bool:
    """Whether blocks are rows built alike, each begun by a link that few other pages have, and less than the page's content."""
    places = seen.places[begin:end]
    row = places.index(places[0], 1) if places.count(places[0]) > 1 else len(places)
    if len(places) < SEVERAL * row or any(place != places[k % row] for k, place in enumerate(places)):
        return False
    if not (seen.links[begin:end:row] >= LINKED).all() or found.own[begin:end:row].mean() < OWN:
        return False
    content = seen.words * (seen.log_odds > 0)
    return float(content[begin:end].sum()) <= LESS * float(content.sum() - content[begin:end].sum())
