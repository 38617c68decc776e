"""How far the labels of a collection are to be trusted where collections contradict each other, or gold is wrong.

Whether the title, the lead below it, captions and headings of posts belong to the main content is a habit of who made the
gold: taught as they are, the same block would be content on one page and none on the next. And some pages have gold that does not fit
them; they are listed, with the reason, in ``audit.json``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from cleaner.page.page import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cleaner.page.page import Hints, Page
    from cleaner.training.gold import GoldPage

    Floats = NDArray[np.float32]

CAPTIONS = 0.3
"""Trust in labels of captions: two of three collections leave them out."""
NO_HEADINGS = frozenset(("forums", "magic-forum"))
"""Collections whose gold has the text of posts and none of their headings."""
TITLE_SHARE = 0.8
"""How much of a block's words the page's title, or its description, must have for it to be a title, or a lead, that gold
may leave out."""
LEAD_WORDS = 6
"""A block of fewer different words is no lead."""
WORD = re.compile(r"\w+")


def trusted(page: Page, labels: Floats, trust: Floats, gold: GoldPage, hints: Hints | None = None) -> Floats:
    """(n,) the trust in each label, lowered where it is a habit of its collection or known to be wrong.

    :param hints: of the page, where it has none of its own.
    """
    hints = page.hints if hints is None else hints
    trust = trust.copy()
    kinds = np.array(page.blocks.kinds)
    trust[(kinds == int(Kind.CAPTION))] *= CAPTIONS
    left_out = labels < 0.5
    if gold.collection in NO_HEADINGS:
        trust[(kinds == int(Kind.HEADING)) & left_out] = 0
    content = np.flatnonzero(~left_out & (trust > 0))
    said = ((set(WORD.findall(hints.title.lower())), 2), (set(WORD.findall(hints.description.lower())), LEAD_WORDS))
    if len(content):
        for index in np.flatnonzero(left_out[: content[0] + 3]).tolist():
            words = set(WORD.findall(page.blocks.texts[index].lower()))
            if any(len(words) >= least and len(words & of) >= TITLE_SHARE * len(words) for of, least in said):
                trust[index] = 0
    wrong = audit().get(f"{gold.collection}/{gold.id}")
    if wrong is not None:
        if not wrong.blocks:
            trust[:] = 0
        else:
            trust[[key_of(text) in wrong.blocks for text in page.blocks.texts]] = 0
    return trust


def key_of(text: str) -> int:
    """What ``audit.json`` calls a block: a checksum of its words, for texts of gold pages are not shipped."""
    return crc32(" ".join(WORD.findall(text.lower())).encode())


@dataclass(frozen=True, slots=True)
class Distrust:
    """What is wrong with the gold of a page."""

    why: str
    blocks: frozenset[int]
    """The blocks whose labels are not to be trusted, by :func:`key_of`; none for all of the page."""


@cache
def audit() -> Mapping[str, Distrust]:
    """Pages whose gold is not to be trusted, by collection and id."""
    text = files("cleaner.training.scorer").joinpath("audit.json").read_text(encoding="utf-8")
    entries: dict[str, dict[str, Any]] = json.loads(text)
    return {page: Distrust(str(entry["why"]), frozenset(entry.get("blocks", ()))) for page, entry in entries.items()}
