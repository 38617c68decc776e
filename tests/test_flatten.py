"""Pages as careless scrapers save them."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.training.scorer.flatten import Habits, draw, flatten

HTML = """<html><head><title>The bridge | The Wharton Post</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<h1>The bridge</h1><img src="https://cdn.example.org/2014/bridge.jpg?w=3" alt="The  bridge">
<p>Two hundred people came to <a href="/see">see</a> the <b>new</b> bridge<br>on Sunday.</p><script>x()</script>
<ol><li>Stone</li><li>Iron</li></ol><table><tr><td>Length</td><td>40 m</td></tr></table>
<footer>All rights reserved</footer></body></html>"""
PLAIN = [
    "Home", "News", "The bridge", "Two hundred people came to see the new bridge", "on Sunday.",
    "Stone", "Iron", "Length", "40 m", "All rights reserved",
]  # fmt: skip


def lines(habits: Habits) -> list[str]:
    return flatten(HTML, habits).split("\n")


def test_plain_lines() -> None:
    assert lines(Habits()) == PLAIN


@pytest.mark.parametrize(
    ("habits", "some"),
    [
        (Habits(bullet="- "), ["- Home", "- News", "- Stone"]),
        (Habits(bullet="-\n"), ["-", "Home", "-", "News"]),
        (Habits(bullet="• ", numbered=True), ["• Home", "1. Stone", "2. Iron"]),
        (Habits(image="markdown"), ["![The bridge](https://cdn.example.org/2014/bridge.jpg)"]),
        (Habits(image="cut"), ["/2014/bridge.jpg)"]),
        (Habits(image="bracket"), ["[Image: The bridge]"]),
        (Habits(image="address"), ["https://cdn.example.org/2014/bridge.jpg"]),
        (Habits(links=True, strong=True), ["[Home](/link)", "Two hundred people came to [see](/link) the **new** bridge"]),
        (Habits(headings=True), ["# The bridge"]),
        (Habits(cells="\t"), ["Length\t40 m"]),
        (Habits(cells=" | "), ["Length | 40 m"]),
        (Habits(gaps="always"), ["Home", "", "News", "", "The bridge"]),
        (Habits(gaps="blocks"), ["Home", "News", "", "The bridge", ""]),
        (Habits(width=30), ["Two hundred people came to see", "the new bridge"]),
        (Habits(titled=True), ["The bridge | The Wharton Post", "Home"]),
        (Habits(left_out=frozenset(("nav",))), ["The bridge", "Two hundred people came to see the new bridge"]),
        (Habits(broken=True), ["Two hundred people came to", "see", "the", "new", "bridge"]),
    ],
)  # fmt: skip
def test_habit(habits: Habits, some: list[str]) -> None:
    found = lines(habits)
    for line in some:
        assert line in found
        found = found[found.index(line) + 1 :]


def test_habits_differ() -> None:
    drawn = {draw(np.random.default_rng(seed)) for seed in range(50)}
    assert len(drawn) > 30
