"""A site's template for people: the rules of a person, the kinds of furniture it removes, and its layout as a tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from cleaner.cli.console import Drawing
from cleaner.explain.reasons.box_names import reason_of_place
from cleaner.templates.site.hits import selector_hits, text_hits
from cleaner.templates.site.layout import layout, removed_share
from cleaner.templates.site.paths import LONGEST_WORD, SEPARATOR
from cleaner.words.counted import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.explain.reasons import Reason
    from cleaner.templates.site.hits import Hits
    from cleaner.templates.site.layout import Place
    from cleaner.templates.template import SiteTemplate

LEGEND = "+ kept, - removed, ± it depends; the number says on how many pages, of"
ENDINGS = 'Names stand here without the numbers at their ends: a rule for #post-418 is [id^="post-"].'
FOLDED = re.compile(r"([.#])([^.#]*)")
MOST_KINDS = 3
"""Places of one kind of furniture that are named."""
FEW_PAGES = 3
"""How many pages a template needs to be used."""


@dataclass
class Node:
    """A box of the tree."""

    name: str = ""
    inner: dict[str, Node] = field(default_factory=dict)
    place: Place | None = None


def draw(template: SiteTemplate, least: float) -> None:
    """Print a template: summary, rules, what it removes, layout.

    :param least: leave out places on a smaller share of the pages.
    """
    console = Drawing()
    places = layout(template)
    pages = min(len(template.sample.records), max((place.pages for place in places), default=0))
    console.print(Text(template.site, style="bold") + Text(f": {summary(template, places)}"))
    for lines in (rules(template), furniture(places, pages)):
        if lines:
            console.print()
            for line in lines:
                console.print(cut(line, console.width), style="" if line.endswith(":") else "dim", soft_wrap=True)
    shown = [place for place in places if place.pages >= least * pages]
    if shown:
        console.print(f"\nThe layout ({LEGEND} {pages:,}):")
        for row, style in tree_lines(shown, console.width):
            console.print(row, style=style, soft_wrap=True)
        console.print(ENDINGS, style="dim")
    if len(shown) < len(places):
        console.print(f"({counted(len(places) - len(shown), 'place')} on fewer pages left out: --least 0 shows all)")


def summary(template: SiteTemplate, places: list[Place]) -> str:
    """One line on a template."""
    what = f"learned from {counted(template.pages, 'page')}, {counted(len(places), 'place')}"
    if template.pages < FEW_PAGES:
        return f"{what}; used from {FEW_PAGES} pages on"
    return f"{what}; removes about {removed_share(places):.0%} of the text"


def rules(template: SiteTemplate) -> list[str]:
    """The rules of a person, with what they hit."""
    lines = [
        f"  {verb} {selector}   {hit_words(selector_hits(template, selector))}"
        for verb, selectors in (("keep", template.rules.keep), ("drop", template.rules.drop))
        for selector in selectors
    ] + [
        f"  {verb} the text “{text}”   {hit_words(text_hits(template, text))}"
        for verb, texts in (("keep", template.rules.keep_texts), ("drop", template.rules.drop_texts))
        for text in texts
    ]
    return ["Your rules:", *lines] if lines else []


def hit_words(hits: Hits | None) -> str:
    """What a rule hits, in words."""
    if hits is None:
        return "(what it hits shows on pages only: cleaner explain PAGE)"
    if not hits.all_pages:
        return "(no pages of the site are known yet)"
    if not hits.blocks:
        return f"hits nothing on the {counted(hits.all_pages, 'known page')}"
    whole = ": EVERYTHING" if hits.blocks == hits.all_blocks else ""
    return f"hits {counted(hits.blocks, 'block')} on {hits.pages} of {counted(hits.all_pages, 'known page')}{whole}"


def furniture(places: list[Place], pages: int) -> list[str]:
    """The kinds of what is removed on more than one page, each with examples of its text."""
    kinds: dict[Reason, list[Place]] = {}
    for place in places:
        if not place.content and place.pages > 1:
            kinds.setdefault(reason_of_place(place.path.split(SEPARATOR), place.example), []).append(place)
    lines = []
    for reason, found in sorted(kinds.items(), key=lambda pair: -sum(place.words for place in pair[1])):
        found.sort(key=lambda place: (not place.example, -place.pages, -place.words))
        total = sum(place.blocks for place in found)
        lines.append(f"  {reason} ({counted(total, 'block')})")
        for place in found[:MOST_KINDS]:
            if place.example:
                lines.append(f"    “{place.example}” on {place.pages} of {pages}: {selector_of(place.path)}")
    return ["What it removes:", *lines] if lines else []


def tree_lines(places: list[Place], width: int) -> Iterator[tuple[Text, str]]:
    """The places as an indented tree; boxes with nothing but one box inside share its line."""
    root = Node()
    for place in places:
        node = root
        for step in place.path.split(SEPARATOR):
            node = node.inner.setdefault(step, Node(step))
        node.place = place

    waiting = [(child, 0) for child in reversed(root.inner.values())]
    while waiting:
        node, depth = waiting.pop()
        names = [selector(node.name)]
        while node.place is None and len(node.inner) == 1:
            (node,) = node.inner.values()
            names.append(selector(node.name))
        yield line_of(node, " > ".join(names), depth, width)
        waiting += [(child, depth + 1) for child in reversed(node.inner.values())]


def line_of(node: Node, name: str, depth: int, width: int) -> tuple[Text, str]:
    """One line of the tree, and its style."""
    place = node.place
    if place is None:
        return cut(f"{'  ' * depth}  {name}", width), "dim"
    sign, style = ("+", "green") if place.kept > 0.95 else ("-", "red") if place.kept < 0.05 else ("±", "yellow")
    share = f" ({place.kept:.0%} kept)" if sign == "±" else ""
    example = f"  {place.example}" if place.example else ""
    return cut(f"{'  ' * depth}{sign} {name}  {place.pages}{share}{example}", width), style


def selector_of(path: str) -> str:
    """A path as a selector that can be pasted into a rule: its last boxes that have names."""
    steps = [selector(step) for step in path.split(SEPARATOR)]
    begin = len(steps) - 1
    while begin > 0 and not re.search(r"[.#\[]", steps[begin]):
        begin -= 1
    return " > ".join(steps[begin:])


def selector(step: str) -> str:
    """A step of a path as a selector that matches the site's own names: of a name with digits, the part before them."""

    def whole(match: re.Match[str]) -> str:
        sign, name = match[1], match[2]
        if "0" not in name and len(name) < LONGEST_WORD:
            return match[0]
        start = name.partition("0")[0]
        return f'[{"id" if sign == "#" else "class"}*="{start}"]' if len(start) > 2 else ""

    return FOLDED.sub(whole, step)


def cut(text: str, width: int) -> Text:
    """A text without line breaks and control characters, as long as the terminal is wide."""
    line = re.sub(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", " ", text)
    return Text(line if cell_len(line) <= width else set_cell_size(line, width - 1).rstrip() + "…")
