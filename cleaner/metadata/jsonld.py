"""JSON-LD (https://json-ld.org, vocabulary schema.org) as pages have it: arrays, graphs, references, broken syntax."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Entity = dict[str, Any]

MOST_ENTITIES = 300
MOST_TEXTS = 50
"""How many strings of one value are read."""
PAGE = 2
OTHER = 3
"""The rank of what a page is not about: its site, its publisher, its breadcrumbs."""
OPENING = re.compile(r"\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)")
CLOSING = re.compile(r"(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*;?\s*$")
LONGEST_CLOSING = 40
"""What scripts were wrapped in for browsers that did not know them."""
COMMENT_LINE = re.compile(r"^[ \t]*//.*$|^[ \t]*/\*.*?\*/[ \t\r]*$", re.M)
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
MISSING_COMMA = re.compile(r'(["}\]\d])([^\S\n]*\n\s*")')
BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
LONE_PAIR = re.compile(r'"(headline|name|datePublished|dateModified|dateCreated)"\s*:\s*"((?:[^"\\]|\\.)*)"')
LONE_AUTHOR = re.compile(r'"author"\s*:\s*(?:\[\s*)?(?:"((?:[^"\\]|\\.)*)"|\{[^{}]*?"name"\s*:\s*"((?:[^"\\]|\\.)*)")')
LONE_TYPE = re.compile(r'"@type"\s*:\s*"(\w+)"')

ARTICLES = (
    "Article",
    "BlogPosting",
    "Blogposting",
    "Report",
    "LiveBlogPosting",
    "Posting",
    "Review",
    "Recipe",
    "HowTo",
)
PAGES = ("Page", "WebContent", "CreativeWork")
"""How the types of articles and of pages end."""
THINGS = frozenset(
    "QAPage Question Product ProductGroup VideoObject Event Course JobPosting Book Movie SoftwareApplication"
    " WebApplication"
    " MobileApplication Dataset PodcastEpisode Episode TVEpisode MusicAlbum Service Game VideoGame Place Hotel"
    " Restaurant Vehicle Car Apartment House RealEstateListing Thesis Chapter Map Photograph".split()
)
# Other things live below these: a page's list of links, the answers to a question, the site itself.
CLOSED = frozenset(
    "itemListElement comment comments review reviews hasPart isPartOf publisher author creator mentions about citation"
    " isRelatedTo isSimilarTo suggestedAnswer acceptedAnswer offers image logo breadcrumb potentialAction contributor"
    " editor"
    " relatedLink speakable sponsor provider brand aggregateRating hasVariant workExample worksFor".split()
)


def entities(data: Iterable[str]) -> list[Entity]:
    """The things that a page's JSON-LD scripts describe at their top, in graphs, and as main entities of each other."""
    found: list[Entity] = []
    for text in data:
        queue: deque[Any] = deque(parse(text))
        while queue and len(found) < MOST_ENTITIES:
            one = queue.popleft()
            if isinstance(one, list):
                queue.extendleft(reversed(one[:MOST_ENTITIES]))
            elif isinstance(one, dict):
                if "@type" in one or "headline" in one:
                    found.append(one)
                inner = [value for key, value in one.items() if key not in CLOSED and isinstance(value, (dict, list))]
                queue.extendleft(reversed(inner))
    return found


def parse(text: str) -> Iterator[Any]:
    """The values in a script; of text that cannot be repaired to JSON, the few pairs that matter."""
    text = text.strip()
    if not text.startswith(("{", "[")) or not text.endswith(("}", "]")):
        opening = OPENING.match(text)
        closing = CLOSING.search(text, max(0, len(text) - LONGEST_CLOSING))
        text = text[opening.end() if opening else 0 : closing.start() if closing else None]
        text = text.strip().rstrip(";").lstrip("\ufeff")
    if not text:
        return
    for attempt in (lambda: text, lambda: repair(text), lambda: repair(html.unescape(text))):
        try:
            yield from values(attempt())  # type: ignore[no-untyped-call]
        except (ValueError, RecursionError):
            continue
        return
    yield salvage(text)


def values(text: str) -> list[Any]:
    """One JSON value, or several one after the other; control characters in strings are let be."""
    decoder = json.JSONDecoder(strict=False)
    found, at = [], 0
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        found.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return found


