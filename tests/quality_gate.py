"""Fails when the quality on part of the gold pages falls below the floors pinned in ``floors.json``.

usage: python -m tests.quality_gate GOLD_FOLDER [--pin]

The shipped weights have seen these pages (all but daniel's), so the gate guards against regressions of the code; how
good the weights are on sites they have not seen stands in the model card. ``--pin`` writes new floors, one point under
what is measured.
"""

from __future__ import annotations

import json
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import clean
from cleaner.decode.decode import decode
from cleaner.training.gold import load
from cleaner.training.scorer.evaluate import score_page, summarize
from cleaner.training.scorer.flatten import Habits, flatten

if TYPE_CHECKING:
    from cleaner.training.gold import GoldPage

FLOORS = Path(__file__).with_name("floors.json")
PAGES = 150
MARGIN = 0.01
COLLECTIONS = ("wcxb-dev", "news4k", "trafilatura", "forums", "daniel")
AS_TEXT = ("news4k", "daniel")
"""Collections whose pages are cleaned as scraped text too."""
HABITS = Habits(bullet="-\n", image="cut")


def measure(folder: Path) -> dict[str, float]:
    """F1 on the first pages of each collection that is there."""
    found = {}
    for name in COLLECTIONS:
        path = folder / f"{name}.jsonl.xz"
        if not path.exists():
            continue
        pages = list(islice(load(path), PAGES))
        found[name] = summarize([score_page(clean(page.html, url=page.url).text, page) for page in pages]).f1
        if name in AS_TEXT:
            found[f"{name}, scraped"] = summarize([score_page(scraped_and_cleaned(page), page) for page in pages]).f1
    return found


def scraped_and_cleaned(page: GoldPage) -> str:
    """The article from what a careless scraper leaves of a page."""
    return clean(flatten(decode(page.html).text, HABITS), form="text").text


def main(arguments: list[str]) -> int:
    """Compare with the floors, or pin them."""
    found = measure(Path(arguments[0]))
    if "--pin" in arguments:
        FLOORS.write_text(json.dumps({name: round(f1 - MARGIN, 3) for name, f1 in found.items()}, indent=1) + "\n")
    floors = json.loads(FLOORS.read_text())
    failed = 0
    for name, f1 in found.items():
        fine = f1 >= floors[name]
        failed += not fine
        print(f"{name:16s} f1 {f1:.3f}, floor {floors[name]:.3f}{'' if fine else '  BELOW THE FLOOR'}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
