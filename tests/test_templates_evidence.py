"""How far a template's evidence may move a page, whatever the network says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cleaner import Options, SiteTemplate
from cleaner.page.page import Form, Kind
from cleaner.pipeline import alone, with_template
from cleaner.templates.evidence.counts import Memory
from cleaner.templates.evidence.features import FEATURES, evidence
from cleaner.templates.evidence.model import KEPT, EvidenceModel
from cleaner.templates.site.sample import Sample
from cleaner.templates.site.sketch import Seen
from cleaner.templates.site.stored import record
from tests.template_pages import article

AGAINST = EvidenceModel({
    "inner.weight": np.zeros((len(FEATURES), 1), np.float32),
    "inner.bias": np.zeros(1, np.float32),
    "outer.weight": np.zeros((1, 1), np.float32),
    "outer.bias": np.array([-8], np.float32),
})  # fmt: skip
"""A network that would remove everything."""
STORY, NOTE, NEW = "body>div.story>p", "body>div.note>p", "body>section.new>p"


def seen(number: int, *lines: tuple[str, int, float, int]) -> Seen:
    """A page of a story of its own, and other lines: place, text (0 for one of its own), log-odds, words."""
    story = [(STORY, 0, 3.0, 40)] * 4
    places, texts, log_odds, words = zip(*story, *lines, strict=True)
    return Seen(
        form=Form.HTML,
        title=f"Page {number}",
        texts=[text or 1000 * number + k for k, text in enumerate(texts)],
        places=list(places),
        kinds=np.full(len(texts), int(Kind.PARAGRAPH), dtype=np.int64),
        words=np.array(words, dtype=np.float32),
        links=np.zeros(len(texts), dtype=np.float32),
        log_odds=np.array(log_odds, dtype=np.float32),
    )


def weighed(page: Seen, others: list[Seen]) -> list[float]:
    """The log-odds of a page's lines beside the story."""
    found = evidence(Memory([record(other, 0) for other in others]), page)
    log_odds: list[float] = AGAINST.weigh(page.log_odds, found)[4:].tolist()
    return log_odds


def test_nothing_speaks_against_what_no_other_page_has() -> None:
    others = [seen(n) for n in range(1, 9)]
    assert weighed(seen(20, (NEW, 0, 0.4, 12), (NEW, 0, -1.0, 3)), others) == [np.float32(0.4), -1.0]


def test_the_more_pages_the_more_it_counts() -> None:
    line = (NOTE, 7, 0.2, 12)
    found = [weighed(seen(20, line), [seen(n, line) for n in range(1, count + 1)])[0] for count in (1, 3, 9)]
    assert np.allclose(found, [0.2 - 8 * share for share in (1 / 2, 3 / 4, 9 / 10)])


def test_a_paragraph_that_page_and_place_agree_on_stays() -> None:
    """Its text must be its own and long enough, and the scorer for it."""
    others = [seen(n, (NOTE, 0, 1.0, 30), (NOTE, 7, 1.0, 30)) for n in range(1, 9)]
    own, repeated, short, doubtful = weighed(
        seen(20, (NOTE, 0, 2.0, 30), (NOTE, 7, 2.0, 30), (NOTE, 0, 2.0, 3), (NOTE, 0, -0.2, 30)), others
    )
    assert own == 2 * KEPT
    assert max(repeated, short, doubtful) < -4
    linked = seen(20, (NOTE, 0, 2.0, 30), (NOTE, 0, 2.0, 30))
    linked.links[4] = 1
    assert max(weighed(linked, others)) < -4, "what is under a link announces another page"
    negative = [seen(n, (NOTE, 0, -2.0, 30)) for n in range(1, 9)]
    assert weighed(seen(20, (NOTE, 0, 2.0, 30)), negative)[0] < -4


def test_a_page_that_would_lose_most_of_its_own_texts_is_cleaned_without() -> None:
    """Say, a list of what the site sells, on a site where such lists are mostly in boxes."""
    learned = SiteTemplate.learn([article(n) for n in range(8)], site="example.org")
    doubting = [replace(page, log_odds=bytes(len(page.log_odds))) for page in learned.sample.records]
    template = SiteTemplate("example.org", Sample(tuple(doubting)))
    _, decision = with_template(article(50), Form.HTML, template, Options(), model=AGAINST)
    assert decision.kept.tolist() == alone(article(50), Form.HTML, Options())[1].kept.tolist()
    assert any("would remove most" in warning for warning in decision.warnings)
