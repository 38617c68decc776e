"""Names for what a removed block was. A reason is only a name; it never decides anything. Of the phrases by which reasons
are told, those that stand over lists of other stories do (``cleaner/decide/other_stories.py``).

Reasons are looked for when somebody asks (``Document.blocks``, ``Document.removed``), so that cleaning does not pay
for them. They come from the names of the boxes around a block (``box_names.py``), from phrases in its text
(``phrases.py``, in sixteen languages), and from what stands around it (``surroundings.py``); ``rules.py`` weighs
these against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.explain.reasons.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from cleaner.decision import Decider
    from cleaner.page.page import Page

__all__ = ["Reason", "reasons_of"]


def reasons_of(page: Page, kept_blocks: NDArray[np.bool_], decided_by: Sequence[Decider]) -> list[Reason | None]:
    """(n,) a name for every removed block, None for the kept ones.

    :param kept_blocks: (n,) which blocks are kept.
    :param decided_by: (n,) who decided; empty if the page alone decided everything.
    """
    from cleaner.explain.reasons.rules import reason_of
    from cleaner.explain.reasons.surroundings import survey

    if not len(page):
        return []
    around = survey(page, kept_blocks)
    texts = page.blocks.texts
    said = {texts[number] for number in kept_blocks.nonzero()[0].tolist()}
    found: list[Reason | None] = []
    for number, kept in enumerate(kept_blocks.tolist()):
        if kept:
            found.append(None)
            continue
        reason = reason_of(around, number)
        by_site = bool(decided_by) and decided_by[number] != "page"
        if reason is Reason.OTHER and (by_site or texts[number] in said):
            reason = Reason.REPEATED
        found.append(reason)
    return found
