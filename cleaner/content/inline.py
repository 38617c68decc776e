"""The inline events of a block to runs: white space squeezed and moved out of marks, marks in one order."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from cleaner.content.footnotes import is_sign, label_of
from cleaner.content.images import alt_of, image_of, images_in, same_picture
from cleaner.content.links import fragment_of, resolve
from cleaner.content.marks import kinds_of, with_mark
from cleaner.content.math.detect import tex_pattern
from cleaner.content.math.images import image_math
from cleaner.content.math.source import is_math_script, is_root, math_of, script_behind, script_math
from cleaner.content.quotation import MARKS as QUOTATION_MARKS
from cleaner.content.quotation import quotation_marks
from cleaner.content.tree import Break, Image, Mark, Math, Reference, Run, Text, plain
from cleaner.content.whitespace import squeezed
from cleaner.segment.html.signs import is_emoji
from cleaner.segment.html.walk import PERMALINKS
from cleaner.segment.space import CONTROL, HAS_INVISIBLE, INVISIBLE, JOINED, KEPT_JOINERS

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping

    from selectolax.lexbor import LexborNode

    from cleaner.content.tree import Inline, Leaf
    from cleaner.segment.html.walk import Event

ANCHORS = frozenset((*PERMALINKS, "#"))
"""What links to a place in the page say that are there for the link alone."""
BRACKETS = ("[", "(")
CLOSING = {"[": "]", "(": ")"}
LONGEST_BACK = 40
"""Characters of a link that leads from a note back to its sign."""


@dataclass
class InlineContext:
    """What the inline content of a page depends on besides its own events."""

    base: str
    """What addresses are relative to."""
    source: str
    """The page's."""
    url: str | None = None
    language: str = ""
    """The page's, as it names it."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """The id of each footnote, and its label."""
    backs: frozenset[str] = frozenset()
    """The ids of the signs that refer to footnotes."""
    shown: set[int] = field(default_factory=set)
    """Formulas that were written already; rendered ones have their source behind them."""

    @cached_property
    def tex(self) -> re.Pattern[str] | None:
        """How formulas are marked that scripts would render; asked where words look like some."""
        return tex_pattern(self.source)


def read_inline(events: list[Event], context: InlineContext, is_heading: bool = False, is_note: bool = False) -> Inline:
    """The runs of a block, or of what stands between two blocks.

    :param is_note: whether it is a part of a footnote.
    """
    if len(events) == 1 and events[0][0] == "text":
        text: str = events[0][1]
        if (
            "$" not in text
            and "\\" not in text
            and CONTROL.search(text) is None
            and (text.isascii() or HAS_INVISIBLE.search(text) is None)
        ):
            words = " ".join(text.split())  # most cells and paragraphs are nothing but words
            return (Run(Text(words)),) if words else ()
    return squeezed(Collector(context, is_heading, is_note).collect(events))


@dataclass(slots=True)
class Opened:
    """An element that is open, and what to do when it ends."""

    node: LexborNode
    begin: int
    """The number of runs before it."""
    marks: tuple[Mark, ...]
    """The marks around it."""
    closing: str = ""
    """Text that ends it."""


class Collector:
    """Reads events in order; white space is still as the page has it."""

    def __init__(self, context: InlineContext, is_heading: bool, is_note: bool) -> None:
        self.context = context
        self.is_heading = is_heading
        self.is_note = is_note
        self.runs: list[Run] = []
        self.opened: list[Opened] = []
        self.marks: tuple[Mark, ...] = ()
        self.codes = 0
        self.quotations = 0
        self.has_controls = True
        self.skipped: LexborNode | None = None
        self.last: Leaf | None = None
        """The last leaf that is more than white space."""
        self.bracket = ""
        """What the text behind a sign begins with that belongs to it."""
        self.placeholder: str | None = None
        """The ``alt`` of the picture before, if that was none but holds the place of one."""

    def collect(self, events: list[Event]) -> list[Run]:
        """All runs of a block."""
        text = "".join([value for name, value in events if name == "text"])
        hidden: dict[int, None] = {}
        if not text.isascii() and HAS_INVISIBLE.search(text):
            hidden = JOINED if KEPT_JOINERS.search(text) else INVISIBLE
        self.has_controls = CONTROL.search(text) is not None
        for name, value in events:
            if self.skipped is not None:
                if name == "close" and value is self.skipped:
                    self.skipped = None
            elif name == "text":
                self.text(value.translate(hidden) if hidden else value)
            else:
                HANDLERS[name](self, value)
        return self.runs

    def add(self, leaf: Leaf) -> None:
        """One more run, with the marks that are open."""
        self.runs.append(Run(leaf, self.marks))
        if not isinstance(leaf, Text) or not leaf.text.isspace():
            self.last = leaf

    def text(self, text: str) -> None:
        """Words, and formulas among them that nothing has rendered."""
        if self.has_controls:
            text = CONTROL.sub("", text)
        if self.bracket:
            text, self.bracket = text.removeprefix(self.bracket), ""
        if (
            ("$" in text or "\\" in text)
            and self.context.tex is not None
            and not any(mark.kind == "code" for mark in self.marks)
        ):
            begin = 0
            for found in self.context.tex.finditer(text):
                self.add(Text(text[begin : found.start()]))
                display = found.lastgroup in ("shown", "apart")
                self.add(Math(" ".join(found[found.lastgroup or 0].split()), display))
                begin = found.end()
            text = text[begin:]
        if text:
            self.add(Text(text))

    def line_break(self, _value: object) -> None:
        """A line break inside the block."""
        self.add(Break())

    def open(self, node: LexborNode) -> None:
        """An element begins."""
        tag = node.tag or ""
        if is_root(node):
            self.formula(node)
            return
        opened = Opened(node, len(self.runs), self.marks)
        if tag == "a":
            if self.link(node):
                return
        elif tag == "q":
            opened.closing = self.quotation(node)
        elif tag == "rt":
            if not has_parentheses(node):
                opened.closing = ")"
                self.add(Text("("))
        else:
            for kind in kinds_of(tag, node.attributes):
                self.codes += kind == "code"
                self.marks = with_mark(self.marks, Mark(kind, str(self.codes) if kind == "code" else ""))
        self.opened.append(opened)

    def link(self, node: LexborNode) -> bool:
        """A link begins; whether all of it is said already, as the sign of a footnote is."""
        href = node.attributes.get("href") or ""
        fragment = fragment_of(href, self.context.url)
        if fragment in self.context.notes:
            self.skipped = node
            self.refer(Reference(self.context.notes[fragment]))
            return True
        if not href or fragment in self.context.backs:
            return False
        target = resolve(self.context.base, href)
        if fragment and label_of(node) and is_sign(node):
            self.skipped = node
            self.refer(Reference(" ".join((node.text() or "").split()), target or f"#{fragment}"))
            return True
        if target:
            self.marks = with_mark(self.marks, Mark("link", target))
        return False

    def quotation(self, node: LexborNode) -> str:
        """A quotation begins; gives what ends it, nothing if the page has its own marks."""
        if isinstance(self.last, Text) and self.runs and plain((self.runs[-1],)).rstrip()[-1:] in QUOTATION_MARKS:
            return ""
        begin, end = quotation_marks(node, self.quotations, self.context.language)
        self.quotations += 1
        self.add(Text(begin))
        return end

    def close(self, node: LexborNode) -> None:
        """An element ends; those that were not opened here have nothing to end."""
        if not self.opened or self.opened[-1].node is not node:
            return
        opened = self.opened.pop()
        if opened.closing:
            self.quotations -= node.tag == "q"
            self.add(Text(opened.closing))
        self.marks = opened.marks
        if node.tag == "a":
            self.drop_navigation(node, opened.begin)

    def drop_navigation(self, node: LexborNode, begin: int) -> None:
        """Take back a link that leads only from a note to its sign, or from a heading to itself."""
        said = "".join(run.leaf.text if isinstance(run.leaf, Text) else "x" for run in self.runs[begin:]).strip()
        if said in (ANCHORS if self.is_heading else PERMALINKS):
            del self.runs[begin:]
        elif fragment_of(node.attributes.get("href") or "", self.context.url) in self.context.backs:
            is_silent = not any(map(str.isalnum, said))
            if is_silent or (self.is_note and len(said) <= LONGEST_BACK):
                before = plain(tuple(self.runs[max(0, begin - 4) : begin]))
                is_head = begin <= 4 and not any(map(str.isalnum, before))
                del self.runs[0 if is_head and self.is_note else begin :]

    def refer(self, sign: Reference) -> None:
        """The sign of a footnote, which stands high by itself; brackets that the page puts around it go."""
        before = self.runs[-1] if self.runs else None
        if before is not None and isinstance(before.leaf, Text) and before.leaf.text.endswith(BRACKETS):
            self.runs[-1] = Run(Text(before.leaf.text[:-1]), before.marks)
            self.bracket = CLOSING[before.leaf.text[-1]]
            if sign.target:
                sign = Reference(before.leaf.text[-1] + sign.label + self.bracket, sign.target)
        self.runs.append(Run(sign, tuple(mark for mark in self.marks if mark.kind not in ("sup", "link"))))
        self.last = sign

    def formula(self, node: LexborNode) -> None:
        """A rendered formula; all that is inside is said by its source."""
        self.skipped = node
        source = script_behind(node) or (script_behind(node.parent) if node.parent is not None else None)
        owner = node if source is None else source
        if owner.mem_id in self.context.shown:
            return
        self.context.shown.add(owner.mem_id)
        math = math_of(node) if source is None else script_math(source)
        if math.tex:
            self.add(math)

    def image(self, node: LexborNode) -> None:
        """A picture: a formula, a sign such as an emoji, or a picture indeed; words on both sides stay apart."""
        alt = alt_of(node)
        math = image_math(node, alt)
        if math is not None:
            self.add(math)
        elif is_emoji(alt):
            self.add(Text(alt))
        else:
            image = image_of(node, self.context.base)
            self.placeholder = alt if image is None else None
            self.picture(image)

    def picture(self, image: Image | None) -> None:
        """A picture that is none of the sizes of the one before."""
        if not self.runs or self.runs[-1].leaf != Text(" "):
            self.add(Text(" "))
        if image is not None and not (isinstance(self.last, Image) and same_picture(self.last, image)):
            self.add(image)
            self.add(Text(" "))

    def unseen(self, node: LexborNode) -> None:
        """A script or ``<noscript>``: the source of a formula, or the pictures of the picture before."""
        if node.tag == "noscript":
            if not isinstance(self.last, Image):
                for image in images_in(node, self.context.base, self.placeholder):
                    self.picture(image)
        elif is_math_script(node) and node.mem_id not in self.context.shown:
            self.context.shown.add(node.mem_id)
            math = script_math(node)
            if math.tex:
                self.add(math)


HANDLERS: dict[str, Callable[[Collector, LexborNode], None]] = {
    "open": Collector.open,
    "close": Collector.close,
    "break": Collector.line_break,
    "image": Collector.image,
    "unseen": Collector.unseen,
}


def has_parentheses(node: LexborNode) -> bool:
    """Whether a reading of ruby has parentheses of its own: an ``<rp>`` right before or behind it."""
    for step in ("prev", "next"):
        beside = getattr(node, step)
        if beside is not None and beside.tag == "-text":
            beside = getattr(beside, step)
        if beside is not None and beside.tag == "rp":
            return True
    return False
