"""Telling markup from text: what stands in ``cases/form/html`` is markup, what stands in ``cases/form/text`` is not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import cleaner
from cleaner.page.page import Form
from cleaner.segment.form import tell_form

CASES = Path(__file__).parent / "cases" / "form"
FILES = sorted(CASES.glob("*/*.txt"))


def test_there_are_cases() -> None:
    assert {file.parent.name for file in FILES} == {"html", "text"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_form(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert tell_form(text) is Form(file.parent.name)
    assert tell_form("\ufeff\n\n  " + text) is Form(file.parent.name)


def test_form_can_be_forced() -> None:
    fragment = (CASES / "html" / "fragment.txt").read_text(encoding="utf-8")
    assert cleaner.clean(fragment, form="text").page.form is Form.TEXT
    assert cleaner.clean("plain", form="html").page.form is Form.HTML


def test_unknown_form_is_an_error() -> None:
    with pytest.raises(ValueError, match="pdf"):
        cleaner.clean("text", form="pdf")  # type: ignore[arg-type]


@pytest.mark.parametrize("piece", ["<", "<p ", "<!--", "`", "```\n", "</p", "<p>a</p>\n", "a\n"])
def test_time_is_bounded(piece: str) -> None:
    begun = time.process_time()
    tell_form(piece * (2_000_000 // len(piece)))
    assert time.process_time() - begun < 2
