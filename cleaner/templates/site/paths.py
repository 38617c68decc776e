"""Names for the places of a site: the boxes around a block, and how much of them counts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cleaner.page.page import Attributes, Page

DEPTH = 6
"""How many of the innermost boxes of a deep path are named."""
MOST_STEPS = 40
"""How many boxes a path names; of deeper ones the outermost and the innermost DEPTH."""
MOST_WORDS = 3
"""How many class words a step keeps."""
LONGEST_WORD = 24
SEPARATOR = ">"

DIGITS = re.compile(r"\d+")
GENERATED = re.compile(
    r"^(?:css|jss|sc|jsx|svelte|ng|emotion|chakra)-?[A-Za-z]*\d\w*$"  # css-1x2y3z and the like
    r"|^(?:css|sc|jsx|svelte|emotion)-\w{4,}$"
    r"|^(?=\w*\d)(?=\w*[a-zA-Z])[a-zA-Z]{0,3}\d[a-zA-Z]{0,3}\d\w*$"  # letters and digits in turns
    r"|^[a-z]{0,4}(?:[A-Z][a-z]{0,2}){3,}$"  # hXyzAbQ
    r"|^[0-9a-f]{8,}$"
)
SUFFIX = re.compile(r"(?:__|--|_)(?=\w*[\dA-Z])(?=\w*[a-z\d])\w{5,8}$")
"""What CSS modules put behind a name: ``card_title__3Xk9a``."""
LONGEST_SUFFIX = 10
PER_PAGE = re.compile(
    r"^(?:post|page|node|entry|article|comment|thread|topic|product|item|p|id|t|tag|category|term)(?:-[a-z\d]+){3,}$"
)
"""Names by which publishing systems say which page this is, with words of its title."""


@lru_cache(4096)
def stable(name: str) -> str:
    """A class or id word with digits folded; empty if it looks generated, or names one page."""
    if GENERATED.match(name) or PER_PAGE.match(name):
        return ""
    cut = SUFFIX.search(name, max(0, len(name) - LONGEST_SUFFIX))
    if cut and (re.search(r"\d", cut[0]) or len(re.findall("[A-Z]", cut[0])) > 1):
        name = name[: cut.start()]
    return DIGITS.sub("0", name)[:LONGEST_WORD].replace(SEPARATOR, "").strip("0-_")


def step(tag: str, attributes: Attributes) -> str:
    """One box as a step of a path, like a CSS selector: ``div#main.story.wide``."""
    words = dict.fromkeys(filter(None, map(stable, attributes.classes.split()[:8])))
    identifier = stable(attributes.id) if attributes.id and " " not in attributes.id else ""
    return tag + (f"#{identifier}" if identifier else "") + "".join(f".{word}" for word in list(words)[:MOST_WORDS])


def tag_of(name: str) -> str:
    """The tag of a step of a path."""
    return name.partition(".")[0].partition("#")[0]


def tag_at(place: str) -> str:
    """The tag of the innermost box of a path."""
    return tag_of(place.rpartition(SEPARATOR)[2])


def box_paths(page: Page) -> dict[int, str]:
    """The path of every box with blocks: the steps of the boxes around it and its own, outermost first."""
    boxes = page.boxes
    names: dict[tuple[str, int], str] = {}
    depths: dict[int, int] = {-1: 0}
    found: dict[int, str] = {}
    columns = zip(boxes.tags, boxes.attributes, boxes.parents, boxes.begins, boxes.ends, strict=True)
    for box, (tag, attributes, parent, begin, end) in enumerate(columns):
        if begin == end:
            continue
        depth = depths[parent]
        depths[box] = depth + 1
        if not depth:
            found[box] = tag
            continue
        name = names.get((tag, attributes))
        if name is None:
            name = names[tag, attributes] = step(tag, boxes.attribute_sets[attributes])
        found[box] = found[parent] + SEPARATOR + name if depth < MOST_STEPS else longer(found[parent], name, depth)
    return found


def longer(path: str, name: str, depth: int) -> str:
    """The path of a box inside the one of ``path``, which is ``depth`` boxes deep."""
    if depth >= MOST_STEPS:
        steps = path.split(SEPARATOR)
        path = SEPARATOR.join((*steps[: MOST_STEPS - DEPTH], *steps[1 - DEPTH :]))
    return path + SEPARATOR + name


def beginnings(path: str) -> Iterator[str]:
    """The paths of the boxes around a path's last one, outermost first, and the path itself."""
    at = path.find(SEPARATOR)
    while at >= 0:
        yield path[:at]
        at = path.find(SEPARATOR, at + 1)
    yield path


def inner(path: str) -> str:
    """The two innermost boxes of a path, if one of them has a name; else empty, for then they may be any."""
    steps = path.rsplit(SEPARATOR, 2)[-2:]
    return SEPARATOR.join(steps) if any("." in name or "#" in name for name in steps) else ""
