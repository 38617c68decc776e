"""What templates cost: time per page beside page mode and resiliparse, learning beside cleaning, memory, size.

usage: python -m tests.template_benchmark GOLD.jsonl.xz [ROUNDS]
       python -m tests.template_benchmark PAGES

The first takes the sites with five pages or more; all ways take turns on every page, and the best of several rounds
counts, for whatever else runs only ever adds. The second learns so many made-up pages of one site, and tells the peak
of memory as it goes. What is not installed (``pip install resiliparse``) is left out.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner import Cleaner, SiteTemplate
from cleaner.training.gold import load
from tests.benchmark import best_times, extractors
from tests.template_pages import article, related

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmark import Extract

LEAST = 5


def compare(gold: Path, rounds: int) -> None:
    """Print milliseconds a page, and what learning costs."""
    sites: dict[str, list[bytes]] = defaultdict(list)
    for page in load(gold):
        sites[page.site].append(page.html)
    cleaner = Cleaner()
    total: dict[str, float] = defaultdict(float)
    count = largest = 0
    for pages in sites.values():
        if len(pages) < LEAST:
            continue
        template = SiteTemplate.learn(pages)
        largest = max(largest, len(template.to_json().encode()))
        tools: dict[str, Extract] = {
            "with template": with_template(cleaner, template),
            "page mode": extractors()["cleaner"],
        }
        if find_spec("resiliparse"):
            tools["resiliparse"] = extractors()["resiliparse"]
        for name, times in best_times(pages, tools, rounds).items():
            total[name] += sum(times)
        learn = min(timed(pages) for _ in range(rounds))
        total["learning"] += learn
        count += len(pages)
    for name, seconds in total.items():
        print(
            f"{name:14s} {seconds / count * 1e3:7.2f} ms a page   with template / {name}: {total['with template'] / seconds:.2f}"
        )
    print(f"learning / page mode: {total['learning'] / total['page mode']:.2f}")
    print(f"{count} pages; the largest template: {largest / 1000:.0f} kB")


def with_template(cleaner: Cleaner, template: SiteTemplate) -> Extract:
    """Cleans pages of one site."""
    return lambda html: cleaner.clean(html, template=template).text


def timed(pages: list[bytes]) -> float:
    """Seconds of the processor to learn some pages."""
    begin = time.process_time()
    SiteTemplate.learn(pages)
    return time.process_time() - begin


def grow(count: int) -> None:
    """Learn many pages, and print the peak of memory at each doubling."""

    def pages() -> Iterator[str]:
        mark = 1000
        for number in range(count):
            if number == mark:
                tell(number)
                mark *= 2
            yield article(number, extra=related(number))

    template = SiteTemplate.learn(pages(), site="example.org")
    tell(count)
    print(
        f"{template.pages} pages estimated, {len(template.sample.records)} remembered, {len(template.to_json().encode()) / 1000:.0f} kB"
    )


def tell(number: int) -> None:
    """The peak of memory so far."""
    print(f"{number:8,} pages: peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", flush=True)


if __name__ == "__main__":
    if sys.argv[1].isdigit():
        grow(int(sys.argv[1]))
    else:
        compare(Path(sys.argv[1]), int((*sys.argv[2:], "3")[0]))
