"""Bait of every kind, cleaned and shown in every view: time grows as the source does, and so does what is written."""

from __future__ import annotations

import json
import re
import time
from typing import Literal, NamedTuple

import pytest

import cleaner
from cleaner.explain.report.explained import Explained
from cleaner.explain.report.html import page_data

Form = Literal["html", "text"]

ARTICLE = (
    "<h1>Old bridge closed</h1><p>The council decided on Monday to close the old bridge until autumn, it said.</p>"
)
MARKUP = {
    "comments before all": ("<!-- a -->\n", "<p>x"),
    "a comment that is cut": ("<!-- a - -", "<p>x"),
    "open formulas": (r"\( x \[ y $$ z ", "<script src=MathJax.js></script><p>"),
    "ruby": ("<ruby>漢<rt>k</rt></ruby>", "<p>"),
    "notes and instructions": ("[^a &lt;? x ", "<p>"),
    "tables": ("<table><tr><td>a<td>b<tr><td>1<td>2</table>", ARTICLE),
    "cells over all rows": ("<tr><td rowspan=0>1<td>2", "<table>"),
    "inline elements in blocks": ("<b><span>x<div>y", ARTICLE),
    "attributes of inline elements": ("<b color={}>one<p>", ARTICLE),
    "breadcrumbs": ("Home > News / ", "<p>"),
    "source code": ("if a > b:\n        c -> d\n", "<pre>"),
    "an author": ("Ann Holt, Bo Lind (and) @ . ", "<h1>A</h1><p class=author>By "),
    "an author's mark": ("Ann Holt; ", '<meta name=author content="'),
    "white space": ("  \n", '<link rel=canonical href="https://a.example/'),
    "digits in names": ("a1", '<div class="'),
    "signs in names": ("--_", '<div class="'),
    "many names": ("a{} ", '<div class="'),
    "sizes of a picture": ("a.jpg 1w, ", '<img srcset="'),
    "a word in a footer": ("_", f"{ARTICLE}<footer>"),
    "headings": ("<h1>Old bridge {}</h1>", ARTICLE),
    "a title": ("Old | bridge - ", "<title>"),
    "boxes in boxes": ("<div>one ", ARTICLE),
    "fonts in fonts": ("<font><span>", ARTICLE),
    "a word": ("word", "<p>"),
    "digits": ("1", "<p>"),
    "dots": (".", "<p>"),
    "dashes": ("- ", "<p>"),
    "a script without spaces": ("漢字", "<p>"),
    "formulas": ("<span class=katex><annotation encoding=application/x-tex>y</annotation></span>", "<p>"),
    "pictures": ("<img src=a.jpg alt=a>", ARTICLE),
    "figures": ("<figure><span><img src=a.jpg></span><div></div></figure>", ARTICLE),
    "links around boxes": ("<a href=/{}><div>one</div>", ARTICLE),
    "records of an author": ('{"@type":"Person","name":"A B"},', '<script type=application/ld+json>{"author":['),
    "lines in records": ("\n", "<script type=application/ld+json>{"),
    "dates": ("3 May 2021 10:00, ", "<h1>A</h1><time>"),
    "links that stay open": ("<a href=#{}>x<div>y", ARTICLE),
    "bold of many kinds": ("<b class=c{}><span><div>x", ARTICLE),
    "tables in open elements": ("<b><table><tr><td>x", ARTICLE),
    "text in tables": ("<table>x<b>y", ARTICLE),
    "menus in menus": ("<nav><a href=/>x", ARTICLE),
    "dialogs in dialogs": ("<dialog>x", ARTICLE),
    "hidden boxes": ("<div hidden>x", ARTICLE),
    "forms in forms": ("<fieldset><legend>x", ARTICLE),
    "heads in heads": ("<header class=head>x", ARTICLE),
    "elements without a name": ("<x-a{}>y", ARTICLE),
    "code in code": ("<pre><code>x\n", ARTICLE),
    "tasks in tasks": ("<ul><li><input type=checkbox>x", ARTICLE),
    "definitions": ("<dl><dt>x<dd>y", ARTICLE),
    "quotations": ("<blockquote>x", ARTICLE),
    "menus to choose from": ("<select><option>x", ARTICLE),
    "drawings": ("<svg><foreignObject><p>x", ARTICLE),
    "signs of notes": (
        "<p>x<sup><a href=#f{0} id=r{0}>{0}</a></sup></p><li id=f{0}>y <a href=#r{0}>↩</a></li>",
        ARTICLE,
    ),
    "shadow roots": ("<template shadowrootmode=open><p>x", ARTICLE),
    "declared values": ("<meta property=article:tag content=t{}>", "<head>"),
}
"""A piece that is repeated, and what stands before; a number stands for the braces."""
TEXT = {
    "fences": "```a\n", "fences and tildes": "```\n~~~\n", "slashes": "/\n", "quotation marks": '"\n', "equals signs": "=\n",
    "short words": "ls\n", "pictures cut off": "![(]( ", "pictures": "![a](b) ", "links": "[a](b", "emphasis": "**a *b ",
    "bullets": "- a\n", "lone bullets": "-\n", "quotes": "> ", "rows": "a\tb\n", "pipes": "| a |\n", "hashes": "# # ",
    "trails": "a > b > ", "code": "    if a > b -> c\n", "one word": "word", "digits": "1", "wide": "漢字", "paths": "/a.jpg)\n",
    "counters": "Image 1 of 9\n", "rules": "- - -\n", "addresses": "a@b.", "invisible": "a\u200b\n",
    "wrapped": "one two three four five six seven eight nine ten eleven twelve\n",
}  # fmt: skip
VIEWS = ("text", "markdown", "html", "metadata", "blocks")
SIZES = (3_000, 6_000, 12_000)
"""Characters."""
ROOM = 11
"""How many times as long four times as much may take; quadratic growth takes sixteen, and more where it begins to tell."""
NOISE = 0.12
"""Seconds of processor time that measure nothing but the machine."""
LONGEST = 30
"""How many times as long as its source all that is written may be."""
SPARE = 20_000


