"""``cleaner train``: train the scorer on gold pages."""

from __future__ import annotations

import sys
from dataclasses import replace
from lzma import LZMAError
from pathlib import Path  # noqa: TC003  # typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from cleaner.cli.arguments import GoldFiles  # noqa: TC001 (typer reads the annotations when it runs)
from cleaner.cli.messages import fail, fail_usage
from cleaner.errors import install_command
from cleaner.page.page import Form

if TYPE_CHECKING:
    from cleaner.training.gold import GoldPage
    from cleaner.training.scorer.recipe import Example


def main(
    gold: GoldFiles,
    out: Annotated[
        Path | None,
        typer.Option(help="Write the weights here (.npz), and a model card beside them (.md).", show_default=False),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same weights.")] = 1,
    folds: Annotated[int, typer.Option(help="Cross-validate by site in so many folds; 0 leaves it out.")] = 5,
    test: Annotated[
        list[Path] | None, typer.Option(help="Gold files to score but never train on.", show_default=False)
    ] = None,
    epochs: Annotated[int | None, typer.Option(help="How often each page is seen.", show_default=False)] = None,
    jobs: Annotated[int, typer.Option(help="How many folds to train at once.")] = 1,
    form: Annotated[Form, typer.Option(help="Train on the pages as they are, or as scrapers save them.")] = Form.HTML,
) -> None:
    """Train the scorer: a held-out report by collection and kind of page, then weights trained on everything."""
    try:
        import torch
    except ImportError:
        fail_usage(f"training needs torch: {install_command('train')}")
    from cleaner.training.card import Held, card
    from cleaner.training.gold import load
    from cleaner.training.scorer.examples import examples
    from cleaner.training.scorer.fit import fit, predict
    from cleaner.training.scorer.recipe import Recipe
    from cleaner.training.scorer.scraped import NOTE, TEXT_RECIPE, scraped
    from cleaner.training.scorer.validate import calibrate, held_out

    recipe = replace(TEXT_RECIPE if form is Form.TEXT else Recipe(), seed=seed)
    if epochs is not None:
        recipe = replace(recipe, epochs=epochs)

    def read(paths: list[Path]) -> list[tuple[GoldPage, Example]]:
        if form is Form.TEXT:
            return [pair for path in paths for pair in scraped(load(path), seed)]
        return [pair for path in paths for pair in examples(load(path))]

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    try:
        pairs = read(gold)
        apart = [pair for pair in read(test or []) if pair[1].weight == 1]
    except (OSError, EOFError, LZMAError, ValueError) as error:
        fail(str(error))
    tell(f"{len(pairs)} examples to train on, {len(apart)} to test on")
    known = [example for _, example in pairs]
    calibration = np.array([[-20, 20], [-20, 20]], dtype=np.float32)
    held = None
    if folds:
        raw = held_out(known, recipe, folds, jobs)
        real = [k for k, example in enumerate(known) if example.weight == 1]  # the others were made up
        calibration = calibrate([raw[k] for k in real], [known[k] for k in real])
        held = Held(
            [pairs[k][0] for k in real],
            [known[k] for k in real],
            [np.interp(raw[k], *calibration).astype(np.float32) for k in real],
        )
    tested = None
    weights = None
    if out is not None or apart:
        torch.set_num_threads(max(jobs, 1))
        weights = replace(
            fit([example for example in known if example.trust.any()], recipe, tell), calibration=calibration
        )
        raw = predict([example for _, example in apart], weights)
        tested = Held(
            [page for page, _ in apart], [example for _, example in apart],
            [np.interp(log_odds, *calibration).astype(np.float32) for log_odds in raw],
        )  # fmt: skip
    names = " ".join(path.name for path in gold)
    apart_names = "".join(f" --test {path.name}" for path in test or [])
    command = (
        f"cleaner train --form {form.value} {names}{apart_names} --folds {folds} --seed {seed} --out {form.value}.npz"
    )
    report = card(recipe, folds, held, tested, command, NOTE if form is Form.TEXT else "")
    if out is not None and weights is not None:
        weights.save(out)
        out.with_suffix(".md").write_text(report, encoding="utf-8")
    print(report)
