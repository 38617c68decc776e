"""The face of the package: ``clean`` for one page, ``Cleaner`` for many with the same options."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cleaner.options import Options
from cleaner.pipeline import clean_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from cleaner.batch.workers.clean_many import Result
    from cleaner.document import Document
    from cleaner.page.page import Form
    from cleaner.source import Source
    from cleaner.templates.find import TemplateFinder
    from cleaner.templates.template import SiteTemplate


def clean(
    source: Source,
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
    :param options: how to clean, and how to show the result.
    :param template: what is known of the page's site.
    :raises ArgumentError: an argument has the wrong type or makes no sense.
    :raises TooLargeError: the source is larger than ``options.max_bytes``, or text of more lines than a page has.
    :raises NotTextError: the bytes are no text (an image, an archive ...).
    :raises UnknownEncodingError: there is no such encoding.
    """
    return clean_page(source, url, form, encoding, template, options)


@dataclass(frozen=True)
class Cleaner:
    """Cleans pages with the same options. Reusable, picklable, deterministic."""

    options: Options = field(default_factory=Options)
    templates: TemplateFinder | None = None
    """Where to look for the template of a page's site, if the call gives none."""

    def clean(
        self,
        source: Source,
        url: str | None = None,
        form: Form | str = "auto",
        encoding: str | None = None,
        template: SiteTemplate | None = None,
    ) -> Document:
        """Clean one page; see :func:`clean`."""
        return clean_page(source, url, form, encoding, template, self.options, self.templates)

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
        from cleaner.batch.workers.clean_many import clean_many  # one page alone does not need it

        return clean_many(records, self.options, self.templates, form, workers, timeout, memory)
