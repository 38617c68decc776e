"""Explained pages as one file for a browser: no network, no address of another host, nothing of a page but as data.

The texts of the pages are JSON in an element that no browser executes, and the script writes them as text. A content
security policy allows the one script and the one style sheet in the file, by their digests, and no request.
"""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cleaner.explain.report.explained import sums

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cleaner.explain.report.explained import Explained

ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What could end the element that the data stand in, or be read as markup in it."""


def to_html(pages: Iterable[Explained]) -> str:
    """The report: with an index where there are several pages, or a template took part."""
    shown = [page_data(page) for page in pages]
    index = len(shown) > 1 or any(page["template"] for page in shown)
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
                "score": block.score,
                "kept": block.kept,
                "reason": block.reason.value if block.reason is not None else None,
                "by": block.decided_by.value,
                "pages": block.pages,
            }
            for block in document.blocks
        ],
    }


def as_json(value: Any) -> str:
    """JSON that is safe inside a ``<script>`` element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def digest(text: str) -> str:
    """What a content security policy calls a script or a style sheet."""
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


def read(name: str) -> str:
    """One of the files that a report is made of."""
    return (files("cleaner.explain.report") / name).read_text(encoding="utf-8")
