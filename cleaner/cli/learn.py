"""``cleaner learn``: learn what sites repeat, from their pages, into a template store."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path  # noqa: TC003 (typer reads the annotations when it runs)
from typing import TYPE_CHECKING, Annotated

import typer

from cleaner.cli.arguments import (
    READING,
    AsJson,
    MaxBytes,
    Quiet,
    Source,
)
from cleaner.cli.messages import complain, fail, fail_usage, note
from cleaner.cli.progress import tracked
from cleaner.cli.stores import attempt, site_name
from cleaner.errors import CleanerError, in_words
from cleaner.options import MAX_BYTES
from cleaner.words.counted import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cleaner.batch.inputs.page import Failure, Page
    from cleaner.page.page import FormName
    from cleaner.templates.collect import Collector
    from cleaner.templates.site.store import TemplateStore

PENDING = 256
"""Pages that are held before they are merged into the store."""
SHOWN = 20
"""Sites that are listed; of more, those with the most pages."""


def main(
    pages: Annotated[
        list[str],
        typer.Argument(
            metavar="PAGES",
            help="What `cleaner batch` reads: pages, folders, archives, JSON lines, WARC ..., of one site or of many.",
        ),
    ],
    templates: Annotated[
        Path | None,
        typer.Option(
            "--templates",
            "-o",
            metavar="FILE",
            show_default=False,
            help="The store to learn into; by default your own, which cleaner uses by itself.",
        ),
    ] = None,
    site: Annotated[
        str | None,
        typer.Option(
            metavar="SITE",
            show_default=False,
            help="The site of all these pages; by default, taken from each page's address or canonical link.",
        ),
    ] = None,
    month: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM", help="When the pages were fetched; by default this month.", show_default=False),
    ] = None,
    source: Source = "auto",
    html_field: Annotated[
        str, typer.Option(metavar="NAME", help="The field of records that holds the page.", rich_help_panel=READING)
    ] = "html",
    url_field: Annotated[
        str, typer.Option(metavar="NAME", help="The one that holds its address.", rich_help_panel=READING)
    ] = "url",
    max_bytes: MaxBytes = MAX_BYTES,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Learn what sites repeat on their pages. No labels are needed; three pages of a site are enough to be useful."""
    from cleaner.templates.collect import Collector
    from cleaner.templates.site.store import TemplateStore
    from cleaner.templates.site.user import user_store

    store = attempt(TemplateStore, templates or user_store())
    collector = Collector(store, PENDING)
    period = period_of_month(month)
    fixed = site_name(site) if site else None
    problems: Counter[str] = Counter()
    read: Counter[str] = Counter()
    for item in tracked(items(pages, html_field, url_field, max_bytes), "learning", hidden=quiet):
        try:
            name = learn_item(item, source, period, max_bytes, fixed, collector)
            read[name] += 1
        except (OSError, ValueError) as error:
            problems[message := in_words(error)] += 1
            if problems[message] <= 3:
                complain(" ".join(filter(None, (item.source, item.record))), message)
    attempt(collector.flush)
    for message, count in problems.items():
        if count > 3:
            note(f"... and {counted(count - 3, 'more page')}: {message}")
    if not read and not problems:
        fail(f"no pages in {', '.join(pages)}: by their endings none of the files is one")
    report(store, read, as_json, quiet)
    raise typer.Exit(int(problems.total() > 0))


def items(names: list[str], html_field: str, url_field: str, max_bytes: int) -> Iterator[Page | Failure]:
    """The pages of all inputs, as ``cleaner batch`` reads them."""
    from cleaner.batch.inputs.page import LeftOut
    from cleaner.batch.inputs.reading import Source as InputSource
    from cleaner.batch.inputs.sources import find
    from cleaner.batch.settings import Settings

    settings = Settings(html_field=html_field, url_field=url_field, max_bytes=max_bytes)
    for one in find(names, None, frozenset(), lambda _: None):
        for item in InputSource(one, settings):
            if not isinstance(item, LeftOut):
                yield item


def learn_item(
    item: Page | Failure, form: FormName, period: int, max_bytes: int, fixed: str | None, collector: Collector
) -> str:
    """Learn from one page; gives its site.

    :raises CleanerError: it cannot be learned from; the message says why.
    """
    from cleaner.batch.inputs.page import Failure
    from cleaner.templates.learn import sketch_source

    if isinstance(item, Failure):
        raise CleanerError(item.message)
    sketched = sketch_source(item.data, item.url, form, item.encoding, period=period, max_bytes=max_bytes)
    name = fixed or sketched.site
    if not name:
        raise CleanerError("the page does not say which site it is of: name it with --site")
    if sketched.record is not None:
        collector.add(name, sketched.record)
    return name


def period_of_month(text: str | None) -> int:
    """The period of a month that is written as YYYY-MM; of this month where there is none."""
    from datetime import date

    from cleaner.templates.learn import period_of

    month: date | None = None
    if text is not None:
        try:
            month = date.fromisoformat(f"{text}-01")
        except ValueError:
            fail_usage(f"--month: {text!r} is not a month; write it as 2026-11")
    return period_of(month)


def report(store: TemplateStore, read: Counter[str], as_json: bool, quiet: bool) -> None:
    """What the store now knows of the sites, those with the most pages first."""
    from cleaner.cli.layout import FEW_PAGES, summary
    from cleaner.templates.site.layout import layout, removed_share

    few = 0
    shown = 0
    for name, pages in sorted(read.items(), key=lambda pair: (-pair[1], pair[0])):
        template = attempt(store.get, name)
        if template is None:
            continue
        few += template.pages < FEW_PAGES
        places = layout(template) if as_json or shown < SHOWN else []
        if as_json:
            row = {"site": name, "read": pages, "pages": template.pages, "places": len(places)}
            print(json.dumps(row | {"removes": round(removed_share(places), 3)}, ensure_ascii=False))
            continue
        if shown < SHOWN:
            alike = f" ({pages - template.pages} of {pages} read were copies)" if pages > template.pages else ""
            print(f"{name}: {summary(template, places)}{alike}")
        shown += 1
    if quiet or as_json:
        return
    if not read:
        note(f"learned from no page; nothing was written to {store.path}")
        return
    if shown > SHOWN:
        note(f"... and {counted(shown - SHOWN, 'more site')}: cleaner templates list")
    rest = f" ({few:,} with fewer than {FEW_PAGES} pages, which is too few to be used)" if few else ""
    note(f"learned from {counted(read.total(), 'page')} of {counted(len(read), 'site')}{rest}; kept in {store.path}")
