"""What a person says of a site: places and texts to keep or drop, which win over all that was learned.

Selectors are CSS as the parser understands it (Selectors Level 4), as browsers copy it: ``div:nth-child(3) > p``. They
are matched against the page's block-level elements as the page was parsed, case and all; a rule holds for all blocks
inside.

The parser tries every way in which ancestors may fit, which takes exponentially long where a template has many steps
and a page many boxes in each other. So it is only given what has no choice, and the steps between ancestors are taken
here, each box looked at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from cleaner.errors import SelectorError
from cleaner.page.page import Form
from cleaner.segment.html.segment import segment_inlines
from cleaner.templates.site.texts import fingerprint

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from cleaner.page.page import Page

LONGEST = 1000
"""Characters of a selector."""
MOST = 500
"""Selectors of one kind."""
MOST_STEPS = 40
"""Steps of one alternative, from the outermost element to the innermost."""
MOST_INNER = 2
"""Steps within the brackets of one."""
SPACE = re.compile(r"\s+")
JOINT = re.compile(r"\s*([>+~,])\s*")
COSTLY = re.compile(r":has\(|~(?!=)|:nth-(?:last-)?child\([^()]{0,50}\sof\s", re.I)
"""What makes the parser search: at most one in each alternative."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Selectors and texts, each sorted and once."""

    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    keep_texts: tuple[str, ...] = ()
    """Texts of whole blocks; digits, case and white space do not matter."""
    drop_texts: tuple[str, ...] = ()

    def __or__(self, other: Rules) -> Rules:
        """The rules of both."""
        return Rules(*(tuple(sorted({*getattr(self, name), *getattr(other, name)})) for name in NAMES))

    def check(self) -> None:
        """Raise :class:`SelectorError` for the first selector that does not parse."""
        for selectors in (self.keep, self.drop):
            if len(selectors) > MOST:
                raise SelectorError(f"{len(selectors):,} selectors; at most {MOST} of a kind are understood")
            for selector in selectors:
                parse(selector)

    def verdicts(self, page: Page) -> dict[int, bool]:
        """The blocks that a rule decides, and whether it keeps them: texts win over selectors, keep wins over drop."""
        found: dict[int, bool] = {}
        for selectors, kept in ((self.drop, False), (self.keep, True)):
            for box in matches(page, selectors):
                found.update(dict.fromkeys(range(page.boxes.begins[box], page.boxes.ends[box]), kept))
        if self.keep_texts or self.drop_texts:
            texts = {fingerprint(text): False for text in self.drop_texts}
            texts.update((fingerprint(text), True) for text in self.keep_texts)
            for number, text in enumerate(page.blocks.texts):
                verdict = texts.get(fingerprint(text))
                if verdict is not None:
                    found[number] = verdict
        return found


NAMES = ("keep", "drop", "keep_texts", "drop_texts")


class Step(NamedTuple):
    """A part of a selector in which no element has a choice of ancestors: compounds joined by ``>``, ``+`` and ``~``."""

    css: str
    height: int
    """How many elements it goes up: its ``>``."""


@lru_cache(1024)
def parse(selector: str) -> tuple[tuple[Step, ...], ...]:
    """A selector's alternatives, each the steps from the outermost element to the innermost.

    :raises SelectorError: it does not parse, or would take too long.
    """
    if len(selector) > LONGEST:
        raise SelectorError(f"the selector {selector[:40] + '...'!r} is longer than {LONGEST} characters")
    alternatives: list[list[str]] = [[""]]
    depth, quote, at = 0, "", 0
    text = JOINT.sub(r"\1", selector.strip()) if not re.search(r"[\"'\\]", selector) else selector.strip()
    while at < len(text):
        letter = text[at]
        taken = text[at : at + 2] if letter == "\\" else letter
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif not depth and letter == ",":
            alternatives.append([""])
            at += 1
            continue
        elif not depth and letter.isspace():
            if joined(text, at):
                at += 1
                continue
            alternatives[-1].append("")
            at += 1
            continue
        alternatives[-1][-1] += taken
        at += len(taken)
    return tuple(tuple(check(selector, steps)) for steps in alternatives)


