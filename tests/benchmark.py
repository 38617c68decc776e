"""Time a page takes, by view and form, beside other tools and parsing alone, on the same pages in the same run.

usage: python -m tests.benchmark [--only PART ...] GOLD.jsonl.xz [PAGES [ROUNDS]]

The tools take turns on every page, and the best of all rounds counts: whatever else runs only ever adds. Times are of
the processor, not the clock. Pages are taken evenly from the whole collection. What is not installed (``pip install
resiliparse trafilatura``) is left out. Printed are, in milliseconds a page and as ratios:

- ``markup``: each view,
- ``scraped``: scraped text (the page's blocks, and the article alone, as lines),
- ``sites``: sites with templates, those with five pages or more in the collection,
- ``start``: ``cleaner < page.html`` as a process of its own,
- ``growth``: pages of 100 kB, 1 MB and 10 MB, made of the bodies of real ones,
- ``steps``: the steps of the text; what these do not add up to, the pipeline does between them.

What batches cost, ``python -m tests.batch_benchmark`` measures.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import defaultdict
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from cleaner import Cleaner, Document, Options, SiteTemplate
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

    from cleaner.training.gold import GoldPage

    Extract = Callable[[bytes], object]

WHOLE = "cleaner"
PARTS = ("markup", "scraped", "sites", "start", "growth", "steps")
LEAST = 5
"""Pages of a site from which on its template is measured."""
SIZES = (100_000, 1_000_000, 10_000_000)
STARTS = 10
"""Processes that are started to measure one start."""


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


def views() -> dict[str, Extract]:
    """Each view of cleaner, all that it needs included; of scraped text those that people ask for."""
    cleaner = Cleaner()

    def viewed(name: str) -> Extract:
        return lambda html: getattr(cleaner.clean(html), name)

    def with_metadata(html: bytes) -> object:
        document = cleaner.clean(html)
        return document.text, document.metadata

    return {
        "Markdown": viewed("markdown"),
        "HTML": viewed("html"),
        "text + metadata": with_metadata,
        "JSON": lambda html: cleaner.clean(html).to_dict(),
        "reasons": viewed("blocks"),
    }


def scraped(pages: list[bytes], rounds: int) -> dict[str, list[float]]:
    """Seconds of the pages as scraped text: all blocks, and the article alone."""
    cleaner = Cleaner()
    best = Best()
    for number, html in enumerate(pages):
        document = cleaner.clean(html)
        blocks, article = "\n\n".join(document.page.blocks.texts), document.text
        for _ in range(rounds):
            best.take("all blocks, text", number, lambda text=blocks: cleaner.clean(text, form="text").text)
            best.take("article, text", number, lambda text=article: cleaner.clean(text, form="text").text)
            best.take("article, Markdown", number, lambda text=article: cleaner.clean(text, form="text").markdown)
    return best.seconds()


def templates(sites: Mapping[str, list[bytes]], rounds: int) -> dict[str, list[float]]:
    """Seconds of the pages of known sites: with their template, without, and of resiliparse."""
    total: dict[str, list[float]] = defaultdict(list)
    cleaner, others = Cleaner(), extractors()
    for pages in sites.values():
        template = SiteTemplate.learn(pages)

        def known(html: bytes, template: SiteTemplate = template) -> object:
            return cleaner.clean(html, template=template).text

        tools = {"with template": known, "without": others[WHOLE]}
        if "resiliparse" in others:
            tools["resiliparse"] = others["resiliparse"]
        for name, times in best_times(pages, tools, rounds).items():
            total[name] += times
    return total


def starts(page: bytes) -> dict[str, list[float]]:
    """Seconds of the processor that a process takes for one page."""
    commands = {WHOLE: [sys.executable, "-m", "cleaner"]}
    if find_spec("trafilatura"):
        commands["trafilatura"] = [sys.executable, "-c", "from trafilatura.cli import main; main()"]
    found: dict[str, float] = {}
    for _ in range(STARTS):
        for name, command in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, input=page, capture_output=True, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            found[name] = min(spent, found.get(name, spent))
    return {name: [seconds] for name, seconds in found.items()}


def grown(pages: list[bytes], size: int) -> bytes:
    """A page of about so many bytes: the bodies of real ones, as often as it takes."""
    bodies = [body.html or "" for html in pages if (body := LexborHTMLParser(html).body) is not None]
    inner = [html.partition(">")[2].rpartition("</body")[0].encode("utf-8", "replace") for html in bodies]
    parts: list[bytes] = []
    length = 0
    while length < size and any(inner):
        part = inner[len(parts) % len(inner)]
        parts.append(part[: size - length])
        length += len(part)
    return b"<!doctype html><title>Many pages</title><body>" + b"".join(parts)


def growth(pages: list[bytes]) -> None:
    """Print milliseconds for each 100 kB, for pages of rising size."""
    others = extractors()
    tools = {"text": others[WHOLE], "Markdown": views()["Markdown"]}
    tools.update((name, others[name]) for name in ("resiliparse", "trafilatura") if name in others)
    print(f"\n{'ms for 100 kB':18s}" + "".join(f"{size // 1000:>10,} kB" for size in SIZES))
    rows: dict[str, list[float]] = defaultdict(list)
    for size in SIZES:
        html = grown(pages, size)
        for name, times in best_times([html], tools, 3 if size < SIZES[-1] else 1).items():
            rows[name].append(sum(times) * 1e3 * 100_000 / size)
    for name, values in rows.items():
        print(f"{name:18s}" + "".join(f"{value:13.2f}" for value in values))


def print_ratios(title: str, times: Mapping[str, list[float]], units: Mapping[str, float]) -> None:
    """Print milliseconds, and how many times as long as each unit that takes."""
    print(f"\n{title:18s}      ms" + "".join(f"  x {name:12s}" for name in units), flush=True)
    for name, seconds in times.items():
        mean = milliseconds(seconds)
        print(f"{name:18s}{mean:8.2f}" + "".join(f"  {mean / unit:8.2f}      " for unit in units.values()))


def markup(pages: list[bytes], rounds: int) -> None:
    """Print what each view takes, and other tools."""
    times = best_times(pages, {**extractors(), **views()}, rounds)
    units = {"text": milliseconds(times[WHOLE])}
    units.update((name, milliseconds(times[name])) for name in ("resiliparse", "trafilatura") if name in times)
    print_ratios("markup", times, units)


def scraped_text(pages: list[bytes], rounds: int) -> None:
    """Print what scraped text takes, beside the text of its page's markup."""
    markup = best_times(pages, {"markup, text": extractors()[WHOLE]}, rounds)
    print_ratios("scraped text", {**markup, **scraped(pages, rounds)}, {"markup": milliseconds(markup["markup, text"])})


