"""A site's layout as a tree in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.tree import Tree

from cleaner.templates.site.layout import layout, removed_share
from cleaner.templates.site.paths import SEPARATOR

if TYPE_CHECKING:
    from cleaner.templates.site.layout import Place
    from cleaner.templates.template import SiteTemplate


def draw(template: SiteTemplate, least: float) -> None:
    """Print the tree of the places that a share of the pages has."""
    pages = len(template.plan.judged)
    places = layout(template)
    shown = [place for place in places if place.pages >= least * pages]
    tree = Tree(
        f"[bold]{escape(template.site)}[/]: {template.pages} pages, {len(places)} places, "
        f"removes about {removed_share(places):.0%} of the text"
    )
    branches: dict[tuple[str, ...], Tree] = {(): tree}
    for place in shown:
        steps = tuple(place.path.split(SEPARATOR))
        branch(branches, steps[:-1]).add(label(place, steps[-1], pages))
    for name in ("keep", "drop", "keep_texts", "drop_texts"):
        for rule in getattr(template.rules, name):
            tree.add(f"[cyan]{name.replace('_', ' ')}[/] {escape(rule)}")
    Console().print(tree)
    if len(shown) < len(places):
        Console().print(f"[dim]{len(places) - len(shown)} places on fewer pages: --least 0 shows them[/]")


def branch(branches: dict[tuple[str, ...], Tree], steps: tuple[str, ...]) -> Tree:
    """The branch for some boxes, made if need be, below the longest one that is there."""
    missing = []
    while steps not in branches:
        missing.append(steps)
        steps = steps[:-1]
    for path in reversed(missing):
        branches[path] = branches[path[:-1]].add(f"[dim]{escape(path[-1])}[/]")
    return branches[missing[0] if missing else steps]


def label(place: Place, name: str, pages: int) -> str:
    """One place: its name, its pages, an example."""
    color = "green" if place.content else "red"
    part = "" if place.kept in (0, 1) else f", {place.kept:.0%} kept"
    example = f" [dim]{escape(place.example)}[/]" if place.example else ""
    sign = "+" if place.content else "-"  # for terminals and people that do not tell red from green
    return f"[{color}]{sign} {escape(name)}[/] {place.pages} of {pages}{part}{example}"
