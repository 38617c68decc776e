"""Errors: what batch records of them, what people read, and that workers can send them back."""

from __future__ import annotations

import errno
import pickle
import sqlite3

import pytest

import cleaner
from cleaner.errors import FailureReason, MissingLibraryError, describe, in_words, requirement
from cleaner.templates.site.store import explain


@pytest.mark.parametrize(
    ("error", "reason", "words", "person"),
    [
        (cleaner.TooLargeError("3 bytes"), "too large", "3 bytes", "3 bytes"),
        (cleaner.NotTextError("a PNG image"), "not text", "a PNG image", "a PNG image"),
        (cleaner.WorkerError("no workers"), "crash", "no workers", "no workers"),
        (cleaner.ReadError(FailureReason.EMPTY, "it ends"), "empty file", "it ends", "it ends"),
        (PermissionError(errno.EACCES, "Denied"), "unreadable", "may not be read (no permission)", None),
        (FileNotFoundError(errno.ENOENT, "No such file"), "missing", "there is no such file", None),
        (IsADirectoryError(errno.EISDIR, "Is a directory"), "unreadable", "is a directory", None),
        (OSError("Broken"), "unreadable", "broken", None),
        (MemoryError(), "memory", "cleaning it needs more memory than a worker may have (--memory)", None),
        (
            OSError(errno.ENOMEM, "No"),
            "memory",
            "cleaning it needs more memory than a worker may have (--memory)",
            None,
        ),
        (ValueError("not so"), "error", "ValueError: not so", "not so"),
        (KeyError("x"), "error", "KeyError: 'x'", None),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_reasons_and_words(error: BaseException, reason: str, words: str, person: str | None) -> None:
    assert describe(error) == (reason, words)
    assert in_words(error) == (person or words)


@pytest.mark.parametrize(
    "error",
    [
        cleaner.TooManyLinesError(2_000_000, "lines", 1_000_000),
        cleaner.ReadError(FailureReason.DAMAGED, "it is damaged"),
        cleaner.SelectorError("no"),
    ],
)
def test_errors_come_back_from_workers(error: cleaner.CleanerError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.reason) == (type(error), str(error), error.reason)


def test_too_many_lines_are_counted() -> None:
    error = cleaner.TooManyLinesError(2_000_000, "lines", 1_000_000)
    assert str(error).startswith("2,000,000 lines of text, and at most 1,000,000 are cleaned at once")


@pytest.mark.parametrize(
    ("origin", "asked"),
    [
        ({}, "site-cleaner[zstd]"),
        ({"url": "https://example.org/cleaner-1.whl"}, "site-cleaner[zstd] @ https://example.org/cleaner-1.whl"),
        ({"url": "file:///my%20code/cleaner", "dir_info": {}}, "/my code/cleaner[zstd]"),
        ({"url": "https://example.org/c", "vcs_info": {}}, "site-cleaner[zstd] @ git+https://example.org/c"),
        ({"url": "https://example.org/c", "vcs_info": {"vcs": "hg"}}, "site-cleaner[zstd] @ hg+https://example.org/c"),
    ],
)
def test_an_extra_comes_from_where_the_package_came_from(origin: dict[str, object], asked: str) -> None:
    assert requirement("zstd", origin) == asked


def test_a_missing_library_says_what_to_type() -> None:
    error = MissingLibraryError("Parquet", "parquet")
    assert str(error).startswith("Parquet needs an extra: pip install '")
    assert error.reason is FailureReason.EXTRA


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("file is not a database", "not a template store, or damaged"),
        ("database disk image is malformed", "not a template store, or damaged"),
        ("attempt to write a readonly database", "may only be read"),
        ("database is locked", "another process has been writing for too long"),
        ("unable to open database file", "cannot be opened"),
        ("disk full", "disk full"),
    ],
)
def test_what_sqlite_says_in_words(message: str, words: str) -> None:
    assert explain(sqlite3.OperationalError(message)).startswith(words)
