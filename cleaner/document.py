"""The result of cleaning a page: every block, kept or removed, and the views of what was kept."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.confidence import confidence_of
from cleaner.decision import Decider
from cleaner.options import Options
from cleaner.page.page import Form, Kind
from cleaner.views.json import SCHEMA as SCHEMA
from cleaner.words import count_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cleaner.content.tree import Block as Part
    from cleaner.decision import SkippedBox
    from cleaner.explain.reasons import Reason
    from cleaner.metadata import Metadata
    from cleaner.page.page import Page
    from cleaner.views.spans import Section, Span


@dataclass(frozen=True, slots=True)
class Block:
    """One run of text between block-level boundaries of the page: the unit of every decision."""

    index: int
    """Its place on the page, from 0, in reading order."""
    kind: str
    """``heading``, ``paragraph``, ``list_item``, ``cell``, ``code``, ``quote``, ``caption`` or ``other``."""
    level: int
    """1 to 6 for a heading, else 0."""
    text: str
    """White space squeezed; ``\\n`` is a line break of the page. Code keeps its white space."""
    path: str
    """The boxes it stands in, outermost first: ``body > main > div.article > p``."""
    link_density: float
    """Share of its characters that are inside links, in [0, 1]."""
    score: float
    """Probability of being content, in [0, 1], template evidence included."""
    kept: bool
    decided_by: Decider
    pages: int
    """How many pages of the site stand behind a template's decision; 0 for the page's own."""
    reason: Reason | None
    """What a removed block was; None for a kept one."""

    def to_dict(self) -> dict[str, Any]:
        """Its fields as plain values."""
        return dict(zip(BLOCK_FIELDS, VALUES(self), strict=True))


BLOCK_FIELDS = tuple(one.name for one in fields(Block))
VALUES = attrgetter(*BLOCK_FIELDS)
KIND_NAMES = {kind.value: kind.name.lower() for kind in Kind}


@dataclass(frozen=True, eq=False)
class Document:
    """A cleaned page. ``text``, ``markdown`` and the rest are views, made when asked for.

    Documents are equal if they came out the same from the same source and options; they can be put into sets and dicts.
    """

    page: Page
    """The segmented page."""
    scores: NDArray[np.float32]
    """(n,) probability of each block of being content."""
    kept: NDArray[np.bool_]
    """(n,) which blocks are kept."""
    decided_by: tuple[Decider, ...] = ()
    """(n,) who decided; empty if the page alone decided everything."""
    decided_from: tuple[int, ...] = ()
    """(n,) how many pages stand behind each decision of a template; empty like ``decided_by``."""
    title_block: int | None = None
    """The block that shows the page's title, where one does."""
    skipped: tuple[SkippedBox, ...] = ()
    """One for each box that the template skipped, in the order of ``Page.skipped``: what is in it is removed."""
    url: str | None = None
    options: Options = field(default_factory=Options)
    warnings: tuple[str, ...] = ()
    """What the user should know: no content was found, the encoding was repaired, a template no longer fits ..."""

    @cached_property
    def text(self) -> str:
        """The kept text: a blank line between blocks; list items and table rows on lines of their own."""
        from cleaner.views.text.view import render_text

        return render_text(self.page, self.kept, self.__dict__.get("content"))

    @cached_property
    def content(self) -> tuple[Part, ...]:
        """The kept part of the page as a tree of headings, paragraphs, lists and tables: what markup is written from."""
        from cleaner.content.build import content_of

        return content_of(self.page, self.kept, self.url)

    @cached_property
    def markdown(self) -> str:
        """The kept text as CommonMark with tables; without links and pictures unless ``options`` asks for them."""
        from cleaner.views.markdown import render_markdown

        return render_markdown(self.content, self.options, self.page.form)

    @cached_property
    def html(self) -> str:
        """The kept text as a fragment of HTML: a fixed list of elements, safe to show, nothing that loads by itself."""
        from cleaner.views.html import render_html

        return render_html(self.content, self.options)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Where each kept block stands in ``text``: ``text[span.start:span.end]``, in order, none in another."""
        from cleaner.views.spans import spans_of

        return spans_of(self.page, self.kept, self.text)

    def sections(self) -> tuple[Section, ...]:
        """The text by its headings: each part with the headings that it stands under, outermost first."""
        from cleaner.views.spans import sections_of

        return sections_of(self.text, self.spans)

    @cached_property
    def metadata(self) -> Metadata:
        """Title, authors, dates and the like, each with its source in the page."""
        from cleaner.metadata import collect, read
        from cleaner.segment.html.segment import tree_of

        page = self.whole.page
        evidence = collect(tree_of(page), page) if page.form is Form.HTML else None
        return read(page, evidence, self.url, self.title_block)

    @property
    def title(self) -> str | None:
        """What the page is called: its metadata's title, else the block that shows one; None if there is none."""
        if self.page.form is Form.HTML and self.metadata.title:
            return self.metadata.title
        if self.title_block is not None:
            return self.page.blocks.texts[self.title_block].replace("\n", " ")
        return None

    @cached_property
    def confidence(self) -> float:
        """The probability, in [0, 1], that the page has an article at all; 0 if nothing was kept."""
        return confidence_of(self.page, self.scores, self.kept)

    @property
    def authors(self) -> tuple[str, ...]:
        """The people who wrote it, as its metadata name them."""
        return self.metadata.authors

    @property
    def date(self) -> str | None:
        """When it was published, in ISO 8601, as its metadata say."""
        return self.metadata.date

    @property
    def language(self) -> str | None:
        """The language that the page declares, as a BCP 47 tag."""
        return self.metadata.language

    @cached_property
    def whole(self) -> Document:
        """This document with what the template skipped, which is read when it is first asked for."""
        return completed(self) if self.page.skipped else self

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the page, kept or removed, in reading order."""
        from cleaner.explain.reasons import reasons_of

        if self.whole is not self:
            return self.whole.blocks
        page, blocks = self.page, self.page.blocks
        reasons = reasons_of(page, self.kept, self.decided_by)
        scores, kept, paths = self.scores.tolist(), self.kept.tolist(), page.paths()
        return tuple(
            Block(
                index=number,
                kind=KIND_NAMES[blocks.kinds[number]],
                level=blocks.levels[number],
                text=blocks.texts[number],
                path=paths[number],
                link_density=round(
                    min(1.0, blocks.link_chars[number] / max(1, len("".join(blocks.texts[number].split())))), 3
                ),
                score=round(scores[number], 4),
                kept=kept[number],
                decided_by=self.decided_by[number] if self.decided_by else Decider.PAGE,
                pages=self.decided_from[number] if self.decided_from else 0,
                reason=reasons[number],
            )
            for number in range(len(page))
        )

    @property
    def removed(self) -> tuple[Block, ...]:
        """The blocks that were removed."""
        return tuple(block for block in self.blocks if not block.kept)

    def to_dict(self, blocks: bool = False) -> dict[str, Any]:
        """The document as plain values that ``json.dumps`` takes; with ``blocks``, every block too.

        Its JSON Schema is ``cleaner/views/document.schema.json``.
        """
        kept = int(self.kept.sum())
        markdown = self.markdown  # before the text, which is read off the same tree then
        values: dict[str, Any] = {
            "schema": SCHEMA,
            "url": self.url,
            "title": self.title,
            "text": self.text,
            "markdown": markdown,
            "metadata": self.metadata.to_dict(),
            "confidence": round(self.confidence, 3),
            "words": count_words(self.text),
            "blocks_kept": kept,
            "blocks_removed": len(self.whole.page) - kept,
            "warnings": list(self.warnings),
        }
        if blocks:
            values["blocks"] = [block.to_dict() for block in self.blocks]
        return values

    def __repr__(self) -> str:
        """The title, and how much was kept."""
        words = count_words(self.text)
        return (
            f"<Document {self.title!r}: {words:,} word{'s' * (words != 1)} "
            f"in {int(self.kept.sum())} of {len(self.kept)} blocks>"
        )

    def _repr_html_(self) -> str:
        """What notebooks show: the kept text as HTML that is safe to show."""
        return self.html or "<p><em>no article</em></p>"

    def __eq__(self, other: object) -> bool:
        """Whether both came out the same from the same source and options."""
        if not isinstance(other, Document):
            return NotImplemented
        return (
            self._key() == other._key()
            and self.skipped == other.skipped
            and self.decided_by == other.decided_by
            and self.decided_from == other.decided_from
            and np.array_equal(self.scores, other.scores)
        )

    def __hash__(self) -> int:
        """Equal documents have equal hashes."""
        return hash(self._key())

    def _key(self) -> tuple[object, ...]:
        """What equality and hash compare: the source, the options and the outcome."""
        made = (self.kept.tobytes(), self.title_block, self.warnings)
        return (self.page.form, self.page.source, self.url, self.options, *made)

    def __getstate__(self) -> dict[str, Any]:
        """Views are made again rather than pickled."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def completed(document: Document) -> Document:
    """A document with the blocks that were skipped, as removed."""
    from cleaner.segment.html.whole import whole  # only pages of known sites need it

    page, ranges = whole(document.page)
    n = len(page)
    was_read = np.ones(n, dtype=bool)
    scores = np.zeros(n, dtype=np.float32)
    by, pages = [Decider.TEMPLATE] * n, [0] * n
    for (begin, end), box in zip(ranges, document.skipped, strict=True):
        was_read[begin:end] = False
        scores[begin:end] = box.score
        pages[begin:end] = [box.pages] * (end - begin)
    at = np.flatnonzero(was_read)
    scores[at] = document.scores
    kept = np.zeros(n, dtype=bool)
    kept[at] = document.kept
    for block, place in enumerate(at.tolist()):
        by[place] = document.decided_by[block]
        pages[place] = document.decided_from[block]
    return replace(
        document,
        page=page,
        scores=scores,
        kept=kept,
        decided_by=tuple(by),
        decided_from=tuple(pages),
        title_block=None if document.title_block is None else int(at[document.title_block]),
        skipped=(),
    )
