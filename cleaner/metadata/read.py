"""From raw evidence to metadata: for every field the best source that the page has."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from cleaner.metadata import authors, dates, jsonld, titles
from cleaner.metadata.language import normalize
from cleaner.metadata.record import Found, Metadata
from cleaner.page import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.metadata.evidence import Evidence, Mark
    from cleaner.metadata.jsonld import Entity
    from cleaner.page import Page

PUBLISHED = (
    "article:published_time og:published_time og:article:published_time article:published og:pubdate datepublished published_time"
    " parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime cxenseparse:article:published"
    " citation_publication_date citation_online_date citation_date dc.date.issued dcterms.issued dc.date.published"
    " prism.publicationdate pubdate publishdate publish-date publish_date publication_date publication-date publicationdate"
    " pub_date published_at published published-date displaydate originalpublicationdate article_date_original"
    " article.published bt:pubdate ptime rnews:datepublished shareaholic:article_published_time dc.date dcterms.date date"
    " datecreated dc.date.created dcterms.created article:created_time created pdate"
).split()
MODIFIED = (
    "article:modified_time og:article:modified_time og:updated_time og:modified_time article:modified datemodified dcterms.modified"
    " dc.date.modified last-modified lastmod modified article_date_updated cxenseparse:recs:moddate bt:moddate revision_date"
).split()
AUTHORS = (
    "article:author:name author parsely-author sailthru.author citation_author dc.creator dcterms.creator dc.author"
    " cxenseparse:author article:author_name article_author article.author byl byline og:author og:article:author article:author"
    " rbauthors authors creator shareaholic:article_author_name"
).split()
TITLES = (
    ("og:title", 2.0), ("twitter:title", 1.0), ("citation_title", 3.0), ("dc.title", 1.5), ("dcterms.title", 1.5),
    ("parsely-title", 1.5), ("sailthru.title", 1.5), ("headline", 1.5), ("title", 0.7), ("twitter:text:title", 1.0),
)  # fmt: skip
SITE_NAMES = "og:site_name application-name apple-mobile-web-app-title citation_journal_title dc.publisher copyright".split()
DESCRIPTIONS = "description og:description twitter:description dc.description dcterms.description sailthru.description".split()
IMAGES = "og:image og:image:url og:image:secure_url twitter:image twitter:image:src thumbnail sailthru.image.full".split()
SECTIONS = "article:section parsely-section section og:section cxenseparse:recs:category dc.subject".split()
TAGS = "article:tag news_keywords keywords parsely-tags sailthru.tags og:article:tag dc.subject citation_keywords".split()
LANGUAGES = "og:locale content-language language dc.language dcterms.language inlanguage".split()


class Metas:
    """The meta elements of a page, by name."""

    def __init__(self, evidence: Evidence) -> None:
        self.by_name: dict[str, list[str]] = {}
        for name, content in evidence.metas:
            text = " ".join(jsonld.plain(content).split())
            if text:
                self.by_name.setdefault(name, []).append(text)

    def all(self, names: Iterable[str]) -> Iterator[Found]:
        """The contents of all elements of these names, the names in order."""
        for name in names:
            for content in self.by_name.get(name, ()):
                yield Found(content, f"meta {name}")

    def first(self, names: Iterable[str]) -> Found | None:
        """The first content."""
        return next(self.all(names), None)


class Reader:
    """One page's evidence, with what several fields need of it."""

    def __init__(self, page: Page, evidence: Evidence, url: str | None) -> None:
        self.page = page
        self.evidence = evidence
        self.url = url
        self.metas = Metas(evidence)
        self.entities = jsonld.entities(evidence.data)
        self.canonical = self.read_canonical()
        address = self.canonical.value if self.canonical else url or ""
        self.address = url or address
        self.site_name = self.read_site_name()
        self.site = titles.SiteNames(self.site_names(), self.address)
        self.language = self.read_language()
        self.main = jsonld.main_entity(self.entities, [self.address, address], evidence.headings)

    def absolute(self, href: str) -> str | None:
        """An address, made absolute by the page's own; None where that leaves no web address."""
        try:
            joined = urljoin(urljoin(self.url or "", self.evidence.base), html.unescape(href.strip()))
            parts = urlsplit(joined)
        except ValueError:
            return None
        return joined if parts.scheme in ("http", "https") and parts.netloc else None

    def read_canonical(self) -> Found | None:
        links = [Found(href, "link canonical") for rel, href in self.evidence.links if "canonical" in rel.split()]
        for value, source in [*links, *self.metas.all(["og:url", "twitter:url"])]:
            address = self.absolute(value)
            if address:
                return Found(address, source)
        return None

    def site_names(self) -> Iterator[str]:
        """All names the page gives its site."""
        for value, _ in self.metas.all(SITE_NAMES):
            yield value
        for entity in self.entities:
            kinds = jsonld.types(entity)
            if "WebSite" in kinds or (jsonld.rank(entity) == 3 and any("Organization" in kind for kind in kinds)):
                yield from jsonld.texts(entity.get("name"))
                yield from jsonld.texts(entity.get("alternateName"))
            yield from jsonld.texts(entity.get("publisher"))
        for value, _ in self.metas.all(["twitter:site"]):
            yield value.removeprefix("@")

    def read_site_name(self) -> Found | None:
        found = self.metas.first(["og:site_name"])
        if found:
            return found
        for entity in self.entities:
            if "WebSite" in jsonld.types(entity):
                for name in jsonld.texts(entity.get("name")):
                    return Found(name, "json-ld WebSite name")
        for entity in self.entities:
            publisher = entity.get("publisher")
            if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
                return Found(publisher["name"], "json-ld publisher")
        return self.metas.first(["application-name", "apple-mobile-web-app-title"])

    def read_language(self) -> Found | None:
        entities = [Found(text, "json-ld inLanguage") for one in self.entities for text in jsonld.texts(one.get("inLanguage"))]
        for value, source in [Found(self.evidence.language, "html lang"), *self.metas.all(LANGUAGES), *entities]:
            tag = normalize(value)
            if tag:
                return Found(tag, source)
        return None

    def marks(self, itemprop: str) -> Iterator[Mark]:
        """Microdata of one property, outside comments and the like."""
        return (mark for mark in self.evidence.marks if mark.itemprop == itemprop and not mark.apart)

    # --- title
    def read_title(self) -> Found | None:
        evidence, site = self.evidence, self.site
        headings = {titles.words_of(text) for text in evidence.headings if not site.has(text)}
        headline = jsonld.texts(self.main.get("headline") or self.main.get("name")) if self.main else []
        if headline:
            headings.add(titles.words_of(headline[0]))
        headings.discard(())
        found: list[tuple[str, str, float]] = []
        for number, text in enumerate(evidence.headings):
            if not site.has(text):
                found.append((text, "h1", 3.0 if number == evidence.main else 1.0))
        found += [(text, "json-ld headline", 2.0) for text in headline[:1]]
        for name, weight in TITLES:
            found += [(value, source, weight) for value, source in list(self.metas.all([name]))[:1]]
        found.append((evidence.title, "title", 2.0))
        found += [(mark.text or mark.value, "microdata headline", 2.0) for mark in list(self.marks("headline"))[:1]]
        cuts = [(titles.cut(text, site, headings), source, weight) for text, source, weight in found if text]
        return titles.choose(cuts)

    # --- dates
    def stamp(self, text: str) -> str | None:
        return dates.read_stamp(text, self.language.value if self.language else "")

    def published(self) -> Iterator[Found]:
        """What can be the date of publication, best first."""
        yield from self.stamps(self.main, ("datePublished",), "json-ld")
        yield from self.meta_stamps(PUBLISHED)
        for prop in ("datepublished", "datecreated"):
            yield from self.mark_stamps(self.marks(prop))
        yield from self.near_title()
        for entity in self.entities:
            if jsonld.rank(entity) < 3 and entity is not self.main and not self.main:
                yield from self.stamps(entity, ("datePublished",), "json-ld")
        yield from self.stamps(self.main, ("dateCreated", "uploadDate", "datePosted"), "json-ld")

    def modified(self) -> Iterator[Found]:
        """What can be the date of the last change, best first."""
        yield from self.stamps(self.main, ("dateModified",), "json-ld")
        yield from self.meta_stamps(MODIFIED)
        yield from self.mark_stamps(self.marks("datemodified"))

    def stamps(self, entity: Entity | None, keys: Iterable[str], source: str) -> Iterator[Found]:
        for key in keys if entity else ():
            for text in jsonld.texts(entity.get(key)) if entity else ():
                day = self.stamp(text)
                if day:
                    yield Found(day, f"{source} {key}")

    def meta_stamps(self, names: Iterable[str]) -> Iterator[Found]:
        for value, source in self.metas.all(names):
            day = self.stamp(value)
            if day:
                yield Found(day, source)

    def mark_stamps(self, marks: Iterable[Mark]) -> Iterator[Found]:
        for mark in marks:
            day = self.stamp(mark.value) or self.stamp(mark.text.replace("\n", " "))
            if day:
                yield Found(day, f"{mark.tag}[itemprop]" if mark.itemprop else mark.tag)

    def near_title(self) -> Iterator[Found]:
        times = [mark for mark in self.evidence.marks if mark.tag == "time" and not mark.apart]
        yield from self.mark_stamps(sorted(times, key=lambda mark: (mark.place < 0, abs(mark.place))))

    # --- authors
    def read_authors(self) -> tuple[tuple[str, ...], str]:
        for names, source in self.author_sources():
            kept = tuple(name for name in names if not self.site.has(name))
            if kept:
                return kept, source
        return (), ""

    def author_sources(self) -> Iterator[tuple[tuple[str, ...], str]]:
        if self.main:
            for key in ("author", "creator"):
                yield self.split(self.named(self.main.get(key))), f"json-ld {key}"
        for name in AUTHORS:
            yield self.split(value for value, _ in self.metas.all([name])), f"meta {name}"
        for n in range(1, 4):
            label = self.metas.first([f"twitter:label{n}"])
            if label and re.search(r"written by|author|autor|auteur|by|von|par|por", label.value, re.I):
                yield self.split(value for value, _ in self.metas.all([f"twitter:data{n}"])), f"meta twitter:data{n}"
        marks = sorted((m for m in self.evidence.marks if not m.apart and m.tag not in ("time", "meta")), key=lambda m: (m.place < 0, abs(m.place)))
        for mark in marks:
            if mark.itemprop in ("author", "creator"):
                yield authors.in_field(mark.text), "microdata author"
        for mark in marks:
            if "author" in mark.words or "byline" in mark.words:
                yield authors.in_field(mark.text), "byline"

    def named(self, value: object) -> list[str]:
        """The names of things; a reference is looked up among the page's entities."""
        found: list[str] = []
        for one in value if isinstance(value, list) else [value]:
            thing = one
            if isinstance(one, dict) and "name" not in one and "@id" in one:
                thing = next((e for e in self.entities if e.get("@id") == one["@id"] and "name" in e), None)
            if isinstance(thing, dict):
                thing = thing.get("name")
            found += jsonld.texts(thing)
        return found

    def split(self, fields: Iterable[str]) -> tuple[str, ...]:
        return authors.distinct(name for text in fields for name in authors.in_field(text))


def read(page: Page, url: str | None = None) -> Metadata:
    """Read the metadata of a page.

    :param url: the page's address: makes addresses absolute, confirms dates.
    """
    evidence = page.evidence
    if evidence is None:
        return Metadata(url=url)
    reader = Reader(page, evidence, url)
    title = reader.read_title()
    names, author_source = reader.read_authors()
    date = next(reader.published(), None)
    modified = next(reader.modified(), None)
    return Metadata(url=url, title=title.value if title else None, authors=names, date=date.value if date else None,
      modified=modified.value if modified else None, sources={k:v for k,v in dict(title=title and title.source, authors=author_source, date=date and date.source).items() if v})
