"""What the boxes of a page say they are: by the words of their names, by their roles and tags."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from cleaner.explain.reasons.phrases import Phrases, fits, read_phrases, shipped_phrases
from cleaner.explain.reasons.reason import Reason

if TYPE_CHECKING:
    from cleaner.page.page import Attributes, Boxes

NAME = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+")
"""One word of a name: ``relatedPosts``, ``related-posts`` and ``related_posts`` have two."""
PART = re.compile(r"[^\w]+|_+")
HASH = re.compile(r"(?=.{6})[a-zA-Z]*\d+[a-zA-Z]+\d|(?=.{8}).*\d")
"""A part of a name that a program made up."""
LONGEST = 400
SURE = 0.45
"""The share of a text that its words must be to overrule its place."""
UTILITY = re.compile(r"(?<!\S)\S*[:\[\]]\S*")
"""Class names of utility frameworks, which say how a box looks and not what it is: ``lg:grid-cols-2``, ``w-[20px]``."""
TAGS = {
    "nav": Reason.NAVIGATION, "header": Reason.NAVIGATION, "footer": Reason.LEGAL, "form": Reason.FORM,
    "figcaption": Reason.CAPTION, "fieldset": Reason.FORM, "search": Reason.FORM,
}  # fmt: skip
ROLES = {
    "navigation": Reason.NAVIGATION, "banner": Reason.NAVIGATION, "menu": Reason.NAVIGATION, "menubar": Reason.NAVIGATION,
    "contentinfo": Reason.LEGAL, "search": Reason.FORM, "form": Reason.FORM, "tablist": Reason.NAVIGATION,
    "doc-toc": Reason.CONTENTS, "doc-credit": Reason.CAPTION,
}  # fmt: skip
PROPERTIES = {
    "author": Reason.BYLINE, "datepublished": Reason.BYLINE, "datemodified": Reason.BYLINE, "keywords": Reason.TAGS,
    "comment": Reason.COMMENTS, "commenttext": Reason.COMMENTS, "breadcrumb": Reason.BREADCRUMB,
    "caption": Reason.CAPTION, "copyrightholder": Reason.LEGAL,
}  # fmt: skip
SPOKEN = re.compile(
    r"(?<![a-z])(?:sr-only|visually-?hidden|screen-?reader[\w-]*|a11y-hidden|hidden-visually)(?![a-z])", re.I
)
"""Class names of what only screen readers are to read."""
HEAD = re.compile(r"(?<!\S)(?:header|head)(?!\S)", re.I)
"""A whole class name or id of the head of a site."""
FEET_OF_PARTS = re.compile(
    r"(?:article|post|entry|card|comment|item|product|block|box|section|widget|modal|table|message|review|panel|story|content"
    r"|news|teaser|author|form|dialog|popup|module|group|cell|slide|gallery|figure|quote)s?(?:[\s_-]*|[^\W\d_]*[_-]+)foot(?:er)?",
    re.I,
)
"""Names of what is at the foot of a card, a comment or the like, and not of the site."""
PARTS = frozenset(("article", "aside", "li", "section", "main", "td", "figure"))
"""Boxes whose heads are not the head of the site."""
NOBODY = frozenset(("body", "html", "main"))
"""Boxes around everything; what their names say is of the page, not of its parts."""


@cache
def shipped_names() -> Phrases:
    """Words in the names of boxes."""
    return read_phrases([(files("cleaner.explain.reasons") / "box_names.json").read_text(encoding="utf-8")])


def named(names: str) -> frozenset[Reason]:
    """All that the words of names say.

    A phrase of several words stands in one name, and silences the shorter ones in it: most commented are no
    comments.
    """
    phrases = shipped_names().by_word
    found: set[Reason] = set()
    for name in UTILITY.sub(" ", names[:LONGEST]).split():
        words = words_of(name)
        spans: list[tuple[int, int, Reason]] = []
        for at, word in enumerate(words):
            for key in {word[:3], word[:2]}:
                for phrase in phrases.get(key, ()):
                    size = len(phrase.words)
                    if at + size <= len(words) and all(map(fits, phrase.words, words[at : at + size])):
                        spans.append((at, at + size, phrase.reason))
        for begin, end, reason in spans:
            if not any(b <= begin and end <= e and e - b > end - begin for b, e, _ in spans):
                found.add(reason)
    return frozenset(found)


def words_of(name: str) -> list[str]:
    """The words of one name; what a program made up has none."""
    found: list[str] = []
    for part in PART.split(name):
        words = NAME.findall(part)
        letters = sum(map(len, words))
        if not HASH.match(part) and (len(words) <= 2 or letters >= 3 * len(words)):
            found.extend(word.lower() for word in words)
    return found


def says(attributes: Attributes) -> frozenset[Reason]:
    """All that the attributes of a box say it is."""
    names = f"{attributes.classes} {attributes.id} {'-'.join(attributes.label.split())}"[:LONGEST]
    found = set(named(FEET_OF_PARTS.sub(" ", names)))
    if attributes.role in ROLES:
        found.add(ROLES[attributes.role])
    for word in attributes.itemprop.lower().split():
        if word in PROPERTIES:
            found.add(PROPERTIES[word])
    if attributes.hidden or SPOKEN.search(attributes.classes):
        found.add(Reason.HIDDEN)
    return frozenset(found)


class BoxNames:
    """What each box of a page says it is, looked up once for each set of attributes."""

    def __init__(self, boxes: Boxes) -> None:
        self.boxes = boxes
        self._sets: dict[int, frozenset[Reason]] = {}
        self._in_part: list[bool] = []
        for parent in boxes.parents:
            self._in_part.append(parent >= 0 and (self._in_part[parent] or boxes.tags[parent] in PARTS))

    def of(self, box: int) -> frozenset[Reason]:
        """All that a box says: nothing, often."""
        tag = self.boxes.tags[box]
        if tag in NOBODY:
            return frozenset()
        number = self.boxes.attributes[box]
        found = self._sets.get(number)
        if found is None:
            found = self._sets[number] = says(self.boxes.attribute_sets[number])
        if HEAD.search(self._names(number)) and not self.in_part(box):
            found |= {Reason.NAVIGATION}
        own = TAGS.get(tag)
        if tag == "header" and self.in_part(box):
            own = None
        if own is None or (own is Reason.LEGAL and FEET_OF_PARTS.search(self._names(number))):
            return found
        return found | {own}

    def in_part(self, box: int) -> bool:
        """Whether a box is inside a part of the page that has a head of its own."""
        return self._in_part[box]

    def _names(self, number: int) -> str:
        attributes = self.boxes.attribute_sets[number]
        return f"{attributes.classes} {attributes.id}"[:LONGEST]


def reason_of_place(steps: list[str], example: str) -> Reason:
    """What stands at a place of a site, by a text that stands there and the names of the boxes around it.

    :param steps: the boxes as steps of selectors, ``div#side.box``, outermost first.
    """
    phrase = shipped_phrases().match(example)
    if phrase is not None and phrase.coverage >= SURE:
        return phrase.reason
    for step in reversed(steps):
        tag, *names = re.split(r"[.#]", step)
        if tag in NOBODY:
            continue
        said = named(FEET_OF_PARTS.sub(" ", " ".join(names))) | ({TAGS[tag]} if tag in TAGS else frozenset())
        if said:
            return min(said, key=list(Reason).index)
    return phrase.reason if phrase is not None else Reason.REPEATED
