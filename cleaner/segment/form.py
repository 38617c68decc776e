"""Telling markup from text.

A document says what it is by its beginning, whatever comments, instructions or closing tags stand before it. Elsewhere
the question is how much of the words stands *in* elements: a text that speaks about tags has few of its words between
an opening tag and its closing one, markup nearly all.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaner.page.page import Form
from cleaner.segment.text.markup import is_markdown

ELEMENTS = (
    "p|div|span|a|br|img|ul|ol|li|dl|dt|dd|h[1-6]|table|thead|tbody|tr|td|th|section|article|main|header|footer|nav|"
    "aside|form|script|style|meta|link|title|base|figure|figcaption|blockquote|pre|strong|em|b|i|u|small|font|center|"
    "button|input|svg|noscript|iframe|hr|video|audio|picture|details|summary|hgroup|address|frameset|html|head|body"
)
TAG = re.compile(rf"<(/?)({ELEMENTS})(?:\s[^<>]*)?/?>", re.I)
ROOT = re.compile(r"<(?:html|head|body|rss|feed|channel|item|entry|rdf:rdf)(?:\s[^<>]*)?>", re.I)
"""What a document begins with; feeds are markup too."""
DECLARED = re.compile(r"<!doctype\s+html|<\?xml\b|<html(?=[\s>])", re.I)
BLOCKS = frozenset(
    "p div ul ol li dl dt dd table tr td section article main header footer nav aside figure blockquote form "
    "h1 h2 h3 h4 h5 h6 pre center".split()
)
HIDDEN = re.compile(r"<(script|style|svg)\b", re.I)
VOID = frozenset("br img meta link base hr input".split())
INLINE_CODE = re.compile(r"`[^`\n]*`")
FENCES = ("```", "~~~")
BLANKS = re.compile(r"[\ufeff\0 \t\r\n\f\v]*")
"""What may stand before the first tag."""
SPOKEN = re.compile(r"[ \t]+(?=([^\s<]))")
"""Behind a tag: a sentence that goes on."""
SAMPLE = 100_000
"""Characters that are looked at, from the end of the leading comments on."""
COVERED, COVERED_IN_MARKDOWN = 0.5, 0.8
"""The share of the letters that stand in closed elements of markup; more where Markdown's own signs are there too."""
MARKED_LINES = 0.3
"""The share of the lines of a fragment that begin with a tag."""


class Preamble(NamedTuple):
    """What is before the first element of a source."""

    end: int
    declared: int
    """Where a document type or an XML declaration ends; -1 where there is none."""


def tell_form(source: str) -> Form:
    """Whether a source is markup or text; linear in its length, of which little is looked at."""
    preamble = read_preamble(source)
    sample = source[preamble.end : preamble.end + SAMPLE]
    first = ROOT.match(sample)
    if (first is not None and not goes_on(sample, first.end())) or (
        preamble.declared >= 0 and not goes_on(source, preamble.declared)
    ):
        return Form.HTML
    sample = without_code(sample)
    if holds_document(sample):
        return Form.HTML
    tags = list(TAG.finditer(sample))
    if not tags:
        return Form.TEXT
    markdown = is_markdown(sample)
    if tags[0].start() == 0 and not markdown and is_used(sample, tags[0]):
        return Form.HTML
    if covered_share(sample, tags) >= (COVERED_IN_MARKDOWN if markdown else COVERED):
        return Form.HTML
    return Form.HTML if is_fragment(sample, tags) else Form.TEXT


def read_preamble(source: str) -> Preamble:
    """Skip blanks, comments, instructions, declarations and closing tags that open nothing."""
    end, declared = 0, -1
    while True:
        blanks = BLANKS.match(source, end)
        end = blanks.end() if blanks is not None else end
        if source.startswith("<!--", end):
            close, length = source.find("-->", end + 2), 3
        elif source.startswith(("<!", "<?", "</"), end):
            close, length = source.find(">", end), 1
            if DECLARED.match(source, end) is not None:
                declared = close + 1
        else:
            return Preamble(end, declared)
        if close < 0:  # nothing closes it: look at what it holds
            return Preamble(min(end + 4, len(source)), declared)
        end = close + length


