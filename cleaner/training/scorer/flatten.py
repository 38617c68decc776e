"""A page as careless scrapers save it: a line a block, in habits drawn at random.

A habit is a scraper's way: what it makes of bullets, images, links, headings, tables and empty lines, and which
elements it leaves out.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cleaner.segment.html.elements import INLINE, UNSEEN
from cleaner.segment.html.tree import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

TOOLS = (frozenset[str](), frozenset(("nav", "footer")), frozenset(("nav", "header", "footer", "aside", "form")))
"""What scrapers leave out, some of them."""
SLACK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Habits:
    """What one scraper makes of a page."""

    bullet: str = ""
    """Before list items; a line of its own if it ends with a line break."""
    numbered: bool = False
    """Items of ``<ol>`` get their number."""
    image: str = ""
    """``markdown``, ``cut``, ``alt``, ``bracket``, ``address``, or nothing."""
    links: bool = False
    """Links as Markdown."""
    headings: bool = False
    """Headings as Markdown."""
    strong: bool = False
    """Bold text as Markdown."""
    cells: str = "\n"
    """What separates the cells of a row: a line break, a tab or a pipe."""
    gaps: str = "never"
    """Empty lines between blocks: ``never``, ``blocks`` (not between items and cells) or ``always``."""
    width: int = 0
    """Where lines are wrapped; 0 for nowhere."""
    titled: bool = False
    """The page's title comes first."""
    left_out: frozenset[str] = frozenset()
    broken: bool = False
    """A line for every text node."""


def draw(chance: np.random.Generator) -> Habits:
    """Habits at random, the common ones more often."""

    def one_of(values: tuple[str, ...], weights: tuple[float, ...]) -> str:
        return str(values[int(chance.choice(len(values), p=np.array(weights) / sum(weights)))])

    markdown = chance.random() < 0.2
    return Habits(
        bullet=one_of(("", "- ", "* ", "• ", "-\n", "•\n", "*\n"), (0.3, 0.2, 0.1, 0.06, 0.26, 0.04, 0.04)),
        numbered=bool(chance.random() < 0.4),
        image=one_of(("", "markdown", "cut", "alt", "bracket", "address"), (0.35, 0.2, 0.25, 0.05, 0.05, 0.1)),
        links=bool(markdown and chance.random() < 0.7),
        headings=bool(markdown or chance.random() < 0.05),
        strong=bool(markdown and chance.random() < 0.7),
        cells=one_of(("\n", "\t", " | "), (0.7, 0.15, 0.15)),
        gaps=one_of(("never", "blocks", "always"), (0.5, 0.35, 0.15)),
        width=int(chance.integers(66, 84)) if chance.random() < 0.06 else 0,
        titled=bool(chance.random() < 0.15),
        left_out=TOOLS[int(chance.choice(3, p=(0.7, 0.15, 0.15)))],
        broken=bool(chance.random() < 0.03),
    )


class End:
    """Marks the end of a block-level element."""

    tag = "end"


def children(node: LexborNode | None, end: bool = False) -> Iterator[LexborNode | End]:
    """The children of a node, and a mark behind them."""
    child = node.first_child if node is not None else None
    while child is not None:
        yield child
        child = child.next
    if end:
        yield End()


def flatten(html: str, habits: Habits) -> str:
    """A page as a scraper with these habits saves it."""
    return Flattener(habits).run(html)


