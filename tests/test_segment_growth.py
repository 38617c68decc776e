"""Segmentation takes time in proportion to the length of a page, whatever the page repeats."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from cleaner.segment.html.segment import segment_html
from cleaner.segment.text.segment import segment_text

if TYPE_CHECKING:
    from collections.abc import Callable

TAGS = (
    "a b sup p div td table li ul pre code button noscript iframe script svg template font x-a h2 blockquote select "
    "br img input"
).split()
MARKUP = [
    *(f"<{tag}>" for tag in TAGS),
    "<p class=c>one two",
    "<i>one</i> ",
    "<div>one</div> ",
    "<template shadowrootmode=open>",
    "<template shadowrootmode=open ",
    "<x-a><template shadowrootmode=open>one</template></x-a>",
    "<b color={}>one<p>",
    "<div class=gutter>1</div>",
    "<div><button>Copy</button></div><pre>a\nb</pre>",
    "<pre><i>{}</i>a\n",
    "<!--",
    "</div>",
    "<",
    "one two ",
    "one\n<br>\n",
    "<a href=x>one</a><a href=y>two</a>",
    "<div id=i{}>one",
    "<tr><td>1<td>2",
    "&amp;&#x41;&nosuch",
]
TEXT = [
    "-\n", "[a](", "![", "**a ", "`a", "| a |\n", "a\tb\n", "```\n", "a" * 70 + "\n", "> ", "1. ", "#", "one two\n\n",
    "  - one\n", "<b>", "漢字\n", "=\n", "Image {} of 9\n",
]  # fmt: skip
SIZES = (10_000, 20_000, 40_000)
"""Characters."""


def bait(piece: str, size: int) -> str:
    """A page that repeats a piece, with a number where the piece has braces."""
    count = size // len(piece)
    return "".join(piece.format(number) for number in range(count)) if "{}" in piece else piece * count


def least_time(segment: Callable[[str], object], source: str) -> float:
    """Processor time in seconds of the faster of two runs."""
    times = []
    for _ in range(2):
        begin = time.process_time()
        segment(source[:-1] + source[-1:])  # another string, which is parsed anew
        times.append(time.process_time() - begin)
    return min(times)


@pytest.mark.parametrize(
    ("segment", "piece"),
    [(segment_html, piece) for piece in MARKUP] + [(segment_text, piece) for piece in TEXT],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_time_grows_with_length(segment: Callable[[str], object], piece: str) -> None:
    once, twice, four_times = (least_time(segment, bait(piece, size)) for size in SIZES)
    assert four_times < 3 * twice + 0.1 or four_times < 8 * once + 0.1
