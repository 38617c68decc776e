"""Where the template of a page's site comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cleaner.templates.template import SiteTemplate


class TemplateFinder(Protocol):
    """Whatever finds templates: a :class:`cleaner.TemplateStore`, or an object of the caller's own."""

    def find(self, url: str | None, source: str = "") -> SiteTemplate | None:
        """The template for a page, by its address or by what the page declares; None if there is none."""
        ...
