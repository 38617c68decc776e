"""One page, explained: its blocks, what each setting would keep, sums by reason, runs that read alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cleaner.options import Focus
from cleaner.words import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.cleaner import Cleaner
    from cleaner.document import Block, Document
    from cleaner.page.page import Form, FormName


class Sum(NamedTuple):
    """How much of a page is of one kind."""

    name: str
    """A reason, or ``kept``."""
    blocks: int
    words: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What one focus would keep of a page."""

    focus: Focus
    kept: tuple[bool, ...]
    """(n,) which blocks."""
    threshold: float
    """The score from which on everything is kept; blocks in the gaps of the text are kept with less."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One page with all there is to say of it."""

    name: str
    """Where it came from: a file name, or ``standard input``."""
    document: Document
    settings: tuple[Setting, ...] = ()

    @property
    def by_template(self) -> int:
        """How many blocks the site's template decided."""
        return sum(block.decided_by != "page" for block in self.document.blocks)

    @property
    def template_pages(self) -> int:
        """The most pages that stand behind a decision of the template."""
        return max((block.pages for block in self.document.blocks), default=0)


def sums(blocks: Iterable[Block]) -> list[Sum]:
    """Blocks and words that were kept, then by reason, the most words first."""
    found: dict[str, list[int]] = {"kept": [0, 0]}
    for block in blocks:
        row = found.setdefault("kept" if block.reason is None else block.reason.value, [0, 0])
        row[0] += 1
        row[1] += count_words(block.text)
    kept = Sum("kept", *found.pop("kept"))
    rows = (Sum(name, *row) for name, row in found.items())
    return [kept, *sorted(rows, key=lambda row: (-row.words, -row.blocks, row.name))]


def runs(blocks: Sequence[Block]) -> list[list[Block]]:
    """Neighbours that were removed for the same reason by the same decider, together; kept blocks alone."""
    found: list[list[Block]] = []
    for (reason, _), group in groupby(blocks, key=lambda block: (block.reason, block.decided_by)):
        together = list(group)
        found.extend([[block] for block in together] if reason is None else [together])
    return found


def settings_of(
    cleaner: Cleaner, document: Document, data: bytes, form: Form | FormName, encoding: str | None
) -> tuple[Setting, ...]:
    """What each focus keeps of a page: it is cleaned once for each, but for the one it was cleaned with.

    :param document: what the cleaner made of the page.
    """
    found = []
    for focus in Focus:
        one = document
        if focus is not cleaner.options.focus:
            other = replace(cleaner, options=replace(cleaner.options, focus=focus))
            one = other.clean(data, url=document.url, form=form, encoding=encoding)
        one = one.whole
        removed = one.scores[~one.kept]
        threshold = min(1.0, round(float(removed.max()) + 0.005, 2)) if len(removed) else 0.0
        found.append(Setting(focus, tuple(one.kept.tolist()), threshold))
    return tuple(found)
