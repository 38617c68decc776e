"""Learning templates from a dump: one pass counts the pages of each site, another learns from some, evenly spread.

Neither pass holds pages, and the dump need not be sorted: what grows is a number for each site.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

from cleaner.batch.inputs.feed import chunks, items
from cleaner.batch.inputs.page import Failure, LeftOut, Page
from cleaner.templates.collect import Collector
from cleaner.templates.site.site import HEAD, site_of
from cleaner.templates.site.store import TemplateStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from cleaner.batch.inputs.feed import Position
    from cleaner.batch.inputs.page import Item
    from cleaner.batch.journal import Journal
    from cleaner.batch.settings import Settings
    from cleaner.batch.workers.pool import Pool
    from cleaner.batch.workers.tasks import LearnTask
    from cleaner.templates.site.stored import StoredPage

PENDING = 2048
"""Pages that are held, without their texts, before they are merged into the store."""


def count_sites(
    journal: Journal, settings: Settings, stopped: Callable[[], bool], tell: Callable[[int, int], None]
) -> Counter[str]:
    """How many pages of each site there are."""
    found: Counter[str] = Counter()
    for chunk, step in chunks(items(journal, settings), stopped):
        found.update(site for item in chunk if (site := site_of_item(item)))
        tell(len(chunk), step.position.read)
    return found


def learn(
    journal: Journal,
    settings: Settings,
    counts: Counter[str],
    pool: Pool,
    task: LearnTask,
    store: TemplateStore,
    stopped: Callable[[], bool],
    tell: Callable[[int, int], None],
) -> int:
    """Learn from some pages of each site; returns from how many."""
    collector = Collector(store, PENDING)
    pages = 0
    for results, sites, position in chosen(journal, settings, counts, pool, task, stopped):
        for site, result in zip(sites, results, strict=True):
            if result is not None and not isinstance(result, Failure | LeftOut):
                collector.add(site, result)
                pages += 1
        tell(len(results), position.read)
    collector.flush()
    return pages


def count_templates(store: TemplateStore, sites: Iterable[str]) -> tuple[int, int]:
    """Of how many sites there is a template, and of how many one that is used."""
    from cleaner.templates.site.site import LEAST_PAGES

    wanted = set(sites)
    pages = [entry.pages for entry in store.sites() if entry.site in wanted]
    return len(pages), sum(number >= LEAST_PAGES for number in pages)


def chosen(
    journal: Journal,
    settings: Settings,
    counts: Counter[str],
    pool: Pool,
    task: LearnTask,
    stopped: Callable[[], bool],
) -> Iterator[tuple[list[StoredPage | Failure | LeftOut | None], list[str], Position]]:
    """What workers make of the pages to learn from, with the pages' sites."""
    seen: Counter[str] = Counter()

    def spread() -> Iterator[tuple[Item, Position]]:
        for item, position in items(journal, settings):
            site = site_of_item(item)
            if site and evenly(seen[site], counts[site], settings.learn_pages):
                yield item, position
            seen[site] += 1

    def named() -> Iterator[tuple[list[Item], tuple[list[str], Position]]]:
        for chunk, step in chunks(spread(), stopped):
            yield chunk, ([site_of_item(item) for item in chunk], step.position)

    for results, (sites, position) in pool.map(task, named()):
        yield results, sites, position


def evenly(number: int, count: int, most: int) -> bool:
    """Whether the ``number``-th of ``count`` pages is one of ``most`` that are evenly spread."""
    most = min(most, count)
    return (number + 1) * most // count > number * most // count


def site_of_item(item: Item) -> str:
    """The site of a page, as its template will be looked up; empty if there is none."""
    if not isinstance(item, Page):
        return ""
    # An address is ASCII in every charset that matters here, so the bytes need no decoding.
    head = item.data[:HEAD]
    return site_of(item.url, head if isinstance(head, str) else head.decode("latin-1"))


def snapshot(store: Path, copy: Path) -> None:
    """Copy a store as it is now: what others learn meanwhile must not change the results of a run.

    On a read-only disk SQLite cannot make the files that a write-ahead log needs; nobody writes there.
    """
    try:
        backup(str(store), copy)
    except sqlite3.OperationalError:
        backup(f"{store.absolute().as_uri()}?immutable=1", copy)


def backup(address: str, copy: Path) -> None:
    """Copy an SQLite file, by its path or URI."""
    with (
        closing(sqlite3.connect(address, uri=address.startswith("file:"))) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)


def give_back(learned: TemplateStore, store: Path, sites: Counter[str]) -> None:
    """Merge what was learned into the user's store; doing it twice is doing it once."""
    own = TemplateStore(store)
    for site in sorted(sites):
        template = learned.get(site)
        if template is not None:
            own.update(template)
