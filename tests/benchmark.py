"""Time per page beside other extractors: all tools in turn on each page, several rounds, the best of each page.

usage: python -m tests.benchmark GOLD.jsonl.xz [PAGES [ROUNDS]]

Times on a busy machine mean little, their ratios more: that is why the tools take turns on every page. What is not
installed (``pip install resiliparse trafilatura``) is left out.
"""

from __future__ import annotations

import sys
import time
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING

from cleaner import Cleaner
from cleaner.training.gold import load

if TYPE_CHECKING:
    from collections.abc import Callable

    Extract = Callable[[bytes], object]


def extractors() -> dict[str, Extract]:
    """The tools that are installed; each takes the bytes of a page."""
    cleaner = Cleaner()
    found: dict[str, Extract] = {"cleaner": lambda html: cleaner.clean(html).text}
    if find_spec("resiliparse"):
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.encoding import bytes_to_str, detect_encoding

        found["resiliparse"] = lambda html: extract_plain_text(
            bytes_to_str(html, detect_encoding(html)), main_content=True, alt_texts=False
        )
    if find_spec("trafilatura"):
        from trafilatura import extract

        found["trafilatura"] = lambda html: extract(html, include_comments=False, include_tables=True)
    return found


def best_times(pages: list[bytes], tools: dict[str, Extract], rounds: int) -> dict[str, list[float]]:
    """Seconds of each tool on each page: the best of all rounds, for whatever else runs only ever adds."""
    best = {name: [float("inf")] * len(pages) for name in tools}
    for _ in range(rounds):
        for number, html in enumerate(pages):
            for name, extract in tools.items():
                begin = time.perf_counter()
                extract(html)
                best[name][number] = min(best[name][number], time.perf_counter() - begin)
    return best


def main(arguments: list[str]) -> None:
    """Print milliseconds a page, and how many times the others' that is."""
    count, rounds = map(int, (*arguments[1:], *("200", "5")[len(arguments) - 1 :]))
    pages = [page.html for page in islice(load(arguments[0]), count)]
    best = best_times(pages, extractors(), rounds)
    own = sum(best["cleaner"])
    print(f"{len(pages)} pages, best of {rounds} rounds")
    for name, times in best.items():
        print(f"{name:12s} {sum(times) / len(pages) * 1e3:7.2f} ms a page   cleaner / {name}: {own / sum(times):.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
