"""Text that was broken into lines of 60 to 100 characters, put together again; verse and addresses are not.

A greedy line breaker leaves a trace: the first word of the next line would not have fit into the line before. Lines of
verse, addresses and menus end early without that reason.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cleaner.segment.space import wide

if TYPE_CHECKING:
    from collections.abc import Sequence

NARROWEST, WIDEST = 50, 100
FEWEST = 4
"""How many full lines make a wrapped text."""
SHARE = 0.6
"""Which share of the lines that go on must be full."""
LONG_SHARE = 0.02
"""Which share of lines may be longer: addresses, and words that cannot be broken."""


def wrap_width(runs: Sequence[Sequence[str]]) -> int:
    """The width a text was wrapped at, in characters; 0 if it was not.

    :param runs: stripped lines, those without an empty line between them together.
    """
    lengths = sorted(len(line) for run in runs for line in run)
    if len(lengths) < FEWEST:
        return 0
    fit = [length for length in lengths if length <= WIDEST]
    if not fit or len(lengths) - len(fit) > LONG_SHARE * len(lengths) or fit[-1] < NARROWEST:
        return 0
    width = fit[-1]
    full = open_ended = 0
    for run in runs:
        for line, after in pairwise(run):
            if len(line) >= width // 2:
                if goes_on(line, after, width):
                    full += 1
                else:
                    open_ended += 1
    return width if full >= FEWEST and full >= SHARE * (full + open_ended) else 0


def goes_on(line: str, after: str, width: int) -> bool:
    """Whether a line was broken only because the next word did not fit."""
    return len(line) + 1 + len(after.split(None, 1)[0]) > width and len(line) * 2 >= width


def join_lines(lines: Sequence[str]) -> str:
    """Put the lines of one paragraph together: no space behind a hyphen, nor between ideographs."""
    parts = [lines[0]]
    for line in lines[1:]:
        last, first = parts[-1][-1], line[0]
        hyphen = last == "-" and parts[-1][-2:-1].isalpha()
        if not hyphen and not (wide(last) and wide(first)):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)
