"""Names of places: what is stable in class and id words, and what is not."""

from __future__ import annotations

from cleaner.segment.html.segment import segment_html
from cleaner.templates.site.paths import DEPTH, MOST_STEPS, box_paths
from cleaner.templates.site.texts import fingerprint


def test_fingerprint_folds_digits_case_and_space() -> None:
    assert (
        fingerprint("Posted at 12:45  Today") == fingerprint("posted at 09:10 today".upper()) != fingerprint("posted")
    )


def test_place_of_a_block() -> None:
    page = segment_html(
        '<body><div id="main" class="story css-9k2j1x"><p class="lead">Words of a story</p></div></body>'
    )
    places = [box_paths(page)[box] for box in page.blocks.boxes]
    assert places == ["body>div#main.story>p.lead"]


def test_of_a_deep_place_the_outermost_and_the_innermost_boxes_are_named() -> None:
    names = [f"{first}{second}" for first in "abc" for second in "ghijklmnopqrstuvwxyz"]
    page = segment_html("".join(f"<div class={name}>" for name in names) + "Words")
    steps = box_paths(page)[page.blocks.boxes[0]].split(">")
    assert len(steps) == MOST_STEPS
    assert steps[:3] == ["body", "div.ag", "div.ah"]
    assert steps[-DEPTH:] == [f"div.{name}" for name in names[-DEPTH:]]