class Flattener:
    """Walks a page once and writes its lines."""

    def __init__(self, habits: Habits) -> None:
        self.habits = habits
        self.lines: list[tuple[str, str]] = []
        """What kind of line (``item``, ``cell`` or ``block``), and its text."""
        self.words: list[str] = []
        self.mark = ""
        self.kind = "block"
        self.counters: list[int] = []

    def run(self, html: str) -> str:
        """The lines of a page."""
        tree = parse(html)
        if self.habits.titled and (title := tree.css_first("title")) is not None:
            self.words.append(title.text())
            self.flush()
        stack = [children(tree.body)]
        open_tags = ["body"]
        while stack:
            node = next(stack[-1], None)
            if node is None:
                stack.pop()
                self.leave(open_tags.pop())
            elif isinstance(node, End):
                self.flush()
            elif self.enter(node):
                in_row = self.habits.cells != "\n" and node.tag in ("td", "th")
                stack.append(children(node, end=node.tag not in INLINE and not in_row))
                open_tags.append(node.tag or "")
        self.flush()
        return self.joined()

    def enter(self, node: LexborNode) -> bool:
        """Write what begins with a node; whether its children come next."""
        tag, habits = node.tag or "", self.habits
        if tag == "-text":
            text = node.text_content or ""
            if habits.broken and text.strip():
                self.flush()
                self.words.append(text)
                self.flush()
            else:
                self.words.append(text)
            return False
        if tag == "img":
            self.image(node)
            return False
        if tag == "br":
            self.flush()
            return False
        if not tag or tag[0] in "-_!" or tag in UNSEEN or tag in habits.left_out:
            return False
        if tag in INLINE:
            if tag == "a" and habits.links:
                self.words.append("[")
            elif tag in ("b", "strong") and habits.strong:
                self.words.append("**")
            return True
        if tag in ("td", "th") and habits.cells != "\n":
            self.words.append(habits.cells)
            return True
        self.flush()
        if tag == "li":
            if self.counters:
                self.counters[-1] += 1
            number = self.counters[-1] if self.counters else 0
            self.mark = f"{number}. " if habits.numbered and number > 0 else habits.bullet
            self.kind = "item"
        elif tag in ("ul", "ol"):
            self.counters.append(0 if tag == "ol" else -1_000_000)
        elif tag in ("td", "th", "tr"):
            self.kind = "cell"
        elif tag[0] == "h" and tag[1:].isdigit() and habits.headings:
            self.mark = "#" * int(tag[1:]) + " "
        return True

    def leave(self, tag: str) -> None:
        """Write what ends with an element."""
        if tag == "a" and self.habits.links:
            self.words.append("](/link)")
        elif tag in ("b", "strong") and self.habits.strong:
            self.words.append("**")
        elif tag in ("ul", "ol") and self.counters:
            self.counters.pop()
        elif tag not in INLINE:
            self.words.append(" ")

    def image(self, node: LexborNode) -> None:
        """Write what is left of an image."""
        source = (node.attributes.get("src") or "").split("?")[0]
        alt = SLACK.sub(" ", node.attributes.get("alt") or "").strip()
        if not source or source.startswith("data:"):
            return
        left = {
            "markdown": f"![{alt}]({source})",
            "cut": "/" + source.split("//")[-1].partition("/")[2] + ")",
            "alt": alt,
            "bracket": f"[Image: {alt}]",
            "address": source,
        }.get(self.habits.image, "")
        if left:
            self.flush()
            self.lines.append(("image", left))

    def flush(self) -> None:
        """End the line that is being written."""
        line = SLACK.sub(" ", "".join(self.words)).strip() if self.habits.cells != "\t" else tabbed("".join(self.words))
        self.words.clear()
        line = line.removeprefix("| ").replace("[](/link)", "").replace("****", "").strip()
        if line:
            self.lines.append((self.kind, self.mark + line))
            self.mark, self.kind = "", "block"

    def joined(self) -> str:
        """All lines, with empty ones and wrapped as the habits have it."""
        habits = self.habits
        out: list[str] = []
        before = ""
        for kind, line in self.lines:
            close = kind == before and kind in ("item", "cell")
            if out and (habits.gaps == "always" or (habits.gaps == "blocks" and not close)):
                out.append("")
            out.append(textwrap.fill(line, habits.width, break_long_words=False) if habits.width else line)
            before = kind
        return "\n".join(out)


def tabbed(text: str) -> str:
    """A line with its tabs, other white space squeezed."""
    return "\t".join(cell for cell in (SLACK.sub(" ", part).strip() for part in text.split("\t")) if cell)
