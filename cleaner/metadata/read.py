"""From raw evidence to metadata: for every field the best source that the page has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.metadata import jsonld
from cleaner.metadata.bylines import led_bylines, people, read_authors
from cleaner.metadata.dates import find_days
from cleaner.metadata.evidence import Evidence
from cleaner.metadata.headings import headings_of
from cleaner.metadata.published import read_dates
from cleaner.metadata.record import Found, Metadata
from cleaner.metadata.sources import Sources
from cleaner.metadata.titles import read_title
from cleaner.metadata.zone import LONGEST, Surroundings, lines_near, title_block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.page.page import Page

DESCRIPTIONS = (
    "description og:description twitter:description dc.description dcterms.description sailthru.description".split()
)
IMAGES = (
    "og:image og:image:url og:image:secure_url twitter:image twitter:image:src thumbnail sailthru.image.full".split()
)
SECTIONS = "article:section parsely-section section og:section cxenseparse:recs:category dc.subject".split()
TAGS = (
    "article:tag",
    "og:article:tag",
    "parsely-tags",
    "sailthru.tags",
    "news_keywords",
    "citation_keywords",
    "keywords",
)
MOST_TAGS = 50
BEFORE_TITLE, AFTER_TITLE = 2, 5
"""How many lines before and after the title of scraped text may be about it."""


def read(page: Page, evidence: Evidence | None, url: str | None = None, title: int | None = None) -> Metadata:
    """Read the metadata of a page; values that it does not state stay None or empty.

    :param evidence: what its markup says; a page of scraped text has none.
    :param url: the page's address: makes addresses absolute, names the site.
    :param title: the block of scraped text that shows its title; markup needs none.
    """
    if evidence is None:
        return Metadata(url=url) if title is None else read_scraped(page, url, title)
    sources = Sources(evidence, url)
    named = read_title(sources, headings_of(page))
    heading = evidence.headings[evidence.main] if evidence.main >= 0 else ""
    block = title_block(page, [named.value if named else "", heading])
    around = Surroundings(page, block) if block is not None else None
    lines = list(lines_near(around)) if around else []
    date, modified = read_dates(sources, page, around, lines)
    authors, byline = read_authors(sources, lines, page.blocks.texts)
    tags = read_tags(sources)
    image = read_image(sources)
    single = {
        "title": named,
        "date": date,
        "modified": modified,
        "site_name": sources.site_name,
        "language": sources.language,
        "description": read_text(sources, DESCRIPTIONS, "description"),
        "canonical_url": sources.canonical,
        "image": image,
        "section": read_text(sources, SECTIONS, "articleSection"),
        "kind": read_kind(sources),
    }
    origins = {name: found.source for name, found in single.items() if found}
    if authors:
        origins["authors"] = byline
    if tags:
        origins["tags"] = tags[0].source
    return Metadata(
        url=url,
        authors=authors,
        tags=tuple(found.value for found in tags),
        sources=dict(sorted(origins.items())),
        **{name: found.value if found else None for name, found in single.items()},
    )


def read_scraped(page: Page, url: str | None, title: int) -> Metadata:
    """What the lines around the title of scraped text say; a day that is another one elsewhere is not read.

    That line itself is not given as the title: nothing on the page says that it is.
    """
    sources = Sources(Evidence(), url)
    body = next((k for k in range(title + 1, len(page)) if len(page.blocks.texts[k]) > LONGEST), len(page)) - title
    last = min(AFTER_TITLE, body)
    lines = [line for line in lines_near(Surroundings(page, title)) if -BEFORE_TITLE <= line.distance <= last]
    date, modified = read_dates(sources, None, None, [line for line in lines if is_clear(line.text)])
    byline = next(people(sources, led_bylines(lines, "")), None)
    stated = {"authors": byline, "date": date, "modified": modified}
    return Metadata(
        url=url,
        authors=byline.names if byline else (),
        date=date.value if date else None,
        modified=modified.value if modified else None,
        sources={name: one.source for name, one in stated.items() if one},
    )


def is_clear(text: str) -> bool:
    """Whether the days in a text are the same to all who read it."""
    return find_days(text, "en-US", short=True) == find_days(text, "en-GB", short=True)


def read_text(sources: Sources, names: list[str], key: str) -> Found | None:
    """The first meta element of these names, else a property of the main JSON-LD entity."""
    found = sources.first(names)
    if found is None and sources.main is not None:
        texts = jsonld.texts(sources.main.get(key))
        found = Found(texts[0], f"json-ld {key}") if texts else None
    return found


def read_image(sources: Sources) -> Found | None:
    """The picture that stands for the page."""
    for value, source in stated_images(sources):
        address = sources.absolute(value)
        if address:
            return Found(address, source)
    return None


def stated_images(sources: Sources) -> Iterator[Found]:
    """The addresses of such pictures, best first."""
    yield from sources.all(IMAGES)
    if sources.main is not None:
        for key in ("image", "thumbnailUrl"):
            value = sources.main.get(key)
            for one in value if isinstance(value, list) else [value]:
                thing = one.get("url") or one.get("contentUrl") if isinstance(one, dict) else one
                yield from (Found(text, f"json-ld {key}") for text in jsonld.texts(thing))
    yield from (Found(mark.value, "microdata image") for mark in sources.marks("image"))


def read_tags(sources: Sources) -> list[Found]:
    """The tags of the first source that has some."""
    stated = [list(sources.all([name])) for name in TAGS]
    if sources.main is not None:
        stated.insert(2, [Found(text, "json-ld keywords") for text in jsonld.texts(sources.main.get("keywords"))])
    for found in stated:
        tags = {
            part.casefold(): Found(part, source)
            for value, source in found
            for part in map(str.strip, value.split(","))
            if part
        }
        if tags:
            return list(tags.values())[:MOST_TAGS]
    return []


def read_kind(sources: Sources) -> Found | None:
    """What the page says it is."""
    if sources.main is not None:
        kinds = jsonld.types(sources.main)
        if kinds:
            return Found(kinds[0].lower(), "json-ld @type")
    found = sources.first(["og:type"])
    return Found(found.value.lower().removeprefix("og:"), found.source) if found else None
