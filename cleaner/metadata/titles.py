"""The title of a page: its heading, or what its headline-like sources agree on, without the site's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.metadata import jsonld
from cleaner.metadata.evidence import LONGEST_HEADING
from cleaner.metadata.headings import SEPARATOR, lower_heading, once, visible
from cleaner.metadata.record import Found
from cleaner.metadata.site import words_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from cleaner.metadata.site import SiteNames
    from cleaner.metadata.sources import Sources

STRONG = re.compile(r"[|｜»•«›·]|::")
"""Separators that are seldom part of a headline."""
LONGEST_NAME = 6
"""Words of the longest tail that goes because of such a separator alone, when what precedes it is short."""
METAS = (
    ("og:title", 2.0), ("twitter:title", 1.0), ("citation_title", 3.0), ("dc.title", 1.5), ("dcterms.title", 1.5),
    ("parsely-title", 1.5), ("sailthru.title", 1.5), ("headline", 1.5), ("title", 0.7), ("twitter:text:title", 1.0),
)  # fmt: skip
"""Names of meta elements, and how much weight each has."""
KICKERS = 2
"""Words of the longest label before a headline ("Opinion")."""
LABEL_WORDS = 4
"""Words that may stand in front of a title inside its heading."""
SHORT = 2
"""Words of a heading that says too little to be a title if other sources say more."""
CUT_OFF = ("…", "...")
"""What a title ends with that was too long for its place."""
NEVER = 2.0
"""More than any likeness."""
Candidate = tuple[str, str, float]
"""What the page calls itself: text, source, weight."""


class MainHeading(NamedTuple):
    """The heading most like what the page's other sources say."""

    text: str
    likeness: float
    """The share of words that it has in common with one of them, in [0, 1]."""
    partial: bool
    """Whether it is only a part of one."""


def read_title(sources: Sources, shown: Mapping[str, int]) -> Found | None:
    """The main heading where it says what the page's other sources say in other words; else what they agree on.

    An article is called what its heading says; other pages often have a short or fanciful heading ("Pricing",
    "Built for teams"), and say better in their title what they are.

    :param shown: the texts of the page's headings as readers see them, and their levels, 1 to 6.
    """
    site = sources.site
    stated = stated_titles(sources)
    headings = top_headings(sources, shown, stated)
    if is_confirmed(headings, stated, sources):
        return Found(headings[0], "h1")  # as it is on most pages
    lower = lower_heading(headings, shown, {text: source for text, source, _ in reversed(stated)}, site)
    if lower is not None:
        headings = [lower]
    tag = "h1" if lower is None else "heading"
    others = without_site(stated, headings, site)
    texts = [text for text, _, _ in others]
    main = main_heading(headings, texts, site)
    agreed = choose(others + [(text, tag, 1.0) for text in headings if not site.has(text)])
    if main is None or agreed is None:
        return agreed or (Found(main.text, tag) if main else None)
    enough = needed_likeness(main, agreed.value, texts, sources, alone=len(headings) == 1)
    if main.likeness >= enough or words_of(agreed.value) == words_of(main.text):
        return Found(without_kicker(without_label(main.text, texts), [text for text, _, _ in stated]), tag)
    return agreed


def top_headings(sources: Sources, shown: Mapping[str, int], stated: Sequence[Candidate]) -> list[str]:
    """The headings of the first level as readers see them."""
    top = [text for text, level in shown.items() if level == 1]
    titles = [words_of(text) for text, _, _ in stated]
    return [once(text) for text in visible(sources.evidence.headings, top, titles)]


def is_confirmed(headings: Sequence[str], stated: Sequence[Candidate], sources: Sources) -> bool:
    """Whether an article has one heading, and another source says just the same."""
    if len(headings) != 1 or not sources.is_article or sources.site.is_one(headings[0]):
        return False
    words = words_of(headings[0])
    return any(words_of(text) == words and not SEPARATOR.search(text) for text, _, _ in stated)


def without_site(stated: Sequence[Candidate], headings: Sequence[str], site: SiteNames) -> list[Candidate]:
    """What the page calls itself, without the site's name; what is nothing but that name goes if anything is left."""
    known = {words_of(text) for text in headings if not site.is_one(text)}
    known |= {words_of(cut(text, site, known)) for text, source, _ in stated if source == "json-ld headline"}
    known.discard(())
    whole = known | {words_of(text) for text, _, _ in stated if not site.is_one(text)}
    bare = [(cut(text, site, known, whole), source, weight) for text, source, weight in stated]
    return [one for one in bare if not site.is_one(one[0])] or bare


def needed_likeness(main: MainHeading, agreed: str, others: Sequence[str], sources: Sources, *, alone: bool) -> float:
    """How like the other sources the main heading must be to be the title, in [0, 1]; ``NEVER`` where it cannot be.

    :param agreed: what the other sources agree on.
    :param others: what each of them says.
    :param alone: whether the page has but one such heading.
    """
    words, said = words_of(main.text), words_of(agreed)
    if letters(words) == letters(said) or agreed.endswith(CUT_OFF):
        return 0.0
    if sources.site.is_one(agreed) and not sources.is_home:  # which says nothing of the page
        return 0.0
    if not sources.is_article:
        backed = sum(words_of(other) == said for other in others)
        if backed == 1 and alone:
            return 0.0
        if SEPARATOR.search(agreed):  # more than a title: a slogan, a list of keywords
            return NEVER if sources.is_home else 0.5
        echoed = any(words_of(other) == words for other in others)
        if backed > 1 and not (set(words) >= set(said) or main.partial or echoed):  # all say it in the same other words
            return NEVER
    if len(words) <= SHORT:
        return NEVER
    if sources.is_article and alone:
        return 0.25
    if main.partial:
        return NEVER
    return 0.5 if alone else 0.75


