"""Gold pages to training examples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cleaner.decode.decode import decode
from cleaner.segment.html.segment import segment_html
from cleaner.training.scorer.labels import label
from cleaner.training.scorer.recipe import Example
from cleaner.training.scorer.trust import trusted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.training.gold import GoldPage


def examples(pages: Iterable[GoldPage]) -> Iterator[tuple[GoldPage, Example]]:
    """Segment and label pages; sources are dropped to save memory.

    Pages without any text are examples without blocks: nothing to learn from, and nothing right when they are scored.
    """
    for gold in pages:
        page = segment_html(decode(gold.html).text)
        labels, trust = label(page.blocks.texts, gold)
        trust = trusted(page, labels, trust, gold)
        example = Example(replace(page, source=""), labels, trust, gold.text is not None, gold.kind, gold.site)
        yield replace(gold, html=b""), example
