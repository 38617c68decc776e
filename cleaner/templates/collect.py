"""What pages of many sites teach, collected and merged into a store a few hundred pages at a time."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cleaner.templates.site.sample import sample
from cleaner.templates.template import SiteTemplate

if TYPE_CHECKING:
    from cleaner.templates.site.store import TemplateStore
    from cleaner.templates.site.stored import StoredPage


class Collector:
    """Holds the records of pages, without their texts, until there are ``most``; then merges them into the store."""

    def __init__(self, store: TemplateStore, most: int) -> None:
        self.store = store
        self.sites: set[str] = set()
        """The sites that were merged into the store."""
        self._most = most
        self._count = 0
        self._pending: defaultdict[str, list[StoredPage]] = defaultdict(list)

    def add(self, site: str, record: StoredPage) -> None:
        """Take what was learned of a page.

        :raises StoreError: the store cannot be written.
        """
        self._pending[site].append(record)
        self._count += 1
        if self._count >= self._most:
            self.flush()

    def flush(self) -> None:
        """Merge what is held into the store; to be called once more in the end.

        :raises StoreError: the store cannot be written.
        """
        for site, records in self._pending.items():
            self.store.update(SiteTemplate(site, sample(records)))
        self.sites.update(self._pending)
        self._pending.clear()
        self._count = 0
