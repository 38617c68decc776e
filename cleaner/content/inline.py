"""The inline events of a block to runs: white space squeezed and moved out of marks, marks in one order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cleaner.content.images import image_of, images_in, same_picture
from cleaner.content.links import fragment_of, resolve
from cleaner.content.math.detect import CONTROL
from cleaner.content.math.mathml import is_root, is_tex_script, math_of, script_behind, script_math
from cleaner.content.tree import MARKS, Break, Image, Mark, Math, Reference, Run, Text
from cleaner.content.whitespace import squeezed
from cleaner.segment.html.walk import PERMALINKS
from cleaner.segment.space import HAS_INVISIBLE, INVISIBLE, JOINED, KEPT_JOINERS

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

    from cleaner.content.tree import Inline, Leaf
    from cleaner.segment.html.walk import Event

KINDS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "del": "del", "s": "del", "strike": "del",
    "sup": "sup", "sub": "sub", "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
ANCHORS = frozenset((*PERMALINKS, "#"))
"""What links to a place in the page say that are there for the link alone."""
LONGEST_EMOJI = 8
"""Characters of a sign that pages show as a picture, with the sign as its text."""
ORDER = {kind: place for place, kind in enumerate(MARKS)}


@dataclass(slots=True)
class Surroundings:
    """What the inline content of a page depends on besides its own events."""

    base: str
    """What addresses are relative to."""
    url: str | None = None
    has_math: bool = False
    tex: re.Pattern[str] | None = None
    """How formulas are marked that scripts would render."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """The id of each footnote, and its label."""
    backs: frozenset[str] = frozenset()
    """The ids of the signs that refer to footnotes."""
    shown: set[int] = field(default_factory=set)
    """Formulas that were written already; rendered ones have their source behind them."""


def read_inline(events: list[Event], around: Surroundings, is_heading: bool = False) -> Inline:
    """The runs of a block, or of what stands between two blocks."""
    return squeezed(Collector(around, is_heading).collect(events))


class Collector:
    """Reads events in order; white space is still as the page has it."""

    def __init__(self, around: Surroundings, is_heading: bool) -> None:
        self.around = around
        self.is_heading = is_heading
        self.runs: list[Run] = []
        self.opened: list[tuple[Mark | None, int]] = []  # with the number of runs before each
        self.marks: tuple[Mark, ...] = ()
        self.codes = 0
        self.skipped: LexborNode | None = None

    def collect(self, events: list[Event]) -> list[Run]:
        """All runs of a block."""
        text = "".join(value for name, value in events if name == "text")
        hidden: dict[int, None] = {}
        if not text.isascii() and HAS_INVISIBLE.search(text):
            hidden = JOINED if KEPT_JOINERS.search(text) else INVISIBLE
        for name, value in events:
            if self.skipped is not None:
                if name == "close" and value is self.skipped:
                    self.skipped = None
            elif name == "text":
                self.text(value.translate(hidden) if hidden else value)
            elif name == "open":
                self.open(value)
            elif name == "close":
                self.close(value)
            elif name == "break":
                self.add(Break())
            elif name == "image":
                self.image(image_of(value, self.around.base))
            else:
                self.unseen(value)
        return self.runs

    def add(self, leaf: Leaf) -> None:
        """One more run, with the marks that are open."""
        self.runs.append(Run(leaf, self.marks))

    def text(self, text: str) -> None:
        """Words, and formulas among them that nothing has rendered."""
        if CONTROL.search(text):
            text = CONTROL.sub("", text)
        if self.around.tex is not None and not any(mark.kind == "code" for mark in self.marks):
            begin = 0
            for found in self.around.tex.finditer(text):
                self.add(Text(text[begin : found.start()]))
                display = found.lastgroup in ("shown", "apart")
                self.add(Math(" ".join(found[found.lastgroup or 0].split()), display))
                begin = found.end()
            text = text[begin:]
        self.add(Text(text))

    def open(self, node: LexborNode) -> None:
        """An element begins."""
        tag = node.tag or ""
        if self.around.has_math and is_root(node):
            self.formula(node)
            return
        mark = None
        if tag in KINDS:
            mark = Mark(KINDS[tag])
            if mark.kind == "code":
                self.codes += 1
                mark = Mark("code", str(self.codes))
        elif tag == "a":
            href = node.attributes.get("href") or ""
            fragment = fragment_of(href, self.around.url)
            if fragment in self.around.notes:
                self.skipped = node
                self.refer(self.around.notes[fragment])
                return
            if href and fragment not in self.around.backs:
                target = resolve(self.around.base, href)
                mark = Mark("link", target) if target else None
        elif tag == "rt" and not any(child.tag == "rp" for child in siblings(node)):
            self.add(Text("("))
        self.opened.append((mark, len(self.runs)))
        if mark is not None:
            self.marks = with_mark(self.marks, mark)

    def close(self, node: LexborNode) -> None:
        """An element ends."""
        _, begin = self.opened.pop() if self.opened else (None, 0)
        if node.tag == "rt" and not any(child.tag == "rp" for child in siblings(node)):
            self.add(Text(")"))
        self.marks = ()
        for mark, _ in self.opened:
            if mark is not None:
                self.marks = with_mark(self.marks, mark)
        if node.tag == "a":
            said = "".join(run.leaf.text if isinstance(run.leaf, Text) else "x" for run in self.runs[begin:]).strip()
            target = fragment_of(node.attributes.get("href") or "", self.around.url)
            is_back = target in self.around.backs and (
                not any(map(str.isalnum, said)) or (begin == 0 and said.strip("[]()") in self.around.notes.values())
            )
            if is_back or said in (ANCHORS if self.is_heading else PERMALINKS):
                del self.runs[begin:]

    def refer(self, label: str) -> None:
        """The sign of a footnote, which stands high by itself."""
        self.runs.append(Run(Reference(label), tuple(mark for mark in self.marks if mark.kind not in ("sup", "link"))))

    def formula(self, node: LexborNode) -> None:
        """A rendered formula; all that is inside is said by its source."""
        self.skipped = node
        source = script_behind(node) or (script_behind(node.parent) if node.parent is not None else None)
        owner = node if source is None else source
        if owner.mem_id in self.around.shown:
            return
        self.around.shown.add(owner.mem_id)
        math = math_of(node) if source is None else script_math(source)
        if math.tex:
            self.add(math)

    def image(self, image: Image | None) -> None:
        """A picture, words on both sides stay apart."""
        self.add(Text(" "))
        if image is None:
            return
        if 0 < len(image.alt) <= LONGEST_EMOJI and not any(map(str.isalnum, image.alt)):
            self.add(Text(image.alt))
            return
        last = next((run.leaf for run in reversed(self.runs) if not is_blank(run)), None)
        if not (isinstance(last, Image) and same_picture(last.source, image.source)):
            self.add(image)
            self.add(Text(" "))

    def unseen(self, node: LexborNode) -> None:
        """A script or ``<noscript>``: the source of a formula, or the pictures of the picture before."""
        if node.tag == "noscript":
            behind = any(isinstance(run.leaf, Image) for run in self.runs[-2:])
            for image in images_in(node, self.around.base):
                if not behind:
                    self.image(image)
        elif self.around.has_math and is_tex_script(node) and node.mem_id not in self.around.shown:
            self.around.shown.add(node.mem_id)
            self.add(script_math(node))


def siblings(node: LexborNode) -> list[LexborNode]:
    """The elements beside one, and itself."""
    found = []
    child = node.parent.first_child if node.parent is not None else None
    while child is not None:
        found.append(child)
        child = child.next
    return found


def with_mark(marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    """Marks and one more, each kind once, in their order; the inner one of two links counts."""
    if mark.kind == "code" and any(known.kind == "code" for known in marks):
        return marks
    rest = tuple(known for known in marks if known.kind != mark.kind)
    return tuple(sorted((*rest, mark), key=lambda known: ORDER[known.kind]))


def is_blank(run: Run) -> bool:
    """Whether a run is white space."""
    return isinstance(run.leaf, Text) and not run.leaf.text.strip()
