"""Scraped text to blocks: each ``cases/text/NAME.txt`` is cut into what ``NAME.blocks`` says.

A line of the expected file is one block: the boxes it stands in, ``|``, and its text with ``⏎`` for a
line break; ``+`` is the same box as the block before. To
add a case, put ``NAME.txt`` there, run ``python -m tests.test_segment_text NAME``, and read what it wrote.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import Document
from cleaner.errors import TooManyLinesError
from cleaner.page.page import Kind, Page
from cleaner.page.stubs import is_image_stub
from cleaner.segment.text.segment import segment_text

CASES = Path(__file__).parent / "cases" / "text"
NAMES = sorted(case.stem for case in CASES.glob("*.txt"))
PIECES = st.sampled_from(
    ["- ", "-\n", "* a", "1. b", "\n", "\n\n", "# c", "| d | e |", "f\tg", "```", "> h", "![i](j)", "/k/l.jpg)", "m n", "  o",
     "===", "---", "\0", "\r\n", "p" * 90, "[q](r)", "**s**", "漢字", "\u2028", "Image 1 of 2"]
)  # fmt: skip


def blocks_of(page: Page) -> str:
    """The blocks of a page, one a line."""
    out, before, paths = [], -1, page.paths()
    for text, box, number in zip(page.blocks.texts, page.blocks.boxes, range(len(page)), strict=True):
        out.append(f"{paths[number]}{' +' if box == before else ''} | {text}".replace("\n", "⏎") + "\n")
        before = box
    return "".join(out)


def whole(page: Page) -> Document:
    """A document that keeps everything."""
    n = len(page)
    return Document(page=page, scores=np.ones(n, dtype=np.float32), kept=np.ones(n, dtype=bool))


def read(name: str) -> str:
    return (CASES / f"{name}.txt").read_bytes().decode()


def test_there_are_cases() -> None:
    assert len(NAMES) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_blocks(name: str) -> None:
    assert blocks_of(segment_text(read(name))) == (CASES / f"{name}.blocks").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_text_reads_the_same_again(name: str) -> None:
    text = whole(segment_text(read(name))).text
    assert whole(segment_text(text)).text == text


def test_markdown_keeps_its_markup() -> None:
    shown = whole(segment_text(read("markdown"))).markdown
    assert shown.splitlines()[:3] == [
        "# The Lighthouse",
        "",
        "Built in 1862, the tower has **forty metres** of stairs and a "
        '[small museum](https://example.org/museum "opens at ten").',
    ]
    assert "## Opening hours\n" in shown
    assert "\n> Nobody has ever regretted\\\n> the view from the top.\n" in shown
    assert whole(segment_text(shown)).markdown == shown


def test_links_go_from_markdown_if_asked() -> None:
    document = whole(segment_text(read("markdown")))
    document = replace(document, options=replace(document.options, links=False))
    assert "a small museum." in document.markdown


def test_links_count() -> None:
    page = segment_text(read("links"))
    assert page.blocks.texts[0] == "Home News Sport"
    assert (page.blocks.links[0], page.blocks.link_chars[0]) == (3, 13)
    assert page.blocks.links[1] == 1
    assert page.blocks.links[2] == 0


def test_tables_are_cells() -> None:
    page = segment_text(read("tables"))
    assert page.blocks.kinds[:6] == [Kind.CELL] * 6
    assert whole(page).markdown.startswith("| Month | Rain |\n| --- | --- |\n| May | 41 |\n")


@pytest.mark.parametrize(
    "line", ["a.png", "photo of a.png", "![", "/etc/hosts", "see image", "[1]", "(imagine that)", "Image", "image 12"]
)
def test_only_stubs_are_stubs(line: str) -> None:
    assert is_image_stub(line) == (line == "a.png")


@given(st.lists(PIECES, max_size=30).map("".join))
def test_boxes_hold_their_blocks(text: str) -> None:
    page = segment_text(text)
    boxes = page.boxes
    assert boxes.ends[0] == len(page)
    for number in range(len(page)):
        assert page.blocks.texts[number].strip()
        for box in page.ancestors(number):
            assert boxes.begins[box] <= number < boxes.ends[box]
    for box, parent in enumerate(boxes.parents):
        assert parent < box


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    page = segment_text(text)
    found = "".join("".join(page.blocks.texts).split())
    for word in text.split():
        if word.isascii() and word.isalpha():
            assert word in found


def test_too_many_lines_are_an_error() -> None:
    with pytest.raises(TooManyLinesError, match=r"1,000,001 lines of text, .* split it"):
        segment_text("\n" * 1_000_001)
    with pytest.raises(TooManyLinesError, match="blocks"):
        segment_text("a\tb\n" * 150_001)


if __name__ == "__main__":
    for name in sys.argv[1:] or NAMES:
        (CASES / f"{name}.blocks").write_text(blocks_of(segment_text(read(name))), encoding="utf-8")


def test_a_heading_may_be_as_long_as_a_sentence() -> None:
    said = "What the harbour office has counted since the beginning of the year, and what it has not"
    page = segment_text(f"# {said}\n\nForty boats.\n\n{said}\n======\n\nTen boats.")
    assert [(page.blocks.kinds[k], page.blocks.texts[k]) for k in (0, 2)] == [(Kind.HEADING, said)] * 2
