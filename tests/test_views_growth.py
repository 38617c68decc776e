"""Views of bait: time grows as the page does, and what is written is bounded by a multiple of it."""

from __future__ import annotations

import time

import numpy as np
import pytest

from cleaner.document import Document
from cleaner.segment.text.segment import segment_text
from tests.reading import whole

BAIT = {
    "formulas never closed": ("<script src=MathJax.js></script><p>", r"\( x \[ y $$ z ", ""),
    "ruby": ("<ruby>", "漢<rt>k</rt>", "</ruby>"),
    "signs of notes never closed": ("<p>", "[^a", ""),
    "instructions never closed": ("<p>", "&lt;? x &lt;!A ", ""),
    "links never closed": ("<p>", "](x ", ""),
    "brackets and destinations": ("<p>[", "](a", ""),
    "small tables": ("", "<table><tr><th>a<th>b<tr><td>1<td>2</table>", ""),
    "cells over all rows": ("<table><tr><th>a<th>b", "<tr><td rowspan=0>1<td>2", "</table>"),
    "wide cells": ("<table><tr><th>a<th>b", "<tr><td colspan=99 rowspan=99>word word word<td>2", "</table>"),
    "tables in tables": ("", "<table><tr><td>a<td>", ""),
    "open inline elements": ("", "<b><i><span>x<p>y", ""),
    "open links": ("", "<a href=/x><div>y</div>", ""),
    "addresses of pictures": ('<p>x<img srcset="', "a,", '">'),
    "pictures": ("<p>x", "<img src=/a.jpg>", "</p>"),
    "placeholders": ("<p>x", "<img src='data:,'>", "</p>"),
    "pictures in a figure": ("<p>x<figure>", "<span><img src=/a.jpg></span><div></div>", "</figure><p>y"),
    "rendered formulas": ("<p>x ", "<span class=katex><annotation encoding=tex>y</annotation></span> ", "</p>"),
    "data of formulas": ("<p>x ", "<span data-math='a^2'>b</span> ", "</p>"),
    "quotations in quotations": ("<p>", "<q>x", ""),
    "styles": ("<p>", "<span style='font-weight:bold;font-style:italic'>x</span>y", "</p>"),
    "footnotes": ("<p>", "x<sup><a href=#n>1</a></sup> ", "</p><ol class=footnotes><li id=n>Note</ol>"),
    "anchors": ("<p>x<sup><a href=#n>1</a></sup>", "<p><a id=m name=n>y</a>", ""),
    "rules": ("<p>x", "<hr>", "<p>y"),
    "code with numbers": ("<pre>", "<span>1</span>x\n", "</pre>"),
    "blocks of code": ("<div>", "<pre>1\n2</pre><pre>a\nb</pre>", "</div>"),
    "code tables": ("<table class=highlight>", "<tr><td>1<td><code>x</code>", "</table>"),
    "tasks": ("<ul>", "<li><label><input type=checkbox> x</label>", "</ul>"),
    "lists in lists": ("", "<ol reversed><li>x", ""),
    "emphasis of signs": ("<p>", "a<b>.</b><i>b.</i>", "</p>"),
    "delimiters": ("<p>", "*a _b `c ~d $e ", "</p>"),
}
SIZES = (4_000, 16_000)
"""Characters."""
ROOM = 12
"""How many times as long four times as much may take; quadratic growth takes sixteen."""
NOISE = 0.15
"""Seconds of processor time that measure nothing but the machine."""
LONGEST = 25
"""How many times as long as its page a view may be."""


@pytest.mark.parametrize("bait", BAIT)
def test_growth(bait: str) -> None:
    begin, unit, end = BAIT[bait]
    times = []
    for size in SIZES:
        page = begin + unit * (size // len(unit)) + end
        taken = []
        for _ in range(2):  # a busy machine slows one of two, seldom both
            document = whole(page, images=True, links=True)
            start = time.process_time()
            views = document.text, document.markdown, document.html
            taken.append(time.process_time() - start)
        times.append(min(taken))
        for view in views:
            assert len(view) <= LONGEST * len(page) + 2000
    assert times[1] <= ROOM * times[0] + NOISE


@pytest.mark.parametrize("line", ["```a\n", "verse\n", "> quoted\n", "- a\n", "/\n", "a\tb\n"])
def test_growth_of_scraped_text(line: str) -> None:
    times = []
    for size in SIZES:
        start = time.process_time()
        page = segment_text(line * (size // 2))
        kept = np.ones(len(page), dtype=bool)
        document = Document(page, kept.astype(np.float32), kept)
        assert len(document.text) + len(document.markdown) <= LONGEST * size
        times.append(time.process_time() - start)
    assert times[1] <= ROOM * max(times[0], NOISE)
