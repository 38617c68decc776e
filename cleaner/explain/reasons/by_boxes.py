"""What the boxes around a block say it is, asked from the inside to the outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.explain.reasons.box_names import named
from cleaner.explain.reasons.reason import Reason
from cleaner.explain.reasons.surroundings import LONGEST_DATE, is_title

if TYPE_CHECKING:
    from cleaner.explain.reasons.surroundings import Surroundings

NOWHERE = 1000
"""A depth that no box has."""
INNER = frozenset((
    Reason.SHARE, Reason.LOGIN, Reason.NEWSLETTER, Reason.FORM, Reason.ADVERTISEMENT, Reason.TAGS, Reason.AUTHOR,
    Reason.BYLINE, Reason.CAPTION, Reason.IMAGE_PLACEHOLDER, Reason.PAGINATION, Reason.CONTENTS, Reason.BREADCRUMB,
))  # fmt: skip
"""What boxes may say, beside the containers that are asked first."""
WRAPPERS = frozenset((Reason.BREADCRUMB, Reason.PAGINATION, Reason.CONTENTS))
WRAPPED = 3
"""What beats a menu inside it, so many boxes around it."""
IN_FOOT = WRAPPERS | {Reason.SHARE, Reason.LOGIN, Reason.NEWSLETTER, Reason.ADVERTISEMENT, Reason.FORM}
"""What beats a menu, or the foot of the site, around it."""
OF_THEIR_OWN = frozenset((Reason.NEWSLETTER, Reason.ADVERTISEMENT, Reason.LOGIN, Reason.FORM))
"""What beats a list of articles around it."""
RANKS = {reason: rank for rank, reason in enumerate(Reason)}
"""The order of the reasons, so that ties do not depend on the order of sets."""


def place_of(around: Surroundings, number: int) -> tuple[Reason | None, Reason | None]:
    """What the boxes around a block say it is, and what they say if nothing else names it."""
    said = around.said[around.page.blocks.boxes[number]]
    near = {reason: said.depth - depth for reason, depth in said.near.items()}  # how far out
    far = {reason: said.depth - depth for reason, depth in said.far.items()}
    foot = said.in_foot
    last = Reason.HIDDEN if Reason.HIDDEN in near else Reason.LEGAL if Reason.LEGAL in near else None
    if Reason.COOKIES in near:
        return Reason.COOKIES, last
    if said.in_article_of_comments:  # the readers' words are the article: those of a forum
        near.pop(Reason.COMMENTS, None)
        far.pop(Reason.COMMENTS, None)
    navigation = near.get(Reason.NAVIGATION, NOWHERE)
    if Reason.NEWSLETTER in near:
        near.pop(Reason.LOGIN, None)
    if Reason.NEWSLETTER in near or Reason.LOGIN in near:
        near.pop(Reason.FORM, None)
    comments = max(far.get(Reason.COMMENTS, -1), far.get(Reason.COMMENT_FORM, -1))
    if (
        around.is_thread(number, comments, far.get(Reason.RELATED, -1))
        and near.get(Reason.COMMENTS, far.get(Reason.COMMENT_FORM, 0)) <= navigation
    ):
        return (Reason.COMMENT_FORM if Reason.COMMENT_FORM in near else Reason.COMMENTS), last
    depth, inner = min(
        ((near[reason], reason) for reason in INNER if reason in near), default=(NOWHERE, None), key=order
    )
    if Reason.RELATED in near and related_wins(around, number, near, foot):
        if inner in OF_THEIR_OWN and depth < near[Reason.RELATED]:
            return inner, last
        return Reason.RELATED, last
    if foot:
        return (inner if inner in IN_FOOT else Reason.LEGAL), last
    if navigation < NOWHERE:
        return (
            inner
            if inner in IN_FOOT and depth <= navigation + (WRAPPED if inner in WRAPPERS else 0)
            else Reason.NAVIGATION
        ), last
    return inner, last


def order(pair: tuple[int, Reason]) -> tuple[int, bool, int]:
    """The innermost first; forms after what says more."""
    return pair[0], pair[1] is Reason.FORM, RANKS[pair[1]]


def related_wins(around: Surroundings, number: int, near: dict[Reason, int], foot: bool) -> bool:
    """Whether a list of articles counts that stands in a menu or at the foot of the site: for its titles, it does."""
    navigation = near.get(Reason.NAVIGATION, NOWHERE)
    if navigation == NOWHERE and not foot:
        return True
    return near[Reason.RELATED] <= navigation and is_title(around.page.blocks.texts[number])


def inline_place(around: Surroundings, number: int) -> Reason | None:
    """What the names of inline elements say of a short block."""
    blocks = around.page.blocks
    if not blocks.inlines[number] or len(blocks.texts[number]) > LONGEST_DATE:
        return None
    found = named(blocks.inlines[number]) & {
        Reason.BYLINE,
        Reason.AUTHOR,
        Reason.TAGS,
        Reason.SHARE,
        Reason.CAPTION,
        Reason.COMMENTS,
    }
    return min(found, default=None)
