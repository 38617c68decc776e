"""How a removed block gets its name: from itself, its boxes, its words, the heading above, its place on the page.

Boxes are asked from the inside to the outside. What a container is beats what is said inside it: all of a cookie
notice is a cookie notice, a date on the card of another article is of that card. Menus and the foot of the site are
the weakest: a share bar in them is a share bar.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.explain.reasons.box_names import named
from cleaner.explain.reasons.phrases import UNSPACED, Told, shipped_phrases
from cleaner.explain.reasons.reason import Reason
from cleaner.explain.reasons.surroundings import WORD, is_long_title, is_title
from cleaner.page.page import Form, Kind
from cleaner.page.stubs import is_image_label, is_image_stub

if TYPE_CHECKING:
    from cleaner.explain.reasons.surroundings import Surroundings

LEAST_COOKIES = 4
"""Words of a notice that the words alone may tell."""
SURE = 0.45
"""The share of a block that its words must be to overrule its place."""
NOWHERE = 1000
"""A depth that no box has."""
HEADLINE = 0.005
"""The share of the kept text from which on a head is the article's."""
LINKED = 0.6
TAIL = {Form.HTML: 0.85, Form.TEXT: 0.6}
"""How far down the page short lines are of the foot of the site, where nothing else names them."""
CONTROLS = frozenset(("button", "label", "legend", "summary"))
LONGEST_DATE = 60
LONGEST_TITLE = 200
DATE = re.compile(
    r"\d{1,4}[./\s-]{1,2}\w{1,12}\.?[./\s,-]{1,2}\d{2,4}|\w{3,12}\.?\s\d{1,2},?\s\d{4}|\d{1,2}:\d{2}|\d{4}年|\d{1,2}月\d{1,2}日|\d{1,2}\.\s?\w{3,10}\s\d{4}",
)
BY = re.compile(
    r"^(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd][ia]|[Dd]oor|[Oo]d|[Aa]v|[Aa]f|[Vv]an|[Aa]utor)\s+(?:[A-ZÀ-Þ][\w.'’-]*[\s,&]*){1,6}(?:\W|$)"
)
YEAR = re.compile(r"(?:19|20)\d\d|right|recht|droit")
"""What a notice of copyright has, and a photographer's credit has not."""
CUT_OFF = re.compile(r"/\S+\)$")
"""What naive scrapers leave of an image."""
TRAIL = re.compile(r"[^>›»→]{1,50}(?:[>›»→][^>›»→]{1,80}){2,}$|[^/]{2,40}(?:\s/\s[^/]{2,80}){2,}$")
"""Home › News › Birds."""
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?:\+|\(0?\d|tel|fax|phone|call)\D{0,12}\d[\d\s().-]{5,}\d", re.I)
LONGEST_CONTACT = 120
STRONG = frozenset(
    (Reason.ADVERTISEMENT, Reason.SHARE, Reason.LOGIN, Reason.NEWSLETTER, Reason.COMMENT_FORM, Reason.COOKIES)
)
"""What words may say against a weak place."""
INNER = frozenset((
    Reason.SHARE, Reason.LOGIN, Reason.NEWSLETTER, Reason.FORM, Reason.ADVERTISEMENT, Reason.TAGS, Reason.AUTHOR,
    Reason.BYLINE, Reason.CAPTION, Reason.IMAGE_PLACEHOLDER, Reason.PAGINATION, Reason.CONTENTS, Reason.BREADCRUMB,
))  # fmt: skip
"""What boxes may say, beside the containers that are asked first."""
WRAPPERS = frozenset((Reason.BREADCRUMB, Reason.PAGINATION, Reason.CONTENTS))
WRAPPED = 3
"""What beats a menu inside it, so many boxes around it."""
ON_CARDS = frozenset((Reason.BYLINE, Reason.TAGS, Reason.AUTHOR, Reason.CAPTION))
"""What belongs to another article where the titles of others are close."""
IN_FOOT = WRAPPERS | {Reason.SHARE, Reason.LOGIN, Reason.NEWSLETTER, Reason.ADVERTISEMENT, Reason.FORM}
"""What beats a menu, or the foot of the site, around it."""
OF_THEIR_OWN = frozenset((Reason.NEWSLETTER, Reason.ADVERTISEMENT, Reason.LOGIN, Reason.FORM))
"""What beats a list of articles around it."""


