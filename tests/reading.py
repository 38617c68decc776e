"""Markdown read back by a CommonMark parser, and documents of which every block is kept, for the tests of views."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from markdown_it import MarkdownIt

from cleaner.document import Document
from cleaner.options import Options
from cleaner.page.page import Form
from cleaner.segment.html.segment import segment_html
from cleaner.segment.text.segment import segment_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

URL = "https://site.example/folder/page"
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
Node = tuple[Any, ...]


def whole(source: str, url: str | None = URL, form: Form = Form.HTML, **options: Any) -> Document:
    """A document that keeps all of a page; links and images are shown unless told otherwise."""
    page = segment_html(source) if form is Form.HTML else segment_text(source)
    kept = np.ones(len(page), dtype=np.bool_)
    shown = Options(**{"links": True, "images": True} | options)
    return Document(page=page, scores=kept.astype(np.float32), kept=kept, url=url, options=shown)


def words(text: str) -> list[str]:
    """Runs of letters and digits."""
    return re.findall(r"[^\W_]+", text)


def read(markdown: str) -> list[Node]:
    """Blocks: ``("heading", level, text)``, ``("paragraph", text)``, ``("code", language, text)``,
    ``("list", start, items)``, ``("quote", blocks)``, ``("table", rows)``; a line break is ``\\n`` in texts.
    """
    return list(blocks(iter(PARSER.parse(markdown))))


def blocks(tokens: Iterator[Token], end: str = "") -> Iterator[Node]:
    """The blocks up to a closing token."""
    for token in tokens:
        match token.type:
            case kind if kind == end:
                return
            case "heading_open":
                yield ("heading", int(token.tag[1]), text_of(next(tokens)))
                next(tokens)
            case "paragraph_open":
                yield ("paragraph", text_of(next(tokens)))
                next(tokens)
            case "fence":
                yield ("code", token.info, token.content.removesuffix("\n"))
            case "bullet_list_open":
                yield ("list", None, items(tokens, "bullet_list_close"))
            case "ordered_list_open":
                yield ("list", int(token.attrs.get("start", 1)), items(tokens, "ordered_list_close"))
            case "blockquote_open":
                yield ("quote", list(blocks(tokens, "blockquote_close")))
            case "table_open":
                yield ("table", rows(tokens))
            case other:
                yield ("unexpected", other, token.content)


def items(tokens: Iterator[Token], end: str) -> list[list[Node]]:
    """The items of a list."""
    found = []
    for token in tokens:
        if token.type == end:
            break
        found.append(list(blocks(tokens, "list_item_close")))
    return found


def rows(tokens: Iterator[Token]) -> list[list[str]]:
    """The cells of a table, the header first."""
    found: list[list[str]] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            found.append([])
        elif token.type == "inline":
            found[-1].append(text_of(token))
    return found


def text_of(token: Token) -> str:
    """The words of an inline token; pictures left out."""
    out = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "text_special"):
            out.append(child.content)
        elif child.type in ("hardbreak", "softbreak") or child.content == "<br>":
            out.append("\n")
        elif child.type == "html_inline" and child.content not in ("<sub>", "</sub>", "<sup>", "</sup>"):
            out.append(f"UNEXPECTED {child.content}")
    return "".join(out)


def links(markdown: str) -> list[tuple[str, str]]:
    """The links, each with its text."""
    found = []
    for token in PARSER.parse(markdown):
        inside: list[str] = []
        target = ""
        for child in token.children or ():
            if child.type == "link_open":
                target, inside = str(child.attrs["href"]), []
            elif child.type == "link_close":
                found.append((target, "".join(inside)))
            elif child.type in ("text", "code_inline"):
                inside.append(child.content)
    return found


def spoken(nodes: list[Node]) -> str:
    """All words of blocks, in order."""
    out = []
    for node in nodes:
        match node:
            case ("list", _, parts):
                out += [spoken(part) for part in parts]
            case ("quote", parts):
                out.append(spoken(parts))
            case ("table", lines):
                out += [" ".join(line) for line in lines]
            case _:
                out.append(str(node[-1]))
    return "\n".join(out)
