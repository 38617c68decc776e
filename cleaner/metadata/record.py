"""What is known of a page besides its text."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

AND = {
    "en": "and", "de": "und", "fr": "et", "es": "y", "it": "e", "pt": "e", "nl": "en", "sv": "och", "da": "og",
    "nb": "og", "no": "og",
    "fi": "ja", "pl": "i", "cs": "a", "ru": "и", "uk": "і", "bg": "и", "el": "και", "tr": "ve", "id": "dan", "vi": "và",
}  # fmt: skip
"""The word before the last of several names, by language; in other languages a comma stands there."""


class Found(NamedTuple):
    """A value, and where in the page it was read."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """Metadata as the page states them; what it does not state is None or empty, never guessed."""

    url: str | None = None
    """The address the caller gave."""
    title: str | None = None
    """The headline, without the site's name."""
    authors: tuple[str, ...] = ()
    date: str | None = None
    """When the page was published: ISO 8601, ``YYYY-MM-DD`` or with a time and, where the page gives it, its offset."""
    modified: str | None = None
    """When it was last changed, likewise."""
    site_name: str | None = None
    language: str | None = None
    """The declared language, a BCP 47 tag: ``en``, ``pt-BR``, ``zh-Hant``."""
    description: str | None = None
    canonical_url: str | None = None
    """The address the page says is its own; absolute where ``url`` or ``<base>`` allows it."""
    image: str | None = None
    """The address of the picture that stands for the page."""
    tags: tuple[str, ...] = ()
    section: str | None = None
    kind: str | None = None
    """What the page says it is, in lower case: ``article``, ``product``, ``newsarticle``, ``website`` ..."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Field name to where in the page its value was read: ``{"date": "json-ld datePublished"}``."""

    @property
    def author(self) -> str | None:
        """All authors in one line, as the page's language lists them (``A, B and C``); None if there are none."""
        *others, last = self.authors or ("",)
        word = AND.get((self.language or "").partition("-")[0])
        return (f"{', '.join(others)} {word} {last}" if others and word else ", ".join([*others, last])) or None

    def to_dict(self) -> dict[str, Any]:
        """The fields as plain values that ``json.dumps`` takes."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return values | {"authors": list(self.authors), "tags": list(self.tags), "sources": dict(self.sources)}
