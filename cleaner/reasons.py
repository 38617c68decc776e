"""Names for what a removed block was. A reason only names; it never decides.

Told from what the block is, from the names and roles of the boxes around it, and from its words. The first rule that
fits gives the name, the innermost boxes before the outer ones.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from cleaner.page import Form, Kind
from cleaner.wording import told_by_words

if TYPE_CHECKING:
    from cleaner.document import Document
    from cleaner.page import Boxes, Page


class Reason(StrEnum):
    """What a removed block was."""

    NAVIGATION = "navigation"
    BREADCRUMB = "breadcrumb"
    RELATED = "related"
    IMAGE_PLACEHOLDER = "image placeholder"
    CAPTION = "caption or credit"
    LOGIN = "login or subscription prompt"
    NEWSLETTER = "newsletter"
    COOKIES = "cookie or consent notice"
    SHARE = "share bar"
    COMMENTS = "comments"
    COMMENT_FORM = "comment form"
    ADVERTISEMENT = "advertisement"
    AUTHOR = "author box"
    BYLINE = "byline or date"
    TAGS = "tags"
    PAGINATION = "pagination"
    FORM = "search or form"
    LEGAL = "legal or footer"
    CONTENTS = "table of contents"
    HIDDEN = "hidden"
    REPEATED = "repeated by the site"
    OTHER = "other"


# Words in class names, ids, roles and labels of boxes.
PLACES = {
    Reason.COOKIES: r"cookie|consent|gdpr|onetrust|cmp",
    Reason.BREADCRUMB: r"breadcrumbs?|ariane|crumbs?",
    Reason.SHARE: r"share|sharing|social|sharedaddy|addthis|sns|partage",
    Reason.NEWSLETTER: r"newsletter|subscribe|mailing|optin|signup",
    Reason.LOGIN: r"login|signin|register|paywall|abo|premium|subscription|regwall",
    Reason.COMMENT_FORM: r"respond|commentform|replyform",
    Reason.COMMENTS: r"comments?|kommentare?|disqus|commentaires|discussion",
    Reason.ADVERTISEMENT: r"ads?|advert|advertisement|sponsor|sponsored|promo|banner|anzeige",
    Reason.AUTHOR: r"author|bio|autor|auteur|about author",
    Reason.BYLINE: r"byline|meta|date|datum|dateline|posted|published|timestamp|signature",
    Reason.TAGS: r"tags?|keywords|topics|taglist",
    Reason.PAGINATION: r"pagination|pager|paging|prev|next|pages",
    Reason.CONTENTS: r"toc|tableofcontents",
    Reason.RELATED: r"related|recommend|recommended|recommendations|more|similar|recent|popular|trending|mostread|also|teasers?|"
    r"ranking|suggested|latest|videos?|archives?|widget",
    Reason.FORM: r"search|form|filter|facets?",
    Reason.CAPTION: r"caption|credit|figcaption|copyright",
    Reason.NAVIGATION: r"nav|navigation|menu|navbar|sidebar|toolbar|header|topbar|masthead|skip|topnav",
    Reason.LEGAL: r"footer|legal|imprint|disclaimer|colophon|foot",
}
PLACE_RULES = tuple((reason, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")) for reason, words in PLACES.items())
TAGS = {
    "nav": Reason.NAVIGATION, "footer": Reason.LEGAL, "form": Reason.FORM, "figcaption": Reason.CAPTION,
    "header": Reason.NAVIGATION, "aside": Reason.RELATED, "button": Reason.FORM, "label": Reason.FORM,
}  # fmt: skip
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\d-]+")
STUB = re.compile(
    r"^(?:!\[[^\]]*\]\([^)]*\)?|\S*/\S+\.(?:png|jpe?g|gif|webp|svg|avif)\)?|\[?(?:image|photo|bild|imagen?|foto)\b[^a-z]{0,12}\]?)$",
    re.I,
)
COPYRIGHT = re.compile(r"©|\(c\) ?\d{4}|all rights reserved|tous droits réservés|alle rechte vorbehalten", re.I)
DATE = re.compile(r"^\D{0,24}\d{1,4}[./\s-]\s?\S{1,10}[./\s-]\s?\d{2,4}\D{0,24}(?:\d{1,2}:\d\d\D{0,8})?$")


def reasons_of(document: Document) -> list[Reason | None]:
    """(n,) a name for every removed block, None for the kept ones."""
    page = document.page
    memory: dict[int, Reason | None] = {}
    template = document.decided_by
    found: list[Reason | None] = []
    for number in range(len(page)):
        if document.kept[number]:
            found.append(None)
            continue
        reason = reason_of(page, number, memory)
        if reason is Reason.OTHER and template and template[number] != "page":
            reason = Reason.REPEATED
        found.append(reason)
    return found


def reason_of(page: Page, number: int, memory: dict[int, Reason | None]) -> Reason:
    """The name of one removed block."""
    text = page.blocks.texts[number]
    if page.form is Form.TEXT:
        return line_reason(page, number)
    if STUB.match(text):
        return Reason.IMAGE_PLACEHOLDER
    if page.blocks.kinds[number] == Kind.CAPTION:
        return Reason.CAPTION
    box = page.blocks.boxes[number]
    chain: list[int] = []
    reason = None
    while box >= 0:
        if box in memory:
            reason = memory[box]
            break
        chain.append(box)
        reason = place_reason(page.boxes, box)
        if reason is not None:
            break
        box = page.boxes.parents[box]
    memory.update(dict.fromkeys(chain, reason))
    if reason is None or reason is Reason.LEGAL:
        if COPYRIGHT.search(text):
            return Reason.LEGAL
        if len(text) < 60 and DATE.match(text):
            return Reason.BYLINE
    if reason is None and len(text) < 200 and page.blocks.link_chars[number] > 0.6 * len("".join(text.split())):
        return Reason.RELATED if len(text) > 30 else Reason.NAVIGATION
    return reason or Reason.OTHER


def line_reason(page: Page, number: int) -> Reason:
    """The name of one removed line of scraped text; the items of a list are what the line above it is."""
    text, box = page.blocks.texts[number], page.blocks.boxes[number]
    if page.boxes.tags[box] == "img":
        return Reason.IMAGE_PLACEHOLDER
    if len(text) < 60 and DATE.match(text):
        return Reason.BYLINE
    own = told_by_words(text)
    if own is None and page.blocks.kinds[number] == Kind.LIST_ITEM:
        begin = page.boxes.begins[page.boxes.parents[box]]
        own = told_by_words(page.blocks.texts[begin - 1]) if begin else None
    return Reason(own) if own is not None else Reason.OTHER


def place_reason(boxes: Boxes, box: int) -> Reason | None:
    """What a box says it is, by its names, else by its tag."""
    attributes = boxes.attribute_sets[boxes.attributes[box]]
    if attributes.hidden:
        return Reason.HIDDEN
    names = f"{attributes.classes} {attributes.id} {attributes.role} {attributes.itemprop} {attributes.label}"
    if names.strip():
        split = HUMP.sub(" ", names).lower()
        for reason, rule in PLACE_RULES:
            if rule.search(split):
                return reason
    return TAGS.get(boxes.tags[box])
