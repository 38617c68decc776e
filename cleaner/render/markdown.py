"""The kept text of a document as CommonMark with tables (GFM)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import numpy as np

from cleaner.page import Form, Kind
from cleaner.render.scraped import render_scraped
from cleaner.render.text import outermost_list, table_of
from cleaner.segment.html import PERMALINKS, segment_inlines
from cleaner.structure import LISTS, enclosing

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from cleaner.document import Document
    from cleaner.options import Options
    from cleaner.page import Boxes
    from cleaner.segment.html import Event

MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "del": "~~", "s": "~~", "strike": "~~"}
SPECIAL = re.compile(r"([\\`*_\[\]<>~|])")
LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|\d{1,9}[.)](?=\s|$)|>|=+\s*$|-+\s*$)", re.M)
LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|brush:)-?\s*([\w+#.-]+)")
SAFE_LINK = re.compile(r"(?:https?:|mailto:|tel:|/|\.|#|\?|[^:/?#]*$|[^:/?#]*[/?#])", re.I)


def render_markdown(document: Document) -> str:
    """Headings, paragraphs, nested lists, quotes, fenced code, tables, emphasis, links."""
    page = document.page
    if page.form is not Form.HTML:
        return render_scraped(document, markup=True)
    boxes, blocks = page.boxes, page.blocks
    inlines = segment_inlines(page)
    tables = table_of(page) if document.options.tables else {}
    parts: list[str] = []
    previous = ""  # what kind of thing was written last: list, table, or nothing that continues
    item = row = table = outer = -1
    for number in np.flatnonzero(document.kept).tolist():
        kind, box = blocks.kinds[number], blocks.boxes[number]
        events = inlines.events[number]
        indent = item_indent(boxes, box)
        if number in tables:
            own = enclosing(page, box, "tr")
            owner = tables[number]
            cell = inline(events, document).replace("\\\n", "<br>").replace("\n", " ")
            if own == row:
                parts[-1] = f"{parts[-1]} {cell} |"
            elif owner == table and previous == "table":
                parts.append(f"\n| {cell} |")
            else:
                parts.append(f"{gap(parts)}| {cell} |")
            previous, row, table, item = "table", own, owner, -1
            continue
        if kind == Kind.CODE:
            body = fenced(
                blocks.texts[number], language_of(page.boxes.attribute_sets[boxes.attributes[box]].classes, events)
            )
        elif kind == Kind.HEADING and not indent:
            body = (
                "#" * max(1, blocks.levels[number])
                + " "
                + inline(events, document).replace("\\\n", " ").replace("\n", " ")
            )
        else:
            body = inline(events, document)
        if enclosing(page, box, "blockquote") >= 0:
            body = "> " + body.replace("\n", "\n> ")
        own = enclosing(page, box, "li")
        if own >= 0 and own != item:
            marker = marker_of(boxes, own)
            before = " " * (len(indent) - len(marker))
            top = outermost_list(page, own)
            parts.append(
                ("\n" if previous == "list" and top == outer else gap(parts))
                + before
                + marker
                + body.replace("\n", "\n" + indent)
            )
            previous, item, outer = "list", own, top
        elif own >= 0:
            parts.append(gap(parts) + indent + body.replace("\n", "\n" + indent))
        else:
            parts.append(gap(parts) + body)
            previous, item = "", -1
        row = table = -1
    return tables_headed("".join(parts))


def gap(parts: list[str]) -> str:
    """A blank line, but not at the beginning."""
    return "\n\n" if parts else ""


def inline(events: list[Event], document: Document) -> str:
    """The text of a block with its inline markup."""
    options = document.options
    out: list[str] = []
    open_marks: list[tuple[str, int]] = []
    code = 0
    for event in events:
        if event[0] == "text":
            text = re.sub(r"\s+", " ", event[1])
            out.append(text if code else escape(text))
        elif event[0] == "break":
            out.append("\\\n")
        elif event[0] in ("open", "close"):
            node = event[1]
            tag = node.tag or ""
            mark = mark_of(tag, options)
            if tag in ("code", "kbd", "samp", "tt"):
                code += 1 if event[0] == "open" else -1
            if not mark and not (tag == "a" and options.links):
                continue
            if event[0] == "open":
                open_marks.append((tag, len(out)))
                out.append("")
            elif open_marks and open_marks[-1][0] == tag:
                _, at = open_marks.pop()
                inner = "".join(out[at + 1 :])
                del out[at:]
                out.append(wrap(inner, mark, node, document))
    text = "".join(out)
    text = re.sub(r"[ \t]*\\\n[ \t]*(?:\\\n[ \t]*)*", "\\\\\n", text).strip()
    text = re.sub(r"^(?:\\\n)+|(?:\\\n)+$|\\$", "", text)
    return LINE_START.sub(r"\1\\\2", re.sub(r"[ \t]{2,}", " ", text))


def mark_of(tag: str, options: Options) -> str:
    """The delimiter of an inline element."""
    if tag in ("code", "kbd", "samp", "tt"):
        return "`"
    return MARKS.get(tag, "") if options.emphasis else ""


def wrap(inner: str, mark: str, node: LexborNode, document: Document) -> str:
    """Put delimiters around text, white space outside of them."""
    bare = inner.strip()
    if not bare or bare == "\\":
        return inner
    lead, trail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    if mark == "`":
        ticks = "`" * (max((len(run) for run in re.findall("`+", bare)), default=0) + 1)
        pad = " " if bare.startswith("`") or bare.endswith("`") else ""
        return f"{lead}{ticks}{pad}{bare}{pad}{ticks}{trail}"
    if mark:
        return inner if bare.startswith(mark) or "\n" in bare else f"{lead}{mark}{bare}{mark}{trail}"
    if bare in PERMALINKS:
        return ""
    target = (node.attributes.get("href") or "").strip()
    if not target or target.startswith("#") or not SAFE_LINK.match(target):
        return inner
    address = urljoin(document.url or "", target).replace(" ", "%20").replace("(", "%28").replace(")", "%29")
    return f"{lead}[{bare}]({address}){trail}"


def escape(text: str) -> str:
    """Escape what would be read as markup."""
    return SPECIAL.sub(r"\\\1", text)


def fenced(text: str, language: str) -> str:
    """Fenced code; the fence is longer than any inside."""
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def language_of(classes: str, events: list[Event]) -> str:
    """The language that highlighters write into classes: ``language-python``."""
    names = [classes]
    names += [event[1].attributes.get("class") or "" for event in events if event[0] == "open"]
    return next((found[1] for name in names if (found := LANGUAGE.search(name))), "")


def marker_of(boxes: Boxes, item: int) -> str:
    """``- `` or the item's number."""
    parent = boxes.parents[item]
    if boxes.tags[parent] != "ol":
        return "- "
    before = sum(boxes.tags[k] == "li" and boxes.parents[k] == parent for k in range(parent + 1, item))
    return f"{before + 1}. "


def item_indent(boxes: Boxes, box: int) -> str:
    """How far the content of the list item around a box stands in."""
    width = 0
    while box >= 0:
        if boxes.tags[box] == "li" and boxes.tags[boxes.parents[box]] in LISTS:
            width += len(marker_of(boxes, box))
        box = boxes.parents[box]
    return " " * width


def tables_headed(text: str) -> str:
    """Give every table its delimiter row, and every row as many cells as the widest one."""
    out: list[str] = []
    rows: list[str] = []
    code = False
    for line in [*text.split("\n"), ""]:
        if line.lstrip().startswith("```"):
            code = not code
        if line.startswith("| ") and not code:
            rows.append(line)
            continue
        if rows:
            width = max(len(cells(row)) for row in rows)
            full = [row + "  |" * (width - len(cells(row))) for row in rows]
            out += [full[0], "|" + " --- |" * width, *full[1:]]
            rows = []
        out.append(line)
    return "\n".join(out[:-1])


def cells(row: str) -> list[str]:
    """The cells of a table row."""
    return re.split(r"(?<!\\)\|", row)[1:-1]
