"""The block that shows what a page is called, by what the page says of itself in its head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.page.page import NO_ATTRIBUTES
from cleaner.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.page.page import Hints, Page

SEPARATOR = re.compile(
    r"\s+[-–—|/:·•»«>~_]+\s+|\s*[|｜»«·•]\s*|\s*::\s*|(?<=[\u3040-\u9fff])\s*[-–—_]+\s*|\s+_\s*|_\s+"
)
"""What is in ``<title>`` between a headline and the names of a section or the site."""
OVERLAP = 0.5
"""How much of the words a block and a title must share, of either."""
WHOLE_TITLE = 4
"""Words of a title that a heading has all of, to be the title though it goes on."""
BEHIND = 4
"""How many of the kept blocks may be the title, from the first on."""
LONGEST = 40
"""Words of a block that may be a title."""
LONGEST_TEXT = 600
LONGER = "İ"
"""The one character that is longer in lower case."""
HEADING, TOP_HEADING, LINKED = 0.15, 0.3, -0.3
"""What a heading of level 2 or more, one of level 1, and a link outside of headings add to the likeness."""


def find_title_block(page: Page, first: int, scores: Sequence[float]) -> int | None:
    """The block at or above the beginning of the text that says what the page says it is called.

    Any short block will do, for many pages have their title in no heading; a heading is the likelier one. The name of
    the site is not a title. Where the head says nothing that a block repeats, it is the only heading of level 1.

    :param first: the first block that is kept.
    :param scores: (n,) probability of each block of being content: decides between equals.
    """
    blocks = page.blocks
    targets = titles_of(page.hints)
    site = site_words(page.hints, targets)
    # What a block must say of a title, by its letters: long words first, for few blocks have them.
    needs = [(sorted(target, key=len, reverse=True), len(target) // 2) for target in targets]  # see OVERLAP
    shortest = min((sum(map(len, target[missing:])) for target, missing in needs), default=0)
    best, most = None, -1.0
    seen = blocks.texts[: first + BEHIND]
    tops = [block for block, level in enumerate(blocks.levels[: len(seen)]) if level == 1]
    for block, text in enumerate(seen if targets else ()):
        if len(text) > LONGEST_TEXT or (len(text) < shortest and LONGER not in text):
            continue
        low = text.lower()
        if len(low) < shortest or not may_say(low, needs):
            continue  # as most blocks do: cheaper than to find all their words
        level = blocks.levels[block]
        words = set(words_of(low))
        if not words or len(words) > LONGEST or words <= site:
            continue
        likeness = max(alike(words, target) for target in targets)
        if level and any(len(target) >= WHOLE_TITLE and target <= words for target in targets):
            likeness = max(likeness, OVERLAP)  # the title, with what follows it on the page alone
        if likeness < OVERLAP or is_hidden(page, block):
            continue
        linked = blocks.link_chars[block] * 2 > len(text)
        likeness += TOP_HEADING if level == 1 else HEADING if level else LINKED * linked
        likeness += 0.1 * float(scores[block])
        if likeness > most:
            best, most = block, likeness
    if best is None and len(tops) == 1 and not (set(words_of(blocks.texts[tops[0]].lower())) <= site):
        return tops[0]
    return best


def titles_of(hints: Hints) -> list[set[str]]:
    """The words of what a page is called: where it is shared, and in the longest part of ``<title>`` that is no site's name."""
    found = []
    site = set(words_of(hints.site.lower()))
    for title in (hints.headline, hints.title):
        parts = [words for part in SEPARATOR.split(title) if (words := set(words_of(part.lower())))]
        parts = [words for words in parts if words != site] or parts
        if parts:
            found.append(max(parts, key=len))
            whole = set(words_of(title.lower())) - site
            if len(parts) > 1 and whole:
                found.append(whole)
    return found


def site_words(hints: Hints, targets: Sequence[set[str]]) -> set[str]:
    """The words of the site's name: as it is declared, else of the last part of ``<title>``, if that is not the title."""
    if hints.site:
        return set(words_of(hints.site.lower()))
    parts = SEPARATOR.split(hints.title)
    last = set(words_of(parts[-1].lower())) if len(parts) > 1 else set()
    return set() if last in targets else last


def may_say(text: str, needs: Sequence[tuple[Sequence[str], int]]) -> bool:
    """Whether a text has all but some of several words, be it inside of others.

    :param needs: words, and how many of them may be missing.
    """
    for words, missing in needs:
        for word in words:
            if word not in text:
                missing -= 1
                if missing < 0:
                    break
        else:
            return True
    return False


def alike(words: set[str], title: set[str]) -> float:
    """The share of the words that two texts have in common, of the one that has more."""
    return len(words & title) / max(len(words), len(title))


def is_hidden(page: Page, block: int) -> bool:
    """Whether a block or what is right around it is hidden."""
    boxes = page.boxes
    box = page.blocks.boxes[block]
    for _ in range(2):
        if box < 0:
            break
        if (attributes := boxes.attribute_sets[boxes.attributes[box]]) is not NO_ATTRIBUTES and attributes.hidden:
            return True
        box = boxes.parents[box]
    return False
