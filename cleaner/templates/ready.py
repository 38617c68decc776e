"""Templates that come along with pages, made ready once a process for equal bytes."""

from __future__ import annotations

from functools import cache

from cleaner.templates.last_used import LastUsed, Sized
from cleaner.templates.template import SiteTemplate

MOST = 4_000_000
"""Bytes of templates, as they came, that are kept. Compressed as they mostly are, they are some hundred of large sites,
and take about a hundred times as much when they are ready."""


class ReadyTemplates:
    """The templates that were asked for last."""

    def __init__(self, most: int = MOST) -> None:
        self._templates: LastUsed[bytes | str, SiteTemplate] = LastUsed(most)

    def get(self, data: bytes | str) -> SiteTemplate:
        """The template of what :meth:`SiteTemplate.to_bytes` or ``to_json`` wrote; its plan is made when it is needed.

        :raises TemplateError: as :meth:`SiteTemplate.from_json`.
        """
        known = self._templates.pop(data)
        if known is None:
            template = SiteTemplate.from_json(data) if isinstance(data, str) else SiteTemplate.from_bytes(data)
            known = Sized(template, len(data))
        self._templates.put(data, known)
        return known.value


@cache
def ready() -> ReadyTemplates:
    """Those of this process."""
    return ReadyTemplates()
