"""A page's log-odds in the light of its site."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cleaner.decision import Decider
from cleaner.templates.evidence.certainty import LEAST_PAGES
from cleaner.templates.evidence.features import evidence
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
MOST_LOST = 0.07
"""The share of a page's own texts which the scorer takes for content that a template may remove."""
WOULD_REMOVE_TOO_MUCH = (
    "the site's template would remove too much of this page's own content: only what others repeat was removed by it"
)


@dataclass(frozen=True, slots=True)
class WeighedPage:
    """A page's log-odds in the light of its site."""

    log_odds: NDArray[np.float32]
    """(n,) log-odds, template evidence included."""
    decided: NDArray[np.bool_]
    """(n,) where the template thinks otherwise than the page."""
    pages: NDArray[np.int64]
    """(n,) how many other pages of the site stand behind it."""
    own: NDArray[np.bool_]
    """(n,) which texts no other page of the site has."""
    sure: NDArray[np.bool_]
    """(n,) what others repeat, word for word or as boxes under a heading that they have, too."""
    warnings: tuple[str, ...] = ()


def template_log_odds(
    template: SiteTemplate, page: Page, scored: Scored, model: EvidenceModel | None = None
) -> WeighedPage:
    """Weigh a template's evidence; a template of too few pages, or of other pages than this, changes nothing.

    :param model: the shipped one unless another is given.
    """
    n = len(page)
    nothing = np.zeros(n, dtype=np.bool_)
    unchanged = WeighedPage(scored.log_odds, nothing, np.zeros(n, dtype=np.int64), ~nothing, nothing)
    if not n or len(template.sample.records) < LEAST_PAGES:
        return unchanged
    found = evidence(template.counts, sketch_page(page, scored))
    if found.articles < LEAST_PAGES:
        return unchanged
    log_odds = (model or shipped()).weigh(scored.log_odds, found)
    warnings: tuple[str, ...] = ()
    if found.known < LEAST_KNOWN:
        # Its places say nothing, but what other pages say word for word is still no part of its article.
        log_odds = np.where(found.recurring | found.listed, log_odds, scored.log_odds)
        known = f"{found.known:.0%} of it at known places"
        warnings = (
            f"the page does not look like its site's template ({known}): only what others repeat was removed by it",
        )
    return WeighedPage(
        log_odds,
        decided=(log_odds > 0) != (scored.log_odds > 0),
        pages=found.pages.astype(np.int64),
        own=found.own,
        sure=found.recurring | found.listed,
        warnings=warnings,
    )


def only_sure(weighed: WeighedPage, scored: Scored) -> WeighedPage:
    """The same without what is not repeated for sure: for a page that would lose too much by the rest."""
    log_odds = np.where(weighed.sure, weighed.log_odds, scored.log_odds)
    decided = (log_odds > 0) != (scored.log_odds > 0)
    return replace(weighed, log_odds=log_odds, decided=decided, own=weighed.own & ~weighed.sure)


def loses_too_much(weighed: WeighedPage, scored: Scored, decision: Decision) -> bool:
    """Whether a decision by a template's evidence removes too much of what is the page's own and, to the scorer, content.

    That such a page lists what other pages repeat may be what it is about.
    """
    if not weighed.decided.any():
        return False
    content = scored.words * (weighed.own & (scored.log_odds > 0))
    return float(content[~decision.kept].sum()) > MOST_LOST * float(content.sum())


def credit(decision: Decision, weighed: WeighedPage) -> Decision:
    """A decision that says where the template's evidence has made the difference."""
    by = [Decider.PAGE] * len(decision.kept)
    pages = [0] * len(decision.kept)
    for block in np.flatnonzero(weighed.decided & (decision.kept == (weighed.log_odds > 0))).tolist():
        by[block], pages[block] = Decider.TEMPLATE, int(weighed.pages[block])
    return replace(decision, by=tuple(by), pages=tuple(pages))
