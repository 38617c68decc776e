"""Explained pages as one file for a browser: no network, no address of another host, nothing of a page but as data.

The texts of the pages are JSON in an element that no browser executes, and the script writes them as text. A content
security policy allows the one script and the one style sheet in the file, by their digests, and no request.
"""

from __future__ import annotations

import base64
import json
import re
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cleaner.explain.report.explained import sums
from cleaner.page.page import MOST_STEPS
from cleaner.templates.site.site import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.explain.report.explained import Explained
    from cleaner.page.page import Page

PLAIN = re.compile(r"[A-Za-z_][\w-]*")
"""A name that needs no escapes in a selector."""
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What could end the element that the data stand in, or be read as markup in it."""


def to_html(pages: Iterable[Explained]) -> str:
    """The report: with an index where there are several pages."""
    shown = [page_data(page) for page in pages]
    index = len(shown) > 1
    style, script = read("report.css"), read("report.js")
    policy = (
        f"default-src 'none'; script-src '{digest(script)}'; style-src '{digest(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    values = {"policy": policy, "style": style, "script": script, "data": as_json({"index": index, "pages": shown})}
    before, *rest = read("report.html").split("{{")
    parts = [before]
    for piece in rest:
        name, _, after = piece.partition("}}")
        parts += (values[name], after)
    return "".join(parts)


def page_data(page: Explained) -> dict[str, Any]:
    """One page as plain values."""
    document = page.document
    return {
        "name": page.name,
        "title": document.title or "",
        "url": document.url or "",
        "site": site_of(document.url, document.page.source) or "SITE",
        "focus": str(document.options.focus),
        "template": page.by_template,
        "templatePages": page.template_pages,
        "warnings": list(document.warnings),
        "sums": [list(row) for row in sums(document.blocks)],
        "settings": [
            {
                "focus": setting.focus.value,
                "threshold": setting.threshold,
                "kept": "".join(map(str, map(int, setting.kept))),
            }
            for setting in page.settings
        ],
        "blocks": [
            {
                "text": block.text,
                "kind": block.kind.replace("_", " "),
                "level": block.level,
                "path": block.path,
                "rule": rule_for(document.whole.page, block.index),
                "score": block.score,
                "kept": block.kept,
                "reason": block.reason.value if block.reason is not None else None,
                "by": block.decided_by.value,
                "pages": block.pages,
            }
            for block in document.blocks
        ],
    }


def rule_for(page: Page, block: int) -> str:
    """A selector of the box a block stands in, in the page's own spelling, to be pasted into a rule; else its text.

    It begins at the innermost box around it that has an id or a class, if that is near.
    """
    steps: list[str] = []
    boxes = page.boxes
    box = page.blocks.boxes[block]
    while box >= 0 and boxes.tags[box] not in ("body", "html") and len(steps) < MOST_STEPS:
        own = boxes.attribute_sets[boxes.attributes[box]]
        names = (
            [f"#{own.id}"]
            if PLAIN.fullmatch(own.id)
            else [f".{name}" for name in own.classes.split()[:2] if PLAIN.fullmatch(name)]
        )
        steps.append(boxes.tags[box] + "".join(names))
        if names:
            return " > ".join(reversed(steps))
        box = boxes.parents[box]
    return page.blocks.texts[block]


def as_json(value: Any) -> str:
    """JSON that is safe inside a ``<script>`` element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def digest(text: str) -> str:
    """What a content security policy calls a script or a style sheet."""
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


def read(name: str) -> str:
    """One of the files that a report is made of."""
    return (files("cleaner.explain.report") / name).read_text(encoding="utf-8")
