"""Time a page takes, step by step, and beside other tools and parsing alone, on the same pages in the same run.

usage: python -m tests.benchmark GOLD.jsonl.xz [PAGES [ROUNDS]]

The tools take turns on every page, and the best of all rounds counts: whatever else runs only ever adds. Times are of
the processor, not the clock. Pages are taken evenly from the whole collection. What is not installed (``pip install
resiliparse trafilatura``) is left out; what the steps do not add up to, the pipeline does between them.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from cleaner import Cleaner, Document, Options
from cleaner.decide.decide import decide
from cleaner.decide.smooth import smooth_by_structure
from cleaner.decode.decode import decode
from cleaner.page.structure import structure_of
from cleaner.scoring.features import build
from cleaner.scoring.model import predict_log_odds, shipped
from cleaner.scoring.score import Scored, patterns_of, probability
from cleaner.segment.form import tell_form
from cleaner.segment.html.segment import segment_html
from cleaner.segment.html.tree import parse
from cleaner.training.gold import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Extract = Callable[[bytes], object]

WHOLE = "cleaner"


class Best:
    """The best time of each thing on each page."""

    def __init__(self) -> None:
        self._times: dict[str, dict[int, float]] = {}

    def take(self, name: str, page: int, call: Callable[..., Any], *arguments: object) -> Any:
        """Call, time it, and give what the call gives."""
        begin = time.process_time()
        result = call(*arguments)
        spent = time.process_time() - begin
        times = self._times.setdefault(name, {})
        times[page] = min(spent, times.get(page, spent))
        return result

    def seconds(self) -> dict[str, list[float]]:
        """Of everything, in the order of its first time: the best time on each page."""
        return {name: [*times.values()] for name, times in self._times.items()}


def extractors() -> dict[str, Extract]:
    """What is installed; each takes the bytes of a page."""
    cleaner = Cleaner()
    found: dict[str, Extract] = {WHOLE: lambda html: cleaner.clean(html).text, "parsing alone": LexborHTMLParser}
    try:
        plain = import_module("resiliparse.extract.html2text").extract_plain_text
        encoding = import_module("resiliparse.parse.encoding")
    except ImportError:
        pass
    else:
        found["resiliparse"] = lambda html: plain(
            encoding.bytes_to_str(html, encoding.detect_encoding(html)), main_content=True, alt_texts=False
        )
    try:
        extract = import_module("trafilatura").extract
    except ImportError:
        pass
    else:
        found["trafilatura"] = lambda html: extract(html, include_comments=False, include_tables=True)
    return found


def best_times(pages: list[bytes], tools: Mapping[str, Extract], rounds: int) -> dict[str, list[float]]:
    """Seconds of each tool on each page."""
    best = Best()
    for _ in range(rounds):
        for number, html in enumerate(pages):
            for name, extract in tools.items():
                best.take(name, number, extract, html)
    return best.seconds()


def steps(best: Best, number: int, html: bytes) -> None:
    """Time each step of a page; the order is the pipeline's."""
    decoded = best.take("decode", number, decode, html)
    best.take("tell the form", number, tell_form, decoded.text)
    best.take("parse", number, parse, decoded.text, decoded.utf8)
    page = best.take("segment", number, segment_html, decoded.text)
    if not len(page):
        return
    features = best.take("features", number, build, page)
    log_odds = best.take("network", number, predict_log_odds, features, shipped("html"))
    scored = Scored(log_odds, features.weights, patterns_of(features))
    structure = best.take("structure", number, structure_of, page)
    scores = best.take("smooth", number, lambda: probability(smooth_by_structure(page, scored, structure)))
    decision = best.take("decide", number, decide, page, scores, scored.words, Options(), structure)
    document = Document(page=page, scores=scores, kept=decision.kept, title_block=decision.title)
    best.take("text", number, lambda: document.text)


def spread(pages: list[bytes], count: int) -> Iterator[bytes]:
    """So many pages, evenly from all."""
    step = max(1.0, len(pages) / count)
    return (pages[int(place * step)] for place in range(min(count, len(pages))))


def main(arguments: list[str]) -> None:
    """Print milliseconds a page: of each tool with its ratio, and of each step with its share."""
    count, rounds = map(int, (*arguments[1:], *("200", "5")[len(arguments) - 1 :]))
    pages = [*spread([page.html for page in load(arguments[0])], count)]
    parts = Best()
    whole = {name: milliseconds(times) for name, times in best_times(pages, extractors(), rounds).items()}
    for _ in range(rounds):
        for number, html in enumerate(pages):
            steps(parts, number, html)
    print(f"{len(pages)} pages, best of {rounds} rounds, milliseconds of processor time a page")
    for name, mean in whole.items():
        print(f"{name:14s} {mean:7.2f}   cleaner takes {whole[WHOLE] / mean:5.2f} times as long")
    print()
    for name, times in parts.seconds().items():
        print(f"{name:14s} {milliseconds(times):7.2f}   {milliseconds(times) / whole[WHOLE]:4.0%}")


def milliseconds(times: list[float]) -> float:
    """The mean of times in seconds."""
    return sum(times) / len(times) * 1e3


if __name__ == "__main__":
    main(sys.argv[1:])
