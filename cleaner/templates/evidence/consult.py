"""A page of a known site, from its source to the decision: the quick way where it will do, else the whole page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cleaner.document import Decided, Decider
from cleaner.page.page import Form
from cleaner.templates.evidence.fast_path import Pointer, look
from cleaner.templates.evidence.judge import LEAST_KNOWN, ruled, weigh

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.page.page import Page
    from cleaner.scoring.score import Scored
    from cleaner.segment.html.walk import Guide
    from cleaner.templates.evidence.certainty import Plan
    from cleaner.templates.evidence.model import EvidenceModel
    from cleaner.templates.template import SiteTemplate

LEAST_CONTENT = 0.5
"""The share of what the shortest remembered pages have, below which a page is rather looked at as a whole."""


class Steps(NamedTuple):
    """How a page is cleaned without a template."""

    form: Form
    read: Callable[[Guide | None], Page]
    """Segment it."""
    score: Callable[[Page], Scored]
    decide: Callable[[Page, Scored], Decided]
    """Decide by log-odds."""


def consult(
    template: SiteTemplate, steps: Steps, model: EvidenceModel | None = None, plan: Plan | None = None
) -> tuple[Page, Decided]:
    """Clean a page in the light of a template.

    :param model: the shipped one unless another is given, and then with a plan that was made by it.
    """
    if steps.form is Form.HTML and not template.rules.keep and not template.rules.keep_texts:
        plan = plan or template.plan
        pointer = Pointer(plan)
        page = steps.read(pointer if plan.nodes else None)
        found = by_plan(template, steps, page, pointer, plan, model) if plan.nodes else None
        if found is not None:
            return page, found
        if not page.passed:
            return page, by_page(template, steps, page, model)
    page = steps.read(None)
    return page, by_page(template, steps, page, model)


def by_page(template: SiteTemplate, steps: Steps, page: Page, model: EvidenceModel | None) -> Decided:
    """Score all that was read of a page, and weigh the template's evidence."""
    scored = steps.score(page)
    return weigh(template, page, scored, lambda log_odds: steps.decide(page, scored._replace(log_odds=log_odds)), model)


def by_plan(
    template: SiteTemplate, steps: Steps, page: Page, pointer: Pointer, plan: Plan, model: EvidenceModel | None
) -> Decided | None:
    """What the plan is sure of, and the scorer on what is left; None for a page that must be looked at as a whole.

    That is one that has little at known places, or less content than articles of the site have: then what was passed by
    may be what the page is about, as on a page that lists others.
    """
    if not len(page) or len(pointer.nodes) != len(page.boxes.tags):  # or the walk had to do without a guide
        return None
    seen = look(plan, page, pointer)
    if seen.known < LEAST_KNOWN or not seen.enough or seen.content < LEAST_CONTENT * plan.least:
        return None
    decided = steps.decide(page, seen.scored)
    decided = ruled(template, page, replace(decided, by=(Decider.TEMPLATE,) * len(page), pages=tuple(seen.pages)))
    return replace(decided, passed=tuple([plan.passed[node] for node in pointer.passed]))
