"""Elements that are boxes in one place and part of a sentence in another: unknown ones, buttons and controls.

Browsers show what they do not know inline. Yet many pages are made of such elements, each a box by the page's style
sheet; so one is part of a sentence where words of its line stand next to it and it holds no box.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.segment.html.elements import ACTIONS, BOX, PHRASE, PRE, SKIP, SOFT, action_of
from cleaner.segment.html.furniture import descendants, is_beside_code

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

SENTENCES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
"""Elements of which all that is not a box is one sentence, or several."""
ACTING = frozenset(("button", "input"))
LOOKED_INTO = 200
"""Nodes of an element that are looked at for boxes; what has more is one."""
SIBLINGS = 4
LONGEST_SIGN = 3


def soft_action(node: LexborNode, tag: str, in_text: bool, has_code: bool) -> int:
    """What to do at an element that is not a box everywhere.

    :param in_text: whether words of its line, or an open inline element, stand before it.
    :param has_code: whether the page has ``<pre>`` at all.
    """
    if tag == "mjx-container":
        # Without characters of its own, which its style sheet draws, it would be no block, and gone.
        return BOX if node.attributes.get("display") == "true" and (node.text() or "").strip() else PHRASE
    if tag in ACTING:
        if has_code and tag == "button" and is_beside_code(node):
            return SKIP
        return PHRASE if in_text and words_follow(node) else BOX
    return PHRASE if (in_text or words_follow(node)) and not holds_box(node) else BOX


def is_note_mark(sup: LexborNode) -> bool:
    """Whether what stands high is the bare sign of a note, which would be glued to the word before: a link in the page."""
    sign = (sup.text() or "").strip()
    if not (0 < len(sign) <= LONGEST_SIGN and sign.isalnum()):
        return False
    around = sup.parent
    inside = (node for node in descendants(sup) if node.tag == "a")
    link = around if around is not None and around.tag == "a" else next(inside, None)
    return link is not None and "#" in (link.attributes.get("href") or "")


def words_follow(node: LexborNode) -> bool:
    """Whether text stands right after an element."""
    after = node.next
    for _ in range(SIBLINGS):
        if after is None:
            return False
        if after.tag == "-text":
            if not (after.text_content or "").isspace():
                return True
        elif after.tag != "-comment":
            return False
        after = after.next
    return False


def holds_box(node: LexborNode) -> bool:
    """Whether an element has a block-level element inside, or too much to be sure."""
    count = 0
    stack = [node.first_child]
    while stack:
        child = stack.pop()
        if child is None:
            continue
        count += 1
        if count > LOOKED_INTO:
            return True
        tag = child.tag or ""
        action = ACTIONS.get(tag)
        if action is None:
            action = action_of(tag)
        if action in (BOX, PRE):
            return True
        stack.append(child.next)
        if action <= PHRASE or action == SOFT:
            stack.append(child.first_child)
    return False
