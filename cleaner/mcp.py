"""cleaner as a server of the Model Context Protocol, with the tools ``clean`` and ``explain``: ``cleaner mcp`` runs it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from cleaner import __version__
from cleaner.cleaner import Cleaner
from cleaner.errors import in_words
from cleaner.explain.report.explained import sums

if TYPE_CHECKING:
    from collections.abc import Callable

    from cleaner.document import Document

INSTRUCTIONS = (
    "Turns a web page (HTML), or text that was scraped from one, into its article: without menus, related stories, "
    "cookie banners, login prompts and advertisements. It does not download pages."
)
LONGEST = 160
"""Characters of a removed block that are shown."""
MOST_BLOCKS = 100
"""Removed blocks that are shown, where no more are asked for."""

Source = Annotated[str | None, Field(description="The page: HTML, or text scraped from it. Not an address.")]
File = Annotated[str | None, Field(description="Instead of source: the path of a file with the page, if allowed.")]
Url = Annotated[str | None, Field(description="The page's address: makes links absolute, names the site.")]
View = Annotated[Literal["markdown", "text", "html"], Field(description="What the article is written in.")]
FocusOn = Annotated[
    Literal["precision", "balanced", "recall"],
    Field(description="Which mistakes weigh more: precision keeps less, recall keeps more."),
]


def server(cleaner: Cleaner, read: Callable[[str], bytes] | None = None) -> MCPServer:
    """The server.

    :param read: gives the content of a file that tools may read, and raises OSError or ValueError for others; None
        where they may read none.
    """
    made = MCPServer("cleaner", title="cleaner", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING")

    def document_of(source: str | None, file: str | None, url: str | None, **changes: Any) -> Document:
        if (source is None) == (file is None):
            raise ToolError("give the page as source, or the path of a file as file")
        if file is not None and read is None:
            raise ToolError(
                "this server reads no files: it was not started with --root FOLDER; give the page as source"
            )
        try:
            page = source if file is None or read is None else read(file)
            changed = Cleaner(replace(cleaner.options, **changes), cleaner.templates)
            return changed.clean(page, url=url)  # type: ignore[arg-type]  # one of the two is there
        except (OSError, ValueError) as error:
            raise ToolError(in_words(error)) from error

    @made.tool()
    def clean(
        source: Source = None,
        file: File = None,
        url: Url = None,
        view: View = "markdown",
        focus: FocusOn = "balanced",
        links: Annotated[bool, Field(description="Whether Markdown and HTML keep links.")] = False,
    ) -> dict[str, Any]:
        """The article of a web page, with title, authors, date and what else the page says of itself."""
        document = document_of(source, file, url, focus=focus, links=links)
        return {
            "article": getattr(document, view),
            "title": document.title,
            "metadata": {name: value for name, value in document.metadata.to_dict().items() if value},
            "confidence": round(document.confidence, 3),
            "warnings": list(document.warnings),
        }

    @made.tool()
    def explain(
        source: Source = None,
        file: File = None,
        url: Url = None,
        focus: FocusOn = "balanced",
        reason: Annotated[str | None, Field(description="Show only what was removed for this reason.")] = None,
        most: Annotated[int, Field(description="How many removed blocks to show.", ge=0)] = MOST_BLOCKS,
    ) -> dict[str, Any]:
        """What was removed from a web page and why: sums by reason, and the removed blocks with their scores."""
        document = document_of(source, file, url, focus=focus)
        blocks = document.blocks
        removed = [block for block in blocks if not block.kept and reason in (None, str(block.reason))]
        return {
            "summary": [row._asdict() for row in sums(blocks)],
            "removed": [
                {
                    "text": block.text if len(block.text) <= LONGEST else f"{block.text[:LONGEST]} ...",
                    "reason": str(block.reason),
                    "score": round(block.score, 3),
                    "path": block.path,
                    "decided_by": block.decided_by,
                }
                for block in removed[:most]
            ],
            "not_shown": max(0, len(removed) - most),
            "warnings": list(document.warnings),
        }

    return made
