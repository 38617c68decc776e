"""SiteTemplate: what several pages of one site teach, and what a person says of it."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from cleaner.errors import TemplateError
from cleaner.options import Options
from cleaner.rules import Rules
from cleaner.templates.evidence.knowledge import SiteKnowledge
from cleaner.templates.learn import learn_pages, period_of
from cleaner.templates.site.codec import decode, encode
from cleaner.templates.site.sample import Sample, sample
from cleaner.templates.site.site import LEAST_PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from cleaner.errors import CleanerError
    from cleaner.page.page import Form, FormName
    from cleaner.source import Source


READY = 16
"""Samples of which what is known is kept ready, for templates that come again: out of a pickle, a file, a message."""


@dataclass(frozen=True)
class SiteTemplate:
    """What is known of one site. Immutable; the same pages in any order, in any parts, give an equal template."""

    site: str = ""
    """The host without ``www.``, or what the caller called it; empty if unknown."""
    sample: Sample = field(default_factory=Sample, repr=False)
    """The pages that are remembered, without their texts."""
    rules: Rules = field(default_factory=Rules)
    """What a person wrote into the template."""

    @classmethod
    def learn(
        cls,
        pages: Iterable[Source | tuple[Source, str | None]],
        site: str | None = None,
        when: date | None = None,
        form: Form | FormName = "auto",
        options: Options | None = None,
        on_error: Callable[[CleanerError], None] | None = None,
    ) -> SiteTemplate:
        """Learn from pages of one site, without labels, in constant memory.

        :param pages: sources, or pairs of a source and its address.
        :param site: the site's name; by default the host of the first page that gives one.
        :param when: the month the pages are of, this month by default: older months weigh less.
        :param form: ``"html"``, ``"text"`` or ``"auto"``, as for :func:`cleaner.clean`.
        :param on_error: called for each page that cannot be read, which is then skipped; by default it is raised.
        :raises CleanerError: a page cannot be read; the exceptions are those of :func:`cleaner.clean`.
        """
        learned = learn_pages(pages, form, period_of(when), (options or Options()).max_bytes, on_error)
        return cls(site or learned.site, learned.sample)

    def merge(self, other: SiteTemplate) -> SiteTemplate:
        """What both know, and the rules of both: associative and commutative; what both have seen counts once.

        :raises ValueError: they are of different sites.
        """
        return SiteTemplate.merge_all((self, other))

    @classmethod
    def merge_all(cls, parts: Iterable[SiteTemplate]) -> SiteTemplate:
        """All parts of one template at once: as merging them in turn gives it, in a fraction of the time where they are many.

        :raises ValueError: they are of different sites.
        """
        parts = list(parts)
        sites = sorted({part.site for part in parts if part.site})
        if len(sites) > 1:
            raise ValueError(f"templates of different sites, {sites[0]} and {sites[1]}, cannot be merged")
        records = (record for part in parts for record in part.sample.records)
        threshold = min((part.sample.threshold for part in parts), default=math.inf)
        rules = reduce(or_, (part.rules for part in parts), Rules())
        return cls(sites[0] if sites else "", sample(records, threshold), rules)

    def with_rules(self, rules: Rules) -> SiteTemplate:
        """The same with other rules.

        :raises cleaner.rules.SelectorError: a selector does not parse.
        """
        rules.check()
        return replace(self, rules=rules | Rules())

    @property
    def is_learned(self) -> bool:
        """Whether it knows enough pages to be used, rules aside."""
        return len(self.sample.records) >= LEAST_PAGES

    @property
    def pages(self) -> int:
        """How many distinct pages were learned from; an estimate once there are more than are remembered."""
        return round(self.sample.estimate())

    @cached_property
    def knowledge(self) -> SiteKnowledge:
        """What is known of the site, ready to be asked; made when it is first needed."""
        return knowledge_of(self.sample)

    def to_json(self) -> str:
        """The template as JSON of at most 256 KB (rules aside), one line a page; lines 5 to 8 are for people to edit."""
        return encode(self.site, self.sample, self.rules)

    @classmethod
    def from_json(cls, text: str) -> SiteTemplate:
        """Read a template.

        :raises TemplateError: it is damaged, of a newer format, or no template; the message names the line.
        """
        return cls(*decode(text))

    def to_bytes(self) -> bytes:
        """The same compressed (zlib), a quarter of the JSON's size: for the columns of tables, and for messages."""
        return zlib.compress(self.to_json().encode())

    @classmethod
    def from_bytes(cls, data: bytes) -> SiteTemplate:
        """Read what :meth:`to_bytes` wrote, or JSON as UTF-8.

        :raises TemplateError: as :meth:`from_json`.
        """
        try:
            return cls.from_json((data if data[:1] == b"{" else zlib.decompress(data)).decode())
        except (zlib.error, UnicodeDecodeError) as error:
            raise TemplateError(f"line 1: not a template, or damaged: {error}") from error

    def __getstate__(self) -> dict[str, Any]:
        """What is known is made again rather than pickled."""
        return {name: value for name, value in self.__dict__.items() if name != "knowledge"}


@lru_cache(maxsize=READY)
def knowledge_of(sample: Sample) -> SiteKnowledge:
    """What is known of a site by a sample of its pages; of equal ones once a process."""
    return SiteKnowledge(sample.records)