def known_sites(gold: list[GoldPage], count: int, rounds: int) -> None:
    """Print what pages of known sites take."""
    sites: dict[str, list[bytes]] = defaultdict(list)
    for page in gold:
        sites[page.site].append(page.html)
    known = templates({site: some[:LEAST] for site, some in [*sites.items()][:count] if len(some) >= LEAST}, rounds)
    if known:
        print_ratios("known sites", known, {"without": milliseconds(known["without"])})


def print_steps(pages: list[bytes], rounds: int) -> None:
    """Print what each step takes of a page's text."""
    whole = milliseconds(best_times(pages, {WHOLE: extractors()[WHOLE]}, rounds)[WHOLE])
    parts = Best()
    for _ in range(rounds):
        for number, html in enumerate(pages):
            steps(parts, number, html)
    print()
    for name, times in parts.seconds().items():
        print(f"{name:14s} {milliseconds(times):7.2f}   {milliseconds(times) / whole:4.0%}")


def main(arguments: list[str]) -> None:
    """Print milliseconds a page, and ratios."""
    parser = ArgumentParser(prog="tests.benchmark", description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("gold")
    parser.add_argument("pages", nargs="?", type=int, default=150)
    parser.add_argument("rounds", nargs="?", type=int, default=5)
    asked = parser.parse_args(arguments)
    wanted = asked.only or PARTS
    gold = [*load(asked.gold)]
    pages = [*spread([page.html for page in gold], asked.pages)]
    print(f"{len(pages)} pages, best of {asked.rounds} rounds, milliseconds of processor time a page", flush=True)
    if "markup" in wanted:
        markup(pages, asked.rounds)
    if "scraped" in wanted:
        scraped_text(pages, asked.rounds)
    if "sites" in wanted:
        known_sites(gold, asked.pages, asked.rounds)
    if "start" in wanted:
        started = starts(pages[0])
        print_ratios("starting up", started, {name: milliseconds(seconds) for name, seconds in started.items()})
    if "growth" in wanted:
        growth(pages)
    if "steps" in wanted:
        print_steps(pages, asked.rounds)


def milliseconds(times: list[float]) -> float:
    """The mean of times in seconds."""
    return sum(times) / len(times) * 1e3


if __name__ == "__main__":
    main(sys.argv[1:])
