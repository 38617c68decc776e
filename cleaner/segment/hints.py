"""What a page's head says of its content: evidence for the scorer, never shown."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from cleaner.page import Hints

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

DECLARED = (
    "title,meta[property='og:type'],meta[property='og:title'],meta[name='description'],meta[property='og:description']"
)
SCHEMA_TYPE = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(?:https?://schema\.org/)?(\w+)"')
ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")')


def read_hints(tree: LexborHTMLParser) -> Hints:
    """Title, description and declared kind of a page; JSON-LD (schema.org) is read as text, for it is often broken."""
    titles: dict[str, str] = {}
    description = ""
    types = set()
    for node in tree.css(DECLARED):
        if node.tag == "title":
            titles.setdefault("title", " ".join((node.text() or "").split()))
            continue
        found = node.attributes
        name = found.get("property") or found.get("name") or ""
        content = " ".join((found.get("content") or "").split())
        if name == "og:title":
            titles["og"] = content
        elif name == "og:type":
            types.add("og:" + content.lower())
        elif len(content) > len(description):
            description = content
    body = ""
    for node in tree.css("script[type='application/ld+json']"):
        data = node.text() or ""
        types.update(SCHEMA_TYPE.findall(data))
        for match in ARTICLE_BODY.finditer(data):
            try:
                text = json.loads(match[1], strict=False)
            except ValueError:
                continue
            if len(text) > len(body):
                body = text
    return Hints(titles.get("title") or titles.get("og", ""), description, frozenset(types), " ".join(body.split()))
