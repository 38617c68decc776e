"""The inline content of a block or cell as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.content.tree import Text
from cleaner.views.markdown.escape import escape, is_plain
from cleaner.views.markdown.pieces import fix_delimiters, spell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.content.tree import Run


def write_inline(runs: Sequence[Run], line_break: str = "\\\n", starts_line: bool = True) -> str:
    """Runs with their marks.

    :param starts_line: whether they stand at the beginning of a line, where more signs mean something.
    """
    if len(runs) == 1 and not runs[0].marks:  # most are nothing but words
        leaf = runs[0].leaf
        if isinstance(leaf, Text) and leaf.text and is_plain(leaf.text, starts_line):
            return leaf.text
    return escape(fix_delimiters(list(spell(runs, line_break))), starts_line)
