"""Presentation MathML as TeX."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cleaner.content.math.symbols import ACCENTS_BY_TEX, COMMANDS, FENCES, FUNCTIONS, VARIANTS, plain_letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

DEEPEST = 60
"""Levels of MathML that are read."""
TOKENS = frozenset(("mi", "mo", "mn", "mtext", "ms"))
IGNORED = frozenset(("annotation", "annotation-xml", "none", "mprescripts", "mphantom", "maligngroup", "malignmark"))
BAR = "\0"
"""Stands for a fraction without a line until the brackets around it are known."""
WITHOUT_LINE = re.compile(r"0+(?:\.0*)?(?:[a-z%]{1,3})?")
ENDS_WITH_COMMAND = re.compile(r"\\[A-Za-z]{1,40}$")


@dataclass(slots=True)
class Element:
    """An element of MathML, wherever it comes from."""

    tag: str
    children: list[Element] = field(default_factory=list)
    text: str = ""
    """Of a token: what it says."""
    attributes: Mapping[str, str | None] = field(default_factory=dict)


def element_of(node: LexborNode, depth: int = 0) -> Element:
    """The element that a node of the page's markup is."""
    tag = node.tag or ""
    if tag in TOKENS or depth > DEEPEST:
        return Element(tag if tag in TOKENS else "mtext", text=node.text() or "", attributes=node.attributes)
    if tag in IGNORED:
        return Element(tag)
    return Element(tag, [element_of(child, depth + 1) for child in elements(node)], "", node.attributes)


def to_tex(element: Element) -> str:
    """TeX for an element."""
    return write(element).replace(BAR, "")


def write(element: Element) -> str:
    """TeX for an element, with fractions without a line marked."""
    tag = element.tag
    if tag == "mspace":
        return r"\\ " if element.attributes.get("linebreak") == "newline" else " "
    if tag in TOKENS:
        return token(tag, " ".join(element.text.split()), element.attributes.get("mathvariant") or "")
    if tag in IGNORED or not element.children:
        return ""
    if tag == "mlabeledtr":  # the first cell is the number of the equation
        cells = [write(child) for child in element.children]
        return " & ".join(cells[1:]) + rf" \tag{{{label(element.children[0])}}}"
    if tag == "mfenced":
        return fenced(element)
    parts = [write(child) for child in element.children]
    if tag == "mfrac":
        return fraction(parts, element.attributes)
    if tag == "mmultiscripts":
        return multiscripts(element)
    return layout(tag, parts)


def fraction(parts: list[str], attributes: Mapping[str, str | None]) -> str:
    """A fraction; one without a line is a binomial where it stands in brackets."""
    first, second = parts[0], parts[1] if len(parts) > 1 else ""
    if WITHOUT_LINE.fullmatch((attributes.get("linethickness") or "").strip()):
        return f"{BAR}{{{first} \\atop {second}}}{BAR}"
    return rf"\frac{{{first}}}{{{second}}}"


def layout(tag: str, parts: list[str]) -> str:
    """TeX for an element of MathML with its children."""
    first = parts[0]
    second = parts[1] if len(parts) > 1 else ""
    third = parts[2] if len(parts) > 2 else ""
    match tag:
        case "msqrt":
            return rf"\sqrt{{{join(parts)}}}"
        case "mroot":
            return rf"\sqrt[{second}]{{{first}}}"
        case "msup":
            return f"{base(first)}^{{{second}}}" if second.strip("'") else first + second
        case "msub":
            return f"{base(first)}_{{{second}}}"
        case "msubsup" | "munderover":
            return f"{base(first)}_{{{second}}}^{{{third}}}"
        case "mover" | "munder" if second.strip() in ACCENTS_BY_TEX:
            return f"{ACCENTS_BY_TEX[second.strip()]}{{{first}}}"
        case "mover":
            return f"{base(first)}^{{{second}}}"
        case "munder":
            return f"{base(first)}_{{{second}}}"
        case "mtable":
            return table(parts)
        case "mtr":
            return " & ".join(parts)
        case "semantics" | "maction":
            return first
        case "menclose":
            return rf"\boxed{{{join(parts)}}}" if len(parts) == 1 else join(parts)
        case _:
            return join(parts)