def repair(text: str) -> str:
    """Put right what hand-made JSON-LD most often has wrong."""
    text = COMMENT_LINE.sub("", text)
    text = BAD_ESCAPE.sub("", text)
    text = MISSING_COMMA.sub(r"\1,\2", text)
    return TRAILING_COMMA.sub(r"\1", text).strip()


def salvage(text: str) -> Entity:
    """The pairs that matter, read from text that is not JSON."""
    entity: Entity = {}
    kind = LONE_TYPE.search(text)
    if kind:
        entity["@type"] = kind[1]
    for key, value in LONE_PAIR.findall(text):
        entity.setdefault(key, value)
    author = LONE_AUTHOR.search(text)
    if author:
        entity["author"] = author[1] or author[2]
    return entity


def types(entity: Entity) -> tuple[str, ...]:
    """The types of an entity, without the vocabulary's address."""
    stated = entity.get("@type")
    if isinstance(stated, str) and stated.isalpha():  # nearly all are
        return (stated,)
    found = listed(stated)
    return tuple(one.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1] for one in found if isinstance(one, str))


def is_organization(entity: Any) -> bool:
    """Whether a value describes an organisation, the name of which may have an "and" in it."""
    return isinstance(entity, dict) and any("Organization" in kind for kind in types(entity))


def listed(value: Any) -> list[Any]:
    """A value as the list that it may be."""
    return value if isinstance(value, list) else [value]


def rank(entity: Entity) -> int:
    """0 for an article, 1 for another thing that a page can be about, 2 for a page, 3 for all else (``OTHER``)."""
    kinds = types(entity)
    return rank_of(kinds) if kinds else PAGE if "headline" in entity else OTHER


@lru_cache(maxsize=256)  # pages have the same few
def rank_of(kinds: tuple[str, ...]) -> int:
    """The rank of an entity of these types."""
    if any(kind.endswith(ARTICLES) for kind in kinds):
        return 0
    if not THINGS.isdisjoint(kinds):
        return 1
    return PAGE if any(kind.endswith(PAGES) for kind in kinds) else OTHER


def texts(value: Any) -> list[str]:
    """The strings in a value: itself, the elements of an array, a language map's ``@value``, the name of a thing."""
    found: list[str] = []
    queue: deque[Any] = deque([value])
    while queue and len(found) < MOST_TEXTS:
        one = queue.popleft()
        if isinstance(one, str):
            text = " ".join(plain(one).split())
            if text:
                found.append(text)
        elif isinstance(one, (int, float)) and not isinstance(one, bool):
            found.append(str(one))
        elif isinstance(one, list):
            queue.extendleft(reversed(one[:MOST_TEXTS]))
        elif isinstance(one, dict):
            queue.extendleft([one.get(key) for key in ("@value", "name", "url", "@id") if one.get(key)][:1])
    return found


def plain(text: str) -> str:
    """Text whose markup and character references, which JSON-LD should not have, are resolved."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    return re.sub(r"<[^<>]{1,200}>", " ", text) if "<" in text else text


def main_entity(found: list[Entity], addresses: Iterable[str], headings: Iterable[str]) -> Entity | None:
    """The entity that the page is about: of the lowest rank, and of several the one that names the page.

    Several articles of which none names the page are a list of links: no main entity.
    """
    ranks = [rank(one) for one in found]
    best = min(ranks, default=OTHER)
    if best == OTHER:
        return None
    same = [one for one, own in zip(found, ranks, strict=True) if own == best]
    if len(same) == 1:
        return same[0]
    own = {trim(address) for address in addresses if address}
    heads = {" ".join(heading.lower().split()) for heading in headings}
    for one in same:
        about = [text for key in ("url", "@id", "mainEntityOfPage") for text in texts(one.get(key))]
        if any(trim(text) in own for text in about):
            return one
    for one in same:
        if any(text.lower() in heads for key in ("headline", "name") for text in texts(one.get(key))):
            return one
    distinct = {text for one in same for text in texts(one.get("headline") or one.get("name"))}
    return same[0] if len(distinct) <= 1 or len(same) == 2 else None


def trim(address: str) -> str:
    """An address without what may differ between two that mean the same page."""
    return re.sub(r"^https?://(?:www\.)?|[?#].*$", "", address).rstrip("/").lower()
