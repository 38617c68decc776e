"""Which remembered pages show the same article: a print version, an address with tracking parameters.

Copies count as one page, or an article that has three addresses would look like something that the site repeats.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CONTENT_WORDS = 8
"""A text as long as this that the scorer takes for content distinguishes one article from another."""
SAME_TEXT, SAME_TITLE = 0.9, 0.5
"""The share of its content that a page must have in common with another to be the same article: with any title, and
with the same one."""
COMMON = 3
"""Under one title, texts that more pages than this have do not distinguish articles."""


class Content(NamedTuple):
    """What distinguishes a page's article from others."""

    words: dict[int, float]
    """Length of each text in words, by fingerprint."""
    title: str


def content_of(texts: Sequence[int], words: Iterable[float], positive: Iterable[bool], title: str) -> Content:
    """The long texts that the scorer takes for content; all texts where there are none."""
    sizes = dict(zip(texts, words, strict=True))
    chosen = {
        text: sizes[text] for text, good in zip(texts, positive, strict=True) if good and sizes[text] >= CONTENT_WORDS
    }
    return Content(chosen or sizes, title)


class Articles:
    """The articles of some pages."""

    def __init__(self, pages: Sequence[Content]) -> None:
        self.pages: list[Content] = []
        self.of: list[int] = []
        """The article of each page: the number of the first page that shows it."""
        self._shown: dict[int, list[int]] = defaultdict(list)
        counts: dict[int, int] = defaultdict(int)
        for page in pages:
            for text in page.words:
                counts[text] += 1
        self._rare = frozenset(text for text, count in counts.items() if count <= COMMON)
        self._sizes: list[tuple[float, float]] = []
        for number, page in enumerate(pages):
            copies = self.copies(page)
            self.of.append(self.of[copies[0]] if copies else number)
            self.pages.append(page)
            self._sizes.append(self._size(page))
            for text in page.words:
                self._shown[text].append(number)

    def copies(self, page: Content) -> list[int]:
        """The pages that show the article of a page."""
        shared: dict[int, float] = defaultdict(float)
        rare: dict[int, float] = defaultdict(float)
        for text, words in page.words.items():
            for number in self._shown.get(text, ()):
                shared[number] += words
                if text in self._rare:
                    rare[number] += words
        total, own = self._size(page)
        found = []
        for number, words in shared.items():
            their_total, theirs = self._sizes[number]
            alike = page.title and page.title == self.pages[number].title
            if words >= SAME_TEXT * max(total, their_total) or (
                alike and rare[number] >= SAME_TITLE * min(own, theirs) > 0
            ):
                found.append(number)
        return sorted(found)

    def _size(self, page: Content) -> tuple[float, float]:
        """Words of all the content, and of what few pages have."""
        known = self._shown
        total = sum(page.words.values())
        return total, sum(words for text, words in page.words.items() if text in self._rare or text not in known)
