"""A scraped news page with a list of videos and a log-in prompt behind it, and variations of it made by hand.

``cases/seed/NAME.txt`` must come out exactly as ``NAME.clean.txt``. Other languages, other titles, the list at another
place: the scorer knows nothing of this page. To add a case, put both files there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import cleaner

CASES = Path(__file__).parent / "cases" / "seed"
NAMES = sorted(case.name.removesuffix(".clean.txt") for case in CASES.glob("*.clean.txt"))


def test_there_are_cases() -> None:
    assert len(NAMES) >= 10


@pytest.mark.parametrize("name", NAMES)
def test_seed(name: str) -> None:
    document = cleaner.clean((CASES / f"{name}.txt").read_bytes())
    assert document.page.form == "text"
    assert document.text + "\n" == (CASES / f"{name}.clean.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_clean_stays_clean(name: str) -> None:
    clean = (CASES / f"{name}.clean.txt").read_text(encoding="utf-8")
    assert cleaner.clean(clean).text + "\n" == clean
