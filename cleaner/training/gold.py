"""Gold pages: real pages with the main content that people took from them.

One JSON object a line, xz-compressed: ``id``, ``site``, ``url``, ``kind``, ``html`` (or ``html_base64``, the raw bytes
of a page that is not UTF-8) and ``gold``: the whole main text (``text``), or segments that must and must not appear
(``with``, ``without``), or both.
"""

from __future__ import annotations

import base64
import json
import lzma
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.decode.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page and what is known of its main content."""

    id: str
    site: str
    url: str | None
    kind: str
    html: bytes
    text: str | None
    """The whole main text; None where only segments are known."""
    present: tuple[str, ...]
    """Segments that belong to the content."""
    absent: tuple[str, ...]
    """Segments that do not."""
    collection: str
    """The name of the file without its endings."""


def load(path: str | Path) -> Iterator[GoldPage]:
    """Read a gold file page by page.

    :raises OSError: the file cannot be read, or is not xz-compressed.
    :raises ValueError: a line is no gold page; the message names the file and the line.
    """
    path = Path(path)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield read(json.loads(line), path.name.partition(".")[0])
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{path}, line {number}: not a gold page ({error!r})") from error


def first_whole(paths: Iterable[str | Path], pages: int) -> Iterator[tuple[GoldPage, str]]:
    """The first ``pages`` of each file that have whole gold, with their markup.

    :raises OSError: as :func:`load`; likewise ValueError.
    """
    for path in paths:
        for gold in islice((page for page in load(path) if page.text), pages):
            yield gold, decode(gold.html).text


def read(record: dict[str, object], collection: str) -> GoldPage:
    """One line of a gold file."""
    html, gold = record.get("html"), record["gold"]
    if not isinstance(gold, dict):
        raise TypeError("gold is no object")
    return GoldPage(
        id=str(record["id"]),
        site=str(record["site"]),
        url=str(record["url"]) if record.get("url") else None,
        kind=str(record.get("kind", "mixed")),
        html=html.encode("utf-8", "surrogatepass")
        if isinstance(html, str)
        else base64.b64decode(str(record["html_base64"])),
        text=gold.get("text"),
        present=tuple(gold.get("with") or ()),
        absent=tuple(gold.get("without") or ()),
        collection=collection,
    )
