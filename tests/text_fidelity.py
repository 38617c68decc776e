"""What cleaning does to text that is clean already, on gold pages.

usage: python -m tests.text_fidelity GOLD.jsonl.xz [...]

Prints for each collection the share of the words of its gold texts that come out when the gold text itself goes in, and
the share of its pages, given as a scraper saves them, that a second pass leaves as the first one made them.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np

from cleaner import Cleaner
from cleaner.decode.decode import decode
from cleaner.training.gold import load
from cleaner.training.scorer.flatten import draw, flatten
from cleaner.training.scorer.labels import words_of


def main(arguments: list[str]) -> None:
    """Measure and print."""
    cleaner = Cleaner()
    chance = np.random.default_rng(3)
    for path in arguments:
        words = lost = stable = pages = 0
        for page in load(path):
            if page.text:
                want = Counter(words_of(page.text))
                words += want.total()
                lost += (want - Counter(words_of(cleaner.clean(page.text, form="text").text))).total()
            once = cleaner.clean(flatten(decode(page.html).text, draw(chance)), form="text").text
            stable += cleaner.clean(once, form="text").text == once
            pages += 1
        kept = f"{1 - lost / words:.4f} of {words:,} gold words" if words else "no gold texts"
        print(
            f"{Path(path).name}: kept {kept}; unchanged by a second pass {stable / pages:.4f} of {pages} pages",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