def joined(text: str, at: int) -> bool:
    """Whether white space stands beside a combinator or more white space, and says nothing itself."""
    rest = text[at:].lstrip()
    return not rest or rest[0] in ">+~," or text[at - 1] in ">+~," or text[at - 1].isspace()


def check(selector: str, steps: list[str]) -> list[Step]:
    """The steps of one alternative, if the parser takes them."""
    if len(steps) > MOST_STEPS or sum(len(COSTLY.findall(step)) for step in steps) > 1:
        raise SelectorError(
            f"the selector {selector!r} would take too long: it has too many steps, or :has() and ~ twice"
        )
    if any(len(SPACE.findall(step)) > MOST_INNER for step in steps):  # outside of brackets they were taken apart
        raise SelectorError(f"the selector {selector!r} would take too long: it has too many steps in brackets")
    for step in steps:
        try:
            EMPTY.css(step)
        except (SelectolaxError, ValueError) as error:
            raise SelectorError(f"the selector {selector!r} cannot be read: {step!r} is no CSS selector") from error
    return [Step(step, re.sub(r"\([^()]*\)|\[[^\]]*\]", "", step).count(">")) for step in steps]


EMPTY = LexborHTMLParser("<p></p>")
"""Where selectors are tried."""


def matches(page: Page, selectors: tuple[str, ...]) -> list[int]:
    """The boxes of a page that one of the selectors matches; none where the page is text."""
    if not selectors or page.form is not Form.HTML:
        return []
    nodes = segment_inlines(page).nodes
    tree = nodes[0].parser
    ids: dict[str, frozenset[int]] = {}
    found: set[int] = set()
    for steps in dict.fromkeys(steps for selector in selectors for steps in parse(selector)):
        for step in steps:
            if step.css not in ids:
                ids[step.css] = frozenset(node.mem_id for node in tree.css(step.css))
        if all(ids[step.css] for step in steps):
            found.update(fitting(nodes, steps, [ids[step.css] for step in steps]))
    return sorted(found)


def fitting(nodes: list[LexborNode], steps: tuple[Step, ...], ids: list[frozenset[int]]) -> list[int]:
    """The boxes at which all steps end, one inside the other.

    From the outermost element inwards it is noted how many steps have been taken: the earlier each is, the more room
    is left for the next, so that the first that fits will do.
    """
    taken: dict[int, int] = {}
    found = []
    for box, node in enumerate(nodes):
        path = []
        above: LexborNode | None = node
        while above is not None and above.mem_id not in taken:
            path.append(above)
            above = above.parent
        for inner in reversed(path):
            outer = inner.parent
            so_far = taken.get(outer.mem_id, 0) if outer is not None else 0
            taken[inner.mem_id] = min(so_far + reaches(inner, so_far, steps, ids, taken), len(steps) - 1)
        if node.mem_id in ids[-1] and room(node, steps[-1].height, taken) >= len(steps) - 1:
            found.append(box)
    return found


def reaches(
    node: LexborNode, so_far: int, steps: tuple[Step, ...], ids: list[frozenset[int]], taken: dict[int, int]
) -> bool:
    """Whether the next step ends at an element."""
    if so_far >= len(steps) - 1 or node.mem_id not in ids[so_far]:
        return False
    return room(node, steps[so_far].height, taken) >= so_far


def room(node: LexborNode, height: int, taken: dict[int, int]) -> int:
    """How many steps were taken above the outermost element of a step that ends at an element."""
    outer: LexborNode | None = node
    for _ in range(height + 1):
        outer = outer.parent if outer is not None else None
    return taken.get(outer.mem_id, 0) if outer is not None else 0
