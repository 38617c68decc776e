"""The face of the package: ``clean`` for one page, ``Cleaner`` for many with the same options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.arguments import check_options, check_template, check_templates, check_url
from cleaner.errors import ArgumentTypeError
from cleaner.pipeline import clean_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike
    from typing import Any, Unpack

    from cleaner.arguments import OptionChanges
    from cleaner.batch.workers.clean_many import Names, Result, View, Workers
    from cleaner.document import Document
    from cleaner.options import Options
    from cleaner.page.page import Form, FormName
    from cleaner.source import Source
    from cleaner.templates.find import TemplateFinder
    from cleaner.templates.template import SiteTemplate


def clean(
    source: Source,
    url: str | None = None,
    form: Form | FormName = "auto",
    encoding: str | None = None,
    options: Options | None = None,
    template: SiteTemplate | None = None,
    **changes: Unpack[OptionChanges],
) -> Document:
    """Clean one page.

    :param source: HTML or scraped text, not an address or a file's name; bytes are decoded as browsers do it.
    :param url: the page's address: makes links absolute, names the site.
    :param form: ``"html"``, ``"text"``, or ``"auto"`` to find out from the source.
    :param encoding: the charset of bytes, where the caller knows it (an HTTP header); a byte order mark beats it.
    :param options: how to clean, and how to show the result.
    :param template: what is known of the page's site.
    :param changes: fields of :class:`cleaner.Options`, as keywords: ``focus="recall"``, ``links=True`` ...
        ``drop=["div.about", "Read more"]`` removes what a CSS selector matches, or the blocks with just that text;
        ``keep=[...]`` keeps them.
    :raises ArgumentError: an argument has the wrong type or makes no sense.
    :raises SelectorError: a selector does not parse.
    :raises TooLargeError: the source is larger than ``max_bytes``, or text of more lines than a page has.
    :raises NotTextError: the source is not text (an image, an archive ...).
    :raises UnknownEncodingError: there is no such encoding.

    >>> clean("<p>Hello world</p>").text
    'Hello world'
    >>> clean("<p>Hello world</p><p class=ad>A fine wind for sailing today.</p>", drop=[".ad"]).text
    'Hello world'
    """
    checked = check_options(options, changes)
    return clean_page(source, check_url(url), form, encoding, check_template(template), checked)


@dataclass(frozen=True, init=False)
class Cleaner:
    """Cleans pages with the same options. Picklable and deterministic; one may be used by several threads at once."""

    options: Options
    templates: TemplateFinder | None
    """Where to look for the template of a page's site, if the call gives none."""

    def __init__(
        self,
        options: Options | None = None,
        templates: TemplateFinder | Mapping[str, SiteTemplate | bytes | str] | str | PathLike[str] | None = None,
        **changes: Unpack[OptionChanges],
    ) -> None:
        """A cleaner.

        :param options: how to clean, and how to show the result.
        :param templates: a :class:`cleaner.TemplateStore` or its path, a mapping from sites (as :func:`cleaner.site_of`
            names them) to templates, also as bytes or JSON, or an object with ``find(url, source)``.
        :param changes: fields of :class:`cleaner.Options`, as keywords; among them ``keep`` and ``drop``, rules that hold
            on every page.
        :raises ArgumentError: an argument has the wrong type or makes no sense.
        :raises SelectorError: a selector does not parse.
        :raises StoreError: there is no store at the path, or it cannot be read.

        >>> Cleaner(focus="recall", links=True).options.focus
        <Focus.RECALL: 'recall'>
        """
        object.__setattr__(self, "options", check_options(options, changes))
        object.__setattr__(self, "templates", check_templates(templates))

    def clean(
        self,
        source: Source,
        url: str | None = None,
        form: Form | FormName = "auto",
        encoding: str | None = None,
        template: SiteTemplate | None = None,
    ) -> Document:
        """Clean one page; see :func:`clean`. Safe to call from several threads at once, which take turns.

        From the first page on numpy's BLAS uses one thread in this process (more of them cost many times the processor
        time on matrices of this size), unless the environment has ``CLEANER_KEEP_BLAS_THREADS``.
        """
        return clean_page(
            source, check_url(url), form, encoding, check_template(template), self.options, self.templates
        )

    def clean_many(
        self,
        records: Iterable[Source | tuple[Source, str | None] | Mapping[str, Any]],
        form: Form | FormName = "auto",
        workers: int | Workers = 0,
        timeout: float = 30.0,
        memory: int = 2_000_000_000,
        view: View = None,
        names: Names | None = None,
    ) -> Iterator[Result]:
        """Clean many pages, streaming, in order; a bad record is a result with an error, never a stop.

        :param records: sources, pairs of a source and its address, or objects with ``html``, ``url``, ``id``, ``encoding``.
        :param workers: 0 cleans in this process; a number starts that many others (-1: one for each core), and a
            :class:`cleaner.Workers` is used as it is. With workers, a page that takes longer than ``timeout`` seconds,
            needs more than ``memory`` bytes of address space or crashes the parser affects only its own result. As
            always with :mod:`multiprocessing`, a script must then start its work under ``if __name__ == "__main__"``.
        :param view: ``"text"``, ``"markdown"``, ``"html"`` or several: results hold flat records with these in the place
            of documents, which are many times their size where workers send them.
        :param names: what the fields of the records are called.
        :raises ArgumentError: an argument makes no sense.

        >>> [result.document.text for result in Cleaner().clean_many(["Two lines of text.\\n\\nThis is the other one."])]
        ['Two lines of text.\\n\\nThis is the other one.']
        """
        from cleaner.batch.workers.clean_many import NAMES, clean_many  # one page alone does not need it

        if isinstance(records, str | bytes | bytearray | memoryview | Mapping):
            raise ArgumentTypeError(
                f"records must be many, not one {type(records).__name__}: pass [record], or use clean"
            )
        return clean_many(self, records, form, workers, timeout, memory, view, names or NAMES)

    def result(
        self,
        record: Source | tuple[Source, str | None] | Mapping[str, Any],
        form: Form | FormName = "auto",
        view: View = None,
        names: Names | None = None,
    ) -> Result:
        """Clean one record as :meth:`clean_many` does: whatever is wrong with it is the result's reason and error.

        >>> Cleaner().result({"html": None, "id": 7}).reason
        <FailureReason.FIELD: 'missing field'>
        """
        from cleaner.batch.workers.clean_many import NAMES, result  # one page alone does not need it

        return result(self, record, form, view, names or NAMES)
