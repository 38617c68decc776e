"""Which pages a template remembers: a weighted sample of bounded size that does not depend on any order.

A page's record gets a random priority, drawn from the fingerprint of the page, so that every process draws the same.
Kept are the records of the lowest priorities that fit into the limit: bottom-k sampling (Cohen and Kaplan 2007) with
exponential weights by period (Efraimidis and Spirakis 2006), so that pages of older periods are forgotten first. The
lowest priority that did not fit is kept as well: with it, the sample of a union can be made from the samples of the
parts, and the number of pages that were seen can be estimated (Horvitz and Thompson 1952).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.templates.site.paths import SEPARATOR, beginnings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.templates.site.stored import StoredPage

LIMIT = 240_000
"""Bytes of all records as :mod:`cleaner.templates.site.codec` writes them; a template's head comes on top."""
HALF_LIFE = 4
"""Periods (months) after which a page weighs half."""
REFERENCE = 24_000
"""A period near to those in use, so that no weight overflows."""
OVERHEAD = 120
"""Bytes of a record's names and brackets."""
BLOCK_BYTES = 18
"""Of a block: its place 2, its text 6, the ends of it 6, the other columns one each."""
PLACE_OVERHEAD = 12
"""Bytes of a place beside its name."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Records in the order of their priorities, all below ``threshold``."""

    records: tuple[StoredPage, ...] = ()
    threshold: float = math.inf
    """The lowest priority that was left out; infinite where none was."""

    def __or__(self, other: Sample) -> Sample:
        """The sample of the union: associative, commutative and idempotent."""
        return sample((*self.records, *other.records), min(self.threshold, other.threshold))

    def estimate(self) -> float:
        """How many distinct pages were seen; exact as long as none was left out."""
        if math.isinf(self.threshold):
            return float(len(self.records))
        return sum(1 / -math.expm1(-math.exp(min(self.threshold + decay(page.period), 50))) for page in self.records)


def sample(records: Iterable[StoredPage], threshold: float = math.inf, limit: int = LIMIT) -> Sample:
    """Keep the records of the lowest priorities that fit.

    Of two records of one page in one period the larger is kept, so that what did not fit into a part does not fit into
    the whole.
    """
    best: dict[tuple[int, int], StoredPage] = {}
    for record in records:
        known = best.setdefault((record.period, record.id), record)
        if known is not record and (size(known), known) < (size(record), record):
            best[record.period, record.id] = record
    kept: list[StoredPage] = []
    paths: set[str] = set()
    total = 0
    for value, record in sorted((priority(record), record) for record in best.values()):
        if value >= threshold:
            break
        new = {begin for path in record.paths if path not in paths for begin in beginnings(path)} - paths
        total += size(record) + sum(len(json.dumps(path.rpartition(SEPARATOR)[2])) + PLACE_OVERHEAD for path in new)
        if total > limit:
            threshold = value
            break
        paths |= new
        kept.append(record)
    return Sample(tuple(kept), threshold)


def priority(record: StoredPage) -> float:
    """The logarithm of an exponential variate whose rate is the weight of the record's period."""
    uniform = (record.id + 0.5) / 2**64
    return round(math.log(-math.log(uniform)) - decay(record.period), 9)


def decay(period: int) -> float:
    """The logarithm of a period's weight."""
    return math.log(2) * (period - REFERENCE) / HALF_LIFE


def size(record: StoredPage) -> int:
    """An upper bound of the bytes that a record takes, its distinct paths aside."""
    columns = 4 * BLOCK_BYTES * len(record.texts) // 3 + 40
    examples = sum(len(json.dumps(text)) + 10 for _, text in record.examples)
    return OVERHEAD + columns + 7 * len(record.paths) + len(json.dumps(record.title)) + examples
