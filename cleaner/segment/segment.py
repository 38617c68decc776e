"""From text to a page of blocks, by the form of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.errors import ArgumentError
from cleaner.page.page import Form
from cleaner.segment.form import tell_form
from cleaner.segment.html.segment import segment_html

if TYPE_CHECKING:
    from cleaner.page.page import Page
    from cleaner.segment.html.walk import Guide

AUTO = "auto"


def form_of(text: str, form: Form | str = AUTO) -> Form:
    """The form that a caller names, or that the text has.

    :raises ArgumentError: there is no such form.
    """
    if form == AUTO:
        return tell_form(text)
    try:
        return Form(form)
    except ValueError:
        raise ArgumentError(f"form is {form!r}; it must be one of auto, {', '.join(Form)}") from None


def segment(text: str, form: Form, utf8: bytes | None = None, guide: Guide | None = None) -> Page:
    """Segment a source into blocks.

    :param utf8: the text in UTF-8, if it is at hand.
    :param guide: says which boxes of markup to skip; text has none.
    :raises TooManyLinesError: text with more lines or cells than one page can have.
    """
    if form is Form.HTML:
        return segment_html(text, guide, utf8)
    from cleaner.segment.text.segment import segment_text  # most pages are markup: 10 ms of start-up

    return segment_text(text)
