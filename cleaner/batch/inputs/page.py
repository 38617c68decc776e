"""What readers give: pages, what could not be read, and what was left out on purpose."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.errors import FailureReason as Reason


@dataclass(frozen=True, slots=True)
class Page:
    """One page to clean, and where it came from."""

    source: str
    """The file, as the user named it."""
    data: str | bytes
    record: str = ""
    """Which record of the file: its line, member or offset; empty if the file is the page."""
    id: str | None = None
    """What the input calls it."""
    url: str | None = None
    encoding: str | None = None
    """What an HTTP header said."""
    name: str = ""
    """What a file of its own may be called, folders included; not yet safe."""
    form: str | None = None
    """``"html"`` or ``"text"`` where the input's format says which; None to find out from the page."""
    kept: Mapping[str, Any] = field(default_factory=dict)
    """Other fields of the input's record that the output repeats."""
    template: bytes | str | None = None
    """The template of its site, as :meth:`cleaner.SiteTemplate.to_bytes` or ``to_json`` writes it, where it came along."""

    def __len__(self) -> int:
        """The size in bytes or characters."""
        return len(self.data)


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be read or cleaned."""

    source: str
    reason: Reason
    message: str
    """For a person: what was expected, what came, what to do."""
    record: str = ""
    id: str | None = None
    url: str | None = None
    kept: Mapping[str, Any] = field(default_factory=dict)
    """As in :class:`Page`."""

    def __len__(self) -> int:
        """Nothing of it is kept."""
        return 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that is not a page: counted by its kind, and not cleaned."""

    why: str
    """A kind of record, of few: ``"not HTML"``, ``"HTTP status 404"`` ..."""

    def __len__(self) -> int:
        """Nothing of it is kept."""
        return 0


Item = Page | Failure | LeftOut


def failed(page: Page, reason: Reason, message: str) -> Failure:
    """The failure of a page."""
    return Failure(page.source, reason, message, page.record, page.id, page.url, page.kept)
