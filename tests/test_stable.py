"""Text that was cleaned stays as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import cleaner
from cleaner.decision import Decision
from cleaner.segment.text.segment import segment_text
from cleaner.stable import ROUNDS, until_stable
from cleaner.views.text import render_text

if TYPE_CHECKING:
    from cleaner.page.page import Page

CASES = sorted(case for folder in ("seed", "text") for case in (Path(__file__).parent / "cases" / folder).glob("*.txt"))
LINES = [f"Line number {number} tells of something else than the others do." for number in range(6)]


def decided(page: Page, *gone: str) -> Decision:
    kept = np.array([text not in gone for text in page.blocks.texts])
    return Decision(np.where(kept, 0.9, 0.1).astype(np.float32), kept, None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_second_pass_changes_nothing(case: Path) -> None:
    once = cleaner.clean(case.read_bytes(), form="text").text
    assert cleaner.clean(once, form="text").text == once


def test_what_a_later_pass_removes_goes_at_once() -> None:
    page = segment_text("\n\n".join(LINES))
    passes = [{LINES[5]}, {LINES[4]}, set[str]()]

    def again(rest: Page) -> Decision:
        return decided(rest, *passes.pop(0))

    first = replace(decided(page, LINES[0]), title=4)
    found, text = until_stable(page, first, again)
    assert found.kept.tolist() == [False, True, True, True, False, False]
    assert found.scores[4] == np.float32(0.1)
    assert found.title is None
    assert text == render_text(page, found.kept)
    assert not passes
    assert first.kept.sum() == 5


def test_all_that_a_pass_removes_goes_in_that_pass() -> None:
    page = segment_text("\n\n".join(LINES))
    passes = [{LINES[3], LINES[4], LINES[5]}, set[str]()]

    def again(rest: Page) -> Decision:
        return decided(rest, *passes.pop(0))

    assert until_stable(page, decided(page, LINES[0]), again).decision.kept.tolist() == [
        False,
        True,
        True,
        False,
        False,
        False,
    ]
    assert not passes


@pytest.mark.parametrize("gone", [(), tuple(LINES)])
def test_all_or_nothing_is_settled(gone: tuple[str, ...]) -> None:
    page = segment_text("\n\n".join(LINES))
    first = decided(page, *gone)
    assert until_stable(page, first, lambda _: pytest.fail("asked again")).decision.kept.tolist() == first.kept.tolist()


def test_a_pass_that_would_leave_nothing_is_not_believed_and_rounds_are_few() -> None:
    page = segment_text("\n\n".join(LINES))
    asked = []

    def empties(rest: Page) -> Decision:
        asked.append(rest)
        return decided(rest, *rest.blocks.texts)

    assert until_stable(page, decided(page, LINES[0]), empties).decision.kept.sum() == 5
    assert len(asked) == 1

    def nibbles(rest: Page) -> Decision:
        asked.append(rest)
        return decided(rest, rest.blocks.texts[-1])

    until_stable(page, decided(page, LINES[0]), nibbles)
    assert len(asked) == 1 + ROUNDS


def test_what_has_too_many_blocks_for_an_article_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    page = segment_text("\n\n".join(LINES))
    monkeypatch.setattr("cleaner.stable.MOST_BLOCKS", len(page) - 1)
    first = decided(page, LINES[0])
    assert until_stable(page, first, lambda _: pytest.fail("asked again")).decision.kept.tolist() == first.kept.tolist()
