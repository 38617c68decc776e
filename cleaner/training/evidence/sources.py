"""What furniture is made of: the titles of gold pages, and sentences of their articles."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from cleaner.training.evidence.inject import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

    from cleaner.training.gold import GoldPage

MOST_TITLES, MOST_SENTENCES = 400, 1000
"""By language: what other pages are called, and sentences of their articles."""
SENTENCE_CHARS = (25, 220)
LANGUAGE = re.compile(rb"<html[^>]{0,300}\blang\s*=\s*[\"']?([a-zA-Z]{2})", re.I)
SENTENCES = re.compile(r"[^.!?\u3002\uff01\uff1f]{10,400}[.!?\u3002\uff01\uff1f]")


@dataclass(frozen=True, slots=True)
class Sources:
    """What furniture is made of."""

    titles: dict[str, list[tuple[str, str]]]
    """By language: a site, and what a page of it is called."""
    sentences: dict[str, list[str]]

    def of(self, site: str, language: str, rng: np.random.Generator) -> tuple[list[str], list[str]]:
        """The titles and sentences that a site may use."""
        known = self.titles[language] if len(self.titles.get(language, ())) > MOST_TITLES // 20 else self.titles[""]
        own = [title for name, title in known if name == site]
        others = [title for name, title in known if name != site]
        # Lists mostly tell of the same site: then a template knows their titles, if it has seen those pages.
        titles = own if len(own) > 4 and rng.random() < 0.4 else others
        sentences = self.sentences[language] if len(self.sentences.get(language, ())) > 50 else self.sentences[""]
        return titles, sentences


def by_site(gold: Iterable[GoldPage]) -> dict[str, list[GoldPage]]:
    """Pages with known content, of sites with two or more."""
    sites: dict[str, list[GoldPage]] = defaultdict(list)
    for page in gold:
        if page.text is not None and len(page.site) > 1:
            sites[page.site.removeprefix("www.")].append(page)
    return {site: pages for site, pages in sites.items() if len(pages) > 1}


def sources(gold: Iterable[GoldPage]) -> Sources:
    """The titles and sentences of pages; those of all languages stand under no language, too."""
    titles: dict[str, list[tuple[str, str]]] = defaultdict(list)
    sentences: dict[str, list[str]] = defaultdict(list)
    for page in gold:
        if page.text is None:
            continue
        lines = [line for line in page.text.splitlines() if line.strip()]
        for key in {language_of(page), ""} if lines else ():
            if len(titles[key]) < MOST_TITLES:
                length = 5 + crc32(page.id.encode()) % 9
                titles[key].append((page.site.removeprefix("www."), " ".join(lines[0].split()[:length])[:110]))
            if len(sentences[key]) < MOST_SENTENCES:
                heard = [squeeze(text) for text in SENTENCES.findall(lines[len(lines) // 2])]
                few = [text for text in heard if SENTENCE_CHARS[0] <= len(text) <= SENTENCE_CHARS[1]][:3]
                sentences[key] += few
    return Sources(titles, sentences)


def language_of(page: GoldPage) -> str:
    """The language that a page declares, else English."""
    found = LANGUAGE.search(page.html[:20_000])
    return found[1].decode().lower() if found else "en"
