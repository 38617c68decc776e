"""What a page shares with its site for certain: sentences that all pages say, lists of other stories, their titles.

All of it is told before anything is scored, by what recurs and where the site's articles stand. That a page's own content
recurs, as specifications of products, headings of sections and notes of a reference do, is no reason to remove it: what is
short, or stands on some pages alone, is left to the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cleaner.page.page import Kind
from cleaner.templates.evidence.lists import ENUMERATED, find_lists, runs_of
from cleaner.templates.evidence.places import LONG
from cleaner.templates.evidence.recurrence import RUNNING
from cleaner.templates.evidence.sight import EVERYWHERE, FEW, LINKED
from cleaner.templates.site.paths import tag_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.templates.evidence.sight import Sight

    Bools = NDArray[np.bool_]

SENTENCE = 5
"""Words from which on a line without a full stop says something, and is no heading."""
FEWEST = 2
"""Words that a sentence has at least; what is shorter is a label."""


def find_furniture(sight: Sight) -> tuple[Bools, Bools]:
    """(n,) which blocks are the site's, not the page's; and (n,) which of them nearly all pages have."""
    seen, found = sight.seen, sight.found
    everywhere = sentences(sight)
    gone = everywhere.copy()
    for number, share in enumerate(found.verbatim):
        place = seen.places[number]
        if share >= EVERYWHERE and share * found.total > FEW and seen.words[number] >= RUNNING:
            gone[number] |= place not in sight.first  # a series may introduce all its parts alike
        elif share and found.titled[number] and seen.links[number] >= LINKED:
            gone[number] |= place not in sight.first
    return gone | find_lists(sight), everywhere


def sentences(sight: Sight) -> Bools:
    """(n,) sentences that nearly all other pages have, word for word or with a hole, behind the beginning of their article.

    What all articles say at their beginning is of none, headings and questions may well recur, and what a page says twice
    may be a refrain.
    """
    seen, found = sight.seen, sight.found
    n = len(seen)
    gone = np.zeros(n, dtype=np.bool_)
    begun = False
    said: set[int] = set()
    for number in range(n):
        words, sentence = seen.words[number], seen.sentences[number]
        gone[number] = (
            begun
            and found.nearly[number] >= EVERYWHERE
            and found.nearly[number] * found.total > FEW
            and words >= (FEWEST if sentence else SENTENCE)
            and not seen.questions[number]
            and (found.verbatim[number] >= EVERYWHERE or words >= LONG or not sentence)
            and seen.kinds[number] != Kind.HEADING
            and seen.texts[number] not in said
        )
        begun = begun or sight.paragraphs[number]
        said.add(seen.texts[number])
    rows = np.fromiter((tag_at(place) in ENUMERATED for place in seen.places), dtype=np.bool_, count=n)
    for begin, end in runs_of(rows):
        if min(found.nearly[begin:end]) < EVERYWHERE:  # rows of the page, of which some recur
            gone[begin:end] = False
    return gone
