"""What a page shares with its site for certain: sentences that all pages say, lists of other stories, their titles.

That a page's own content recurs, as specifications of products, headings of sections and notes of a reference do, is no
reason to remove it: what is short, or stands on some pages alone, is left to the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleaner.templates.evidence.features import EVERYWHERE, RUNNING
from cleaner.templates.evidence.keys import LINKED
from cleaner.templates.evidence.lists import ENUMERATED, find_lists, runs_of
from cleaner.templates.site.paths import tag_at

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
    texts = ~found.at_first  # a series may introduce all its parts alike
    texts &= (found.verbatim >= EVERYWHERE) & (seen.words >= RUNNING) & (change <= AGAINST)
    texts &= found.recurring
    titles = found.titled & ~found.own & (seen.links >= LINKED) & (change <= RATHER_AGAINST)
    lists = find_lists(seen, found, change)
    furniture: Bools = sentences | texts | titles | lists
    return furniture


def rows_of_the_page(seen: PageSketch, found: Evidence) -> Bools:
    """(n,) which blocks stand in rows of which not all are the same on nearly all pages."""
    mixed = np.zeros(len(seen), dtype=np.bool_)
    inside = np.fromiter((tag_at(place) in ENUMERATED for place in seen.places), dtype=np.bool_, count=len(seen))
    for begin, end in runs_of(inside):
        mixed[begin:end] = float(found.nearly[begin:end].min()) < EVERYWHERE
    return mixed
