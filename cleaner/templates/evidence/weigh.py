"""A page without what its site's template takes out of it, and the decision on the rest."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.decision import Decider
from cleaner.page.page import Blocks
from cleaner.templates.evidence.furniture import find_furniture
from cleaner.templates.evidence.sight import FEW, LINKED
from cleaner.templates.site.sketch import sketch_page
from cleaner.words import count_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from cleaner.decision import Decision
    from cleaner.page.page import Page
    from cleaner.scoring.score import Scored
    from cleaner.templates.evidence.knowledge import SiteKnowledge
    from cleaner.templates.evidence.sight import Sight
    from cleaner.templates.evidence.skip import SkipGuide

    Floats = NDArray[np.float32]
    Decide = Callable[[Page, "Prior"], Decision]

FURNITURE = 0.02
"""The probability of being content that a block gets which a template removes."""
LEAST_LEFT = 30
"""Words that must be left, or the template removes nothing."""
LEAST_KNOWN = 0.3
"""The share of its words at known places below which a page does not look like its site."""
PAGE = 1.0
"""Pages' worth of its site that a page's own scores count."""
WOULD_REMOVE_TOO_MUCH = (
    "the site's template would remove too much of this page's own content: only what others repeat was removed by it"
)


class Prior(NamedTuple):
    """What a template thinks of the ``n`` blocks of a page by what it knows of its site."""

    log_odds: Floats
    """(n,) of being content: what the scorer thought of the site's other pages at the same place, on average."""
    trust: Floats
    """(n,) how far that counts against the page's own scores, in [0, 1): more, the more pages it is of."""

    def weigh(self, scored: Scored) -> Scored:
        """Scores of a page in the light of its site."""
        log_odds = self.trust * self.log_odds + (1 - self.trust) * scored.log_odds
        return scored._replace(log_odds=log_odds.astype(np.float32))


def prior_of(sight: Sight) -> Prior:
    """What a template thinks of a page's blocks by their places; of texts that several articles have, nothing.

    Several links in a row, or what nearly says what other pages say, are no paragraphs of the article, though such stand
    at their place: a list of other stories may be built like them.
    """
    seen, found = sight.seen, sight.found
    n = len(seen)
    log_odds, trust = np.zeros(n, dtype=np.float32), np.zeros(n, dtype=np.float32)
    linked = [False, *(share >= LINKED for share in seen.links), False]
    for number, (shared, place) in enumerate(zip(found.shared, sight.places, strict=True)):
        if shared or place is None:
            continue
        in_row = linked[number + 1] and (linked[number] or linked[number + 2])
        fresh = not in_row and found.nearly[number] * found.total <= FEW
        if fresh if place.mean > 0 else not place.inside:
            log_odds[number] = place.mean
            trust[number] = place.articles / (place.articles + PAGE)
    return Prior(log_odds, trust)


def without_furniture(
    page: Page, knowledge: SiteKnowledge, guide: SkipGuide | None, decide: Decide, *, sure_alone: bool = False
) -> Decision:
    """Decide on a page as if what is its site's had never been there.

    :param guide: the one by which the page was read.
    :param decide: decides on a page by itself.
    :param sure_alone: whether only what nearly all pages say is taken out, since with the rest little would be left.
    """
    n = len(page)
    gone, prior = np.zeros(n, dtype=np.bool_), Prior(*np.zeros((2, n), dtype=np.float32))
    pages = [0] * n
    sight = knowledge.look(sketch_page(page), page.form) if n else None
    if sight is not None:
        furniture, everywhere = find_furniture(sight)
        gone = everywhere if sure_alone else furniture
        pages = [round(share * sight.found.total) for share in sight.found.nearly]
        if not sure_alone:
            prior = prior_of(sight)
    stays = ~gone
    decision = decide(without(page, gone) if gone.any() else page, Prior(*(column[stays] for column in prior)))
    if gone.any():
        decision = with_gone(decision, gone)
    by = tuple(Decider.TEMPLATE if out else Decider.PAGE for out in gone.tolist())
    skipped = tuple(guide.reasons[node] for node in guide.skipped) if guide is not None and page.skipped else ()
    warnings = (WOULD_REMOVE_TOO_MUCH,) if sure_alone and gone.any() else ()
    if sight is not None and not page.skipped and sight.known < LEAST_KNOWN:
        known = f"{sight.known:.0%} of it at known places"
        unlike = f"the page does not look like its site's template ({known}): only what others repeat was removed by it"
        warnings = (unlike, *warnings)
    return replace(
        decision,
        by=by,
        pages=tuple(max(count, 1) if out else 0 for count, out in zip(pages, gone.tolist(), strict=True)),
        skipped=skipped,
        warnings=warnings + decision.warnings,
    )


def leaves_enough(page: Page, decision: Decision, least: float) -> bool:
    """Whether a decision keeps so many words, or nothing was taken out."""
    if not page.skipped and Decider.TEMPLATE not in decision.by:
        return True
    return sum(count_words(page.blocks.texts[block]) for block in np.flatnonzero(decision.kept).tolist()) >= least


def without(page: Page, gone: NDArray[np.bool_]) -> Page:
    """The page with the other blocks alone; for scoring and deciding, not for views.

    :param gone: (n,) which blocks to leave out.
    """
    stays = np.flatnonzero(~gone).tolist()
    before = np.concatenate(([0], np.cumsum(~gone))).tolist()
    columns = {field.name: getattr(page.blocks, field.name) for field in fields(Blocks)}
    blocks = Blocks(**{name: [column[block] for block in stays] for name, column in columns.items()})
    boxes = replace(
        page.boxes,
        begins=[before[block] for block in page.boxes.begins],
        ends=[before[block] for block in page.boxes.ends],
    )
    return replace(page, blocks=blocks, boxes=boxes)


def with_gone(decision: Decision, gone: NDArray[np.bool_]) -> Decision:
    """A decision on the rest of a page as one on the whole page: what is gone is not kept."""
    stays = np.flatnonzero(~gone)
    scores = np.full(len(gone), FURNITURE, dtype=np.float32)
    kept = np.zeros(len(gone), dtype=np.bool_)
    scores[stays], kept[stays] = decision.scores, decision.kept
    title = None if decision.title is None else int(stays[decision.title])
    return replace(decision, scores=scores, kept=kept, title=title)
