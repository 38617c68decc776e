"""What a site's template says of one page: which of its blocks are the site's, and how many pages say so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cleaner.decision import Decider
from cleaner.templates.evidence.certainty import LEAST_PAGES
from cleaner.templates.evidence.features import evidence
from cleaner.templates.evidence.furniture import find_furniture
from cleaner.templates.evidence.model import shipped
from cleaner.templates.site.sketch import sketch_page

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.decision import Decision
    from cleaner.page.page import Page
    from cleaner.scoring.score import Scored
    from cleaner.templates.evidence.model import EvidenceModel
    from cleaner.templates.template import SiteTemplate

LEAST_KNOWN = 0.3
"""The share of its words at known places below which a page does not look like its site."""
LEAST_LEFT = 30
"""Words that must be left of what the page keeps by itself, or the template removes only what nearly all pages say."""
WOULD_REMOVE_TOO_MUCH = (
    "the site's template would remove too much of this page's own content: only what others repeat was removed by it"
)


@dataclass(frozen=True, slots=True)
class SiteView:
    """What a template says of a page of ``n`` blocks."""

    furniture: NDArray[np.bool_]
    """(n,) which blocks are the site's."""
    among: NDArray[np.bool_]
    """(n,) which of them stand among what the page keeps by itself, and may mislead it; none where it keeps none of them."""
    pages: NDArray[np.int64]
    """(n,) how many other pages of the site stand behind it."""
    warnings: tuple[str, ...] = ()


def view_of(
    template: SiteTemplate, page: Page, scored: Scored, decision: Decision, model: EvidenceModel | None = None
) -> SiteView | None:
    """Ask a template about a page; None from one of too few pages, and for a page that keeps nothing.

    :param decision: what the page keeps by itself. Its title is its own whatever the site says.
    :param model: the shipped one unless another is given.
    """
    kept = np.flatnonzero(decision.kept)
    if not len(kept) or len(template.sample.records) < LEAST_PAGES:
        return None
    seen = sketch_page(page, scored)
    found = evidence(template.counts, seen)
    if found.articles < LEAST_PAGES:
        return None
    furniture = find_furniture(seen, found, (model or shipped()).change(found.features))
    if decision.title is not None:
        furniture[decision.title] = False
    warnings: tuple[str, ...] = ()
    if found.known < LEAST_KNOWN:
        known = f"{found.known:.0%} of it at known places"
        warnings = (
            f"the page does not look like its site's template ({known}): only what others repeat was removed by it",
        )
    if scored.words[decision.kept & ~furniture].sum() < LEAST_LEFT and (furniture & ~found.everywhere).any():
        furniture &= found.everywhere
        warnings = (*warnings, WOULD_REMOVE_TOO_MUCH)
    among = np.zeros(len(page), dtype=np.bool_)
    if (furniture & decision.kept).any():
        among[kept[0] : kept[-1] + 1] = furniture[kept[0] : kept[-1] + 1]
    return SiteView(furniture, among, found.pages.astype(np.int64), warnings)


def credit(decision: Decision, alone: Decision, view: SiteView) -> Decision:
    """A decision without the site's furniture, that says where the template has made the difference.

    What the page keeps by itself and is not furniture stays: that there is less around it is no reason to doubt it.

    :param alone: what the page keeps by itself.
    """
    by = [Decider.PAGE] * len(decision.kept)
    pages = [0] * len(decision.kept)
    for block in np.flatnonzero(view.furniture & (alone.kept | decision.kept)).tolist():
        by[block], pages[block] = Decider.TEMPLATE, int(view.pages[block])
    return replace(
        decision,
        kept=(alone.kept | decision.kept) & ~view.furniture,
        by=tuple(by),
        pages=tuple(pages),
        warnings=view.warnings + decision.warnings,
    )
