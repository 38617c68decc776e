"""The numbers that the decision was tuned with, as a value that a sweep replaces: ``python -m cleaner.training.decision``."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.page.page import Form


@dataclass(frozen=True, slots=True)
class Constants:
    """Probabilities, shares in [0, 1], words, and deviations in log-odds; chosen on pages that the scorer had not seen."""

    least: float = 0.2
    """What is less probable than this is not kept, however unsure the page: a page without an article stays empty."""
    shift: float = 2.0
    """How far, in log-odds, the scorer may be wrong about all of a page of markup."""
    shift_of_text: float = 4.0
    """The same for scraped text."""
    least_words: float = 8
    """Expected words of content below which a page of markup has no article, unless one of its blocks is surely one."""
    sure_block: float = 0.8
    """The probability of a block that surely is an article."""
    mostly_kept: float = 0.6
    """The share of a list's words from which on all of it is kept."""
    pattern_share: float = 0.3
    """How far blocks of one pattern are drawn to their mean; in scraped text all short lines are of one, and none is."""
    list_share: float = 0.5
    """How far blocks of one list are drawn to their mean."""
    article_share: float = 0.8
    """Which share of the expected words that are kept the box of the article holds: the innermost that holds so many."""
    sure_article: float = 0.8
    """The mean probability, in words, of the article's kept blocks from which on what is unsure outside goes."""
    least_before: float = 0.5
    """The probability of what stays before the box of a sure article."""
    least_behind: float = 0.6
    """The probability of what stays behind it."""
    least_inside: float = 0.2
    """The probability of a paragraph that stays between kept blocks of the article's box."""
    least_sibling: float = 0.05
    """The probability of a paragraph that stays beside kept ones in one box."""
    island: float = 0.25
    """The mean probability from which on a run between kept prose of the same box stays."""
    announced: float = 0.1
    """The same for a run behind a colon."""
    linked_run: float = 0.5
    """The share of letters in links from which on a run is a menu."""
    whole_share: float = 0.35
    """Which share of the words that are kept a block must have to be looked at as a copy of the rest."""
    contained: float = 0.7
    """Which share of its pairs of words other blocks must have, for a block to be a copy of them together."""

    def shift_in(self, form: Form) -> float:
        """How far the scorer may be wrong about all of a page of a form."""
        return self.shift if form is Form.HTML else self.shift_of_text

    def pattern_share_in(self, form: Form) -> float:
        """How far blocks of one pattern are drawn to their mean on a page of a form."""
        return self.pattern_share if form is Form.HTML else 0.0


SHIPPED = Constants()
