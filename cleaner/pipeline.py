"""The way of a page, from top to bottom: decode, segment, score, weigh template evidence, decide; text, until it is settled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cleaner.decide import cohere, decide
from cleaner.decode.decode import decode, take
from cleaner.document import Decided, Document
from cleaner.errors import TooLargeError
from cleaner.options import Options
from cleaner.page.page import Form
from cleaner.page.structure import structure_of
from cleaner.scoring.score import probability, score
from cleaner.segment.form import tell_form
from cleaner.segment.html.segment import segment_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from cleaner.batch.workers.clean_many import Result, Source
    from cleaner.page.page import Page
    from cleaner.scoring.score import Scored
    from cleaner.segment.html.walk import Guide
    from cleaner.templates.evidence.consult import Steps
    from cleaner.templates.site.store import TemplateStore
    from cleaner.templates.template import SiteTemplate


def clean(
    source: str | bytes,
    url: str | None = None,
    form: Form | str = "auto",
    encoding: str | None = None,
    options: Options | None = None,
    template: SiteTemplate | None = None,
) -> Document:
    """Clean one page.

    :param source: HTML or scraped text; bytes are decoded as browsers do it.
    :param url: the page's address: makes links absolute, names the site.
    :param form: ``"html"``, ``"text"``, or ``"auto"`` to look at the source.
    :param encoding: the charset of bytes, where the caller knows it (an HTTP header); a byte order mark beats it.
    :param template: what is known of the page's site.
    :raises TooLargeError: the source is larger than ``options.max_bytes``.
    :raises cleaner.NotTextError: the bytes are no text (an image, an archive ...).
    :raises cleaner.UnknownEncodingError: there is no such encoding.
    """
    return Cleaner(options or Options()).clean(source, url, form, encoding, template)


@dataclass(frozen=True)
class Cleaner:
    """Cleans pages, one after the other, with the same options. Reusable, picklable, deterministic."""

    options: Options = field(default_factory=Options)
    templates: TemplateStore | None = None
    """Where to look for the template of a page's site, if the call gives none."""

    def clean(
        self,
        source: str | bytes,
        url: str | None = None,
        form: Form | str = "auto",
        encoding: str | None = None,
        template: SiteTemplate | None = None,
    ) -> Document:
        """Clean one page; see :func:`clean`."""
        text, utf8, warnings = self._text(source, encoding)
        if template is None and self.templates is not None:
            template = self.templates.find(url, text)
        if template is None:
            page, decided = self._read(text, form, utf8)
            if page.form is Form.TEXT:
                from cleaner.settle import settle

                decided = settle(page, decided, lambda rest: self._read(rest, Form.TEXT), self.options)
        else:
            from cleaner.templates.evidence.consult import consult

            page, decided = consult(template, self.steps(text, form, utf8))
            warnings += decided.warnings
        if not decided.kept.any():
            warnings += ("no article found on this page",)
        return Document(
            page=page,
            scores=decided.scores,
            kept=decided.kept,
            decided_by=decided.by,
            decided_from=decided.pages,
            title_block=decided.title,
            passed=decided.passed,
            url=url,
            options=self.options,
            warnings=warnings,
        )

    def clean_many(
        self,
        records: Iterable[Source | tuple[Source, str | None] | Mapping[str, Any]],
        form: Form | str = "auto",
        workers: int = 0,
        timeout: float = 30.0,
        memory: int = 2_000_000_000,
    ) -> Iterator[Result]:
        """Clean many pages, streaming, in order; a bad record is a result with an error, never a stop.

        :param records: sources, pairs of a source and its address, or objects with ``html``, ``url``, ``id``, ``encoding``.
        :param workers: 0 cleans in this process. Otherwise so many others do, and a page that takes longer than
            ``timeout`` seconds, needs more than ``memory`` bytes of address space or crashes the parser costs itself
            alone. As always with :mod:`multiprocessing`, a script must then start under ``if __name__ == "__main__"``.
        """
        from cleaner.batch.workers.clean_many import clean_many

        return clean_many(self, records, Form(form) if form != "auto" else form, workers, timeout, memory)

    def look(self, source: str | bytes, form: Form | str = "auto", encoding: str | None = None) -> tuple[Page, Scored]:
        """Segment and score one page, and decide nothing: what templates learn from."""
        text, utf8, _ = self._text(source, encoding)
        page = self._segment(text, form, utf8=utf8)
        return page, score(page)

    def steps(self, text: str, form: Form | str = "auto", utf8: bytes | None = None) -> Steps:
        """How one page is cleaned, step by step: what a template takes part in."""
        from cleaner.templates.evidence.consult import Steps

        known = tell_form(text) if form == "auto" else Form(form)
        return Steps(known, lambda guide: self._segment(text, known, guide, utf8), score, self._decide)

    def _read(self, text: str, form: Form | str, utf8: bytes | None = None) -> tuple[Page, Decided]:
        page = self._segment(text, form, utf8=utf8)
        return page, self._decide(page, score(page))

    def _decide(self, page: Page, scored: Scored) -> Decided:
        structure = structure_of(page)
        scores = probability(cohere(page, scored, structure))
        decision = decide(page, scores, scored.words, self.options, structure)
        return Decided(scores, decision.kept, decision.title)

    def _text(self, source: str | bytes, encoding: str | None) -> tuple[str, bytes | None, tuple[str, ...]]:
        """The text, the same in UTF-8 where it is at hand, and warnings."""
        if len(source) > self.options.max_bytes:
            raise TooLargeError(
                f"{len(source):,} bytes, and max_bytes is {self.options.max_bytes:,}: "
                "raise Options.max_bytes (--max-bytes) to clean it"
            )
        if isinstance(source, str):
            taken = take(source)
            return taken.text, taken.utf8, ()
        decoded = decode(source, encoding)
        warnings = (f"broken {decoded.encoding} text was repaired",) if decoded.repaired else ()
        return decoded.text, decoded.utf8, warnings

    def _segment(self, text: str, form: Form | str, guide: Guide | None = None, utf8: bytes | None = None) -> Page:
        known = tell_form(text) if form == "auto" else Form(form)
        if known is Form.HTML:
            return segment_html(text, guide, utf8)
        from cleaner.segment.text.segment import segment_text

        return segment_text(text)
