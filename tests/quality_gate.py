"""Fails when the quality on part of the gold pages falls below the floors pinned in ``floors.json``.

usage: python -m tests.quality_gate GOLD_FOLDER [--pin [--allow-lower]]

The shipped weights have seen most of these pages (none of daniel's and dragnet's), so the gate guards against
regressions of the code; how good the weights are on sites that they have not seen stands in the model card. All
measures are shares of which more is better. ``--pin`` raises floors to MARGIN under what is measured; a floor is
lowered, or pinned for other pages than before, only with ``--allow-lower``.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import defaultdict
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner import Cleaner, Document, Focus, SiteTemplate
from cleaner.decode.decode import decode
from cleaner.training.gold import read
from cleaner.training.scorer.evaluate import score_page, summarize
from cleaner.training.scorer.flatten import Habits, flatten
from cleaner.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.training.gold import GoldPage

FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 0.003
PAGES = 80
"""Pages of each collection, the first ones."""
COLLECTIONS = ("wcxb-dev", "news4k", "trafilatura", "forums", "fundus-tests", "daniel", "dragnet")
AS_TEXT = ("news4k", "daniel", "dragnet")
"""Collections whose pages are cleaned as scraped text too."""
FOCUSED = ("news4k", "dragnet")
"""Collections that are cleaned with both other focuses."""
STATED = ("wcxb-dev", "news4k", "fundus-tests")
"""Collections whose gold states title, author and date."""
OF_SITES, LEAST_PAGES, SITES = "daniel", 5, 6
"""The collection with several pages of a site; so many sites of so many pages or more."""
HABITS = Habits(bullet="-\n", image="cut")
FURNITURE = (
    "Sign up for our newsletter and never miss a story.",
    "Log in or create an account to read on.",
    "/images/2021/03/harbour-640x360.jpg)",
)
OTHERS = "Also on this site"


class Page(NamedTuple):
    """A gold page, and what its gold states."""

    gold: GoldPage
    stated: dict[str, str]


def load(path: Path, count: int | None = None) -> Iterator[Page]:
    """The first pages of a collection; all without a count."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, count):
            record: dict[str, Any] = json.loads(line)
            stated = {name: str(record[name]) for name in ("title", "author", "date") if record.get(name)}
            yield Page(read(record, path.name.partition(".")[0]), stated)


def digest_of(pages: list[Page]) -> str:
    """A digest of pages and gold."""
    total = sha256()
    for page in pages:
        total.update(repr((page.gold.id, page.gold.html, page.gold.text, sorted(page.stated.items()))).encode())
    return total.hexdigest()[:16]


def measure(folder: Path) -> tuple[dict[str, float], dict[str, str]]:
    """All measures, and the digests of the pages, of the collections that are there."""
    found: dict[str, float] = {}
    digests: dict[str, str] = {}
    for name in COLLECTIONS:
        path = folder / f"{name}.jsonl.xz"
        if not path.exists():
            continue
        pages = list(load(path, PAGES))
        digests[name] = digest_of(pages)
        documents = [Cleaner().clean(page.gold.html, url=page.gold.url) for page in pages]
        add_scores(found, name, pages, [document.text for document in documents])
        if name in FOCUSED:
            for focus in (Focus.PRECISION, Focus.RECALL):
                cleaner = Cleaner(focus=focus)
                texts = [cleaner.clean(page.gold.html, url=page.gold.url).text for page in pages]
                summary = summarize([score_page(text, page.gold) for text, page in zip(texts, pages, strict=True)])
                found[f"{name}, focus on {focus}"] = getattr(summary, focus.value)
        if name in STATED:
            add_metadata(found, name, pages, documents)
        if name in AS_TEXT:
            sources = [flatten(decode(page.gold.html).text, HABITS) for page in pages]
            texts = [Cleaner().clean(source, form="text").text for source in sources]
            add_scores(found, f"{name}, scraped", pages, texts)
            found[f"{name}, furniture removed"] = fmean(map(removed_from_markup, pages))
            found[f"{name}, furniture removed from text"] = fmean(map(removed_from_text, sources))
    path = folder / f"{OF_SITES}.jsonl.xz"
    if path.exists():
        add_templates(found, digests, path)
    return found, digests


def add_scores(found: dict[str, float], name: str, pages: list[Page], texts: list[str]) -> None:
    """F1, and how many pages lose no paragraph."""
    scores = [score_page(text, page.gold) for text, page in zip(texts, pages, strict=True)]
    found[f"{name}, f1"] = summarize(scores).f1
    whole = [loses_nothing(text, page.gold.text) for text, page in zip(texts, pages, strict=True) if page.gold.text]
    if whole:
        found[f"{name}, loses no paragraph"] = fmean(whole)


def loses_nothing(text: str, gold: str) -> bool:
    """Whether half of the runs of four words of every gold paragraph of ten words or more are in a text."""
    have = runs(words_of(text.lower()))
    paragraphs = (words_of(line) for line in gold.lower().split("\n"))
    return all(len(runs(words) & have) >= len(runs(words)) / 2 for words in paragraphs if len(words) >= 10)