def letters(words: Sequence[str]) -> str:
    """The letters of words without figures: a heading is brought up to date more often than what stands in the head."""
    return "".join(filter(str.isalpha, "".join(words)))


def without_label(heading: str, others: list[str]) -> str:
    """A heading without what stands in front of it (a date, a number, "Blog:") and in no other source."""
    words = words_of(heading)
    if any(words_of(other) == words for other in others):
        return heading
    for other in others:
        own = words_of(other)
        label = words[: -len(own)]
        if 2 < len(own) < len(words) <= len(own) + LABEL_WORDS and words[-len(own) :] == own and not is_count(label):
            return other
    return heading


def is_count(label: Sequence[str]) -> bool:
    """Whether the words before a title are a part of it: the number of things that it lists, the year."""
    return len(label) == 1 and label[0].isdigit()


def stated_titles(sources: Sources) -> list[Candidate]:
    """What the page's markup calls its title: (text, source, weight)."""
    found: list[Candidate] = []
    if sources.main is not None:
        named = jsonld.texts(sources.main.get("headline") or sources.main.get("name"))
        found += [(text, "json-ld headline", 2.0) for text in named[:1]]
    for name, weight in METAS:
        stated = sources.first([name]) if name in sources.metas else None
        if stated:
            found.append((stated.value, stated.source, weight))
    if sources.evidence.title:
        found.append((sources.evidence.title, "title", 2.0))
    found += [(mark.text or mark.value, "microdata headline", 2.0) for mark in list(sources.marks("headline"))[:1]]
    return [(" ".join(text.split())[:LONGEST_HEADING], source, weight) for text, source, weight in found]


def main_heading(headings: Sequence[str], others: list[str], site: SiteNames) -> MainHeading | None:
    """The heading most like what the other sources say."""
    sets = [set(words_of(other)) for other in others]
    best: MainHeading | None = None
    most = -1.0
    for heading in headings:
        own = set(words_of(heading))
        if not own or (site.is_one(heading) and (len(own) <= SHORT or len(headings) > 1)):
            continue
        likeness = max((len(own & other) / max(1, min(len(own), len(other))) for other in sets), default=1.0)
        fit = likeness + max((len(own & other) / max(1, len(own | other)) for other in sets), default=0.0)
        if fit > most:
            best = MainHeading(heading, likeness, any(own < other for other in sets) and own not in sets)
            most = fit
    return best


def without_kicker(heading: str, others: list[str]) -> str:
    """A heading without a label ("Opinion The headline") that another source sets apart ("Opinion | The headline")."""
    for other in others:
        gap = SEPARATOR.search(other)
        if gap is None:
            continue
        label, rest = other[: gap.start()], other[gap.end() :]
        if (
            0 < len(words_of(label)) <= KICKERS
            and len(words_of(heading)) > len(words_of(label)) + SHORT
            and words_of(heading) == words_of(label) + words_of(rest)[: len(words_of(heading)) - len(words_of(label))]
        ):
            bare = heading[len(label) :].strip()
            if bare and heading.lower().startswith(label.lower()) and (bare[0].isalnum() or bare[0] in "‘“\"'«¿¡"):
                return bare
    return heading


def cut(
    title: str, site: SiteNames, headings: set[tuple[str, ...]], whole: Container[tuple[str, ...]] | None = None
) -> str:
    """A title without the site's name before or after it.

    What follows a separator goes when it is a name of the site, or when what is left is a heading of the page. What
    precedes one stays unless the rest is a heading: the name of a product is often the site's as well.

    :param headings: words of what is a title for sure.
    :param whole: those, and what other sources say in full; the same as ``headings`` where it is not given.
    """
    whole = headings if whole is None else whole
    if words_of(title) not in headings:
        for gap in SEPARATOR.finditer(title):
            head, tail = title[: gap.start()], title[gap.end() :]
            if words_of(head) in whole:
                return head
            if site.is_one(head) and len(words_of(tail)) > SHORT and words_of(tail) in whole:
                return tail
    while words_of(title) not in headings:
        gaps = list(SEPARATOR.finditer(title))
        if not gaps:
            break
        head, tail = title[: gaps[-1].start()], title[gaps[-1].end() :]
        if words_of(tail) in whole and len(words_of(tail)) >= min(SHORT + 1, len(words_of(head))):
            return tail
        brief = (
            len(words_of(head)) <= SHORT
            and not site.is_one(head)
            and len(head) > 7
            and len(words_of(tail)) <= LONGEST_NAME
        )
        if (site.has(tail) and words_of(head)) or (brief and STRONG.search(gaps[-1][0])):
            title = head
        else:
            break
    return title.strip(" -–—|·•:»«›/~") or title


def choose(candidates: list[Candidate]) -> Found | None:
    """The title with most weight behind it.

    One candidate supports another fully when their words are the same, and in part when one begins or ends with the
    other.
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
