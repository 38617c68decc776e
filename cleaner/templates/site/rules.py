"""What a person says of a site: places and texts to keep or drop, which win over all that was learned.

Selectors are CSS (Selectors Level 4): type, universal, ``#id``, ``.class``, ``[role=...]``, ``[itemprop=...]`` and
``[aria-label=...]``, joined by white space, ``>`` and commas. They are matched against the boxes of a page, its
block-level elements; a rule holds for all blocks inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner.errors import SelectorError
from cleaner.templates.site.paths import fingerprint

if TYPE_CHECKING:
    from cleaner.page.page import Boxes, Page

NAME = r"(?:[\w-]|[^\x00-\x7f]|\\.)+"
PART = re.compile(
    rf"(?P<tag>\*|{NAME})|#(?P<id>{NAME})|\.(?P<class>{NAME})"
    rf"|\[\s*(?P<name>role|itemprop|aria-label)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|{NAME})\s*\]"
)
COMBINATOR = re.compile(r"\s*(>)\s*|\s+")


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
        for selector in (*self.keep, *self.drop):
            parse(selector)

    def verdicts(self, page: Page) -> dict[int, bool]:
        """The blocks that a rule decides, and whether it keeps them: texts win over selectors, keep wins over drop."""
        found: dict[int, bool] = {}
        for selectors, kept in ((self.drop, False), (self.keep, True)):
            for box in matches(page.boxes, selectors):
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


class Compound(NamedTuple):
    """One element of a selector."""

    tag: str
    id: str
    classes: frozenset[str]
    attributes: tuple[tuple[str, str], ...]
    child: bool
    """Whether it must be a child of what stands before it, not only inside."""


@lru_cache(1024)
def parse(selector: str) -> tuple[tuple[Compound, ...], ...]:
    """A selector's alternatives, each a chain from the outermost element to the innermost.

    :raises SelectorError: it does not parse.
    """
    return tuple(parse_chain(part.strip(), selector) for part in selector.split(","))


def parse_chain(text: str, whole: str) -> tuple[Compound, ...]:
    """One alternative of a selector."""
    chain: list[Compound] = []
    at, child = 0, False
    while True:
        tag, identifier, classes, attributes, begin = "", "", set(), [], at
        while found := PART.match(text, at):
            if found["tag"] and at > begin:
                break
            tag = (found["tag"] or tag).lower()
            identifier = unescape(found["id"] or identifier)
            if found["class"]:
                classes.add(unescape(found["class"]))
            if found["name"]:
                attributes.append((found["name"], found["value"].strip("\"'")))
            at = found.end()
        if at == begin:
            what = f"at {text[at:]!r}" if text[at:] else "at its end"
            raise SelectorError(
                f"the selector {whole!r} cannot be read {what}: tags, #ids, .classes, [role=...], spaces, > and commas are understood"
            )
        chain.append(Compound("" if tag == "*" else tag, identifier, frozenset(classes), tuple(attributes), child))
        if at == len(text):
            return tuple(chain)
        joint = COMBINATOR.match(text, at)
        if joint:
            at, child = joint.end(), joint[1] is not None


def unescape(name: str) -> str:
    """A name without its backslashes."""
    return re.sub(r"\\(.)", r"\1", name)


def matches(boxes: Boxes, selectors: tuple[str, ...]) -> list[int]:
    """The boxes that one of the selectors matches."""
    chains = [chain for selector in selectors for chain in parse(selector)]
    return [box for box in range(len(boxes.tags)) for chain in chains if fits(boxes, box, chain)]


def fits(boxes: Boxes, box: int, chain: tuple[Compound, ...]) -> bool:
    """Whether a chain ends at a box; tries every ancestor that a descendant combinator may mean."""
    if not is_one(boxes, box, chain[-1]):
        return False
    if len(chain) == 1:
        return True
    parent = boxes.parents[box]
    while parent >= 0:
        if fits(boxes, parent, chain[:-1]):
            return True
        if chain[-1].child:
            return False
        parent = boxes.parents[parent]
    return False


def is_one(boxes: Boxes, box: int, compound: Compound) -> bool:
    """Whether a box is what one element of a selector names."""
    own = boxes.attribute_sets[boxes.attributes[box]]
    values = {"role": own.role, "itemprop": own.itemprop, "aria-label": own.label}
    return (
        compound.tag in ("", boxes.tags[box])
        and compound.id in ("", own.id)
        and compound.classes <= set(own.classes.split())
        and all(values[name] == value for name, value in compound.attributes)
    )
