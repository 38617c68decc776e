"""How often metadata are what people read on a page, and what they cost beside cleaning it.

usage: python -m tests.metadata_benchmark GOLD.jsonl.xz [PAGES]

A gold page has ``title``, ``author`` and ``date`` where people found them. A title is right with the same words (a
site's name after it is forgiven), authors with all of the gold's words, a date with the same day. The cost is the time
of ``.text`` and ``.metadata`` over that of ``.text``, both asked of each page in turn, the best of three.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
import time
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from cleaner import Cleaner
from cleaner.training.gold import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.training.gold import GoldPage

WORD = re.compile(r"\w+")
FIELDS = ("title", "author", "date")
ROUNDS = 3


def pages(path: str, count: int | None) -> Iterator[tuple[GoldPage, dict[str, Any]]]:
    """The gold pages of which some metadata are known, and all that is known of each."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        records = (record for record in map(json.loads, lines) if any(record.get(field) for field in FIELDS))
        for record in islice(records, count):
            yield read(record, path), record


def is_right(field: str, found: str | None, gold: str) -> bool:
    """Whether a value is what people read."""
    if not found or field == "date":
        return (found or "")[:10] == gold[:10]
    own, wanted = WORD.findall(found.lower()), WORD.findall(gold.lower())
    if field == "author":
        return set(wanted) <= set(own) and len(own) <= 3 * len(wanted)
    return own == wanted or (len(wanted) > 2 and own[: len(wanted)] == wanted)


def took(cleaner: Cleaner, page: GoldPage, metadata: bool) -> float:
    """Seconds of processor time for a page's text, with or without its metadata."""
    begun = time.process_time()
    document = cleaner.clean(page.html, page.url)
    _ = document.text
    if metadata:
        _ = document.metadata
    return time.process_time() - begun


def main(path: str, count: int | None) -> None:
    """Print the shares and the cost."""
    cleaner, tally, text, both = Cleaner(), Counter[tuple[str, str]](), 0.0, 0.0
    for page, gold in pages(path, count):
        found = cleaner.clean(page.html, page.url).metadata
        for field in FIELDS:
            value, wanted = getattr(found, field), gold.get(field)
            tally[field, "known" if wanted else "unknown"] += 1
            tally[field, "right" if wanted else "given"] += is_right(field, value, wanted) if wanted else bool(value)
        rounds = [(took(cleaner, page, False), took(cleaner, page, True)) for _ in range(ROUNDS)]
        text += min(one for one, _ in rounds)
        both += min(one for _, one in rounds)
    if not tally:
        sys.exit(f"{path}: no page has a title, an author or a date that people found")
    for field in FIELDS:
        known, unknown = tally[field, "known"], tally[field, "unknown"]
        right, given = tally[field, "right"], tally[field, "given"]
        print(f"{field:8}{right / max(1, known):.3f} of {known}; given where the gold has none: {given} of {unknown}")
    print(f"cost    {100 * (both / text - 1):.1f} % of the time of cleaning")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None)
