"""The names of a site, and whether a text is one of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import combining, normalize
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

WORD = re.compile(r"\w+")
SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "ac", "edu", "gob", "or", "ne", "go"))
SMALL = frozenset("a an and at for in of on the to und der die et de la".split())
"""Words that abbreviations leave out."""
MOST_WORDS = 6
"""Words of the longest text that is taken for a name because the domain is part of it."""


@lru_cache(maxsize=512)  # the same few titles are compared with each other again and again
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, lower case, to compare it with another."""
    return tuple(WORD.findall(text.lower()))


def squash(text: str) -> str:
    """Letters and digits only, lower case, without accents."""
    letters = "".join(words_of(text))
    if letters.isascii():
        return letters
    return "".join(one for one in normalize("NFD", letters) if not combining(one))


class SiteNames:
    """The names that a page gives its site, and the site's domain."""

    def __init__(self, names: Iterable[str], url: str) -> None:
        self.names = {squash(name) for name in set(names)} - {""}
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            host = ""
        labels = [label for label in host.split(".")[:-1] if label != "www"]
        if len(labels) > 1 and labels[-1] in SECOND_LEVEL:
            labels.pop()
        self.domain = squash(labels[-1]) if labels else ""
        self.host = squash(host.removeprefix("www."))
        self.own = {self.domain, self.host, "the" + self.domain}
        self.known: dict[str, bool] = {}
        """Texts that were asked about, and the answer."""

    def is_one(self, text: str) -> bool:
        """Whether a text is exactly one of the names, or the domain."""
        own = squash(text)
        return own in self.names or own in self.own

    def has(self, text: str) -> bool:
        """Whether a text is one of the names, give or take "the", "news", ".com", or made of the domain's letters."""
        answer = self.known.get(text)
        if answer is None:
            answer = self.known[text] = self._has(text)
        return answer

    def _has(self, text: str) -> bool:
        own = squash(text)
        if not own:
            return False
        if self.is_one(text):
            return True
        bare, domain, words = own.removeprefix("the"), self.domain, words_of(text)
        if (
            domain
            and len(bare) > 2
            and (bare == domain.removeprefix("the") or (len(domain) > 4 and domain in own and len(words) <= MOST_WORDS))
        ):
            return True
        if (len(bare) > 3 and domain.startswith(bare)) or (len(bare) > 5 and bare in domain):
            return True
        initials = "".join(word[0] for word in words)
        if len(initials) > 2 and domain in (
            initials,
            initials.removeprefix("t"),
            "".join(word[0] for word in words if word not in SMALL),
        ):
            return True
        return any(
            len(name) > 3 and (name in own or own in name) and 0.5 < len(own) / len(name) < 2 for name in self.names
        )
