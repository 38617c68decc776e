"""How far a template's evidence may move a page, whatever the network says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cleaner import Options, SiteTemplate
from cleaner.page.page import Form, Kind
from cleaner.pipeline import alone, with_template
from cleaner.templates.evidence.counts import SiteCounts, weights_of
from cleaner.templates.evidence.features import FEATURES, evidence
from cleaner.templates.evidence.model import EVERYWHERE, KEPT, EvidenceModel
from cleaner.templates.site.sample import HALF_LIFE, Sample
from cleaner.templates.site.sketch import PageSketch
from cleaner.templates.site.stored import store_page
from tests.template_pages import article


def saying(change: float) -> EvidenceModel:
    """A network that says the same of everything."""
    return EvidenceModel({
        "inner.weight": np.zeros((len(FEATURES), 1), np.float32),
        "inner.bias": np.zeros(1, np.float32),
        "outer.weight": np.zeros((1, 1), np.float32),
        "outer.bias": np.array([change], np.float32),
    })  # fmt: skip


AGAINST, DOUBTING = saying(-8), saying(-4)
"""Networks that would remove everything, or all that is not sure."""
STORY, NOTE, NEW = "body>div.story>p", "body>div.note>p", "body>section.new>p"


def seen(number: int, *lines: tuple[str, int, float, int]) -> PageSketch:
    """A page of a story of its own, and other lines: place, text (0 for one of its own), log-odds, words."""
    story = [(STORY, 0, 3.0, 40)] * 4
    places, texts, log_odds, words = zip(*story, *lines, strict=True)
    keys = [text or 1000 * number + k for k, text in enumerate(texts)]
    return PageSketch(
        form=Form.HTML,
        title=f"Page {number}",
        texts=keys,
        begins=keys,
        closes=keys,
        places=list(places),
        kinds=np.full(len(texts), int(Kind.PARAGRAPH), dtype=np.int64),
        words=np.array(words, dtype=np.float32),
        links=np.zeros(len(texts), dtype=np.float32),
        sentences=np.ones(len(texts), dtype=np.bool_),
        questions=np.zeros(len(texts), dtype=np.bool_),
        log_odds=np.array(log_odds, dtype=np.float32),
    )


def weighed(page: PageSketch, others: list[PageSketch], model: EvidenceModel = AGAINST) -> list[float]:
    """The log-odds of a page's lines beside the story."""
    found = evidence(SiteCounts([store_page(other, 0) for other in others]), page)
    log_odds: list[float] = model.weigh(page.log_odds, found)[4:].tolist()
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
    page = seen(20, (NOTE, 0, 2.0, 30), (NOTE, 7, 2.0, 30), (NOTE, 0, 2.0, 3), (NOTE, 0, -0.2, 30))
    own, repeated, short, doubtful = weighed(page, others, DOUBTING)
    assert own == 2 * KEPT
    assert max(repeated, short, doubtful) < -1
    assert weighed(page, others, AGAINST)[0] < 0, "nearly all speaks against it"
    linked = seen(20, (NOTE, 0, 2.0, 30), (NOTE, 0, 2.0, 30))
    linked.links[4] = 1
    assert max(weighed(linked, others, DOUBTING)) < -1, "what is under a link announces another page"
    negative = [seen(n, (NOTE, 0, -2.0, 30)) for n in range(1, 9)]
    assert weighed(seen(20, (NOTE, 0, 2.0, 30)), negative, DOUBTING)[0] < -1


def test_what_nearly_all_pages_say_goes_whatever_the_network_says() -> None:
    others = [seen(n, (STORY, 7, 4.0, 12)) for n in range(1, 5)]
    assert weighed(seen(20, (STORY, 7, 4.0, 12)), others, saying(0))[0] == EVERYWHERE
    few = [*others[:2], *(seen(n) for n in range(10, 14))]
    assert weighed(seen(20, (STORY, 7, 4.0, 12)), few, saying(0))[0] == 4


def test_a_page_that_would_lose_most_of_its_own_texts_is_cleaned_without() -> None:
    """Say, a list of what the site sells, on a site where such lists are mostly in boxes."""
    learned = SiteTemplate.learn([article(n) for n in range(8)], site="example.org")
    doubting = [replace(page, log_odds=bytes(len(page.log_odds))) for page in learned.sample.records]
    template = SiteTemplate("example.org", Sample(tuple(doubting)))
    _, decision = with_template(article(50), Form.HTML, template, Options(), model=AGAINST)
    assert decision.kept.tolist() == alone(article(50), Form.HTML, Options())[1].kept.tolist()
    assert any("would remove too much" in warning for warning in decision.warnings)


def test_old_months_weigh_less_than_new_ones() -> None:
    months = [24_300, 24_300 - HALF_LIFE, 24_300 - 2 * HALF_LIFE]
    records = [store_page(seen(n), month) for n, month in enumerate(months, 1)]
    assert weights_of(records, [0, 1, 2]).tolist() == [1, 0.5, 0.25]
    assert weights_of(records, [0, 0, 2]).tolist() == [0.5, 0.25, 0.25]


def test_what_only_old_months_say_counts_less() -> None:
    def log_odds(new: int, old: int) -> float:
        line = (NOTE, 7, 0.2, 12)
        records = [store_page(seen(n, line), 24_300) for n in range(1, new + 1)]
        records += [store_page(seen(n), 24_300) for n in range(20, 22)]
        records += [store_page(seen(n, line), 24_300 - 5 * HALF_LIFE) for n in range(30, 30 + old)]
        page = seen(40, line)
        return float(AGAINST.weigh(page.log_odds, evidence(SiteCounts(records), page))[4])

    assert log_odds(new=4, old=0) < log_odds(new=0, old=4)


def test_the_features_of_a_block_say_what_the_block_alone_looked_like() -> None:
    page = seen(0, (NOTE, 7, -2.0, 10), (NOTE, 8, 1.5, 10))
    found = evidence(SiteCounts([store_page(seen(1), 0)]), page).features
    assert found[:, FEATURES.index("log_odds")].tolist() == (page.log_odds / np.float32(3)).tolist()
    assert found[:, FEATURES.index("kept")].tolist() == [1, 1, 1, 1, 0, 1]
