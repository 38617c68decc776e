"""The headings of a page, and which of them shows its title."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from cleaner.metadata.evidence import LONGEST_HEADING
from cleaner.metadata.site import MOST_WORDS, squash, words_of
from cleaner.page.page import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cleaner.metadata.site import SiteNames
    from cleaner.page.page import Page

    Words = tuple[str, ...]

SEPARATOR = re.compile(r"\s++(?:[-–—|·•:»«›/~]|[-–—]{2})\s++|\s*+(?:[|｜»•]|::)\s*+|(?<=\w):\s++")
"""What is between a title and the name of its site or section."""
MOST = 60
"""How many headings are looked at."""
SHORT = 2
"""Words of a heading that may be a part of a title by chance."""
HEADING = int(Kind.HEADING)


def headings_of(page: Page) -> dict[str, int]:
    """The texts of a page's first headings as readers see them, and their levels, 1 to 6."""
    blocks = page.blocks
    heads = [k for k, kind in enumerate(blocks.kinds) if kind == HEADING]
    found: dict[str, int] = {}
    for k in islice((k for k in heads if len(blocks.texts[k]) <= LONGEST_HEADING), MOST):
        found.setdefault(" ".join(blocks.texts[k].split()), blocks.levels[k])
    return found


def visible(headings: Sequence[str], shown: Sequence[str], titles: Sequence[Words]) -> Iterator[str]:
    """The headings as readers see them: no space inside a word, no button that stands in the heading.

    :param headings: as the markup has them.
    :param shown: as the blocks of the page have them.
    :param titles: the words of what the page calls itself.
    """
    vocabulary = {word for title in titles for word in title}
    by_letters: dict[str, str] = {}
    for heading in headings:
        words = words_of(heading)
        if heading not in shown and not by_letters:
            by_letters = {squash(text): text for text in shown}
        same = heading if heading in shown else by_letters.get(squash(heading), heading)
        if same != heading and len(vocabulary & set(words_of(same))) > len(vocabulary & set(words)):
            yield same
        elif any(words == title[: len(words)] for title in titles):
            yield heading
        else:
            yield next((text for text in shown if is_beginning(words_of(text), words, titles)), heading)


def is_beginning(own: Words, words: Words, titles: Sequence[Words]) -> bool:
    """Whether a shorter heading is how both a longer one and a title begin."""
    size = len(own)
    return 1 < size < len(words) and own == words[:size] and any(own == title[:size] for title in titles)


def lower_heading(
    headings: Sequence[str], shown: Mapping[str, int], titles: Mapping[str, str], site: SiteNames
) -> str | None:
    """The heading of a lower level that is the title, where the top one names the site or nothing at all.

    :param titles: what the page calls itself, and where.
    """
    exact = {words_of(text) for text, source in titles.items() if source != "title"}
    wholes = [words_of(text) for text in titles]
    parts = exact.union(*(parts_of(text) for text in titles))

    def fits(words: Words) -> bool:
        return words in parts or any(
            whole[-len(words) :] == words and site.has(" ".join(whole[: -len(words)])) for whole in wholes
        )

    def is_first(words: Words) -> bool:
        return len(words) > SHORT and any(whole[: len(words)] == words for whole in wholes)

    own = {words_of(text) for text in headings}
    if any(not names_site(text, site) and (fits(words_of(text)) or is_first(words_of(text))) for text in headings):
        return None
    for text in shown:
        words = words_of(text)
        if len(words) > 1 and words not in own and fits(words) and not site.has(text):
            return text
    return None


def names_site(text: str, site: SiteNames) -> bool:
    """Whether a heading is the name of the site, or short and has it in it."""
    return site.is_one(text) or (len(words_of(text)) <= MOST_WORDS and site.has(text))


def parts_of(title: str) -> Iterator[Words]:
    """The words of all of a title, and of what stands before and after each separator.

    What is shorter than all before it is rather the name of the site or of a part of it.
    """
    yield words_of(title)
    for gap in SEPARATOR.finditer(title):
        head, tail = words_of(title[: gap.start()]), words_of(title[gap.end() :])
        yield head
        if len(tail) >= len(head):
            yield tail


def once(text: str) -> str:
    """A text that is repeated (for screen readers, for narrow screens) but once."""
    words = text.split()
    for times in (2, 3, 4):
        size = len(words) // times
        if size > 1 and len(words) == size * times and words == words[:size] * times:
            return " ".join(words[:size])
    return text
