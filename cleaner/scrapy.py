"""cleaner in Scrapy: an item pipeline that puts the article in the place of the page, and learns while it crawls.

    # settings.py
    ADDONS = {"cleaner.scrapy.CleanerAddon": 500}
    CLEANER_LEARN = True
    CLEANER_TEMPLATES = "sites.db"

    # the spider
    yield {"url": response.url, "html": response.body}

Settings: ``CLEANER_VIEW`` (``"text"``, or a list of ``"text"``, ``"markdown"``, ``"html"``), ``CLEANER_OPTIONS`` (fields of
:class:`cleaner.Options`), ``CLEANER_TEMPLATES`` (a template store), ``CLEANER_LEARN`` and ``CLEANER_LEARN_PAGES``,
``CLEANER_HTML_FIELD`` and ``CLEANER_URL_FIELD`` (what they are called in items), ``CLEANER_KEEP_HTML``, and
``CLEANER_DROP_FAILED``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from cleaner.arguments import check_templates
from cleaner.batch.inputs.page import Page
from cleaner.batch.learn import site_of_item
from cleaner.batch.outputs.record import SAID_FIELDS
from cleaner.batch.workers.clean_many import Names, views_of
from cleaner.cleaner import Cleaner
from cleaner.options import Options
from cleaner.records.learn import PAGES_PER_SITE, thinned
from cleaner.templates.learn import period_of, sketch_source
from cleaner.templates.site.sample import sample
from cleaner.templates.site.site import LEAST_PAGES, site_of
from cleaner.templates.site.store import TemplateStore
from cleaner.templates.template import SiteTemplate

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

    from cleaner.templates.site.stored import StoredPage

PRIORITY = 300
"""The pipeline's place among others, where the add-on puts it."""
ENCODING_FIELD = "encoding"
"""The field of an item with the charset that an HTTP header declares, if there is one."""


class CrawlTemplates:
    """What the pages of a crawl teach, as they come.

    A site's template is made when three of its pages are known, and again each time their number has doubled. Where
    there is a store, it is merged into that.
    """

    def __init__(self, store: TemplateStore | None, pages_per_site: int, max_bytes: int) -> None:
        self._templates: dict[str, SiteTemplate] = {}
        self._store = store
        self._pages_per_site = pages_per_site
        self._max_bytes = max_bytes
        self._period = period_of(None)
        self._seen: Counter[str] = Counter()
        self._learned: Counter[str] = Counter()
        self._pending: defaultdict[str, list[StoredPage]] = defaultdict(list)

    def find(self, url: str | None, source: str = "") -> SiteTemplate | None:
        """The template for a page."""
        return self._store.find(url, source) if self._store else self._templates.get(site_of(url, source))

    def learn(self, html: str | bytes, url: str | None, encoding: str | None) -> bool:
        """Learn from a page, unless enough of its site are known; whether it was.

        :raises CleanerError: it cannot be read.
        """
        site = site_of_item(Page("", html, url=url))
        index = self._seen[site]
        self._seen[site] += 1
        if not site or not thinned(index, self._pages_per_site):
            return False
        record = sketch_source(html, url, encoding=encoding, period=self._period, max_bytes=self._max_bytes).record
        if record is None:
            return False
        self._pending[site].append(record)
        self._learned[site] += 1
        if self._learned[site] >= LEAST_PAGES and 2 * len(self._pending[site]) >= self._learned[site]:
            self._merge(site)
        return True

    def close(self) -> None:
        """Merge what is left to be merged."""
        for site in sorted(self._pending):
            self._merge(site)

    def _merge(self, site: str) -> None:
        template = SiteTemplate(site, sample(self._pending.pop(site)))
        if self._store:
            self._store.update(template)
        else:
            self._templates[site] = self._templates[site].merge(template) if site in self._templates else template


