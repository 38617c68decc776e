"""``cleaner eval``: score the installed cleaner on gold pages."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import islice
from lzma import LZMAError
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cleaner.cli.arguments import AsJson, FocusOn, GoldFiles  # noqa: TC001 (typer reads the annotations when it runs)
from cleaner.cli.messages import complain, note
from cleaner.cli.progress import tracked
from cleaner.errors import in_words
from cleaner.options import Focus

if TYPE_CHECKING:
    from cleaner.training.scorer.evaluate import PageScore, Summary


def main(
    gold: GoldFiles,
    limit: Annotated[
        int | None,
        typer.Option(metavar="PAGES", help="Score only the first pages of each file.", min=1, show_default=False),
    ] = None,
    focus: FocusOn = Focus.BALANCED,
    as_json: AsJson = False,
) -> None:
    """Score the installed cleaner on gold pages: word-level F1, precision and recall, by collection and kind of page."""
    from cleaner.cleaner import Cleaner
    from cleaner.options import Options
    from cleaner.training.gold import load
    from cleaner.training.scorer.evaluate import by_kind, score_page, summarize

    cleaner = Cleaner(Options(focus=focus, max_bytes=1_000_000_000))
    report: dict[str, Any] = {}
    failed = False
    for path in gold:
        scores: list[PageScore] = []
        spent = 0.0
        try:
            for page in tracked(islice(load(path), limit), path.name):
                begun = perf_counter()
                try:
                    text = cleaner.clean(page.html, url=page.url, form="html").text
                except ValueError as error:
                    complain(page.id, str(error))
                    text = ""
                spent += perf_counter() - begun
                scores.append(score_page(text, page))
        except OSError as error:
            complain(str(path), in_words(error))
            failed = True
            continue
        except (EOFError, LZMAError) as error:
            complain(str(path), f"not a gold file, which is xz-compressed JSON lines ({str(error).lower()})")
            failed = True
            continue
        except ValueError as error:
            note(str(error))
            failed = True
            continue
        if not scores:
            complain(str(path), "no pages in this file")
            failed = True
            continue
        name = path.name.partition(".")[0]
        rows = {"all": summarize(scores), **(by_kind(scores) if len({score.kind for score in scores}) > 1 else {})}
        if as_json:
            report[name] = {
                "ms_per_page": spent / len(scores) * 1e3,
                "scores": {kind: asdict(row) for kind, row in rows.items()},
            }
        else:
            show(name, rows, spent / len(scores) * 1e3)
    if as_json:
        print(json.dumps(report, indent=1))
    raise typer.Exit(int(failed))


def show(name: str, rows: dict[str, Summary], milliseconds: float) -> None:
    """Print one collection's table."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{name}: {milliseconds:.1f} ms a page", title_justify="left")
    table.add_column("kind")
    for column in ("pages", "f1", "precision", "recall", "shingle f1", "with", "without"):
        table.add_column(column, justify="right")
    for kind, row in rows.items():
        values = (row.f1, row.precision, row.recall, row.shingle_f1, row.present, row.absent)
        table.add_row(kind, str(row.pages), *("" if value is None else f"{value:.3f}" for value in values))
    Console().print(table)
