"""What a person says of pages: places and texts to keep or drop, which win over all that was learned.

Selectors are CSS as the parser understands it (Selectors Level 4), as browsers copy it: ``div:nth-child(3) > p``.

The parser tries every way in which ancestors may fit, which takes exponentially long where a selector has many steps
and a page many boxes in each other. So it is only given what has no choice, and selectors are taken apart into that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from cleaner.errors import SelectorError

if TYPE_CHECKING:
    from collections.abc import Iterable

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
ELEMENTS = frozenset(
    """a address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup html iframe img label legend li main menu nav ol p pre search
    section span summary table tbody td tfoot th thead tr ul video""".split()
)
"""Elements that a selector may name without more; a word that is none of them begins a text."""
COMPOUND = re.compile(
    r"(?:\*|(?P<tag>[a-zA-Z][\w-]*))?(?:[.#][\w\\-][^\s>+~,]*+|\[[^\]]*+\]|:{1,2}[\w-]++(?:\([^()]*+\))?+)*+"
)


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


NAMES = ("keep", "drop", "keep_texts", "drop_texts")


def rules_of(keep: Iterable[str] = (), drop: Iterable[str] = ()) -> Rules:
    """Rules from selectors and texts, told apart by how they look.

    :raises SelectorError: a selector does not parse.

    >>> rules_of(drop=["div.teaser > p", "Read more"])
    Rules(keep=(), drop=('div.teaser > p',), keep_texts=(), drop_texts=('Read more',))
    """
    keep, drop = list(keep), list(drop)
    rules = Rules(
        *(
            tuple(rule for rule in given if is_selector(rule) is wanted)
            for wanted in (True, False)
            for given in (keep, drop)
        )
    )
    rules.check()
    return rules | Rules()


def is_selector(rule: str) -> bool:
    """Whether a rule is a CSS selector, and not the text of a block: all its parts are, and name elements that exist."""
    parts = re.split(r"\s*[>+~,]\s*|\s+", rule.strip())
    if not parts or "" in parts or rule.strip().endswith("."):
        return False
    for part in parts:
        match = COMPOUND.fullmatch(part)
        if match is None:
            return rule.lstrip()[:1] in (".", "#", "[")
        if match["tag"] and match["tag"].lower() not in ELEMENTS and match["tag"] == part:
            return False
    return True


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
