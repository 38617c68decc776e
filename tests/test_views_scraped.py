"""Views of scraped text of which only a part is kept."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.document import Document
from cleaner.segment.text.segment import segment_text


def shown(text: str, gone: str, view: str = "text") -> str:
    """A view of a text without the blocks that contain ``gone``."""
    page = segment_text(text)
    kept = np.array([gone not in block for block in page.blocks.texts])
    return str(getattr(Document(page=page, scores=kept.astype(np.float32), kept=kept), view))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n- b\nGONE\n- c", "- a\n- b\n- c"),
        ("- GONE\n  more\n  and more\n- c", "more\n\nand more\n\n- c"),
        ("1. a\n2. GONE\n3. c", "1. a\n3. c"),
        ("• a\n• b", "- a\n- b"),
        ("-\na\nb\n-\nc\nd", "- a\n  b\n- c\n\nd"),
        ("- a\n  - b\n- c", "- a\n  - b\n- c"),
        ("GONE", ""),
        ("~~~\n```\nx\n```\n~~~\n\nGONE", "~~~\n```\nx\n```\n~~~"),
        ("verse one\nGONE\nverse three\n\nverse four", "verse one\nverse three\n\nverse four"),
    ],
)
def test_text(text: str, expected: str) -> None:
    assert shown(text, "GONE") == expected
    assert shown(expected, "GONE") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Text above.\n\n>>> A title\n\nGONE\n\n>>> Another",
        "1. One\nGONE\n\nBetween\n\n2. Two\n\n\n3. Three",
        "Dear love, thank you for\nGONE\nI only wish\n\nGONE\nOh dear",
    ],
)
def test_what_is_written_is_read_as_it_is(text: str) -> None:
    once = shown(text, "GONE")
    assert shown(once, "GONE") == once


def test_markdown() -> None:
    text = "# A *b*\n\nGONE\n\n* c [d](e)\n\n| f | g |\n|---|---|\n| h | GONE |\n| i | j |\n"
    expected = "# A *b*\n\n- c [d](e)\n\n| f | g |\n| --- | --- |\n| h |  |\n| i | j |"
    assert shown(text, "GONE", "markdown") == expected
