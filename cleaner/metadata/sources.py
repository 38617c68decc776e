"""The sources of one page's metadata, made ready: meta elements by name, JSON-LD entities, marks."""

from __future__ import annotations

import html
import re
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from cleaner.content.links import base_of
from cleaner.metadata import jsonld
from cleaner.metadata.language import normalize
from cleaner.metadata.record import Found
from cleaner.metadata.site import SiteNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.metadata.evidence import Evidence, Mark

SITE_NAMES = (
    "og:site_name application-name apple-mobile-web-app-title citation_journal_title dc.publisher copyright".split()
)
LANGUAGES = "og:locale content-language language dc.language dcterms.language inlanguage".split()
ARTICLE_KIND = re.compile(r"article|blog|news|posting|story|report", re.I)

SEPARATORS = (":", "|", "｜", "-", "–", "—", "·", "•", "»")
"""What is in ``<title>`` between a name of the site and the title that the page is shared with."""
DISCUSSIONS = frozenset(("DiscussionForumPosting", "SocialMediaPosting", "QAPage", "Question"))


class Sources:
    """What a page says of itself, by kind of source."""

    def __init__(self, evidence: Evidence, url: str | None) -> None:
        self.evidence = evidence
        self.url = url
        self.base = base_of(url, evidence.base)
        self.metas: dict[str, list[str]] = {}
        """The contents of meta elements by name, as they stand; see :meth:`contents`."""
        for name, content in evidence.metas:
            self.metas.setdefault(name, []).append(content)
        self.entities = jsonld.entities(evidence.data)
        self.kinds = [jsonld.types(entity) for entity in self.entities]
        self.canonical = self._canonical()
        self.address = url or (self.canonical.value if self.canonical else "")
        self.site = SiteNames(self._site_names(), self.address)
        self.site_name = self._site_name()
        self.language = self._language()
        self.main = jsonld.main_entity(
            self.entities, [self.address, self.canonical.value if self.canonical else ""], self._heads()
        )
        self.is_home = is_home(self.address)

    def contents(self, name: str) -> list[str]:
        """The contents of the meta elements of a name, references resolved, space squeezed, empty ones left out."""
        texts = (" ".join(jsonld.plain(content).split()) for content in self.metas.get(name, ()))
        return [text for text in texts if text]

    def all(self, names: Iterable[str]) -> Iterator[Found]:
        """The contents of all meta elements of these names, the names in order."""
        for name in names:
            if name in self.metas:
                for content in self.contents(name):
                    yield Found(content, f"meta {name}")

    def first(self, names: Iterable[str]) -> Found | None:
        """The first content."""
        return next(self.all(names), None)

    def marks(self, *itemprops: str) -> Iterator[Mark]:
        """Microdata of some properties, outside comments; those after the main heading first, nearest first."""
        if self.evidence.properties.isdisjoint(itemprops):
            return iter(())
        found = [mark for mark in self.evidence.marks if mark.itemprop in itemprops and not mark.apart]
        return iter(sorted(found, key=lambda mark: (mark.place < 0, abs(mark.place))))

    def tag(self) -> str:
        """The language, as a BCP 47 tag; empty if none is declared."""
        return self.language.value if self.language else ""

    @cached_property
    def is_article(self) -> bool:
        """Whether the page declares that it is an article."""
        if self.main is not None and jsonld.rank(self.main) == 0:
            return True
        return (
            any(ARTICLE_KIND.search(value) for value, _ in self.all(["og:type"]))
            or "article:published_time" in self.metas
        )

    def is_discussion(self) -> bool:
        """Whether the page declares that it is a thread of a forum, or a question with its answers."""
        return self.main is not None and not DISCUSSIONS.isdisjoint(jsonld.types(self.main))

    def names(self, value: object) -> list[str]:
        """The names of things; a reference is looked up among the page's entities."""
        found: list[str] = []
        for one in jsonld.listed(value)[: jsonld.MOST_TEXTS]:
            thing = one
            if isinstance(one, dict) and "name" not in one and "@id" in one:
                thing = next(
                    (other for other in self.entities if other.get("@id") == one["@id"] and "name" in other), None
                )
            if isinstance(thing, dict):
                thing = thing.get("name")
            found += jsonld.texts(thing)
        return found

    def organizations(self) -> list[str]:
        """The names of the organisations that wrote the page, by its markup."""
        if self.main is None:
            return []
        writers = [
            one for key in ("author", "creator") for one in jsonld.listed(self.main.get(key))[: jsonld.MOST_TEXTS]
        ]
        return jsonld.texts([one for one in writers if jsonld.is_organization(one)])

    def absolute(self, href: str) -> str | None:
        """An address, made absolute by the page's own; None if that leaves no web address."""
        try:
            joined = html.unescape(href.strip())
            if not joined.startswith(("https://", "http://")):
                joined = urljoin(self.base, joined)
            parts = urlsplit(joined)
        except ValueError:
            return None
        return joined if parts.scheme in ("http", "https") and parts.netloc else None

    def _heads(self) -> list[str]:
        return [*self.evidence.headings, *(value for value, _ in self.all(["og:title"])), self.evidence.title]

    def _canonical(self) -> Found | None:
        links = [Found(href, "link canonical") for rel, href in self.evidence.links if "canonical" in rel.split()]
        for value, source in [*links, *self.all(["og:url", "twitter:url"])]:
            address = self.absolute(value)
            if address:
                return Found(address, source)
        return None

    def _site_names(self) -> Iterator[str]:
        for value, _ in self.all(SITE_NAMES):
            yield value
        for entity, kinds in zip(self.entities, self.kinds, strict=True):
            if "WebSite" in kinds or (
                any("Organization" in kind for kind in kinds) and jsonld.rank(entity) == jsonld.OTHER
            ):
                yield from jsonld.texts(entity.get("name"))
                yield from jsonld.texts(entity.get("alternateName"))
            if "publisher" in entity:
                yield from self.names(entity["publisher"])
        for value, _ in self.all(["twitter:site"]):
            yield value.removeprefix("@")
        title = self.evidence.title
        for value, _ in self.all(["og:title"]):
            if title.endswith(value) and (before := title.removesuffix(value).rstrip()).endswith(SEPARATORS):
                yield before[:-1]

    def _site_name(self) -> Found | None:
        found = self.first(["og:site_name"])
        if found:
            return found
        for entity, kinds in zip(self.entities, self.kinds, strict=True):
            if "WebSite" in kinds:
                for name in jsonld.texts(entity.get("name")):
                    return Found(name, "json-ld WebSite name")
        for entity in self.entities:
            if "publisher" in entity:
                for name in self.names(entity["publisher"]):
                    return Found(name, "json-ld publisher")
        return self.first(["application-name", "apple-mobile-web-app-title"])

    def _language(self) -> Found | None:
        stated = (
            Found(text, "json-ld inLanguage")
            for one in self.entities
            if "inLanguage" in one
            for text in jsonld.texts(one["inLanguage"])
        )
        declared = chain([Found(self.evidence.language, "html lang")], self.all(LANGUAGES), stated)
        for value, source in declared:
            tag = normalize(value)
            if tag:
                return Found(tag, source)
        return None


def is_home(address: str) -> bool:
    """Whether an address is that of a whole site."""
    try:
        return bool(address) and urlsplit(address).path in ("", "/")
    except ValueError:
        return False