FIELD = re.compile(r"\{0?\}")


def bait(piece: str, before: str, size: int) -> str:
    """A source of some size."""
    count = size // len(piece)
    return before + ("".join(piece.format(n) for n in range(count)) if FIELD.search(piece) else piece * count)


class Cost(NamedTuple):
    """What it takes to clean a source and show it in all views."""

    seconds: float
    """Processor time of the faster of two runs."""
    written: int
    """Characters of text, Markdown and HTML."""
    listed: int
    """Characters of JSON with all blocks."""


def cost(source: str, form: Form) -> Cost:
    """Clean a source and show it in all views."""
    times = []
    for _ in range(2):
        begin = time.process_time()
        document = cleaner.clean(source[:-1] + source[-1:], form=form, links=True, images=True)
        for view in VIEWS:
            getattr(document, view)
        page_data(Explained("page", document))
        written = len(document.text) + len(document.markdown) + len(document.html)
        listed = len(json.dumps(document.to_dict(blocks=True)))
        times.append(time.process_time() - begin)
    return Cost(min(times), written, listed)


@pytest.mark.parametrize(
    ("form", "name"),
    [(form, name) for form, names in (("html", MARKUP), ("text", TEXT)) for name in names],
    ids=str,
)
def test_growth(form: Form, name: str) -> None:
    piece, before = MARKUP[name] if form == "html" else (TEXT[name], "")
    once, twice, four_times = (cost(bait(piece, before, size), form) for size in SIZES)
    assert four_times.seconds <= ROOM * once.seconds + NOISE or four_times.seconds <= 3 * twice.seconds + NOISE
    assert four_times.listed <= ROOM * once.listed + SPARE
    for size, found in zip(SIZES, (once, twice, four_times), strict=True):
        assert found.written <= LONGEST * size + SPARE


@pytest.mark.parametrize(
    "element",
    [
        "<img src=a.jpg width={}>", "<img src=a.jpg style='width:{}px'>", "<img src=a.jpg srcset='b.jpg {}w'>",
        "<ol start={}><li>x</ol>", "<table><tr><td colspan={}>x<td>y<tr><td>1<td>2</table>", "<p role=heading aria-level={}>x",
        "<time datetime='{}-01-01'>x</time>", "{}. x", "<b style='font-weight:{}'>x</b>",
    ],
)  # fmt: skip
def test_numbers_of_any_length(element: str) -> None:
    source = ARTICLE + element.format("1" * 5000)  # more digits than int() takes
    for form in ("html", "text"):
        document = cleaner.clean(source, form=form, images=True)
        assert all(getattr(document, view) is not None for view in VIEWS)
