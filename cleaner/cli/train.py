"""``cleaner train``: train the scorer on gold pages."""

from __future__ import annotations

import shlex
import sys
from lzma import LZMAError
from pathlib import Path  # noqa: TC003  # typer reads the annotations
from typing import Annotated

import typer

from cleaner.cli.arguments import GoldFiles  # noqa: TC001 (typer reads the annotations when it runs)
from cleaner.cli.messages import fail, fail_usage
from cleaner.errors import install_command
from cleaner.page.page import Form


def main(
    gold: GoldFiles,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the weights here (.npz), and a model card beside them (.md).",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="The same seed gives the same weights.")] = 1,
    folds: Annotated[
        int, typer.Option(metavar="N", help="Cross-validate by site in this many folds; 0 to skip it.")
    ] = 5,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME,...",
            help="Collections (file names without endings, with commas between) to score by weights that saw nothing "
            "of them; repeat until every collection is in one.",
            show_default=False,
        ),
    ] = None,
    test: Annotated[
        list[Path] | None,
        typer.Option(metavar="GOLD", help="Gold files to score but never train on.", show_default=False),
    ] = None,
    epochs: Annotated[
        int | None, typer.Option(metavar="N", help="How often each page is seen.", show_default=False)
    ] = None,
    jobs: Annotated[int, typer.Option(metavar="N", help="How many networks to train at once while validating.")] = 1,
    form: Annotated[Form, typer.Option(help="Train on the pages as they are, or as scrapers save them.")] = Form.HTML,
) -> None:
    """Train the scorer: a held-out report by collection and kind of page, then weights trained on everything."""
    try:
        import torch  # noqa: F401  # only training needs it
    except ImportError:
        fail_usage(f"training needs torch: {install_command('train')}")
    from cleaner.training.scorer.job import Job, run  # takes a while, and needs torch

    job = Job(
        form=form,
        gold=gold,
        tests=test or [],
        folds=folds,
        groups=[names.split(",") for names in leave_out or []],
        seed=seed,
        epochs=epochs,
        jobs=jobs,
        weights=out is not None,
    )
    arguments = ["train", "--form", form.value, *(path.name for path in gold)]
    arguments += [part for path in test or [] for part in ("--test", path.name)]
    arguments += [part for names in leave_out or [] for part in ("--leave-out", names)]
    arguments += ["--folds", str(folds), "--seed", str(seed), "--jobs", str(jobs)]
    arguments += ["--epochs", str(epochs)] if epochs is not None else []
    arguments += ["--out", out.name] if out is not None else []
    try:
        weights, report = run(
            job, f"cleaner {shlex.join(arguments)}", lambda line: print(line, file=sys.stderr, flush=True)
        )
    except (OSError, EOFError, LZMAError, ValueError) as error:
        fail(str(error))
    if out is not None and weights is not None:
        weights.save(out)
        out.with_suffix(".md").write_text(report, encoding="utf-8")
    print(report)
