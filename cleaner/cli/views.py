"""The views of an article that the command line writes, and the file endings that choose them."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaner.document import Document


class To(StrEnum):
    """Which view to write."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


ENDINGS = {To.TEXT: ".txt", To.MARKDOWN: ".md", To.HTML: ".html", To.JSON: ".json"}
"""The ending of each view's files."""
BY_ENDING = {
    **{ending: view for view, ending in ENDINGS.items()},
    ".markdown": To.MARKDOWN, ".htm": To.HTML, ".jsonl": To.JSON, ".ndjson": To.JSON,
}  # fmt: skip


def view_for(path: str) -> To | None:
    """The view that a file's ending asks for."""
    return BY_ENDING.get(Path(path).suffix.lower())


def render(document: Document, view: To, front_matter: bool, blocks: bool) -> str:
    """One document as it is written, with a newline at its end; empty if nothing was kept.

    :param front_matter: put the metadata before Markdown.
    :param blocks: every block of the page in JSON, removed ones too.
    """
    if view is To.JSON:
        return json.dumps(document.to_dict(blocks=blocks), ensure_ascii=False) + "\n"
    body: str = getattr(document, view.value)
    front = ""
    if front_matter:
        from cleaner.views.frontmatter import front_matter as front_of

        front = front_of(document.title, document.metadata)
        front += "\n" if front and body else ""
    return front + (body.rstrip("\n") + "\n" if body else "")
