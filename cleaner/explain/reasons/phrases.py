"""Phrases that name a reason, in many languages, read from data files.

A phrase is one or more words. ``^`` at its beginning and ``$`` at its end tie it to those of the text, ``*`` after a
word stands for the rest of it, ``#`` for a number. Case and punctuation do not count, but for a colon, ``%`` and ``©``.
Phrases of scripts without spaces are looked for in the text as it is.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from cleaner.explain.reasons.reason import Reason
from cleaner.words import scripts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TOKEN = re.compile(r"[^\W_]+|[©:%]")
UNSPACED = re.compile(rf"[{scripts.UNSPACED}\uac00-\ud7af\uff00-\uffef【】：（）]")
"""Characters beside which a phrase may stand without a space: Korean adds endings to its words."""
"""Characters of scripts in which a word may begin or end anywhere."""
LONGEST = 400
"""Characters of a text that are looked at."""
MANY_WORDS, MANY_SIGNS = 7, 18
"""How many words (characters, in scripts without spaces) a text has to have to need a phrase of several words."""
START_BONUS = 3
LABELLED = 0.5
"""The coverage of a label with a colon at the beginning, however much follows."""


class PhraseMatch(NamedTuple):
    """What a text says it is."""

    reason: Reason
    coverage: float
    """The share of the text that says so, in (0, 1]."""


class Phrase(NamedTuple):
    """One phrase, ready to be looked for."""

    words: tuple[str, ...]
    """Their tokens; one text where the script has no spaces."""
    reason: Reason
    start: bool
    end: bool

    @property
    def size(self) -> int:
        """How many characters it is long."""
        return sum(map(len, self.words))


@dataclass(frozen=True, slots=True)
class Phrases:
    """Many phrases, found by how they begin."""

    by_word: dict[str, list[Phrase]] = field(default_factory=dict)
    """Under the first letters of the first word."""
    unspaced: dict[str, list[Phrase]] = field(default_factory=dict)
    """Those tied to the beginning of the text, under their first sign."""
    inside: list[Phrase] = field(default_factory=list)
    """Those of scripts without spaces that may stand anywhere."""

    def add(self, text: str, reason: Reason) -> None:
        """Add one phrase as it is written in a data file."""
        start, end = text.startswith("^"), text.endswith("$")
        core = fold(text.strip("^$"))
        if UNSPACED.search(core):
            phrase = Phrase((core,), reason, start, end)
            if start:
                self.unspaced.setdefault(core[0], []).append(phrase)
            else:
                self.inside.append(phrase)
            return
        words = tuple(re.findall(r"[^\W_]+\*?|[©:%#]", core))
        if not words:
            raise ValueError(f"{text!r} has no word")
        self.by_word.setdefault(words[0].rstrip("*")[:3], []).append(Phrase(words, reason, start, end))

    def match(self, text: str) -> PhraseMatch | None:
        """What the best phrase in a text says it is: the longest, those at the beginning first."""
        short = fold(text[:LONGEST])
        matches = list(self._matches(short))
        if not matches:
            return None
        _, _, best = max(matches, key=lambda match: match[0])
        spans = {at: 0 for _, at, _ in matches}
        for _, at, phrase in matches:
            if phrase.reason is best.reason:
                spans[at] = max(spans[at], phrase.size)
        whole = max(1, len("".join(short.split()))) if len(text) <= LONGEST else len(text)
        coverage = min(1.0, sum(spans.values()) / whole)
        return PhraseMatch(best.reason, max(coverage, LABELLED) if best.start and best.words[-1] == ":" else coverage)

    def _matches(self, text: str) -> Iterator[tuple[int, int, Phrase]]:
        tokens = TOKEN.findall(text)
        n = len(tokens) - (tokens[-1:] == [":"])
        for at in range(n):
            word = tokens[at]
            for key in {word[:3], word[:2], word[:1], "#" if word.isdigit() else ""}:
                for phrase in self.by_word.get(key, ()):
                    size = len(phrase.words)
                    if (at and phrase.start) or (phrase.end and at + size < n) or at + size > len(tokens):
                        continue
                    if n >= MANY_WORDS and size == 1 and not phrase.words[0].endswith("*") and word != "©":
                        continue
                    if all(map(fits, phrase.words, tokens[at : at + size])):
                        yield phrase.size + START_BONUS * (at == 0), at, phrase
        if UNSPACED.search(text):
            yield from self._signs("".join(text.split()))

    def _signs(self, text: str) -> Iterator[tuple[int, int, Phrase]]:
        text = text.lstrip("・·•>»|[■▼▲◆●★")
        many = len(text) > MANY_SIGNS
        for phrase in self.unspaced.get(text[:1], ()):
            core = phrase.words[0]
            if (text == core if phrase.end else text.startswith(core)) and not (many and len(core) <= 2):
                yield 2 * phrase.size + START_BONUS, 0, phrase
        for phrase in self.inside:
            core = phrase.words[0]
            if text.endswith(core) if phrase.end else core in text:
                yield 2 * phrase.size, text.find(core), phrase


def fold(text: str) -> str:
    """A text without the difference of case; the Turkish dotted capital is an i like any other."""
    return text.casefold().replace("i\u0307", "i")


def fits(pattern: str, word: str) -> bool:
    """Whether a word of a text is the word of a phrase."""
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return pattern == word or (pattern == "#" and word.isdigit())


def read_phrases(sources: Iterable[str], only: Reason | None = None) -> Phrases:
    """Phrases from the texts of data files: an object of lists of phrases, by the value of their reason.

    :param only: the one reason whose phrases are wanted; all if not given.
    """
    phrases = Phrases()
    for source in sources:
        for name, texts in json.loads(source).items():
            reason = Reason(name)
            if only is None or reason is only:
                for text in texts:
                    phrases.add(text, reason)
    return phrases


@cache
def shipped_phrases(only: Reason | None = None) -> Phrases:
    """What lines and headings say, in all languages that ship; of one reason alone in a sixth of the time."""
    folder = files("cleaner.explain.reasons") / "words"
    paths = sorted(folder.iterdir(), key=lambda path: path.name)
    return read_phrases((path.read_text(encoding="utf-8") for path in paths if path.name.endswith(".json")), only)
