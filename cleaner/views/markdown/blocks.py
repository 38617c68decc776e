"""Blocks as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.content.tree import (
    Definitions,
    Fence,
    Heading,
    List,
    Mark,
    Note,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
)
from cleaner.views.markdown.inline import write_inline
from cleaner.views.markdown.table import write_rows, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cleaner.content.tree import Block, Definition, Inline

CLOSING = re.compile(r"(^|\s)(#+)$")
ONE_WORD = re.compile(r"\S+(?:\s+[\"'(].*)?")
"""What a parser without footnotes would take for the address of a link."""
LONGEST_NUMBER = 999_999_999


def write_blocks(blocks: Sequence[Block], tables: bool) -> str:
    """Blocks with a blank line between them.

    :param tables: whether tables are written as tables, not as lines.
    """
    parts: list[str] = []
    sign = ""  # the delimiter of the list right before: two lists in a row must not be read as one
    for block in blocks:
        if isinstance(block, List):
            sign = delimiter_of(block, sign)
            parts.append(write_list(block, sign, tables))
        else:
            sign = ""
            parts.append(write_block(block, tables))
    return "\n\n".join(part for part in parts if part)


def write_block(block: Block, tables: bool) -> str:
    """One block that is not a list."""
    match block:
        case Heading(level, runs):
            return write_heading(level, runs)
        case Paragraph(runs):
            return write_inline(runs)
        case Fence(text, language):
            return write_fence(text, language)
        case Rule():
            return "---"
        case Quote(inner):
            return "\n".join(f"> {line}" if line else ">" for line in write_blocks(inner, tables).split("\n"))
        case Definitions(parts):
            return write_definitions(parts, tables)
        case Note(label, inner):
            return write_note(label, write_blocks(inner, tables))
        case Table():
            return write_table(block) if tables else write_rows(block)
        case List():
            return write_list(block, delimiter_of(block, ""), tables)


def write_heading(level: int, runs: Inline) -> str:
    """A heading, on one line."""
    line = write_inline(runs, " ", starts_line=False)
    return "#" * level + " " + CLOSING.sub(r"\1\\\2", line)


def write_fence(text: str, language: str) -> str:
    """Code; the fence is longer than any inside."""
    ticks = "`" * (max((len(run) for run in re.findall("`{3,}", text)), default=2) + 1)
    return f"{ticks}{language}\n{text}\n{ticks}"


def delimiter_of(block: List, before: str) -> str:
    """The sign of a list's items, another one than that of the list before."""
    if block.start is None:
        return "*" if before == "-" else "-"
    return block.delimiter if before != block.delimiter else ").".replace(before, "")


def write_list(block: List, sign: str, tables: bool) -> str:
    """A list; its items stand close together if all of them are short."""
    tight = all(is_short(item) for item in block.items)
    out = []
    for place, item in enumerate(block.items):
        number = min(max(0, (block.start or 0) + place), LONGEST_NUMBER)
        marker = f"{sign} " if block.start is None else f"{number}{sign} "
        parts = [write_blocks((inner,), tables) for inner in item] if tight else [write_blocks(item, tables)]
        body = "\n".join(parts)
        out.append(marker + indented(body, " " * len(marker)))
    return ("\n" if tight else "\n\n").join(out)


def is_short(item: tuple[Block, ...]) -> bool:
    """Whether an item is a paragraph or heading, and lists that need no blank line before them."""
    if isinstance(item[0], List):
        return len(item) == 1
    if not isinstance(item[0], Paragraph | Heading):
        return False
    return len(item) == 1 or (
        len(item) == 2
        and isinstance(item[1], List)
        and item[1].start in (None, 1)
        and all(map(is_short, item[1].items))
    )


def indented(body: str, indent: str) -> str:
    """A block whose lines, except for the first, are indented."""
    return "\n".join(indent + line if line and number else line for number, line in enumerate(body.split("\n")))


def write_definitions(parts: Iterable[Definition], tables: bool) -> str:
    """A definition list as a list of bold terms with what is said of each below it."""
    items: list[list[Block]] = []
    told = True
    for part in parts:
        if part.is_term or not items:
            if told or not items:
                items.append([])
            told = False
        if part.is_term:
            items[-1] += [bold(block) for block in part.blocks]
        else:
            items[-1] += part.blocks
            told = True
    return write_list(List(tuple(tuple(item) for item in items)), "-", tables)


def bold(block: Block) -> Block:
    """A term in bold print."""
    if not isinstance(block, Paragraph):
        return block
    return Paragraph(
        tuple(run if Mark("strong") in run.marks else Run(run.leaf, with_strong(run.marks)) for run in block.runs)
    )


def with_strong(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Marks with bold print, behind the link they may begin with."""
    count = 1 if marks and marks[0].kind == "link" else 0
    return (*marks[:count], Mark("strong"), *marks[count:])


def write_note(label: str, body: str) -> str:
    """A footnote. One of a single word gets an arrow, so that parsers without footnotes do not take it for an address."""
    first, _, rest = body.partition("\n")
    if ONE_WORD.fullmatch(first):
        first += " ↩"
    return f"[^{label}]: " + indented(f"{first}\n{rest}" if rest else first, "    ")
