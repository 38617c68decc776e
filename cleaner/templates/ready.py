"""Templates that come along with pages, made ready once a process for equal bytes."""

from __future__ import annotations

from functools import cache

from cleaner.templates.template import SiteTemplate

MOST = 4_000_000
"""Bytes of templates, as they came, that are kept. Compressed as they mostly are, they are some hundred of large sites,
and take about a hundred times as much when they are ready."""


class ReadyTemplates:
    """The templates that were asked for last."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._templates: dict[bytes | str, SiteTemplate] = {}
        self._size = 0

    def get(self, data: bytes | str) -> SiteTemplate:
        """The template of what :meth:`SiteTemplate.to_bytes` or ``to_json`` wrote; its plan is made when it is needed.

        :raises TemplateError: as :meth:`SiteTemplate.from_json`.
        """
        template = self._templates.pop(data, None)
        if template is None:
            template = SiteTemplate.from_json(data) if isinstance(data, str) else SiteTemplate.from_bytes(data)
            self._size += len(data)
        self._templates[data] = template  # the last is the one that was asked for last
        while self._size > self._most and len(self._templates) > 1:
            oldest = next(iter(self._templates))
            del self._templates[oldest]
            self._size -= len(oldest)
        return template


@cache
def ready() -> ReadyTemplates:
    """Those of this process."""
    return ReadyTemplates()
