"""What a template makes of a page's log-odds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cleaner.document import Decided, Decider
from cleaner.templates.evidence.certainty import LEAST_PAGES
from cleaner.templates.evidence.features import evidence
from cleaner.templates.evidence.model import shipped
from cleaner.templates.site.sketch import see

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from cleaner.page.page import Page
    from cleaner.scoring.score import Scored
    from cleaner.templates.evidence.model import EvidenceModel
    from cleaner.templates.template import SiteTemplate

LEAST_KNOWN = 0.3
"""The share of its words at known places below which a page does not look like its site."""
MOST_LOST = 0.5
"""The share of a page's own texts which the scorer takes for content that a template may remove."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A page's log-odds in the light of its site."""

    log_odds: NDArray[np.float32]
    """(n,) log-odds, template evidence included."""
    decided: NDArray[np.bool_]
    """(n,) where the template thinks otherwise than the page."""
    pages: NDArray[np.int64]
    """(n,) how many other pages of the site stand behind it."""
    own: NDArray[np.bool_]
    """(n,) which texts no other page of the site has."""
    warnings: tuple[str, ...] = ()


def judge(template: SiteTemplate, page: Page, scored: Scored, model: EvidenceModel | None = None) -> Verdict:
    """Weigh a template's evidence; a template of too few pages, or of other pages than this, changes nothing.

    :param model: the shipped one unless another is given.
    """
    n = len(page)
    unchanged = Verdict(
        scored.log_odds, np.zeros(n, dtype=bool), np.zeros(n, dtype=np.int64), np.ones(n, dtype=np.bool_)
    )
    if not n or len(template.sample.records) < LEAST_PAGES:
        return unchanged
    found = evidence(template.memory, see(page, scored))
    if found.articles < LEAST_PAGES:
        return unchanged
    if found.known < LEAST_KNOWN:
        warning = f"the page does not look like its site's template ({found.known:.0%} of it at known places): cleaned without"
        return replace(unchanged, warnings=(warning,))
    log_odds = (model or shipped()).weigh(scored.log_odds, found)
    return Verdict(log_odds, (log_odds > 0) != (scored.log_odds > 0), found.pages.astype(np.int64), found.own)


def weigh(
    template: SiteTemplate,
    page: Page,
    scored: Scored,
    decide: Callable[[NDArray[np.float32]], Decided],
    model: EvidenceModel | None = None,
) -> Decided:
    """Decide in the light of a template, and say who decided what.

    What the page alone decides stands for a page that does not look like its site, and where the template would remove
    most of its own texts which the scorer takes for content: that it lists what other pages repeat may be what the page is about.

    :param decide: makes a decision of log-odds.
    """
    verdict = judge(template, page, scored, model)
    decided = decide(verdict.log_odds)
    by = [Decider.PAGE] * len(page)
    pages = [0] * len(page)
    content = scored.words * (verdict.own & (scored.log_odds > 0))
    warnings = verdict.warnings
    if verdict.decided.any() and float(content[~decided.kept].sum()) > MOST_LOST * float(content.sum()):
        decided = decide(scored.log_odds)
        warnings += ("the site's template would remove most of this page's content: cleaned without",)
    elif decided.kept.any():
        for number in np.flatnonzero(verdict.decided & (decided.kept == (verdict.log_odds > 0))).tolist():
            by[number], pages[number] = Decider.TEMPLATE, int(verdict.pages[number])
    else:
        decided = decide(scored.log_odds)
    return ruled(template, page, replace(decided, by=tuple(by), pages=tuple(pages), warnings=warnings))


def ruled(template: SiteTemplate, page: Page, decided: Decided) -> Decided:
    """A decision after what a person says."""
    rules = template.rules.verdicts(page)
    if not rules:
        return decided
    kept, by, pages = decided.kept.copy(), list(decided.by), list(decided.pages)
    for number, wanted in rules.items():
        kept[number] = wanted
        by[number], pages[number] = Decider.PERSON, 0
    title = decided.title if decided.title is not None and kept[decided.title] else None
    return replace(decided, kept=kept, title=title, by=tuple(by), pages=tuple(pages))
