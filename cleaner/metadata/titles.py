"""The title of a page: what its headline-like sources agree on, without the site's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cleaner.metadata.record import Found

if TYPE_CHECKING:
    from collections.abc import Iterable

SEPARATOR = re.compile(r"\s+[-–—|·•:»«›/~]\s+|\s*(?:[|｜»•]|::|\s[-–—]{2}\s)\s*|(?<=\w):\s+")
STRONG = re.compile(r"[|｜»•«›·]|::")
"""Separators that are seldom part of a headline."""
WORD = re.compile(r"\w+")
SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "ac", "edu", "gob", "or", "ne", "go"))
LONGEST_NAME = 6
"""Words of the longest tail that an unambiguous separator alone makes a site's name."""


def words_of(text: str) -> tuple[str, ...]:
    """The words of a title, to compare it with another."""
    return tuple(WORD.findall(text.lower()))


def squash(text: str) -> str:
    """Letters and digits only, lower case."""
    return "".join(words_of(text))


class SiteNames:
    """The names that a page gives its site, and the site's domain."""

    def __init__(self, names: Iterable[str], url: str) -> None:
        self.names = {squash(name) for name in names} - {""}
        host = (urlsplit(url).hostname or "") if "//" in url else ""
        labels = [label for label in host.split(".")[:-1] if label != "www"]
        if len(labels) > 1 and labels[-1] in SECOND_LEVEL:
            labels.pop()
        self.domain = squash(labels[-1]) if labels else ""
        self.host = squash(host.removeprefix("www."))

    def has(self, text: str) -> bool:
        """Whether a text is one of the names, give or take "the", "news", ".com"."""
        own = squash(text)
        if not own:
            return False
        if own in self.names or own in (self.domain, self.host):
            return True
        bare = own.removeprefix("the")
        if self.domain and len(bare) > 2 and (bare in (self.domain, self.domain.removeprefix("the")) or (len(self.domain) > 4 and self.domain in own and len(words_of(text)) <= LONGEST_NAME)):
            return True
        if len(bare) > 3 and self.domain.startswith(bare) or len(bare) > 5 and bare in self.domain:
            return True
        initials = "".join(word[0] for word in words_of(text))
        if len(initials) > 2 and self.domain in (initials, initials.removeprefix("t")):
            return True
        return any(len(name) > 3 and (name in own or own in name) and 0.5 < len(own) / len(name) < 2 for name in self.names)


def cut(title: str, site: SiteNames, headings: set[tuple[str, ...]]) -> str:
    """A title without the site's name before or after it.

    What follows a separator goes when it is a name of the site, or when what is left is a heading of the page; after a
    separator that headlines do not use also when it is short.
    """
    while words_of(title) not in headings:
        gaps = list(SEPARATOR.finditer(title))
        if not gaps:
            break
        for gap in gaps:
            if words_of(title[: gap.start()]) in headings or (gap is gaps[-1] and words_of(title[gap.end() :]) in headings):
                head = title[: gap.start()]
                return head if words_of(head) in headings else title[gap.end() :]
        head, tail = title[: gaps[-1].start()], title[gaps[-1].end() :]
        first, rest = title[: gaps[0].start()], title[gaps[0].end() :]
        long_enough = len(words_of(head)) > 1 or len(squash(head)) > 7
        if site.has(tail) and words_of(head):
            title = head
        elif site.has(first) and words_of(rest):
            title = rest
        elif STRONG.search(gaps[-1][0]) and long_enough and len(words_of(tail)) <= LONGEST_NAME:
            title = head
        else:
            break
    return title.strip(" -–—|·•:»«›/~") or title


def choose(candidates: list[tuple[str, str, float]]) -> Found | None:
    """The title with most weight behind it.

    :param candidates: (text, source, weight); one supports another fully when their words are the same, and in part when one
        begins or ends with the other.
    """
    best, most = None, 0.0
    keys = [words_of(text) for text, _, _ in candidates]
    for (text, source, weight), key in zip(candidates, keys, strict=True):
        if not key:
            continue
        total = weight * 0.01
        for other, (_, _, own) in zip(keys, candidates, strict=True):
            if other == key:
                total += own
            elif other and len(key) > 2 and other[: len(key)] == key:
                total += own * 0.5
            elif len(other) > 2 and (key[: len(other)] == other or key[-len(other) :] == other):
                total += own * 0.3
        if total > most:
            best, most = Found(text, source), total
    return best
