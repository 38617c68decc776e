"""How much a page's text depends on what stands around it: menus of other sites are put before or behind each page.

    python -m tests.stability_benchmark GOLD.jsonl.xz [...] [--limit N] [--show]

What is put there is no part of the article, so that no text should change. Prints, for each file and each place, the
share of the pages whose text changes, of those that lose or gain a line of ten words or more, and of those in which
the menu itself is kept.
"""

from __future__ import annotations

import argparse
import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from selectolax.lexbor import LexborHTMLParser

import cleaner
from cleaner.decode.decode import decode
from cleaner.training.gold import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FEWEST_LINKS, MOST_LINKS = 12, 60
LINK_SHARE = 0.9
"""Of a menu's letters, those that are in links."""
LONG = 10
"""Words of a line that a reader misses."""
BODY = re.compile(r"<body\b[^>]*>", re.I)
PLACES = ("before", "behind")


class Changes(NamedTuple):
    """What a menu does to one page."""

    differs: bool
    loses: bool
    gains: bool
    keeps_menu: bool


def menus_of(html: str) -> Iterator[str]:
    """The lists of links of a page, as markup."""
    for node in LexborHTMLParser(html).css("nav, header ul, footer ul, div ul"):
        links = [(link.text() or "").strip() for link in node.css("a[href]")]
        letters = len("".join((node.text() or "").split()))
        linked = len("".join("".join(links).split()))
        if FEWEST_LINKS <= len(links) <= MOST_LINKS and linked >= LINK_SHARE * letters and node.css_first("p") is None:
            yield node.html or ""


def with_menu(html: str, menu: str, place: str) -> str:
    """A page with a menu right behind the beginning of its body, or at its end."""
    if place == "before":
        begin = BODY.search(html)
        at = begin.end() if begin is not None else 0
    else:
        at = html.lower().rfind("</body")
        at = len(html) if at < 0 else at
    return f"{html[:at]}<div>{menu}</div>{html[at:]}"


def changes(before: str, after: str, menu: str) -> Changes:
    """What differs between the texts of a page without and with a menu."""
    old, new = before.split("\n"), after.split("\n")
    lost, gained = set(old) - set(new), set(new) - set(old)
    said = " ".join((LexborHTMLParser(menu).text() or "").split())
    long_gain = [line for line in gained if len(line.split()) >= LONG]
    return Changes(
        before != after,
        any(len(line.split()) >= LONG for line in lost),
        bool(long_gain),
        any(len(line) > 3 and " ".join(line.lstrip("- ").split()) in said for line in gained),
    )


def measure(pages: Sequence[tuple[str, str, str, str | None]], show: bool) -> dict[str, list[Changes]]:
    """What menus of other sites do to pages of (id, site, html, url), by place."""
    menus = [(site, menu) for _, site, html, _ in pages for menu in list(menus_of(html))[:2]]
    found: dict[str, list[Changes]] = {place: [] for place in PLACES}
    for number, (name, site, html, url) in enumerate(pages):
        others = [menu for other, menu in menus if other != site]
        if not others:
            continue
        menu = others[number * 7919 % len(others)]
        before = cleaner.clean(html, url=url).text
        for place in PLACES:
            change = changes(before, cleaner.clean(with_menu(html, menu, place), url=url).text, menu)
            found[place].append(change)
            if show and change.differs:
                print(
                    f"  {place} {name}{' loses' * change.loses}{' gains' * change.gains}{' menu' * change.keeps_menu}"
                )
    return found


def main() -> None:
    """Print one line for each file and place."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("gold", nargs="+")
    ask.add_argument("--limit", type=int, default=150)
    ask.add_argument("--show", action="store_true", help="name the pages that change")
    args = ask.parse_args()
    for path in args.gold:
        pages = [(page.id, page.site, decode(page.html).text, page.url) for page in islice(load(path), args.limit)]
        for place, rows in measure(pages, args.show).items():
            shares = [sum(column) / max(1, len(rows)) for column in zip(*rows, strict=True)] or [0.0] * 4
            print(
                f"{path.rsplit('/', 1)[-1].split('.')[0]:14s} {place:7s} {len(rows):4d} pages  "
                + "  ".join(f"{name}={share:.3f}" for name, share in zip(Changes._fields, shares, strict=True)),
                flush=True,
            )


if __name__ == "__main__":
    main()
