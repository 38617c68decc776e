"""The parts of kept content: blocks, and the runs of text in them. Plain values, without a trace of the page's markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable


class Mark(NamedTuple):
    """What is special about a run of text."""

    kind: str
    """``link``, ``strong``, ``em``, ``del``, ``sup``, ``sub`` or ``code``."""
    target: str = ""
    """The address of a link; the number of a piece of code in its block."""
    title: str = ""
    """What the Markdown of a scraped text says of a link behind its address."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words; white space is squeezed."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a block."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, with its real address."""

    source: str
    alt: str


@dataclass(frozen=True, slots=True)
class Math:
    """A formula as TeX."""

    tex: str
    display: bool = False
    """Whether it stands on a line of its own."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The sign that refers to a footnote."""

    label: str
    """The label of a note; of a note that is not part of the content, the sign as the page writes it."""
    target: str = ""
    """Where a sign leads to whose note is not part of the content."""


@dataclass(frozen=True, slots=True)
class Check:
    """The box before a task."""

    is_done: bool


Leaf: TypeAlias = Text | Break | Image | Math | Reference | Check


class Run(NamedTuple):
    """A leaf and its marks, in the order of ``MARKS``."""

    leaf: Leaf
    marks: tuple[Mark, ...] = ()


MARKS = ("link", "strong", "em", "del", "sup", "sub", "code")
Inline: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    runs: Inline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a caption, a picture or formula on its own."""

    runs: Inline
    is_caption: bool = False
    """Whether it is shown only with the picture before it: the caption of a picture among kept text."""


@dataclass(frozen=True, slots=True)
class Fence:
    """Preformatted text with its exact white space."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break between paragraphs."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class List:
    """A list; ``start`` is the number of its first item, None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None
    delimiter: str = "."
    """What is after the numbers."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, or what is said of the terms before it."""

    blocks: tuple[Block, ...]
    is_term: bool


@dataclass(frozen=True, slots=True)
class Definitions:
    """A definition list."""

    parts: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; several paragraphs in it are lines."""

    runs: Inline
    is_header: bool = False
    align: str = ""
    """``left``, ``center``, ``right`` or nothing."""


EMPTY = Cell(())


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data. All rows have the same length; a merged cell stands, as one object, in each place it covers."""

    rows: tuple[tuple[Cell, ...], ...]
    headed: bool
    """Whether the first row names the columns."""
    aligns: tuple[str, ...]
    """How each column is aligned."""


Block: TypeAlias = Heading | Paragraph | Fence | Rule | Quote | List | Definitions | Note | Table


def plain(runs: Inline, line_break: str = "\n") -> str:
    """The words of runs, without any marks; formulas as TeX, pictures left out."""
    return "".join(spoken(run.leaf, line_break) for run in runs)


def spoken(leaf: Leaf, line_break: str) -> str:
    """The words of a leaf."""
    match leaf:
        case Text(text):
            return text
        case Math(tex):
            return tex
        case Reference(label, target):
            return unresolved(label) if target else f"[{label}]"
        case Check(is_done):
            return "[x]" if is_done else "[ ]"
        case Break():
            return line_break
        case _:
            return ""


def unresolved(sign: str) -> str:
    """What is left of a sign without its note and without a link: in brackets it stays, else it would be noise."""
    return sign if sign[:1] in ("[", "(") else ""


def merged(runs: Iterable[Run]) -> Inline:
    """Runs of text with the same marks, one behind the other, made one."""
    out: list[Run] = []
    texts: list[str] = []  # of the last run, while that is text
    for run in runs:
        leaf = run.leaf
        if isinstance(leaf, Text) and texts and run.marks == out[-1].marks:
            texts.append(leaf.text)
            continue
        if len(texts) > 1:
            out[-1] = Run(Text("".join(texts)), out[-1].marks)
        texts = [leaf.text] if isinstance(leaf, Text) else []
        out.append(run)
    if len(texts) > 1:
        out[-1] = Run(Text("".join(texts)), out[-1].marks)
    return tuple(out)