TALKATIVE = frozenset((Reason.COOKIES, Reason.LEGAL, Reason.NEWSLETTER, Reason.LOGIN, Reason.BREADCRUMB))
"""What says so in few of many words."""


def reason_of(around: Surroundings, number: int) -> Reason:
    """The name of one block, as if it was removed."""
    text = around.page.blocks.texts[number]
    if (
        is_image_stub(text)
        or is_image_label(text)
        or CUT_OFF.match(text)
        or around.page.boxes.tags[around.page.blocks.boxes[number]] == "img"
    ):
        return Reason.IMAGE_PLACEHOLDER
    told = shipped_phrases().tell(text)
    if told is not None and told.reason is Reason.COOKIES and told.coverage < 1 and few_words(text, LEAST_COOKIES):
        told = None  # a shop may sell them
    if around.page.form is Form.TEXT:
        return by_words(around, number, told) or by_shape(around, number)
    place, last = place_of(around, number)
    if place is None:
        place = inline_place(around, number)
    if place is not None:
        place = settle(around, number, place, told)
        on_card = (
            place in ON_CARDS
            and len(text) <= LONGEST_CONTACT
            and around.among_titles(number)
            and not around.close(number)
        )
        return Reason.RELATED if on_card else place
    found = by_words(around, number, told)
    if found is None:
        shape = by_shape(around, number)
        found = shape if last is None or shape is Reason.RELATED else last
    return found


def place_of(around: Surroundings, number: int) -> tuple[Reason | None, Reason | None]:
    """What the boxes around a block say it is, and what they say if nothing else names it."""
    near: dict[Reason, int] = {}
    far: dict[Reason, int] = {}
    foot = False
    for depth, box in enumerate(around.chain(number)):
        for reason in around.names.of(box):
            if reason is Reason.NAVIGATION and around.kept_share[box] > HEADLINE:
                continue  # the head of an article
            if reason is Reason.FORM and not around.is_small(box):
                continue
            if reason is Reason.LEGAL and around.at_foot(box):
                foot = True
            near.setdefault(reason, depth)
            far[reason] = depth
    last = Reason.HIDDEN if Reason.HIDDEN in near else Reason.LEGAL if Reason.LEGAL in near else None
    if Reason.COOKIES in near:
        return Reason.COOKIES, last
    if around.comments_kept(number):
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


RANKS = {reason: rank for rank, reason in enumerate(Reason)}
"""The order of the reasons, so that ties do not depend on the order of sets."""


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


def settle(around: Surroundings, number: int, place: Reason, told: Told | None) -> Reason:
    """The name, where the boxes say one thing and the words perhaps another."""
    text = around.page.blocks.texts[number]
    linked = around.page.blocks.links[number] > 0
    if place is Reason.NAVIGATION and is_long_title(text) and is_teaser(around, number):
        return Reason.RELATED
    if place in (Reason.AUTHOR, Reason.CAPTION, Reason.TAGS) and len(text) <= LONGEST_CONTACT and BY.match(text):
        return Reason.BYLINE
    if told is not None and told.reason is Reason.PAGINATION and told.coverage > 0.6:
        return told.reason
    if place is Reason.ADVERTISEMENT and around.heads[number] is Reason.RELATED and is_title(text):
        return Reason.RELATED
    if told is None:
        return place
    least = SURE / 3 if place is Reason.FORM else 0.75 * SURE if told.reason is Reason.SHARE else SURE
    sure = told.coverage >= least or (told.reason is Reason.LOGIN and len(WORD.findall(text)) <= 3)
    if told.reason is Reason.ADVERTISEMENT and sure and place is not Reason.COOKIES:
        return told.reason
    if place in (
        Reason.NAVIGATION,
        Reason.LEGAL,
        Reason.FORM,
        Reason.HIDDEN,
        Reason.BYLINE,
        Reason.TAGS,
        Reason.AUTHOR,
    ):
        if told.reason in STRONG and sure:
            if (
                told.reason in (Reason.NEWSLETTER, Reason.COOKIES)
                and place is not Reason.FORM
                and len(WORD.findall(text)) < 2
            ):
                return place
            return told.reason
        if (
            told.reason is Reason.RELATED
            and (sure or text.endswith(":"))
            and place is Reason.NAVIGATION
            and not linked
            and len(WORD.findall(text)) > 1
        ):
            return told.reason
        if told.reason is Reason.COMMENTS and sure and place is Reason.NAVIGATION and not around.above(number):
            return told.reason
        if told.reason is Reason.LEGAL and "©" in text:
            return told.reason
        if told.reason is Reason.RELATED and sure and place is Reason.BYLINE:
            return told.reason
        if told.reason is Reason.BYLINE and place is Reason.AUTHOR and sure:
            return told.reason
    if place is Reason.COMMENTS and told.reason in (Reason.COMMENT_FORM, Reason.LOGIN) and told.coverage > 0.25:
        return told.reason
    if place is Reason.ADVERTISEMENT and (
        told.reason is Reason.RELATED and sure or told.reason is Reason.LEGAL and "©" in text
    ):
        return told.reason
    return place


