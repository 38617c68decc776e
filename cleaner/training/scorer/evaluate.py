"""How well clean text agrees with gold.

Word-level precision, recall and F1 compare bags of lower-case words, a CJK character being one, averaged over pages.
Shingle F1 is that of the article extraction benchmark: bags of four-word shingles, precision and recall averaged over
pages first. A page loses a paragraph where the text has less than half of the shingles of a line of gold that has ten words or
more: what a reader misses, whatever F1 says. ``with`` and ``without`` are the shares of those segments found in the text; for a collection that only
has segments, precision, recall and F1 count segments.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from cleaner.training.scorer.labels import SHINGLE, words_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from cleaner.training.gold import GoldPage

PARAGRAPH = 10
"""Words from which on a line of gold is a paragraph."""


@dataclass(frozen=True, slots=True)
class PageScore:
    """The scores of one page; None where its gold does not tell."""

    id: str
    kind: str
    precision: float | None
    recall: float | None
    f1: float | None
    shingle_precision: float | None
    shingle_recall: float | None
    loses: float | None
    """1 where the text lacks a paragraph of the gold, 0 where it does not."""
    present: tuple[int, int]
    """How many of the segments that must appear do, and how many there are."""
    absent: tuple[int, int]
    """How many of the segments that must not appear do, and how many there are."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Averages over pages."""

    pages: int
    f1: float
    precision: float
    recall: float
    shingle_f1: float | None
    loses: float | None
    """The share of pages that lose a paragraph, of those whose gold has one."""
    present: float | None
    absent: float | None


def score_page(text: str, page: GoldPage) -> PageScore:
    """Compare a page's clean text with its gold."""
    flat = " ".join(text.split())
    precision = recall = f1 = shingle_precision = shingle_recall = loses = None
    if page.text is not None:
        found, want = words_of(text), words_of(page.text)
        precision, recall, f1 = overlap(found, want)
        shingle_precision, shingle_recall, _ = overlap(shingles(found), shingles(want))
        loses = loses_paragraph(found, page.text)
        flat = flat.lower()

    def hits(segments: Sequence[str]) -> tuple[int, int]:
        squeezed = [" ".join(segment.split()) for segment in segments]
        if page.text is not None:
            squeezed = [segment.lower() for segment in squeezed]
        return sum(segment in flat for segment in squeezed), len(squeezed)

    return PageScore(
        page.id,
        page.kind,
        precision,
        recall,
        f1,
        shingle_precision,
        shingle_recall,
        loses,
        hits(page.present),
        hits(page.absent),
    )


def loses_paragraph(found: list[str], gold: str) -> float | None:
    """Whether a text lacks a paragraph of the gold (1 or 0); None where the gold has no paragraph.

    :param found: the words of the text.
    """
    have = set(shingles(found))
    paragraphs = [words for line in gold.split("\n") if len(words := words_of(line)) >= PARAGRAPH]
    if not paragraphs:
        return None
    return float(
        any(sum(run in have for run in shingles(words)) < 0.5 * (len(words) - SHINGLE + 1) for words in paragraphs)
    )


def overlap(found: Iterable[Hashable], want: Iterable[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 of one bag against another; two empty bags agree."""
    have, gold = Counter(found), Counter(want)
    if not have or not gold:
        return (1.0, 1.0, 1.0) if not have and not gold else (0.0, 0.0, 0.0)
    both = (have & gold).total()
    precision, recall = both / have.total(), both / gold.total()
    return precision, recall, harmonic(precision, recall)


def harmonic(precision: float, recall: float) -> float:
    """The F1 of a precision and a recall."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def shingles(words: list[str]) -> list[tuple[str, ...]]:
    """All runs of four words; a shorter text is one run."""
    if not words:
        return []
    return [tuple(words[k : k + SHINGLE]) for k in range(max(1, len(words) - SHINGLE + 1))]


def summarize(scores: Sequence[PageScore]) -> Summary:
    """Average the scores of a collection.

    :raises ValueError: there are none.
    """
    if not scores:
        raise ValueError("no pages to average over")
    have = [sum(score.present[k] for score in scores) for k in (0, 1)]
    wrong = [sum(score.absent[k] for score in scores) for k in (0, 1)]
    whole = [score for score in scores if score.f1 is not None]
    if not whole:
        precision, recall = have[0] / max(1, have[0] + wrong[0]), have[0] / max(1, have[1])
        return Summary(len(scores), harmonic(precision, recall), precision, recall, None, None, None, None)
    return Summary(
        pages=len(scores),
        f1=fmean(score.f1 or 0 for score in whole),
        precision=fmean(score.precision or 0 for score in whole),
        recall=fmean(score.recall or 0 for score in whole),
        shingle_f1=harmonic(
            fmean(score.shingle_precision or 0 for score in whole), fmean(score.shingle_recall or 0 for score in whole)
        ),
        loses=fmean(known) if (known := [score.loses for score in whole if score.loses is not None]) else None,
        present=have[0] / have[1] if have[1] else None,
        absent=wrong[0] / wrong[1] if wrong[1] else None,
    )


def by_kind(scores: Sequence[PageScore]) -> dict[str, Summary]:
    """The same for each kind of page."""
    kinds: dict[str, list[PageScore]] = defaultdict(list)
    for score in scores:
        kinds[score.kind].append(score)
    return {kind: summarize(kinds[kind]) for kind in sorted(kinds)}
