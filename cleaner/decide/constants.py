"""The numbers that the decision was tuned with, as a value that a sweep replaces: ``python -m cleaner.training.decision``."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.page.page import Form


class Constants(NamedTuple):
    """Probabilities and shares in [0, 1], log-odds, and numbers of words, digits or blocks.

    All were chosen on pages that the scorer had not seen.
    """

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
    paragraph_words: float = 10
    """Words of a block that would be missed."""
    sibling_words: float = 8
    """Words of a kept block that makes a paragraph in the same box one of the article's."""
    linked: float = 0.5
    """The share of a block's characters in links from which on it is not a paragraph, and above the title a menu."""
    least_lead: float = 0.15
    """The probability of a paragraph that stays between the title and the text."""
    least_heading_lead: float = 0.25
    """The same for a standfirst that is marked up as a heading."""
    digits_of_date: float = 6
    """Digits from which on a line below the title is when it was written."""
    near_title: float = 6
    """How many blocks below the title a standfirst stands at most."""
    standfirst_words: float = 8
    """Words of a standfirst that is known by the page's description."""
    described: float = 0.7
    """Which share of its words such a standfirst has from the description."""
    least_headed: float = 0.15
    """The greatest probability of a cell from which on a table with header cells stays with its heading."""
    island: float = 0.25
    """The mean probability from which on a run between kept prose of the same box stays."""
    announced: float = 0.1
    """The same for a run behind a colon."""
    linked_run: float = 0.5
    """The share of letters in links from which on a run is a menu."""
    prose_words: float = 8
    """Words of a block that is prose, and not an entry of a list."""
    post_share: float = 0.7
    """How far the blocks of a place that the page repeats are drawn to the mean of its long ones."""
    least_posts: float = -1.0
    """The mean log-odds of the long blocks from which on such a place may be one of posts, not a column of signatures."""
    never: float = 0.001
    """The probability up to which a block goes even where the rest of its list or table is kept."""
    copy_words: float = 8
    """Words from which on a block that is on the page twice is a copy and not a refrain."""
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
