"""What is done with a page, from top to bottom: decode, segment, score, weigh what its site's template knows, decide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cleaner.decide.constants import SHIPPED
from cleaner.decide.decide import decide
from cleaner.decide.other_stories import without_other_stories
from cleaner.decide.smooth import smooth_by_structure
from cleaner.decision import Decider
from cleaner.document import Document
from cleaner.fragment import with_fragment_prior
from cleaner.options import Options
from cleaner.page.page import Form
from cleaner.page.structure import structure_of
from cleaner.scoring.score import probability, score
from cleaner.scoring.threads import turn
from cleaner.segment.segment import form_of, segment
from cleaner.source import read_source

if TYPE_CHECKING:
    from cleaner.decide.constants import Constants
    from cleaner.decision import Decision
    from cleaner.page.page import Page
    from cleaner.rules import Rules
    from cleaner.scoring.score import Scored
    from cleaner.source import Source
    from cleaner.templates.evidence.weigh import Prior
    from cleaner.templates.find import TemplateFinder
    from cleaner.templates.template import SiteTemplate

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
    with turn(len(text)):
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


def decide_known(page: Page, prior: Prior, options: Options) -> Decision:
    """Decide on a page of a known site, in the light of what is known of its places."""
    return decide_on(page, prior.weigh(with_fragment_prior(page, score(page))), options)


def decide_on(page: Page, scored: Scored, options: Options, constants: Constants = SHIPPED) -> Decision:
    """Decide what is kept, by the log-odds of the blocks and by which blocks belong together."""
    structure = structure_of(page)
    scored = without_other_stories(page, scored, structure)
    log_odds = smooth_by_structure(page, scored, structure, constants)
    return decide(page, probability(log_odds), scored.words, options, structure, constants)


def with_template(
    text: str,
    form: Form,
    template: SiteTemplate,
    options: Options,
    utf8: bytes | None = None,
    rules: Rules | None = None,
) -> tuple[Page, Decision]:
    """A page of a known site: what is the site's for certain goes first, and the page decides the rest by itself.

    Boxes in which nothing ever was content are not read, and what is read and is the site's is not scored, as if none of
    it had ever been there. A page of which little is left is looked at as a whole.

    :param rules: a person's rules; those of the template unless others are given.
    """
    from cleaner.templates.evidence.skip import SkipGuide  # only known sites need templates
    from cleaner.templates.evidence.weigh import LEAST_LEFT, leaves_enough, without_furniture

    rules = template.rules if rules is None else rules
    knowledge = template.knowledge
    guide = None
    if form is Form.HTML and knowledge.passed and not (rules.keep or rules.keep_texts):  # what is kept must be read
        guide = SkipGuide(knowledge)
    page = segment(text, form, utf8, guide)

    def decide_rest(rest: Page, prior: Prior) -> Decision:
        return decide_known(rest, prior, options)

    decision = without_furniture(page, knowledge, guide, decide_rest)
    if not leaves_enough(page, decision, knowledge.enough):
        page = segment(text, form, utf8) if page.skipped else page
        decision = without_furniture(page, knowledge, None, decide_rest, sure_alone=True)
        if not leaves_enough(page, decision, LEAST_LEFT):
            decision = decide_alone(page, options)
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
