"""Names for what a removed block was. A reason only names; it never decides.

Reasons are told when they are asked for (``Document.blocks``, ``Document.removed``); cleaning does not pay for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.explain.reasons.reason import Reason

if TYPE_CHECKING:
    from cleaner.document import Document

__all__ = ["Reason", "reasons_of"]


def reasons_of(document: Document) -> list[Reason | None]:
    """(n,) a name for every removed block, None for the kept ones."""
    from cleaner.explain.reasons.rules import reason_of
    from cleaner.explain.reasons.surroundings import survey

    around = survey(document.page, document.kept)
    texts = document.page.blocks.texts
    said = {texts[number] for number in document.kept.nonzero()[0].tolist()}
    found: list[Reason | None] = []
    for number, kept in enumerate(document.kept.tolist()):
        if kept:
            found.append(None)
            continue
        reason = reason_of(around, number)
        by_site = bool(document.decided_by) and document.decided_by[number] != "page"
        if reason is Reason.OTHER and (by_site or texts[number] in said):
            reason = Reason.REPEATED
        found.append(reason)
    return found