def goes_on(sample: str, end: int) -> bool:
    """Whether words follow a tag as those of a sentence about it do, on its line and after a space."""
    found = SPOKEN.match(sample, end)
    return found is not None and (found[1].islower() or not found[1].isalnum())


def is_used(sample: str, tag: re.Match[str]) -> bool:
    """Whether a tag at the beginning is there to mark up, and not to be spoken about."""
    return tag[2].lower() in VOID or not goes_on(sample, tag.end())


def without_code(sample: str) -> str:
    """A sample without its fenced and its inline code, of which nothing is markup."""
    if "`" not in sample and "~~~" not in sample:
        return sample
    lines: list[str] = []
    held: list[str] = []  # since the fence that is open
    fence = ""
    for line in sample.split("\n"):
        mark = line.lstrip()[:3]
        if fence:
            held.append(line)
            if mark == fence:
                held, fence = [], ""
        elif mark in FENCES:
            held, fence = [line], mark
        else:
            lines.append(line)
    return INLINE_CODE.sub(" ", "\n".join(lines + held))


def holds_document(sample: str) -> bool:
    """Whether a whole document, with most of the words, begins behind something else: a server's error, headers."""
    begin = DECLARED.search(sample)
    if begin is None or goes_on(sample, sample.find(">", begin.start()) + 1):
        return False
    end = sample.lower().rfind("</html")
    end = len(sample) if end < begin.start() else end
    inside = letters(sample, begin.start(), end)
    return inside > letters(sample, 0, begin.start()) + letters(sample, end, len(sample))


def letters(sample: str, begin: int, end: int) -> int:
    """How many visible characters stand outside of tags, scripts and styles."""
    count = 0
    for span_begin, span_end in visible_spans(sample, begin, end):
        count += span_end - span_begin - sum(map(sample[span_begin:span_end].count, " \n\t\r"))
    return count


def visible_spans(sample: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sample between its tags, scripts, styles and comments left out."""
    spans = []
    at = begin
    while at < end:
        opening = sample.find("<", at, end)
        if opening < 0:
            spans.append((at, end))
            break
        if opening > at:
            spans.append((at, opening))
        hidden = HIDDEN.match(sample, opening)
        if hidden is not None:
            close = sample.find(f"</{hidden[1]}", opening)
            if close < 0:
                break
            opening = close
        elif sample.startswith("<!--", opening):
            close = sample.find("-->", opening)
            if close < 0:
                break
            opening = close
        close = sample.find(">", opening)
        if close < 0 or not (sample[opening + 1 : opening + 2].isalpha() or sample[opening + 1 : opening + 2] in "/!-"):
            spans.append((opening, opening + 1))
            at = opening + 1
        else:
            at = close + 1
    return spans


def covered_share(sample: str, tags: list[re.Match[str]]) -> float:
    """The share of the letters that stand in elements of blocks which are closed."""
    opened: list[tuple[str, int]] = []
    counts: dict[str, int] = {}  # of the open elements, by name
    covered: list[tuple[int, int]] = []
    for tag in tags:
        name = tag[2].lower()
        if name not in BLOCKS:
            continue
        if not tag[1]:
            opened.append((name, tag.end()))
            counts[name] = counts.get(name, 0) + 1
        elif counts.get(name):
            while True:
                other, begin = opened.pop()
                counts[other] -= 1
                if other == name:
                    break
            while covered and covered[-1][0] >= begin:
                covered.pop()
            covered.append((begin, tag.start()))
    whole = letters(sample, 0, len(sample))
    return sum(letters(sample, begin, end) for begin, end in covered) / max(1, whole)


def is_fragment(sample: str, tags: list[re.Match[str]]) -> bool:
    """Whether many lines begin with a tag, there are two blocks, and one is closed: what was cut out of a page."""
    blocks = [tag[1] for tag in tags if tag[2].lower() in BLOCKS]
    if blocks.count("") < 2 or "/" not in blocks:
        return False
    lines = [line for line in map(str.lstrip, sample.splitlines()) if line]
    marked = sum(
        line.startswith("<") and (found := TAG.match(line)) is not None and not goes_on(line, found.end())
        for line in lines
    )
    return marked >= MARKED_LINES * len(lines)
