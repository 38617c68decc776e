"""How a removed block gets its name: from itself, its boxes, its words, the heading above, its place on the page.

What a container is beats what is said inside it: all of a cookie notice is a cookie notice, a date on the card of
another article is of that card. Menus and the foot of the site are the weakest: a share bar in them is a share bar.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.explain.reasons.by_boxes import inline_place, place_of
from cleaner.explain.reasons.phrases import UNSPACED, PhraseMatch, shipped_phrases
from cleaner.explain.reasons.reason import Reason
from cleaner.explain.reasons.surroundings import LONGEST_DATE, WORD, is_long_title, is_title
from cleaner.page.page import Form, Kind
from cleaner.page.stubs import is_image_label, is_image_stub

if TYPE_CHECKING:
    from cleaner.explain.reasons.surroundings import Surroundings

LEAST_COOKIES = 4
"""Words of a notice that may be recognised by its words alone."""
SURE = 0.45
"""The share of a block that its words must be to overrule its place."""
LINKED = 0.6
TAIL = {Form.HTML: 0.85, Form.TEXT: 0.6}
"""How far down the page short lines are of the foot of the site, where nothing else names them."""
CONTROLS = frozenset(("button", "label", "legend", "summary"))
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
ON_CARDS = frozenset((Reason.BYLINE, Reason.TAGS, Reason.AUTHOR, Reason.CAPTION))
"""What belongs to another article where the titles of others are close."""
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
    phrase = shipped_phrases().match(text)
    if (
        phrase is not None
        and phrase.reason is Reason.COOKIES
        and phrase.coverage < 1
        and few_words(text, LEAST_COOKIES)
    ):
        phrase = None  # a shop may sell them
    if around.page.form is Form.TEXT:
        return by_words(around, number, phrase) or by_shape(around, number)
    place, last = place_of(around, number)
    if place is None:
        place = inline_place(around, number)
    if place is not None:
        place = reconcile(around, number, place, phrase)
        on_card = (
            place in ON_CARDS
            and not (place is Reason.AUTHOR and around.in_box_of_author(number))
            and len(text) <= LONGEST_CONTACT
            and around.among_titles(number)
            and not around.close(number)
        )
        return Reason.RELATED if on_card else place
    found = by_words(around, number, phrase)
    if found is None:
        shape = by_shape(around, number)
        found = shape if last is None or shape is Reason.RELATED else last
    return found


def reconcile(around: Surroundings, number: int, place: Reason, phrase: PhraseMatch | None) -> Reason:
    """The name, where the boxes say one thing and the words perhaps another."""
    text = around.page.blocks.texts[number]
    linked = around.page.blocks.links[number] > 0
    if place is Reason.NAVIGATION and is_long_title(text) and is_teaser(around, number):
        return Reason.RELATED
    if place in (Reason.AUTHOR, Reason.CAPTION, Reason.TAGS) and len(text) <= LONGEST_CONTACT and BY.match(text):
        return Reason.BYLINE
    if phrase is not None and phrase.reason is Reason.PAGINATION and phrase.coverage > 0.6:
        return phrase.reason
    if place is Reason.ADVERTISEMENT and around.heads[number] is Reason.RELATED and is_title(text):
        return Reason.RELATED
    if phrase is None:
        return place
    least = SURE / 3 if place is Reason.FORM else 0.75 * SURE if phrase.reason is Reason.SHARE else SURE
    sure = phrase.coverage >= least or (phrase.reason is Reason.LOGIN and len(WORD.findall(text)) <= 3)
    if phrase.reason is Reason.ADVERTISEMENT and sure and place is not Reason.COOKIES:
        return phrase.reason
    if place in (
        Reason.NAVIGATION,
        Reason.LEGAL,
        Reason.FORM,
        Reason.HIDDEN,
        Reason.BYLINE,
        Reason.TAGS,
        Reason.AUTHOR,
    ):
        if phrase.reason in STRONG and sure:
            if (
                phrase.reason in (Reason.NEWSLETTER, Reason.COOKIES)
                and place is not Reason.FORM
                and len(WORD.findall(text)) < 2
            ):
                return place
            return phrase.reason
        if (
            phrase.reason is Reason.RELATED
            and (sure or text.endswith(":"))
            and place is Reason.NAVIGATION
            and not linked
            and len(WORD.findall(text)) > 1
        ):
            return phrase.reason
        if phrase.reason is Reason.COMMENTS and sure and place is Reason.NAVIGATION and not around.above(number):
            return phrase.reason
        if phrase.reason is Reason.LEGAL and "©" in text:
            return phrase.reason
        if phrase.reason is Reason.RELATED and sure and place is Reason.BYLINE:
            return phrase.reason
        if phrase.reason is Reason.BYLINE and place is Reason.AUTHOR and sure:
            return phrase.reason
    if place is Reason.COMMENTS and phrase.reason in (Reason.COMMENT_FORM, Reason.LOGIN) and phrase.coverage > 0.25:
        return phrase.reason
    if place is Reason.ADVERTISEMENT and (
        phrase.reason is Reason.RELATED and sure or phrase.reason is Reason.LEGAL and "©" in text
    ):
        return phrase.reason
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


def by_words(around: Surroundings, number: int, phrase: PhraseMatch | None) -> Reason | None:
    """What the words of a block, or of the heading above it, say."""
    text = around.page.blocks.texts[number]
    head = around.heads[number]
    if len(text) < LONGEST_TITLE and TRAIL.match(text) and not around.below(number):
        return Reason.BREADCRUMB
    if phrase is not None and (phrase.coverage >= 0.25 or phrase.reason in TALKATIVE):
        if text.startswith("©") and not around.below(number) and not YEAR.search(text):
            return Reason.CAPTION
        if phrase.reason is Reason.LEGAL and around.above(number) and "©" not in text and len(text) < LONGEST_DATE:
            return Reason.NAVIGATION
        if phrase.reason is Reason.NEWSLETTER and around.page.form is Form.TEXT and few_words(text, 2):
            return by_shape(around, number)
        if head in (Reason.RELATED, Reason.COOKIES) and phrase.coverage < SURE and phrase.reason not in STRONG:
            return head
        return phrase.reason
    if len(text) <= LONGEST_CONTACT and CONTACT.search(text):
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
