"""cleaner in NVIDIA NeMo Curator: as its algorithm for Common Crawl, and as an extractor with addresses and templates.

    CommonCrawlDownloadExtractStage(..., html_extraction=CleanerAlgorithm())

    DocumentDownloadExtractStage(
        url_generator=..., downloader=..., iterator=CommonCrawlWarcIterator(), extractor=CleanerHTMLExtractor("sites.db")
    )

Neither ever raises: the stage that calls them gives up the rest of a WARC file at the first exception. Both pickle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nemo_curator.stages.text.download import DocumentExtractor
from nemo_curator.stages.text.download.html_extractors import HTMLExtractorAlgorithm

from cleaner.batch.outputs.record import SAID_FIELDS
from cleaner.batch.workers.clean_many import Names
from cleaner.cleaner import Cleaner

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike
    from typing import Unpack

    from cleaner.arguments import OptionChanges
    from cleaner.options import Options
    from cleaner.templates.find import TemplateFinder
    from cleaner.templates.template import SiteTemplate

NAMES = Names(html="content", id="warc_id")
"""What the fields are called that NeMo's WARC iterator gives; the rest is called as here."""
ORIGIN = ("url", "warc_id", "source_id")
OUTCOME = ("reason", "error")


class CleanerAlgorithm(HTMLExtractorAlgorithm):
    """For ``html_extraction``: page by page, without address, so without templates and absolute links."""

    def __init__(self, view: str = "text", options: Options | None = None, **changes: Unpack[OptionChanges]) -> None:
        """An algorithm.

        :param view: ``"text"``, ``"markdown"`` or ``"html"``.
        :param changes: fields of :class:`cleaner.Options`, as for :class:`cleaner.Cleaner`.
        """
        self.cleaner = Cleaner(options, **changes)
        self.view = view

    def extract_text(self, html: str, stop_words: frozenset[str], language: str) -> list[str] | None:
        """The article's blocks, which NeMo joins with blank lines; None if there are none, or it cannot be cleaned.

        Stop words are not needed.
        """
        record = self.cleaner.result(html, view=self.view).record
        text = record[self.view] if record else None
        return text.split("\n\n") if text else None


class CleanerHTMLExtractor(DocumentExtractor):
    """For an ``extractor``: the bytes as they came, with address, templates and metadata."""

    def __init__(
        self,
        templates: TemplateFinder | Mapping[str, SiteTemplate] | str | PathLike[str] | None = None,
        view: str = "text",
        failures: bool = False,
        options: Options | None = None,
        **changes: Unpack[OptionChanges],
    ) -> None:
        """An extractor.

        :param templates: as for :class:`cleaner.Cleaner`; a path must lead to the store on every node.
        :param view: ``"text"``, ``"markdown"`` or ``"html"``; it is in the column ``text``.
        :param failures: whether pages that cannot be cleaned, or have no article, are rows too, with ``reason`` and
            ``error`` in place of a text; else they are left out, as NeMo's own extractors leave them out.
        :param changes: fields of :class:`cleaner.Options`, as for :class:`cleaner.Cleaner`.
        """
        self.cleaner = Cleaner(options, templates, **changes)
        self.view = view
        self.failures = failures

    def extract(self, record: dict[str, Any]) -> dict[str, Any] | None:
        """The row of a record; None to leave it out."""
        result = self.cleaner.result(record, view=self.view, names=NAMES)
        fields = result.record or {}
        text = fields.get(self.view)
        if not text and not self.failures:
            return None
        row = {name: record.get(name) for name in ORIGIN} | {"text": text or None}
        row |= {name: fields.get(name) for name in SAID_FIELDS}
        if self.failures:
            reason = None if text else result.reason or "no article"
            row |= {"reason": reason and str(reason), "error": result.error}
        return row

    def input_columns(self) -> list[str]:
        """What the iterator must give."""
        return [*ORIGIN, "content"]

    def output_columns(self) -> list[str]:
        """What rows have."""
        return [*ORIGIN, "text", *SAID_FIELDS, *(OUTCOME if self.failures else ())]
