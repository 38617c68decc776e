"""Pages of which the parser sees only the beginning: an element or a comment that is never closed swallows the rest.

The parser is run as for a browser without scripts, which sees into ``<noscript>``: an ``<iframe>`` in it that is not
closed takes the rest of the page for its own text, where a browser with scripts shows the page. What swallows a page
reaches to its end, so that it is among the last elements of the tree, one in the other: a look at these tells. Then
the page is parsed once more without ``<noscript>`` and without the tags that open what nothing closes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

RAW = frozenset("script style iframe textarea title noframes noembed xmp".split())
"""Elements whose tags inside are text."""
HOLDERS = frozenset("noscript object canvas audio video map template select svg math".split())
"""Elements that are not shown, or not as text, with others inside."""
COMMENT = "--"
TOKEN = re.compile(rf"<(/?)({'|'.join(sorted(RAW | HOLDERS))}|plaintext)(?=[\s/>])|<!--|--!?>", re.I)
TAIL = 20
"""Characters by which the end of a page is known again."""


def parse_is_cut(tree: LexborHTMLParser, html: str) -> bool:
    """Whether something that is not shown reaches to the end of a page, and so has perhaps swallowed it."""
    for node in last_nodes(tree):
        tag = node.tag or ""
        if tag == "plaintext":
            return True
        if tag == "-comment":
            return html.rfind("<!--") > html.rfind("-->")
        if tag in RAW:
            text = (node.text() or "").rstrip()
            if text and html.rstrip().endswith(text[-TAIL:]):
                return True
        elif tag in HOLDERS:
            low = html.lower()
            if low.rfind(f"<{tag}") > low.rfind(f"</{tag}"):
                return True
    return False


def last_nodes(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """The last node of a page and all around it; where its body is empty, those of its head."""
    body = tree.body
    node = body if body is not None and body.last_child is not None else tree.head
    while node is not None:
        yield node
        node = node.last_child


def without_swallowers(html: str) -> str:
    """Markup without ``<noscript>``, and without the beginnings of what is never closed; linear in its length."""
    tokens = list(TOKEN.finditer(html))
    names = [COMMENT if token[2] is None else token[2].lower() for token in tokens]
    closes = [token[0].startswith(("</", "--")) for token in tokens]
    last_close = {name: index for index, (name, close) in enumerate(zip(names, closes, strict=True)) if close}
    dropped: list[tuple[int, int]] = []
    opened: dict[str, list[int]] = {}
    inside, begin = "", 0
    for index, (token, name) in enumerate(zip(tokens, names, strict=True)):
        if inside:
            if closes[index] and name == inside:
                if inside == "noscript":
                    dropped.append((begin, tag_end(html, tokens, index)))
                inside = ""
        elif closes[index]:
            if opened.get(name):
                opened[name].pop()
        elif name in RAW or name in ("noscript", COMMENT):
            if last_close.get(name, -1) > index:
                inside, begin = name, token.start()
            else:
                dropped.append((token.start(), tag_end(html, tokens, index)))
        else:
            opened.setdefault(name, []).append(index)
    dropped += [(tokens[index].start(), tag_end(html, tokens, index)) for never in opened.values() for index in never]
    kept = []
    at = 0
    for begin, end in sorted(dropped):
        kept.append(html[at:begin])
        at = max(at, end)
    return "".join((*kept, html[at:]))


def tag_end(html: str, tokens: list[re.Match[str]], index: int) -> int:
    """Where a tag ends: at the first bracket before the next one."""
    token = tokens[index]
    if token[2] is None:
        return token.end()
    limit = tokens[index + 1].start() if index + 1 < len(tokens) else len(html)
    found = html.find(">", token.end(), limit)
    return token.end() if found < 0 else found + 1
