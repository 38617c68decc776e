"""The bounded sample of pages: merging in any order, in any parts, again and again."""

from __future__ import annotations

import math
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.templates.site.sample import Sample, sample, size
from cleaner.templates.site.stored import StoredPage


def make(number: int, period: int, length: int) -> StoredPage:
    """A record; the same number and period may come with several lengths."""
    random = Random(number)
    return StoredPage(
        id=random.getrandbits(64),
        period=24_300 + period,
        title=f"Title {number}",
        paths=tuple(f"body>div.a{number % 3}>p{k}" for k in range(1 + length % 3)),
        places=tuple(k % (1 + length % 3) for k in range(length)),
        texts=tuple(random.getrandbits(42) for _ in range(length)),
        begins=tuple(random.getrandbits(24) for _ in range(length)),
        closes=tuple(random.getrandbits(24) for _ in range(length)),
        words=bytes(length),
        links=bytes(length),
        sentences=bytes(length),
        log_odds=bytes(length),
    )


RECORDS = st.builds(make, st.integers(0, 30), st.integers(0, 8), st.integers(1, 40))
PARTS = st.lists(st.lists(RECORDS, max_size=12), max_size=5)


def merged(parts: list[Sample], limit: int) -> Sample:
    found = Sample()
    for part in parts:
        found = sample((*found.records, *part.records), min(found.threshold, part.threshold), limit)
    return found


@settings(max_examples=200, deadline=None)
@given(PARTS, st.integers(500, 6000), st.randoms())
def test_parts_in_any_order_give_the_whole(parts: list[list[StoredPage]], limit: int, random: Random) -> None:
    whole = sample([record for part in parts for record in part], limit=limit)
    each = [sample(part, limit=limit) for part in parts]
    random.shuffle(each)
    assert merged(each, limit) == whole
    half = len(each) // 2
    assert merged([merged(each[:half], limit), merged(each[half:], limit)], limit) == whole
    assert merged([whole, *each, whole], limit) == whole


@settings(max_examples=100, deadline=None)
@given(st.lists(RECORDS, max_size=40), st.integers(500, 6000))
def test_the_limit_holds(records: list[StoredPage], limit: int) -> None:
    kept = sample(records, limit=limit)
    assert sum(map(size, kept.records)) <= limit
    assert math.isinf(kept.threshold) == (len(kept.records) == len({(r.period, r.id) for r in records}))


@given(st.lists(RECORDS, max_size=20))
def test_union_is_the_default_limit(records: list[StoredPage]) -> None:
    assert sample(records[:7]) | sample(records[7:]) == sample(records) == sample(records[7:]) | sample(records[:7])


def test_old_pages_are_forgotten_first() -> None:
    records = [make(n, 0, 30) for n in range(400)] + [make(1000 + n, 12, 30) for n in range(400)]
    kept = sample(records, limit=60_000)
    new = sum(record.period == 24_312 for record in kept.records)
    assert new > 0.75 * len(kept.records)
    assert len(kept.records) - new > 0


def test_the_number_of_pages_is_estimated() -> None:
    kept = sample([make(n, 0, 5) for n in range(5000)], limit=60_000)
    assert len(kept.records) < 300
    assert 4000 < kept.estimate() < 6000