class CleanerPipeline:
    """Cleans the page in an item: the views and what is said of the page become its fields.

    What the spider has written itself stays, but for the page, which ``CLEANER_KEEP_HTML`` keeps too. Items of declared
    fields get those that they declare. The item of a page that cannot be cleaned gets ``reason`` and ``error``;
    ``CLEANER_DROP_FAILED`` drops it. Items without a page pass. All is counted in the crawl's statistics. A page takes
    the reactor some milliseconds.

    With ``CLEANER_LEARN`` the crawl's own pages teach its sites: pages that come early are cleaned with little
    knowledge, and what comes out depends on the order in which pages come. With ``CLEANER_TEMPLATES`` what was learned
    is in the store for the next crawl, or for ``cleaner batch --templates``.
    """

    def __init__(self, settings: BaseSettings, stats: Any) -> None:
        """A pipeline.

        :raises CleanerError: a setting makes no sense.
        """
        options = Options(**settings.getdict("CLEANER_OPTIONS"))
        view = settings.get("CLEANER_VIEW", "text")
        views_of(view)  # raises what is wrong with it
        self.view = [view] if isinstance(view, str) else list(view)
        self.names = Names(
            html=settings.get("CLEANER_HTML_FIELD", "html"),
            url=settings.get("CLEANER_URL_FIELD", "url"),
            encoding=ENCODING_FIELD,
        )
        path = settings.get("CLEANER_TEMPLATES")
        templates = None
        self.learned: CrawlTemplates | None = None
        if settings.getbool("CLEANER_LEARN"):
            store = TemplateStore(path) if path else None
            pages = settings.getint("CLEANER_LEARN_PAGES", PAGES_PER_SITE)
            templates = self.learned = CrawlTemplates(store, pages, options.max_bytes)
        self.cleaner = Cleaner(options, templates or check_templates(path))
        self.keep_html = settings.getbool("CLEANER_KEEP_HTML")
        self.drop_failed = settings.getbool("CLEANER_DROP_FAILED")
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CleanerPipeline:
        """The pipeline of a crawl."""
        return cls(crawler.settings, crawler.stats)

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """Clean an item's page."""
        fields = ItemAdapter(item)
        html = fields.get(self.names.html)
        if html is None:
            return item
        if self.learned is not None and isinstance(html, str | bytes):
            self.learn(html, fields.get(self.names.url), fields.get(ENCODING_FIELD))
        result = self.cleaner.result(fields, view=self.view, names=self.names)
        if not self.keep_html:
            put(item, {self.names.html: None})
        if result.record is None:
            self.stats.inc_value(f"cleaner/failed/{result.reason}")
            if self.drop_failed:
                raise DropItem(f"{result.reason}: {result.error}")
            put(item, {"reason": str(result.reason), "error": result.error})
            return item
        self.stats.inc_value("cleaner/cleaned")
        if not result.record["words"]:
            self.stats.inc_value("cleaner/no article")
        put(item, {name: result.record[name] for name in self.view})
        put(item, {name: result.record[name] for name in SAID_FIELDS if fields.get(name) is None})
        return item

    def close_spider(self, spider: Any = None) -> None:
        """Keep what was learned."""
        if self.learned is not None:
            self.learned.close()

    def learn(self, html: str | bytes, url: str | None, encoding: str | None) -> None:
        """Learn from a page; cleaning it says what is wrong with it."""
        try:
            if self.learned is not None and self.learned.learn(html, url, encoding):
                self.stats.inc_value("cleaner/learned")
        except Exception:
            self.stats.inc_value("cleaner/not learned")


def put(item: Any, values: dict[str, Any]) -> None:
    """Write the values for which an item has fields: a dict has them for all."""
    declared = ItemAdapter.get_field_names_from_class(type(item))
    fields = ItemAdapter(item)
    for name, value in values.items():
        if declared is None or name in declared:
            fields[name] = value


class CleanerAddon:
    """Switches the pipeline on."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Put the pipeline among the others, unless it is there."""
        settings.setdefault_in_component_priority_dict("ITEM_PIPELINES", CleanerPipeline, PRIORITY)
