"""What a page shares with its site for certain: sentences that all pages say, lists of other stories, their titles.

That a page's own content recurs, as specifications of products, headings of sections and notes of a reference do, is no
reason to remove it: what is short, or stands on some pages alone, is left to the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleaner.templates.evidence.features import EVERYWHERE, RUNNING
from cleaner.templates.evidence.keys import LINKED
from cleaner.templates.evidence.lists import ENUMERATED, find_lists
from cleaner.templates.site.paths import SEPARATOR, tag_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.templates.evidence.features import Evidence
    from cleaner.templates.site.sketch import PageSketch

    Bools = NDArray[np.bool_]

AGAINST = -1.0
"""The change of log-odds from which on the network speaks against a block: its odds are less than half of what they were."""
RATHER_AGAINST = -0.5


def find_furniture(seen: PageSketch, found: Evidence, change: NDArray[np.float32]) -> Bools:
    """(n,) which blocks are the site's, not the page's.

    :param change: (n,) what the network thinks of each block, as a change of its log-odds: it has a say where texts are not
        the same on nearly all pages.
    """
    sentences = found.everywhere & ~rows_of_the_page(seen, found)
    apart = ~np.isin(np.array(seen.places, dtype=object), found.first)  # a series may introduce all its parts alike
    texts = apart & (found.verbatim >= EVERYWHERE) & (seen.words >= RUNNING) & (change <= AGAINST)
    texts &= found.recurring
    titles = found.titled & ~found.own & (seen.links >= LINKED) & (change <= RATHER_AGAINST)
    lists = find_lists(seen, found, change)
    furniture: Bools = sentences | texts | titles | lists
    return furniture


def rows_of_the_page(seen: PageSketch, found: Evidence) -> Bools:
    """(n,) which blocks stand in rows of which not all are the same on nearly all pages."""
    n = len(seen)
    inside = [tag_of(place.rpartition(SEPARATOR)[2]) in ENUMERATED for place in seen.places]
    mixed = np.zeros(n, dtype=np.bool_)
    begin = 0
    while begin < n:
        end = begin
        while end < n and inside[end]:
            end += 1
        mixed[begin:end] = end > begin and float(found.nearly[begin:end].min()) < EVERYWHERE
        begin = max(end, begin + 1)
    return mixed
