"""Markdown inside a line of scraped text: what it says, and how much of it is links, emphasis and images."""

from __future__ import annotations

import re
from typing import NamedTuple

TARGET = r"\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)"
IMAGE = re.compile(rf"!\[[^\[\]\n]{{0,1000}}\]{TARGET}")
LINK = re.compile(rf"\[([^\[\]\n]{{0,1000}})\]{TARGET}")
ADDRESS = re.compile(r"<?(?:https?://|www\.)[^\s<>\"]{3,2000}>?|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}")
STRONG = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*\n]{1,2000}?)(?<=\S)\*\*(?![\w*])")
EMPHASIS = re.compile(
    r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,500}?)(?<=\S)\*(?![\w*])|(?<![\w\\])_(?=[^\s_])([^_\n]{1,500}?)(?<=\S)_(?!\w)"
)
CODE = re.compile(r"`([^`\n]{1,500})`")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
HARD_BREAK = re.compile(r"(?<!\\)\\([ \t]*)$")
"""The backslash with which a line of Markdown says that the next is a line of its own, as it is here anyway."""
MARKED = re.compile(r"[\[*_`@\\]|://|www\.")
"""What a line without markup has none of."""
MARKDOWN = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S|\]\((?:https?:|/|#|\.|mailto:)|^ {0,3}(?:```|~~~)|^\|[-:| ]{3,}\|\s*$", re.M
)
SAMPLE = 1_000_000


class Reading(NamedTuple):
    """A line as it is read."""

    text: str
    link_chars: int = 0
    """Characters of the text, white space not counted, that are inside links."""
    links: int = 0
    emphasis: int = 0
    images: int = 0


def is_markdown(text: str) -> bool:
    """Whether a text uses headings, links, fences or tables of Markdown."""
    return MARKDOWN.search(text, 0, SAMPLE) is not None


def read_markup(line: str, markdown: bool) -> Reading:
    """Resolve the markup of a line: links say their text, emphasis its words; addresses stay, and count as links.

    :param markdown: the document is Markdown, so that single asterisks, underscores, backticks and backslashes are
        markup too; elsewhere they are the text's own.
    """
    text = " ".join(line.split())
    if MARKED.search(text) is None:
        return Reading(text)
    links = emphasis = images = link_chars = 0
    if "](" in text:
        text, images = IMAGE.subn("", text)
        for said in LINK.findall(text):
            links += 1
            link_chars += len("".join(said.split()))
        text = LINK.sub(r"\1", text)
    if "@" in text or "://" in text or "www." in text:
        for address in ADDRESS.findall(text):
            links += 1
            link_chars += len(address)
    if "**" in text:
        text, emphasis = STRONG.subn(r"\1", text)
    if markdown:
        if "*" in text or "_" in text:
            text, more = EMPHASIS.subn(lambda found: found[1] or found[2], text)
            emphasis += more
        if "`" in text:
            text = CODE.sub(r"\1", text)
        if "\\" in text:
            text = ESCAPE.sub(r"\1", HARD_BREAK.sub("", text))
    return Reading(" ".join(text.split()), link_chars, links, emphasis, images)
