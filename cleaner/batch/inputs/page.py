"""What readers give: pages, and what could not be read."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a page has no clean record."""

    MISSING = "missing"
    """There is no such file, or it went away."""
    UNREADABLE = "unreadable"
    """The system would not let it be read."""
    DAMAGED = "damaged"
    """A file, line or record that is cut off or broken."""
    FIELD = "no field"
    """A record without the field that holds the page."""
    TOO_LARGE = "too large"
    NOT_TEXT = "not text"
    EXTRA = "not installed"
    """Reading it needs a library that is not there."""
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    """The worker process died of it."""
    ERROR = "error"
    """Anything else that cleaning raised."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page to clean, and where it came from."""

    source: str
    """The file, as the user named it."""
    data: str | bytes
    record: str = ""
    """Which record of the file: its line, member or offset; empty where the file is the page."""
    id: str | None = None
    """What the input calls it."""
    url: str | None = None
    encoding: str | None = None
    """What an HTTP header said."""
    name: str = ""
    """What a file of its own may be called, folders included; not yet safe."""

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

    def __len__(self) -> int:
        """Nothing of it is kept."""
        return 0


Item = Page | Failure


class ReadError(ValueError):
    """An input that cannot be read on; what was read before counts."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def failed(page: Page, reason: Reason, message: str) -> Failure:
    """The failure of a page."""
    return Failure(page.source, reason, message, page.record, page.id, page.url)


def reason_of(error: BaseException) -> tuple[Reason, str]:
    """An exception as a reason, and in words for the user."""
    from cleaner.decode.decode import NotTextError
    from cleaner.pipeline import TooLargeError

    if isinstance(error, ReadError):
        return error.reason, str(error)
    if isinstance(error, TooLargeError):
        return Reason.TOO_LARGE, str(error)
    if isinstance(error, NotTextError):
        return Reason.NOT_TEXT, str(error)
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return Reason.MEMORY, "cleaning it needs more memory than a worker may have (--memory)"
    if isinstance(error, FileNotFoundError):
        return Reason.MISSING, "there is no such file"
    if isinstance(error, PermissionError):
        return Reason.UNREADABLE, "may not be read (no permission)"
    if isinstance(error, OSError):
        return Reason.UNREADABLE, (error.strerror or str(error)).lower()
    return Reason.ERROR, f"{type(error).__name__}: {error}"