def table(rows: list[str]) -> str:
    """A table; one of a single row is that row, as where a table holds an equation and its number."""
    if len(rows) == 1 and "&" not in rows[0]:
        return rows[0]
    if any(r"\tag{" in row for row in rows):
        return r"\begin{align} " + r" \\ ".join(rows) + r" \end{align}"
    return r"\begin{matrix} " + r" \\ ".join(rows) + r" \end{matrix}"


def label(cell: Element) -> str:
    """The number of an equation, without the parentheses that ``\\tag`` sets itself."""
    words: list[str] = []
    waiting = [cell]
    while waiting:
        one = waiting.pop()
        words.append(one.text)
        waiting += reversed(one.children)
    return "".join(words).strip().strip("()")


def fenced(element: Element) -> str:
    """What is between fences."""
    get = element.attributes.get
    opening, closing = get("open"), get("close")
    parts = [write(child) for child in element.children]
    begin = token("mo", "(" if opening is None else opening.strip(), "")
    end = token("mo", ")" if closing is None else closing.strip(), "")
    separators = get("separators")
    comma = ", " if separators is None else separators.strip()[:1]
    return join([begin, comma.join(parts), end])


def multiscripts(element: Element) -> str:
    """A base with scripts on both sides."""
    behind: list[str] = []
    before: list[str] = []
    side = behind
    for child in element.children[1:]:
        if child.tag == "mprescripts":
            side = before
        else:
            side.append(write(child))
    return scripts("{}", before) * bool(before) + scripts(base(write(element.children[0])), behind)


def scripts(tex: str, pairs: list[str]) -> str:
    """A base with pairs of a lower and an upper script."""
    lower = join(pairs[0::2])
    upper = join(pairs[1::2])
    return tex + (f"_{{{lower}}}" if lower else "") + (f"^{{{upper}}}" if upper else "")


def token(tag: str, text: str, variant: str) -> str:
    """TeX for a name, sign, number or piece of text."""
    text, alphabet = plain_letters(text)
    command = VARIANTS.get(variant or alphabet, "")
    if tag in ("mtext", "ms"):
        return rf"\text{{{text}}}" if text else ""
    if text in FUNCTIONS:
        return "\\" + text
    if command and text.isalnum():
        return f"{command}{{{text}}}"
    if tag == "mi" and len(text) > 1 and text.isalpha() and text.isascii():
        return rf"\mathrm{{{text}}}"
    return FENCES.get(text) or join([COMMANDS.get(sign, sign) for sign in text])


def join(parts: list[str]) -> str:
    """Pieces of TeX side by side; a command does not run into the letter behind it, brackets take what they hold."""
    out: list[str] = []
    index = 0
    while index < len(parts):
        part = parts[index]
        pair = (parts[index - 1], parts[index + 1]) if 0 < index < len(parts) - 1 else ("", "")
        held = binomial(part, pair)
        if held:
            out[-1] = held
            index += 2
            continue
        if part and part[0].isalpha() and out and ENDS_WITH_COMMAND.search(out[-1][-42:]):
            out.append(" ")
        if part:
            out.append(part)
        index += 1
    return "".join(out)


def binomial(part: str, pair: tuple[str, str]) -> str:
    """A fraction without a line in parentheses, as a binomial; nothing for what is none."""
    if pair == ("(", ")") and part.startswith(BAR) and part.endswith(BAR):
        upper, _, lower = part[2:-2].partition(r" \atop ")
        return rf"\binom{{{upper}}}{{{lower}}}"
    return ""


def base(tex: str) -> str:
    """What a script is put to, as one group."""
    is_group = len(tex) < 2 or re.fullmatch(r"\\[A-Za-z]+(?:\{[A-Za-z0-9]*\})?", tex)
    return tex if is_group else f"{{{tex}}}"


def elements(node: LexborNode) -> list[LexborNode]:
    """The child elements of a node."""
    children = []
    child = node.first_child
    while child is not None:
        if (child.tag or "-")[0] not in "-_!":
            children.append(child)
        child = child.next
    return children
