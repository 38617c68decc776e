"""``cleaner learn``: learn what sites repeat, from their pages, into a template store."""

from __future__ import annotations

import json
import sys
from pathlib import Path  # noqa: TC003 (typer reads the annotations when it runs)
from typing import TYPE_CHECKING, Annotated

import typer

from cleaner.cli.arguments import MaxBytes, Source  # noqa: TC001 (typer reads the annotations)
from cleaner.cli.messages import complain
from cleaner.errors import CleanerError, in_words
from cleaner.options import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cleaner.templates.template import SiteTemplate

ENDINGS = frozenset((".html", ".htm", ".xhtml", ".shtml", ".txt", ".text", ""))
"""The files of a folder that are taken for pages."""
PENDING = 256
"""Pages that are held before they are merged into the store."""


def main(
    pages: Annotated[list[Path], typer.Argument(help="Pages, or folders of pages, of one site or of many.")],
    templates: Annotated[
        Path | None,
        typer.Option(
            "--templates",
            "-o",
            help="The store to learn into; by default your own, which cleaner uses by itself.",
            show_default=False,
        ),
    ] = None,
    site: Annotated[
        str | None,
        typer.Option(
            help="The site of all these pages; by default each page tells (canonical, og:url).", show_default=False
        ),
    ] = None,
    month: Annotated[
        str | None, typer.Option(help="When the pages were fetched, as YYYY-MM; by default now.", show_default=False)
    ] = None,
    source: Source = "auto",
    max_bytes: MaxBytes = MAX_BYTES,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object for each site.")] = False,
) -> None:
    """Learn what sites repeat on their pages. No labels are needed; three pages of a site are enough to be useful."""
    from cleaner.templates.collect import Collector
    from cleaner.templates.learn import period_of, sketch_source
    from cleaner.templates.site.store import TemplateStore
    from cleaner.templates.site.user import user_store

    failed = False
    try:
        period = period_of(read_month(month))
        store = TemplateStore(templates or user_store())
        collector = Collector(store, PENDING)
        for path in files(pages):
            try:
                page = sketch_source(read(path, max_bytes), form=source, period=period, max_bytes=max_bytes)
                name = site or page.site
                if not name:
                    raise CleanerError("the page does not tell its site: name it with --site")
                if page.record is not None:
                    collector.add(name, page.record)
            except (OSError, ValueError) as error:
                failed = True
                complain(str(path), in_words(error))
        collector.flush()
    except ValueError as error:
        print(f"cleaner: {error}", file=sys.stderr)
        raise typer.Exit(1) from None
    for name in sorted(collector.sites):
        template = store.get(name)
        if template is not None:
            tell(template, as_json)
    raise typer.Exit(int(failed))


def files(paths: list[Path]) -> Iterator[Path]:
    """The files themselves, and those in folders, sorted."""
    for path in paths:
        if path.is_dir():
            yield from (file for file in sorted(path.rglob("*")) if file.is_file() and file.suffix.lower() in ENDINGS)
        else:
            yield path


def read(path: Path, limit: int) -> bytes:
    """The bytes of a file, at most one more than allowed."""
    with path.open("rb") as file:
        return file.read(limit + 1)


def read_month(text: str | None) -> date | None:
    """The first day of a month that is written as YYYY-MM."""
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise CleanerError(f"--month is {text!r}; write it as 2026-11") from None


def tell(template: SiteTemplate, as_json: bool) -> None:
    """One line for a site."""
    from cleaner.templates.site.layout import layout, removed_share

    places = layout(template)
    row = {
        "site": template.site,
        "pages": template.pages,
        "places": len(places),
        "removes": round(removed_share(places), 3),
    }
    if as_json:
        print(json.dumps(row, ensure_ascii=False))
        return
    some = "" if template.pages >= 3 else "; a template is used from three pages on"
    print(
        f"{row['site']}: {row['pages']} pages, {row['places']} places, removes about {row['removes']:.0%} of the text{some}"
    )
