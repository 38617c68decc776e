"""The kept content as minimal HTML that is safe to show: newly made, never copied from the page.

Only the elements and attributes in ``ELEMENTS`` are ever written. Nothing in it loads by itself: a picture is a link to
its address. Formulas are TeX between ``\\(`` and ``\\)``, which renderers look for.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cleaner.content.nesting import nested
from cleaner.content.select import Shown, select
from cleaner.content.tree import (
    Break,
    Check,
    Definitions,
    Fence,
    Heading,
    Image,
    List,
    Math,
    Note,
    Paragraph,
    Quote,
    Reference,
    Rule,
    Table,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cleaner.content.tree import Block, Cell, Inline, Leaf, Mark
    from cleaner.options import Options

REL = "noopener noreferrer"
ELEMENTS: dict[str, frozenset[str]] = {
    "a": frozenset(("href", "rel")),
    "ol": frozenset(("start",)),
    "td": frozenset(("align", "colspan", "rowspan")),
    "th": frozenset(("align", "colspan", "rowspan")),
    "code": frozenset(("class",)),
    **dict.fromkeys(
        "p h1 h2 h3 h4 h5 h6 ul li blockquote pre dl dt dd table thead tbody tr strong em del sub sup br hr".split(),
        frozenset[str](),
    ),
}
"""Every element that is written, with its attributes."""
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\xa0": "&nbsp;"})
QUOTED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\xa0": "&nbsp;"})


def render_html(content: Iterable[Block], options: Options) -> str:
    """A fragment of HTML: headings, paragraphs, lists, quotes, code, tables, links and emphasis."""
    shown = Shown(links=options.links is not False, images=options.images is not False, emphasis=options.emphasis)
    return "\n".join(write_blocks(select(content, shown)))


def write_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Blocks, each with its tags."""
    for block in blocks:
        match block:
            case Heading(level, runs):
                yield f"<h{level}>{write_inline(runs)}</h{level}>"
            case Paragraph(runs):
                yield f"<p>{write_inline(runs)}</p>"
            case Fence(text, language):
                name = f' class="language-{attribute(language)}"' if language else ""
                # A parser drops a line break right behind the tag.
                yield f"<pre><code{name}>{escape(text)}</code></pre>"
            case Rule():
                yield "<hr>"
            case Quote(inner):
                yield f"<blockquote>\n{lines(inner)}\n</blockquote>"
            case List(items, start):
                tag = "ul" if start is None else "ol"
                begin = "" if start in (None, 1) else f' start="{start}"'
                yield f"<{tag}{begin}>\n" + "\n".join(f"<li>{write_item(item)}</li>" for item in items) + f"\n</{tag}>"
            case Definitions(parts):
                told = (
                    f"<{tag}>{write_item(part.blocks)}</{tag}>"
                    for part in parts
                    for tag in [("dd", "dt")[part.is_term]]
                )
                yield "<dl>\n" + "\n".join(told) + "\n</dl>"
            case Note(label, inner):
                yield (
                    f"<p><sup>{escape(label)}</sup></p>\n{lines(inner)}"
                    if len(inner) > 1
                    else write_note(label, inner[0])
                )
            case Table():
                yield write_table(block)


def lines(blocks: Iterable[Block]) -> str:
    """Blocks on lines of their own."""
    return "\n".join(write_blocks(blocks))


def write_item(blocks: tuple[Block, ...]) -> str:
    """The content of an item; its first paragraph needs no tags where no other follows."""
    first, rest = blocks[0], blocks[1:]
    if isinstance(first, Paragraph) and not any(isinstance(block, Paragraph) for block in rest):
        return write_inline(first.runs) + ("\n" + lines(rest) + "\n" if rest else "")
    return "\n" + lines(blocks) + "\n"


def write_note(label: str, block: Block) -> str:
    """A footnote of one block."""
    sign = f"<sup>{escape(label)}</sup>"
    return (
        f"<p>{sign} {write_inline(block.runs)}</p>"
        if isinstance(block, Paragraph)
        else f"<p>{sign}</p>\n{lines((block,))}"
    )


def write_table(table: Table) -> str:
    """A table; a merged cell is one cell again."""
    rows = ["<tr>" + "".join(write_row(table, number)) + "</tr>" for number in range(len(table.rows))]
    # Cells that reach from the header into the rows below keep both together.
    split = (
        table.headed
        and len(rows) > 1
        and not set(map(id, filled_of(table.rows[0]))) & set(map(id, filled_of(table.rows[1])))
    )
    if not split:
        return "<table>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"
    return f"<table>\n<thead>\n{rows[0]}\n</thead>\n<tbody>\n" + "\n".join(rows[1:]) + "\n</tbody>\n</table>"


def filled_of(row: tuple[Cell, ...]) -> list[Cell]:
    """The cells of a row that have content."""
    return [cell for cell in row if cell.runs]


def write_row(table: Table, number: int) -> Iterator[str]:
    """The cells that begin in a row."""
    row = table.rows[number]
    above = table.rows[number - 1] if number else ()
    column = 0
    for _, same in groupby(enumerate(row), key=lambda place: id(place[1]) if place[1].runs else -place[0]):
        wide = len(list(same))
        cell = row[column]
        begins = column
        column += wide
        if cell.runs and begins < len(above) and above[begins] is cell:
            continue
        high = 1
        while cell.runs and number + high < len(table.rows) and table.rows[number + high][begins] is cell:
            high += 1
        tag = "th" if cell.is_header or (table.headed and number == 0) else "td"
        align = cell.align or table.aligns[begins]
        yield (
            f"<{tag}"
            + (f' align="{align}"' if align else "")
            + (f' colspan="{wide}"' if wide > 1 else "")
            + (f' rowspan="{high}"' if high > 1 else "")
            + f">{write_inline(cell.runs)}</{tag}>"
        )


def write_inline(runs: Inline) -> str:
    """Runs nested by their marks."""
    if len(runs) == 1 and not runs[0].marks:  # most are nothing but words
        return write_leaf(runs[0].leaf)
    out = []
    for mark, inner in nested(runs):
        if mark is None:
            out += [write_leaf(run.leaf) for run in inner]
        else:
            out.append(write_mark(mark, write_inline(inner), inner))
    return "".join(out)


def write_mark(mark: Mark, inner: str, runs: Inline) -> str:
    """What has a mark, in its element; a picture is a link itself, and links are not nested."""
    if mark.kind != "link":
        return f"<{mark.kind}>{inner}</{mark.kind}>"
    if any(isinstance(run.leaf, Image) for run in runs):
        return inner
    return link(mark.target, inner)


def write_leaf(leaf: Leaf) -> str:
    """A leaf."""
    match leaf:
        case Text(text):
            return escape(text)
        case Break():
            return "<br>"
        case Image(source, alt):
            return link(source, escape(alt or source))
        case Math(tex, display):
            return escape(rf"\[{tex}\]" if display else rf"\({tex}\)")
        case Reference(label):
            return f"<sup>{escape(label)}</sup>"
        case Check(is_done):
            return "[x]" if is_done else "[ ]"


def link(address: str, inner: str) -> str:
    """A link that reveals nothing to the other side."""
    return f'<a href="{attribute(address)}" rel="{REL}">{inner}</a>'


def escape(text: str) -> str:
    """Text between tags."""
    return text.translate(ESCAPES)


def attribute(text: str) -> str:
    """Text between quotes."""
    return text.translate(QUOTED)
