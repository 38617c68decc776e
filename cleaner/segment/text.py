"""Scraped text to blocks: a line is a block; runs of bullets are lists."""

from __future__ import annotations

import re

from cleaner.page import Blocks, Boxes, Form, Kind, Page

BULLET = re.compile(r"^\s{0,8}(?:[-*•·‣▪–]|\d{1,3}[.)])\s+(?=\S)")
LONE_BULLET = re.compile(r"^\s*[-*•·‣▪]\s*$")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")


def segment_text(text: str) -> Page:
    """Segment text that someone already scraped."""
    boxes, blocks = Boxes(["body"], [-1], [0], begins=[0], ends=[0]), Blocks()
    list_box = -1
    bullet = False

    def box(tag: str, parent: int) -> int:
        boxes.tags.append(tag)
        boxes.parents.append(parent)
        boxes.attributes.append(0)
        boxes.begins.append(len(blocks.texts))
        boxes.ends.append(len(blocks.texts) + 1)
        return len(boxes.tags) - 1

    for line in text.splitlines():
        if LONE_BULLET.match(line):
            bullet = True
            continue
        found = BULLET.match(line)
        heading = HEADING.match(line)
        content = " ".join((heading[2] if heading else line[found.end() :] if found else line).split())
        if not content:
            continue
        level = len(heading[1]) if heading else 0
        if found or bullet:
            kind = Kind.LIST_ITEM
            if list_box < 0:
                list_box = box("ul", 0)
            own = box("li", list_box)
            boxes.ends[list_box] = len(blocks.texts) + 1
        else:
            kind = Kind.HEADING if level else Kind.PARAGRAPH
            list_box = -1
            own = box(f"h{level}" if level else "p", 0)
        bullet = False
        blocks.texts.append(content)
        blocks.kinds.append(int(kind))
        blocks.levels.append(level)
        blocks.boxes.append(own)
        blocks.inlines.append("")
        for column in (blocks.link_chars, blocks.links, blocks.emphasis, blocks.images, blocks.controls):
            column.append(0)
    boxes.ends[0] = len(blocks.texts)
    return Page(form=Form.TEXT, source=text, boxes=boxes, blocks=blocks)
