"""What a page's head says of its content: evidence for the scorer, never shown."""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import TYPE_CHECKING

from cleaner.page.page import Hints

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selectolax.lexbor import LexborNode

DESCRIPTIONS = frozenset(("description", "og:description"))
SCHEMA_TYPE = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(?:https?://schema\.org/)?(\w+)"')
ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")')


def read_hints(head: LexborNode | None, others: Sequence[LexborNode]) -> Hints:
    """Title, description and declared kind of a page; JSON-LD (schema.org) is read as text, for it is often broken.

    :param others: elements of the body; browsers put there what they find after a mistake in the head.
    """
    title = social = site = description = body = ""
    types = set()
    for node in chain(children(head), others):
        tag = node.tag
        if tag == "meta":
            found = node.attributes
            name = found.get("property") or found.get("name")
            if name in DESCRIPTIONS:
                content = " ".join((found.get("content") or "").split())
                if len(content) > len(description):
                    description = content
            elif name == "og:title":
                social = " ".join((found.get("content") or "").split())
            elif name == "og:site_name":
                site = " ".join((found.get("content") or "").split())
            elif name == "og:type":
                types.add("og:" + " ".join((found.get("content") or "").lower().split()))
        elif tag == "script":
            if node.attributes.get("type") == "application/ld+json":
                data = node.text() or ""
                types.update(SCHEMA_TYPE.findall(data))
                body = max(body, *bodies(data), key=len)
        elif tag == "title" and not title:
            title = " ".join((node.text() or "").split())
    return Hints(title or social, description, frozenset(types), " ".join(body.split()), social, site)


def children(node: LexborNode | None) -> Iterator[LexborNode]:
    """The nodes right below one."""
    child = node.first_child if node is not None else None
    while child is not None:
        yield child
        child = child.next


def bodies(data: str) -> list[str]:
    """The articles that JSON-LD repeats, and an empty one."""
    found = [""]
    if "articleBody" in data:
        for match in ARTICLE_BODY.finditer(data):
            try:
                found.append(str(json.loads(match[1], strict=False)))
            except ValueError:
                continue
    return found
