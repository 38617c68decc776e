"""What is done with a page, from top to bottom: decode, segment, score, weigh what its site's template knows, decide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cleaner.decide.constants import SHIPPED
from cleaner.decide.decide import decide
from cleaner.decide.smooth import smooth_by_structure
from cleaner.decision import Decider
from cleaner.document import Document
from cleaner.fragment import with_fragment_prior
from cleaner.options import Options
from cleaner.page.page import Form
from cleaner.page.structure import structure_of
from cleaner.scoring.score import probability, score
from cleaner.segment.segment import form_of, segment
from cleaner.source import read_source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.decide.constants import Constants
    from cleaner.decision import Decision
    from cleaner.page.page import Page
    from cleaner.rules import Rules
    from cleaner.scoring.score import Scored
    from cleaner.source import Source
    from cleaner.templates.evidence.certainty import SiteCertainty
    from cleaner.templates.evidence.model import EvidenceModel
    from cleaner.templates.find import TemplateFinder
    from cleaner.templates.template import SiteTemplate

FURNITURE = 0.02
"""The probability of being content that a block is given if a template removes it."""
NO_ARTICLE = "no article found on this page"


def clean_page(
    source: Source,
    url: str | None = None,
    form: Form | str = "auto",
    encoding: str | None = None,
    template: SiteTemplate | None = None,
    options: Options | None = None,
    templates: TemplateFinder | None = None,
) -> Document:
    """Clean one page; see :func:`cleaner.clean`.

    :param templates: where to look for the template of the page's site, if no ``template`` is given.
    """
    options = options or Options()
    text, utf8, warnings = read_source(source, encoding, options.max_bytes)
    form = form_of(text, form)
    if template is None and templates is not None:
        template = templates.find(url, text)
    rules = options.rules()
    known_text: str | None = None
    if template is not None:
        rules = template.rules | rules if rules is not None else template.rules
    if template is not None and template.is_learned:
        page, decision = with_template(text, form, template, options, utf8, rules=rules)
    else:
        page, decision = alone(text, form, options, utf8)
        if form is Form.TEXT:
            from cleaner.stable import until_stable  # only scraped text needs it

            decision, known_text = until_stable(page, decision, lambda rest: decide_alone(rest, options))
        if rules is not None:
            decision, known_text = apply_rules(rules, page, decision), None
    warnings += decision.warnings
    if not decision.kept.any():
        warnings += (NO_ARTICLE,)
    document = Document(
        page=page,
        scores=decision.scores,
        kept=decision.kept,
        decided_by=decision.by,
        decided_from=decision.pages,
        title_block=decision.title,
        skipped=decision.skipped,
        url=url,
        options=options,
        warnings=warnings,
    )
    if known_text is not None:  # it was written to be looked at once more
        vars(document)["text"] = known_text
    return document


def alone(text: str, form: Form, options: Options, utf8: bytes | None = None) -> tuple[Page, Decision]:
    """Segment a page and decide on it without a template."""
    page = segment(text, form, utf8)
    return page, decide_alone(page, options)


def decide_alone(page: Page, options: Options) -> Decision:
    """Decide on a page without a template."""
    return decide_on(page, with_fragment_prior(page, score(page)), options)


def decide_on(
    page: Page,
    scored: Scored,
    options: Options,
    against: NDArray[np.bool_] | None = None,
    constants: Constants = SHIPPED,
) -> Decision:
    """Decide what is kept, by the log-odds of the blocks and by which blocks belong together.

    :param against: (n,) blocks that a template speaks against: what stands around them does not bring them back.
    """
    structure = structure_of(page)
    log_odds = smooth_by_structure(page, scored, structure, constants)
    if against is not None:
        log_odds = np.where(against, np.minimum(log_odds, scored.log_odds), log_odds)
    return decide(page, probability(log_odds), scored.words, options, structure, against, constants)


def with_template(
    text: str,
    form: Form,
    template: SiteTemplate,
    options: Options,
    utf8: bytes | None = None,
    model: EvidenceModel | None = None,
    certainty: SiteCertainty | None = None,
    rules: Rules | None = None,
) -> tuple[Page, Decision]:
    """A page of a known site.

    Where the template is sure of enough, that decides, and what was never content is not even read. Else the page is
    scored and decided by itself; if something of what it keeps is the site's for certain, it is scored and decided once
    more as if that had never been there. What else recurs is the page's to judge.

    :param model: weighs the evidence; the shipped one unless another is given, and then with a certainty that was made by it.
    :param rules: a person's rules; those of the template unless others are given.
    """
    from cleaner.templates.evidence.fast_path import (  # only known sites need templates
        SkipGuide,
        credit_template,
        pre_score,
    )
    from cleaner.templates.evidence.rest import with_gone, without
    from cleaner.templates.evidence.weigh import credit, view_of

    rules = template.rules if rules is None else rules
    page = None
    if form is Form.HTML and not (rules.keep or rules.keep_texts):  # what is kept must be read
        certainty = certainty or template.certainty
        guide = SkipGuide(certainty) if certainty.nodes else None
        page = segment(text, form, utf8, guide)
        known = pre_score(certainty, page, guide) if guide is not None else None
        if guide is not None and known is not None:
            decision = decide_on(page, known.scored, options, against=known.scored.log_odds < 0)
            return page, apply_rules(rules, page, credit_template(decision, known, guide))
    if page is None or page.skipped:
        page = segment(text, form, utf8)

    scored = with_fragment_prior(page, score(page))
    by_itself = decision = decide_on(page, scored, options)
    view = view_of(template, page, scored, by_itself, model)
    if view is not None:
        if view.among.any() and not view.among.all():
            decision = with_gone(decide_alone(without(page, view.among), options), view.among, FURNITURE)
        decision = credit(decision, by_itself, view)
    return page, apply_rules(rules, page, decision)


def apply_rules(rules: Rules, page: Page, decision: Decision) -> Decision:
    """A decision after a person's rules were applied to it."""
    from cleaner.templates.site.match import verdicts  # only those who give rules need it

    wanted = verdicts(rules, page)
    if not wanted:
        return decision
    kept = decision.kept.copy()
    by = list(decision.by) or [Decider.PAGE] * len(kept)
    pages = list(decision.pages) or [0] * len(kept)
    for block, keep in wanted.items():
        kept[block] = keep
        by[block], pages[block] = Decider.PERSON, 0
    title = decision.title if decision.title is not None and kept[decision.title] else None
    return replace(decision, kept=kept, title=title, by=tuple(by), pages=tuple(pages))
