"""Furniture into the markup of real pages: at the same place behind their paragraphs, with every line known."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from cleaner.training.scorer.labels import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from selectolax.lexbor import LexborNode

    from cleaner.training.evidence.furniture import Line, Piece

FEWEST_PARAGRAPHS = 3
"""A page with fewer paragraphs of its article gets nothing."""
PARAGRAPH_WORDS = 15


@dataclass(slots=True)
class Injected:
    """A page with furniture."""

    html: str
    lines: dict[str, Piece] = field(default_factory=dict)
    """The text of every line that was put in, and what it is part of."""


def inject(html: str, gold: str, pieces: Sequence[Piece], rng: np.random.Generator) -> Injected:
    """Put pieces into a page; one whose paragraphs are not found stays as it is."""
    if not pieces:
        return Injected(html)
    tree = LexborHTMLParser(html)
    places = paragraphs(tree, gold)
    if len(places) < FEWEST_PARAGRAPHS:
        return Injected(html)
    lines: dict[str, Piece] = {}
    for piece in pieces:
        if rng.random() >= piece.share:
            continue
        made = [line for line in piece.make(rng) if line.text]
        at = min(piece.at if piece.at >= 0 else len(places) + 1 + piece.at, len(places))
        put(places, at, piece, made)
        for line in made:
            lines.setdefault(squeeze(line.text), piece)
    return Injected(tree.html or html, lines)


def put(places: Sequence[LexborNode], at: int, piece: Piece, lines: Sequence[Line]) -> None:
    """Write a piece behind paragraph ``at``, the first being 1; 0 is before them all."""
    inner = "".join(map(markup, lines))
    attribute = f' class="{piece.name}"' if piece.name else ""
    body = LexborHTMLParser(
        f"<body><{piece.box}{attribute}>{inner}</{piece.box}>" if piece.box else f"<body>{inner}"
    ).body
    nodes = list(body.iter(include_text=False)) if body is not None else []
    if at == 0:
        for node in nodes:
            places[0].insert_before(node)
    else:
        for node in reversed(nodes):
            places[at - 1].insert_after(node)


def markup(line: Line) -> str:
    """A line in HTML."""
    text = escape(line.text, quote=False)
    text = f'<a href="/x">{text}</a>' if line.linked else text
    tag = "p" if line.tag == "strong" else line.tag
    text = f"<strong>{text}</strong>" if line.tag == "strong" else text
    attribute = f' class="{line.name}"' if line.name else ""
    return f"{line.opens}<{tag}{attribute}>{text}</{tag}>{line.closes}"


def paragraphs(tree: LexborHTMLParser, gold: str) -> list[LexborNode]:
    """The innermost elements whose text is in the gold text as it stands, in the order of the page."""
    flat = " ".join(words_of(gold))
    found = []
    for node in tree.css("p, div, td, blockquote"):
        if node.css_first("p, div, td, ul, table, blockquote") not in (None, node):
            continue
        words = words_of(node.text() or "")
        if (
            len(words) >= PARAGRAPH_WORDS
            and " ".join(words[:PARAGRAPH_WORDS]) in flat
            and node.css_matches(":not(li *)")
        ):
            found.append(node)
    return found


def squeeze(text: str) -> str:
    """A text with single spaces, as blocks have it."""
    return " ".join(text.split())
