"""Which blocks of a gold page are content: the words of its blocks aligned with the words of its gold text.

Long blocks are matched by their four-word shingles, each place of the gold text used once, so that the second copy of
a text is not content again. Short blocks match nearly anywhere by accident: they count only where the gold text has
them between what their neighbours match.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cleaner.training.gold import GoldPage

CJK = "\u3040-\u30ff\u3400-\u9fff"
WORD = re.compile(rf"[{CJK}]|[^\W{CJK}]+")
SHINGLE = 4
REACH = 40
"""How far, in gold words, a short block may be from what its neighbours match."""


def words_of(text: str) -> list[str]:
    """Lower-case words; a character of a script without spaces is one."""
    return WORD.findall(text.lower())


def align(texts: Sequence[str], gold: str) -> NDArray[np.float32]:
    """(n,) the share of each block's words that the gold text has, in [0, 1]."""
    want = words_of(gold)
    blocks = [words_of(text) for text in texts]
    shingles: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in range(len(want) - SHINGLE + 1):
        shingles[tuple(want[place : place + SHINGLE])].append(place)
    singles: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(want):
        singles[word].append(place)

    used = bytearray(len(want))
    shares = np.zeros(len(blocks), dtype=np.float32)
    spans: dict[int, tuple[int, int]] = {}
    here = 0
    for number, words in enumerate(blocks):
        if len(words) >= SHINGLE:
            matched, first, last = match(words, want, shingles, used, here)
            shares[number] = matched / len(words)
            if matched >= 0.6 * len(words) and last > first:
                spans[number] = (first, last)
                here = last
    anchors = sorted(spans)
    for number, words in enumerate(blocks):
        if words and len(words) < SHINGLE:
            after = bisect_left(anchors, number)
            low = spans[anchors[after - 1]][1] if after else 0
            high = spans[anchors[after]][0] if after < len(anchors) else len(want)
            if not anchors:
                low, high = here, len(want)
            elif low > high:  # the page's order is not the gold's: look right behind and right before
                low, high = low, min(low + REACH, len(want))
            elif not after:
                low = max(0, high - REACH)
            elif after == len(anchors):
                high = min(len(want), low + REACH)
            place = find(words, want, singles, used, low, high)
            if place >= 0:
                shares[number] = 1
                used[place : place + len(words)] = b"\1" * len(words)
                if not anchors:
                    here = place + len(words)
    return shares


def match(
    words: list[str], want: list[str], shingles: dict[tuple[str, ...], list[int]], used: bytearray, here: int
) -> tuple[int, int, int]:
    """Use up gold words for a long block: how many matched, and the first and one past the last gold place."""
    matched, first, last = 0, -1, -1
    at = 0
    while at <= len(words) - SHINGLE:
        places = shingles.get(tuple(words[at : at + SHINGLE]))
        free = choose(places, used, last if last >= 0 else here) if places else None
        if free is None:
            at += 1
            continue
        place, length = free, 0
        while (
            at + length < len(words)
            and place + length < len(want)
            and words[at + length] == want[place + length]
            and not used[place + length]
        ):
            used[place + length] = 1
            length += 1
        first = place if first < 0 else min(first, place)
        last = max(last, place + length)
        matched += length
        at += length
    return matched, first, last


def choose(places: list[int], used: bytearray, here: int) -> int | None:
    """The unused place nearest behind ``here``, else the first unused one."""
    free = [place for place in places if not used[place]]
    if not free:
        return None
    return next((place for place in free if place >= here), free[0])


def find(words: list[str], want: list[str], singles: dict[str, list[int]], used: bytearray, low: int, high: int) -> int:
    """The first unused place of a short block in gold[low:high]; -1 where there is none."""
    places = singles.get(words[0], [])
    for place in places[bisect_left(places, low) :]:
        if place + len(words) > high:
            return -1
        if want[place : place + len(words)] == words and not any(used[place : place + len(words)]):
            return place
    return -1


def label(texts: Sequence[str], page: GoldPage) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(n,) labels in [0, 1] and (n,) how far each is to be trusted, in [0, 1]; 0 is unknown."""
    if page.text is not None:
        return align(texts, page.text), np.ones(len(texts), dtype=np.float32)
    labels = np.zeros(len(texts), dtype=np.float32)
    trust = np.zeros(len(texts), dtype=np.float32)
    present = [" ".join(segment.split()) for segment in page.present]
    absent = [" ".join(segment.split()) for segment in page.absent]
    for number, text in enumerate(texts):
        flat = " ".join(text.split())
        if any(segment in flat or (len(flat) > 20 and flat in segment) for segment in present):
            labels[number] = trust[number] = 1
        elif any(segment in flat or (len(flat) > 20 and flat in segment) for segment in absent):
            trust[number] = 1
    return labels, trust
