"""Draws removed blocks of gold pages at random, to be labelled by reading them.

usage: python -m tests.reason_labels GOLD_FOLDER develop|develop-2|test > blocks.txt

Prints each block in its context, never what ``cleaner`` calls it. A line of ``cases/reasons/labels.csv`` keeps the page's
id, the form it was read in, the block's position, a digest of its text, and the label.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from cleaner import clean
from cleaner.decode.decode import decode
from cleaner.page.page import Form
from cleaner.training.gold import load
from cleaner.training.scorer.flatten import Habits, flatten

if TYPE_CHECKING:
    from cleaner.page.page import Page
    from cleaner.training.gold import GoldPage

BLOCKS, SCRAPED_BLOCKS = 3, 2
"""How many removed blocks of a page are drawn: of one read as markup, and as scraped text."""
SCRAPER = Habits(bullet="-\n", image="cut")
"""A naive scraper: bullets on lines of their own, images as the rest of their address."""
NEAR = 3


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw: at most one page of a site, and no site of the draws before."""

    seed: int
    pages: dict[str, int]
    """How many pages of each collection are read as markup."""
    scraped: dict[str, int]
    """How many other pages are read as scraped text."""


DRAWS = {
    "develop": Draw(
        8,
        {"wcxb-dev": 66, "news4k": 26, "trafilatura": 44, "daniel": 34, "forums": 5},
        {"wcxb-dev": 22, "news4k": 12, "trafilatura": 16, "daniel": 8},
    ),
    "develop-2": Draw(
        9,
        {"wcxb-dev": 60, "news4k": 20, "trafilatura": 34, "daniel": 26, "forums": 4},
        {"wcxb-dev": 10, "news4k": 6, "trafilatura": 8, "daniel": 4},
    ),
    "test": Draw(
        10,
        {"wcxb-dev": 40, "news4k": 11, "trafilatura": 24, "daniel": 18, "forums": 2},
        {"wcxb-dev": 8, "news4k": 4, "trafilatura": 6, "daniel": 3},
    ),
}
"""The rules were written with the first two at hand; the last is of sites nobody looked at while writing them."""


def source_of(page: GoldPage, form: Form) -> str:
    """The page as text of a form."""
    html = decode(page.html, None).text
    return html if form is Form.HTML else flatten(html, SCRAPER)


def digest(text: str) -> str:
    """Tells whether a position still holds the block that was labelled."""
    return sha256(text.encode()).hexdigest()[:8]


def half(site: str) -> int:
    """The half of all sites that one is of; pages of the first were looked at while the rules were written."""
    return crc32(site.encode()) % 2


def draw(folder: Path, name: str) -> list[tuple[GoldPage, Form, list[int], Page]]:
    """The pages of a draw, each with the positions of the drawn blocks."""
    found = []
    before: set[str] = set()
    for other, plan in DRAWS.items():
        chance = random.Random(plan.seed)
        for collection, count in plan.pages.items():
            pages = list(load(folder / f"{collection}.jsonl.xz"))
            chance.shuffle(pages)
            first = {page.site: page for page in reversed(pages)}
            chosen = list(first.values())
            chance.shuffle(chosen)
            if other != "develop":
                chosen = [page for page in chosen if half(page.site) and page.site not in before]
            chosen = chosen[: count + plan.scraped.get(collection, 0)]
            before.update(page.site for page in chosen)
            for rank, page in enumerate(chosen):
                form, blocks = (Form.HTML, BLOCKS) if rank < count else (Form.TEXT, SCRAPED_BLOCKS)
                document = clean(source_of(page, form), url=page.url, form=form)
                removed = [number for number, kept in enumerate(document.kept.tolist()) if not kept]
                if removed:
                    positions = sorted(chance.sample(removed, min(blocks, len(removed))))
                    if other == name:
                        found.append((page, form, positions, document.page))
    return found


def show(page: Page, number: int) -> str:
    """A block as a person reads it: where it stands, what is around it."""
    texts = page.blocks.texts
    steps = []
    for box in page.ancestors(number)[:8]:
        found = page.boxes.attribute_sets[page.boxes.attributes[box]]
        names = [
            found.classes,
            found.id and "#" + found.id,
            found.role,
            found.itemprop,
            found.label,
            "HIDDEN" * found.hidden,
        ]
        steps.append(f"{page.boxes.tags[box]}[{' '.join(name for name in names if name)[:48]}]")
    lines = [f"  path {' < '.join(steps)}"] if page.form is Form.HTML else []
    for other in range(max(0, number - NEAR), min(len(page), number + NEAR)):
        text = texts[other].replace("\n", " / ")
        lines.append(f"  >>> {text[:420]}" if other == number else f"      {text[:90]}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the drawn blocks."""
    for page, form, positions, segmented in draw(Path(arguments[0]), arguments[1]):
        print(
            f"== {page.collection} {page.id} ({form}) {len(segmented)} blocks; {segmented.hints.title[:90]} {page.url or ''}"
        )
        for number in positions:
            print(f"-- {page.id},{form},{number},{digest(segmented.blocks.texts[number])}")
            print(show(segmented, number))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
