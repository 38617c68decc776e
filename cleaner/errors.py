"""Everything that cleaner raises on purpose, and how an error is put into words.

    CleanerError (ValueError)
    ├── ArgumentError          a value that makes no sense; ArgumentTypeError (TypeError too): one of the wrong type
    ├── TooLargeError          a source larger than ``Options.max_bytes``
    │   └── TooManyLinesError  text with more lines or blocks than one page can have
    ├── NotTextError           bytes that are an image, an archive, a PDF file ...
    ├── UnknownEncodingError   there is no encoding of that name
    ├── TemplateError          a template that is damaged, of a newer format, or none at all
    ├── SelectorError          a selector in a template's rules that does not parse
    ├── StoreError             a template store that cannot be read or written
    ├── WeightsError           a weights file that is damaged, or made for other features
    ├── ReadError              an input that cannot be read on
    │   └── MissingLibraryError  ... for want of a library; the message says what to install
    ├── JobError               a run of ``cleaner batch`` that cannot begin or go on
    │   └── BusyError          ... because another run is writing its files
    └── WorkerError            worker processes that do not start (RuntimeError too)

Each has a ``reason``: what batch records of a page that raised it, and what ``Result.reason`` is.
"""

from __future__ import annotations

import errno
from enum import StrEnum
from typing import Any

DISTRIBUTION = "site-cleaner"
"""What the package is called where it is installed from; the import and the command are ``cleaner``."""


class FailureReason(StrEnum):
    """Why a page has no clean record."""

    MISSING = "missing"
    """There is no such file, or it went away."""
    UNREADABLE = "unreadable"
    """The system would not let it be read."""
    EMPTY = "empty file"
    """A file of records that holds no byte: a download that failed."""
    DAMAGED = "damaged"
    """A file, line or record that is cut off or broken."""
    FIELD = "missing field"
    """A record without the field that holds the page, or with something else than text in it."""
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


class CleanerError(ValueError):
    """The base of all errors that cleaner raises on purpose; the message is for people."""

    reason: FailureReason = FailureReason.ERROR
    """What batch records of a page that raised it."""


class ArgumentError(CleanerError):
    """An argument or option whose value makes no sense."""


class ArgumentTypeError(ArgumentError, TypeError):
    """An argument of the wrong type; the message says what to pass instead."""


class TooLargeError(CleanerError):
    """A source larger than ``Options.max_bytes``."""

    reason = FailureReason.TOO_LARGE


class TooManyLinesError(TooLargeError):
    """A text with more lines, or more blocks, than a page can have."""

    def __init__(self, count: int, what: str, most: int) -> None:
        super().__init__(f"{count:,} {what} of text, and at most {most:,} are cleaned at once: split it into its pages")
        self._arguments = count, what, most

    def __reduce__(self) -> tuple[type[TooManyLinesError], tuple[int, str, int]]:
        """Errors are pickled, as workers send them back."""
        return type(self), self._arguments


class NotTextError(CleanerError):
    """The bytes are not text: an image, an archive, a PDF file ..."""

    reason = FailureReason.NOT_TEXT


class UnknownEncodingError(CleanerError):
    """The caller named an encoding that does not exist."""


class TemplateError(CleanerError):
    """A template that is truncated, damaged, of a newer format, or none at all; the message names the line."""


class SelectorError(CleanerError):
    """A selector that does not parse; the message says where, and what is understood."""


class StoreError(CleanerError):
    """A template store that is damaged, or not one at all, or that the system does not let be read or written."""


class WeightsError(CleanerError):
    """A weights file that is damaged, or made for other features than this version computes."""


class ReadError(CleanerError):
    """An input that cannot be read any further; what was read before that counts."""

    def __init__(self, reason: FailureReason, message: str) -> None:
        super().__init__(message)
        self.reason = reason

    def __reduce__(self) -> tuple[type[ReadError], tuple[FailureReason, str]]:
        """Errors are pickled, as workers send them back."""
        return ReadError, (self.reason, str(self))


class MissingLibraryError(ReadError):
    """Something needs a library that is not installed.

    :param what: what needs it, as the subject of a sentence: ``"Parquet"``.
    :param extra: the extra of this package that brings it.
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(FailureReason.EXTRA, f"{what} needs an extra: {install_command(extra)}")


class JobError(CleanerError):
    """A run that cannot begin or go on; the message says why."""


class BusyError(JobError):
    """A run whose files another one is writing."""


class WorkerError(CleanerError, RuntimeError):
    """Workers cannot be started."""

    reason = FailureReason.CRASH


def install_command(extra: str) -> str:
    """What to type to get one of the extras, from where this installation came: a clone, a repository, an index."""
    return f"pip install '{requirement(extra, installed_from())}'"


def installed_from() -> dict[str, Any]:
    """Where pip installed this package from, as it notes it (``direct_url.json``); empty for an index."""
    import json  # only who lacks something needs to know
    from importlib.metadata import distributions

    for one in distributions(name=DISTRIBUTION):  # in a clone that was installed, there are two
        noted = one.read_text("direct_url.json")
        if noted:
            return dict(json.loads(noted))
    return {}


def requirement(extra: str, origin: dict[str, Any]) -> str:
    """How pip is asked for this package with an extra.

    >>> requirement("warc", {"url": "file:///src/cleaner", "dir_info": {}})
    '/src/cleaner[warc]'
    >>> requirement("warc", {"url": "https://git.example/cleaner.git", "vcs_info": {"vcs": "git", "commit_id": "7"}})
    'site-cleaner[warc] @ git+https://git.example/cleaner.git'
    >>> requirement("warc", {})
    'site-cleaner[warc]'
    """
    from urllib.parse import unquote, urlsplit  # start-up does without

    url = str(origin.get("url", ""))
    if "vcs_info" in origin:
        return f"{DISTRIBUTION}[{extra}] @ {origin['vcs_info'].get('vcs', 'git')}+{url}"
    if url.startswith("file:"):
        return f"{unquote(urlsplit(url).path)}[{extra}]"
    return f"{DISTRIBUTION}[{extra}]" + (f" @ {url}" if url else "")


SYSTEM: dict[type[OSError], tuple[FailureReason, str]] = {
    FileNotFoundError: (FailureReason.MISSING, "there is no such file"),
    PermissionError: (FailureReason.UNREADABLE, "may not be read (no permission)"),
}
"""What people are told about the commonest errors of the system."""
MEMORY = "cleaning it needs more memory than a worker may have (--memory)"


def describe(error: BaseException) -> tuple[FailureReason, str]:
    """An error as the reason that batch records, and in words for people.

    >>> describe(TooLargeError("3 bytes, and max_bytes is 2"))
    (<FailureReason.TOO_LARGE: 'too large'>, '3 bytes, and max_bytes is 2')
    >>> describe(FileNotFoundError(2, "No such file or directory"))
    (<FailureReason.MISSING: 'missing'>, 'there is no such file')
    """
    if isinstance(error, CleanerError):
        return error.reason, str(error)
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return FailureReason.MEMORY, MEMORY
    for kind, (reason, words) in SYSTEM.items():
        if isinstance(error, kind):
            return reason, words
    if isinstance(error, OSError):
        return FailureReason.UNREADABLE, (error.strerror or str(error)).lower()
    return FailureReason.ERROR, f"{type(error).__name__}: {error}"


def in_words(error: BaseException) -> str:
    """An error in words for people; what a ValueError says is meant for them."""
    return str(error) if isinstance(error, ValueError) else describe(error)[1]