def runs(words: list[str]) -> set[tuple[str, ...]]:
    """The runs of four words."""
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def add_metadata(found: dict[str, float], name: str, pages: list[Page], documents: list[Document]) -> None:
    """How often title, author and date are the stated ones."""
    for field in ("title", "author", "date"):
        right = [
            is_same(field, getattr(document.metadata, field), page.stated[field])
            for document, page in zip(documents, pages, strict=True)
            if field in page.stated
        ]
        if right:
            found[f"{name}, {field}"] = fmean(right)


def is_same(field: str, value: str | None, want: str) -> bool:
    """A date by its day; a title by its words, a site's name after it forgiven; an author by all of the stated words."""
    if not value:
        return False
    if field == "date":
        return value[:10] == want[:10]
    ours, theirs = words_of(value.lower()), words_of(want.lower())
    if field == "title":
        return ours == theirs or (len(theirs) > 2 and ours[: len(theirs)] == theirs)
    return set(theirs) <= set(ours) and len(ours) <= 3 * len(theirs)


def removed_from_markup(page: Page) -> float:
    """The share of furniture, put behind the second paragraph and at the end of a page, that cleaning removes."""
    parts = decode(page.gold.html).text.split("</p>", 2)
    links = "".join(f'<li><a href="/{number}">Story number {number} of another day</a></li>' for number in range(5))
    boxes = "".join(f'<div class="x{number}">{line}</div>' for number, line in enumerate(FURNITURE))
    parts[-1] = f"{boxes}{parts[-1]}" if len(parts) == 3 else parts[-1]
    html = "</p>".join(parts).replace("</body>", f'<div class="y"><b>{OTHERS}</b><ul>{links}</ul></div></body>', 1)
    wanted = [line for line in (*FURNITURE, OTHERS) if line in html]
    text = Cleaner().clean(html).text
    return fmean(line not in text for line in wanted) if wanted else 1.0


def removed_from_text(source: str) -> float:
    """The same of scraped text: behind its second long line."""
    lines = source.split("\n")
    long = [number for number, line in enumerate(lines) if len(line) > 120][1:2]
    for number in long:
        lines[number + 1 : number + 1] = FURNITURE
    text = Cleaner().clean("\n".join(lines), form="text").text
    return fmean(line not in text for line in FURNITURE) if long else 1.0


def add_templates(found: dict[str, float], digests: dict[str, str], path: Path) -> None:
    """F1 of sites' pages with a template of the site's other pages and their own, and without."""
    sites: dict[str, list[Page]] = defaultdict(list)
    for page in load(path):
        sites[page.gold.site].append(page)
    chosen = [pages for pages in sites.values() if len(pages) >= LEAST_PAGES][:SITES]
    pages = [page for some in chosen for page in some]
    digests["templates"] = digest_of(pages)
    texts: list[str] = []
    for some in chosen:
        template = SiteTemplate.learn([(page.gold.html, page.gold.url) for page in some])
        texts += [Cleaner().clean(page.gold.html, url=page.gold.url, template=template).text for page in some]
    add_scores(found, "templates", pages, texts)


class Floors(NamedTuple):
    """What is pinned."""

    digests: dict[str, str]
    floors: dict[str, float]


def read_floors() -> Floors:
    """The floors in the repository; none where there are none yet."""
    if not FLOORS.exists():
        return Floors({}, {})
    stored = json.loads(FLOORS.read_text(encoding="utf-8"))
    return Floors(stored["digests"], stored["floors"])


def pinned(old: Floors, found: dict[str, float], digests: dict[str, str], allow_lower: bool) -> Floors:
    """New floors: raised to what is measured; lowered, or of other pages, only where that is allowed."""
    floors = dict(old.floors)
    for name, value in found.items():
        floor = round(value - MARGIN, 4)
        floors[name] = floor if allow_lower else max(floor, floors.get(name, 0.0))
    if allow_lower:
        floors = {name: floor for name, floor in floors.items() if name in found}
    known = old.digests if not allow_lower else {}
    return Floors(digests | known, floors)


def complaints(floors: Floors, found: dict[str, float], digests: dict[str, str]) -> list[str]:
    """What is wrong: pages that are others, measures that are missing or below their floors."""
    wrong = [
        f"{name}: other pages than the floors were measured on ({digest}, pinned {floors.digests.get(name)})"
        for name, digest in digests.items()
        if floors.digests.get(name) != digest
    ]
    for name, value in found.items():
        if name not in floors.floors:
            wrong.append(f"{name}: no floor is pinned")
        elif value < floors.floors[name]:
            wrong.append(f"{name}: {value:.4f} is below the floor of {floors.floors[name]:.4f}")
    return wrong


def main(arguments: list[str]) -> int:
    """Compare with the floors, or pin them."""
    folder, flags = Path(arguments[0]), set(arguments[1:])
    if unknown := flags - {"--pin", "--allow-lower"}:
        print(f"unknown: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    found, digests = measure(folder)
    floors = read_floors()
    if "--pin" in flags:
        floors = pinned(floors, found, digests, "--allow-lower" in flags)
        stored = {"margin": MARGIN, "digests": floors.digests, "floors": dict(sorted(floors.floors.items()))}
        FLOORS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    for name, value in found.items():
        print(f"{name:40s} {value:.4f}  floor {floors.floors.get(name, 0.0):.4f}")
    wrong = complaints(floors, found, digests)
    print(*wrong, sep="\n", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
