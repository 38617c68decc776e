"""Templates from a stream of records of mixed sites."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.batch.inputs.page import Failure, LeftOut, Page, failed
from cleaner.batch.learn import evenly, site_of_item
from cleaner.batch.workers.clean_many import Names, Workers, row_of
from cleaner.batch.workers.tasks import LearnTask
from cleaner.errors import describe
from cleaner.options import Options
from cleaner.templates.learn import period_of
from cleaner.templates.site.sample import sample
from cleaner.templates.template import SiteTemplate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from cleaner.batch.inputs.page import Item
    from cleaner.errors import FailureReason
    from cleaner.templates.site.stored import StoredPage

HELD = 512
"""Pages, without their texts, that learning holds before it gives what it knows."""
PAGES_PER_SITE = 50
NO_SITE, NO_TEXT = "no site", "no text"
"""Why a page that can be read is not learned from."""


class Sketch(NamedTuple):
    """What was learned of one page."""

    site: str
    record: StoredPage | None
    """None if nothing was."""
    reason: str = ""
    """Why nothing was."""


class Part(NamedTuple):
    """What was learned of some pages of one site."""

    site: str
    records: list[StoredPage]
    skipped: Counter[str]
    """How many pages were not learned from, by the reason."""

    @property
    def template(self) -> SiteTemplate:
        """The template of these pages."""
        return SiteTemplate(self.site, sample(self.records))


@dataclass(frozen=True, slots=True)
class Learned:
    """What a stream of pages taught."""

    templates: dict[str, SiteTemplate]
    """By site."""
    pages: int
    """How many pages were learned from."""
    skipped: Counter[str] = field(default_factory=Counter)
    """How many pages were not, by the reason: ``"not text"`` ..., ``"no site"``, ``"no text"``."""


def learn_many(
    records: Iterable[Any],
    *,
    html: str = "html",
    url: str = "url",
    encoding: str = "encoding",
    pages_per_site: int = PAGES_PER_SITE,
    form: str = "auto",
    options: Options | None = None,
    when: date | None = None,
    workers: Workers | None = None,
) -> Learned:
    """Learn the templates of all sites in a stream of mixed pages; a page that cannot be read is counted and skipped.

    :param records: as for :func:`clean_records`. A list, or anything else that can be gone through twice, is
        counted first, and the pages of a site are chosen evenly, as ``cleaner batch --learn`` does it. Of an iterator,
        fewer and fewer pages of a site are taken the more have come.
    :param pages_per_site: how many pages of a site to learn from; of an iterator, about so many more each time their
        number doubles.
    :param workers: processes that read the pages, one that kills its process included; by default this one does it.
    """
    names = Names(html, url, encoding=encoding)
    counts: Counter[str] | None = None
    if iter(records) is not records:
        counts = Counter(site_of_item(row_of(record, 0, names).item) for record in records)
    skipped: Counter[str] = Counter()
    seen: Counter[str] = Counter()

    def chosen() -> Iterator[Any]:
        for record in records:
            item = row_of(record, 0, names).item
            site = site_of_item(item)
            if not isinstance(item, Failure) and not site:
                skipped[NO_SITE] += 1
                continue
            index = seen[site]
            seen[site] += 1
            if not site or (evenly(index, counts[site], pages_per_site) if counts else thinned(index, pages_per_site)):
                yield record

    templates: dict[str, SiteTemplate] = {}
    pages = 0
    for part in parts(sketches(chosen(), names, form, options, period_of(when), workers)):
        skipped.update(part.skipped)
        if part.records:
            pages += len(part.records)
            template = part.template
            templates[part.site] = templates[part.site].merge(template) if part.site in templates else template
    return Learned(dict(sorted(templates.items())), pages, skipped)


def thinned(index: int, most: int) -> bool:
    """Whether to take the page of an index, where the number of pages is not known: half as many after each doubling."""
    step = 1
    while index >= most * step:
        step *= 2
    return index % step == 0


def learn_records(
    rows: Iterable[Any],
    *,
    html: str = "html",
    url: str = "url",
    encoding: str = "encoding",
    form: str = "auto",
    options: Options | None = None,
    when: date | None = None,
    held: int = HELD,
    on_error: Callable[[FailureReason | str], None] | None = None,
    workers: Workers | None = None,
) -> Iterator[dict[str, Any]]:
    """Parts of templates, as records with ``site``, ``template`` (JSON) and ``pages``; :func:`merge_templates` joins them.

    Learns from every page it is given, in constant memory: choose the pages of large sites first.

    :param held: pages that are held before what they taught is given.
    :param on_error: called with the reason for each page that cannot be learned from.
    :param workers: processes that read the pages; by default this one does it.
    """
    names = Names(html, url, "id", encoding)
    for part in parts(sketches(rows, names, form, options, period_of(when), workers), held):
        if on_error is not None:
            for reason in part.skipped.elements():
                on_error(reason)
        if part.records:
            template = part.template
            yield {"site": part.site, "template": template.to_json(), "pages": template.pages}


def sketches(
    rows: Iterable[Any],
    names: Names,
    form: str,
    options: Options | None,
    period: int,
    workers: Workers | None = None,
) -> Iterator[Sketch]:
    """What is learned of each page, in order.

    :param period: when the pages were seen, in months since the year 0.
    """
    task = LearnTask(options or Options(), form, period)
    each = workers.each if workers is not None else here
    for outcome, site in each(task, items_of(rows, names)):
        if isinstance(outcome, Failure):
            yield Sketch(site, None, outcome.reason.value)
        elif isinstance(outcome, LeftOut):
            yield Sketch(site, None, outcome.why)
        else:
            yield Sketch(site, outcome, "" if outcome is not None else NO_TEXT)


def items_of(rows: Iterable[Any], names: Names) -> Iterator[tuple[Item, str]]:
    """The pages of records, with their sites; one of no site is left out."""
    for number, row in enumerate(rows):
        item = row_of(row, number, names).item
        site = site_of_item(item)
        yield item if site or isinstance(item, Failure) else LeftOut(NO_SITE), site


def here(
    task: LearnTask, items: Iterable[tuple[Item, str]]
) -> Iterator[tuple[StoredPage | Failure | LeftOut | None, str]]:
    """What the task makes of each page in this process."""
    for item, site in items:
        if not isinstance(item, Page):
            yield item, site
            continue
        try:
            yield task(item), site
        except Exception as error:
            yield failed(item, *describe(error)), site


def parts(found: Iterable[Sketch], held: int = HELD) -> Iterator[Part]:
    """What was learned of pages, by site, each time that so many are held; what is skipped is counted."""
    records: defaultdict[str, list[StoredPage]] = defaultdict(list)
    skipped: defaultdict[str, Counter[str]] = defaultdict(Counter)
    count = 0
    for sketch in found:
        count += 1
        if sketch.record is not None:
            records[sketch.site].append(sketch.record)
        else:
            skipped[sketch.site][sketch.reason] += 1
        if count == held:
            yield from flushed(records, skipped)
            count = 0
    yield from flushed(records, skipped)


def flushed(records: defaultdict[str, list[StoredPage]], skipped: defaultdict[str, Counter[str]]) -> Iterator[Part]:
    """A part for each site; nothing is held any more."""
    for site in sorted({*records, *skipped}):
        yield Part(site, records.pop(site, []), skipped.pop(site, Counter()))


def merge_templates(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The templates of records of :func:`learn_records`, one record a site, by site; in any order, in any parts."""
    by_site: defaultdict[str, list[SiteTemplate]] = defaultdict(list)
    for row in rows:
        part = SiteTemplate.from_json(row["template"])
        by_site[part.site].append(part)
    for site, known in sorted(by_site.items()):
        template = SiteTemplate.merge_all(known)
        yield {"site": site, "template": template.to_json(), "pages": template.pages}
