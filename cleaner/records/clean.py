"""Clean records for records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.arguments import check_templates
from cleaner.batch.workers.clean_many import Names, View, Workers, clean_many, flat
from cleaner.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cleaner.templates.find import TemplateFinder


class CleaningOf(NamedTuple):
    """How to clean."""

    options: Options
    templates: TemplateFinder | None


def clean_records(
    rows: Iterable[Any],
    *,
    html: str = "html",
    url: str = "url",
    id: str = "id",
    encoding: str = "encoding",
    template: str = "",
    form_field: str = "",
    reason: str = "",
    keep: Sequence[str] = (),
    view: View = "text",
    form: str = "auto",
    options: Options | None = None,
    templates: Any = None,
    workers: int | Workers = 0,
    timeout: float = 30.0,
    memory: int = 2_000_000_000,
) -> Iterator[dict[str, Any]]:
    """A clean record for each record, errors included; streaming, in order.

    :param html: the field that holds the page, likewise ``url``, ``id`` and ``encoding``; ``a.b`` reaches into objects.
    :param template: a field that holds the template of the page's site, as :meth:`cleaner.SiteTemplate.to_bytes` or
        ``to_json`` writes it, or None; a page whose record has none is looked up in ``templates``.
    :param form_field: a field that says what the page is, ``"html"`` or ``"text"``.
    :param reason: a field that says why there is no page, as clean records do; the record is passed on as that failure,
        with the text of its field ``error``.
    :param keep: other fields to carry over, ``["all"]`` for every one. One whose name the record has itself gets
        ``input_`` before it.
    :param view: ``"text"``, ``"markdown"``, ``"html"``, or several of them.
    :param form: what all pages are; ``"auto"`` to find out for each.
    :param templates: as for :class:`cleaner.Cleaner`.
    :param workers: 0 cleans in this process; -1 starts one process a core; a :class:`cleaner.Workers` is used as it is.
    :raises ArgumentError: an argument makes no sense.
    """
    cleaner = CleaningOf(options or Options(), check_templates(templates))
    names = Names(html, url, id, encoding, tuple(keep), template, form_field, reason)
    for result in clean_many(cleaner, rows, form, workers, timeout, memory, view or "text", names):
        yield flat(result)
