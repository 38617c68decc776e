"""What the elements of HTML are to a walk: what to do at each, and what kind of block stands in it."""

from __future__ import annotations

from cleaner.page.page import Kind

# Phrasing content (HTML Standard, 3.2.5.2.5) that does not break a line of text.
INLINE = frozenset(
    (
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rp rt rtc ruby s samp small "
        "span strike strong sub sup time tt u var wbr label output meter progress math mi mo mn ms mtext mrow msup msub "
        "mfrac msqrt mroot munder mover munderover msubsup mtable mtr mtd mstyle mspace semantics blink"
    ).split()
)
UNSEEN = frozenset(
    (
        "script style template noframes svg iframe object embed canvas head select datalist textarea audio video map "
        "annotation annotation-xml title link meta base param source track col colgroup -comment -doctype"
    ).split()
)
BLOCK_LEVEL = frozenset(
    (
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
        "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup "
        "option p search section summary table tbody td tfoot th thead tr ul"
    ).split()
)
"""Elements that browsers show as boxes (HTML Standard, 15.3); what they do not know they show inline."""
PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext"))
CONTROLS = frozenset(("select", "textarea"))
"""Elements that a reader fills in."""
TELLERS = frozenset(("script", "meta", "title", "noscript"))
"""Elements that are not shown, and may say something of the page all the same."""
OTHER, PARAGRAPH, CELL = (int(Kind.OTHER), 0), (int(Kind.PARAGRAPH), 0), (int(Kind.CELL), 0)
INSIDE: dict[str, tuple[int, int]] = {
    "p": PARAGRAPH,
    **dict.fromkeys(("li", "dt", "dd"), (int(Kind.LIST_ITEM), 0)),
    **dict.fromkeys(("td", "th"), CELL),
    **dict.fromkeys(("pre", "listing", "xmp", "code", "samp", "kbd", "tt"), (int(Kind.CODE), 0)),
    "blockquote": (int(Kind.QUOTE), 0),
    **dict.fromkeys(("figcaption", "caption"), (int(Kind.CAPTION), 0)),
    **{f"h{level}": (int(Kind.HEADING), level) for level in range(1, 7)},
}
"""The kind of what stands in an element, and the level of a heading."""
STICKY = frozenset(INSIDE[tag] for tag in ("li", "pre", "blockquote", "caption", "h1", "h2", "h3", "h4", "h5", "h6"))
"""A paragraph inside one of these is still what the outer element says."""
TEXT, BOX, PRE, LINK, EMPHASIS, PHRASE, LINE_BREAK, IMAGE, CONTROL, TELLER, SKIP, IN_PRE, SOFT, CODE = range(14)
"""What the walk does at a node; a lookup in one table is all it takes to tell. IN_PRE is a box inside ``<pre>``. At SOFT
and CODE it depends on what stands around: a box or a phrase, ``<pre>`` or a phrase."""
ACTIONS = {
    **dict.fromkeys(UNSEEN, SKIP),
    **dict.fromkeys(CONTROLS, CONTROL),
    **dict.fromkeys(TELLERS, TELLER),
    **dict.fromkeys(INLINE, PHRASE),
    **dict.fromkeys(("b", "strong", "em", "i"), EMPHASIS),
    "a": LINK,
    **dict.fromkeys(PREFORMATTED, PRE),
    **dict.fromkeys(BLOCK_LEVEL, BOX),
    **dict.fromkeys(("code", "samp", "kbd", "tt"), CODE),
    "br": LINE_BREAK,
    "img": IMAGE,
    "-text": TEXT,
}


def action_of(tag: str) -> int:
    """What the walk does at an element that is not in the table."""
    return PHRASE if tag.startswith("mjx-") and tag != "mjx-container" else SOFT