def few_words(text: str, least: int) -> bool:
    """Whether a text has fewer words than that; none can tell of scripts without spaces."""
    return not UNSPACED.search(text) and len(WORD.findall(text)) < least


def is_teaser(around: Surroundings, number: int) -> bool:
    """Whether a title in a menu is that of an article: one link, among others of its kind."""
    blocks = around.page.blocks
    if blocks.links[number] != 1 or not around.among_titles(number):
        return False
    near = blocks.texts[max(0, number - 1) : number + 2]
    return blocks.kinds[number] != Kind.LIST_ITEM or (len(near) == 3 and all(map(is_long_title, near)))


def by_words(around: Surroundings, number: int, told: Told | None) -> Reason | None:
    """What the words of a block, or of the heading above it, say."""
    text = around.page.blocks.texts[number]
    head = around.heads[number]
    if len(text) < LONGEST_TITLE and TRAIL.match(text) and not around.below(number):
        return Reason.BREADCRUMB
    if told is not None and (told.coverage >= 0.25 or told.reason in TALKATIVE):
        if text.startswith("©") and not around.below(number) and not YEAR.search(text):
            return Reason.CAPTION
        if told.reason is Reason.LEGAL and around.above(number) and "©" not in text and len(text) < LONGEST_DATE:
            return Reason.NAVIGATION
        if told.reason is Reason.NEWSLETTER and around.page.form is Form.TEXT and few_words(text, 2):
            return by_shape(around, number)
        if head in (Reason.RELATED, Reason.COOKIES) and told.coverage < SURE and told.reason not in STRONG:
            return head
        return told.reason
    if CONTACT.search(text) and len(text) <= LONGEST_CONTACT:
        return Reason.NAVIGATION if around.above(number) else Reason.LEGAL
    if len(text) <= LONGEST_DATE and (DATE.search(text) or BY.match(text)):
        if head in (Reason.RELATED, Reason.COMMENTS):
            return head
        return Reason.RELATED if around.among_titles(number) else Reason.BYLINE
    return Reason.RELATED if head is Reason.TAGS and is_title(text) else head


def by_shape(around: Surroundings, number: int) -> Reason:
    """What a block is by its links, its length and where it stands; the weakest of all."""
    page = around.page
    blocks = page.blocks
    text = blocks.texts[number]
    linked = blocks.link_chars[number] > LINKED * len("".join(text.split()))
    if blocks.kinds[number] == Kind.CAPTION:
        return Reason.CAPTION
    if page.form is Form.TEXT:  # it does not say what was a link
        linked = around.above(number) or around.below(number) or around.apart(number)
    if is_long_title(text) if around.above(number) else is_title(text):
        alone = around.apart(number) and (linked or (around.below(number) and not around.in_main(number)))
        if len(text) < LONGEST_TITLE and (alone or around.among_titles(number)):
            return Reason.RELATED
        return Reason.OTHER
    if page.boxes.tags[blocks.boxes[number]] in CONTROLS:
        return Reason.FORM
    if around.below(number) and around.among_titles(number):
        return Reason.RELATED
    if around.above(number):
        return (
            Reason.NAVIGATION if len(text) < LONGEST_TITLE and (linked or not around.in_main(number)) else Reason.OTHER
        )
    if linked and around.below(number):
        return (
            Reason.LEGAL
            if number >= TAIL[page.form] * len(page) and not around.in_margin(number)
            else Reason.NAVIGATION
        )
    return Reason.NAVIGATION if linked and around.apart(number) else Reason.OTHER
