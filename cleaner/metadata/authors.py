"""Names of authors, from author fields and from bylines."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from cleaner.metadata.dates import find_days
from cleaner.words.bylines import (
    AGENCY,
    BEFORE_LABEL,
    CHIEF,
    CJK_ROLE,
    CREDENTIALS_ONLY,
    GLUED_BY,
    JOINT,
    JOINTS,
    LAST_JOINT,
    LEADING_JOINT,
    LEADS,
    NO_NAME,
    NOBODY,
    NOT_AUTHORS,
    ORGANISATION,
    PARTICLES,
    PLACE,
    PREFIX,
    ROLE,
    STRONG_PREFIX,
    TAIL,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BREAK = re.compile(r"\s{0,9}(?:[|•·⋅—–\t»]|\s-\s|\s/\s|\s@)\s*")
CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b.*$|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b.*$", re.I | re.S
)
LETTER = re.compile(r"[^\W\d_]")
ADDRESS = re.compile(
    r"(?<![^\s@])[^\s@]{1,64}@[\w-]{1,63}\.[\w.-]*\w|https?:\S+|www\.\S+|(?<!\w)@\w+"
    r"|(?<![\w-])[\w-]{1,99}\.(?:html?|php|aspx)\b",
    re.I,
)
TEMPLATE = re.compile(r"[{}\[\]<>$%=]|\w\.\w+\.\w+\.\w|_\w+_")
"""What no name has: the traces of a template that was not filled in."""
SENTENCE = re.compile(r"[?!…]|\w{4,}\.$")
CREDENTIAL = re.compile(
    r"(?:Ph\.? ?D|M\.? ?D|D\.? ?O|Esq|[JS]r|I{2,3}|IV|PharmD|Psy\.? ?D|Ed\.? ?D|D\.? ?Phil|M\.? ?Sc|B\.? ?Sc|M\.? ?Ed"
    r"|M\.? ?Eng|E-?RYT.*"
    r"|(?=.{2,12}$)(?:[A-Z]\.?){2,}(?:[- ](?:\w{1,5}))?(?:®)?"
    r"|[A-Z][a-z]?[A-Z][A-Za-z]{0,4}(?:-[A-Z]+)?)\.?(?:\s*\([A-Z]\w+\))?"
)
BRACKETS = re.compile(r"\s{0,9}[(（\[][^()（）\[\]]{0,80}[)）\]]\s*$")
LONGEST = 70
LONGEST_LINE, LONGEST_FIELD = 400, 1000
"""Characters of a line, and of a field for authors, that are looked at."""
MOST, MOST_READ = 20, 200
"""How many authors a page has at most, and how many names are compared to find them."""


def in_field(text: str) -> tuple[str, ...]:
    """The names in a field that is there to hold them (a meta element, JSON-LD)."""
    text = " ".join(text[:LONGEST_FIELD].split())
    if CREDENTIALS_ONLY.search(text):
        return distinct([tidy(PREFIX.sub("", text))]) if is_name(tidy(PREFIX.sub("", text))) else ()
    return distinct(name for name in parts_of(text) if is_name(name))


def in_byline(text: str, language: str = "", led: bool = False) -> tuple[str, ...]:
    """The names in a byline: of its first line that has any, and of those that go on with it ("and ...").

    :param led: whether markup says that it holds a name; otherwise only what looks like one counts, unless a word like
        "by" leads to it.
    """
    found: list[str] = []
    for line in text.split("\n"):
        line = GLUED_BY.sub("By ", line)
        if found and not LEADING_JOINT.match(line):
            break
        line = LEADING_JOINT.sub("", line).strip() if found else line
        led = led or STRONG_PREFIX.match(line) is not None
        rest = without_dates(NOT_AUTHORS.sub("", PREFIX.sub("", line[:LONGEST_LINE])), language)
        parts = parts_of(BRACKETS.sub("", BREAK.split(rest)[0]))
        names = [TAIL.sub("", part) for part in parts]
        placed = names != parts or PLACE.search(rest) is not None
        names = [name for name in names if is_name(name) and looks_like_name(name, led)]
        found += names if not placed and is_joined(names, rest) else without_places(names)
    return distinct(found)


def is_joined(names: Sequence[str], line: str) -> bool:
    """Whether a word like "and" leads to the last of three names or more, which makes it a name and no place."""
    return len(names) > 2 and LAST_JOINT.search(line[: line.rfind(names[-1])]) is not None


def without_places(names: list[str]) -> list[str]:
    """The names in a byline without the place behind the last: a single word, where the others are full names."""
    if (
        len(names) > 1
        and all(" " in name for name in names[:-1])
        and " " not in names[-1]
        and not is_unspaced(names[-1])
    ):
        return names[:-1]
    return names


def is_unspaced(name: str) -> bool:
    """Whether a name is written in a script that has no capitals, where one word may be a full name."""
    return not any(char.isupper() or char.islower() for char in name)


def is_organisation(name: str) -> bool:
    """Whether a name is that of an organisation rather than a person."""
    return ORGANISATION.search(name) is not None or AGENCY.fullmatch(name) is not None


def led_parts(text: str, language: str) -> list[str]:
    """The parts of a line, between bullets, dates and line breaks, that begin with a word like "by"."""
    if not LEADS.search(text.lower()):
        return []
    parts = [
        part
        for line in text[: 2 * LONGEST_LINE].split("\n")
        for labelled in BEFORE_LABEL.split(line)
        for part in BREAK.split(GLUED_BY.sub("By ", without_dates(labelled, language)))
    ]
    return [part for part in parts if STRONG_PREFIX.match(part) or (len(part) <= 12 and CJK_ROLE.search(part.strip()))]


def given_name_first(field: str) -> str:
    """ "Doe, Jane" as "Jane Doe"; other fields as they are."""
    parts = [part.strip() for part in field.split(",")]
    if len(parts) == 2 and all(parts) and not CREDENTIAL.fullmatch(parts[1]) and not ROLE.search(parts[1]):
        return f"{parts[1]} {parts[0]}"
    return field


def without_dates(text: str, language: str) -> str:
    """Text without its dates and times of day, and what follows the latter."""
    for day in reversed(find_days(text, language, short=True)):
        text = text[: day.begin] + "\t" + text[day.end :]
    return CLOCK.sub("", text)


def parts_of(text: str) -> list[str]:
    """The names that commas and words like "and" separate; credentials stay, roles go."""
    text = PREFIX.sub("", ADDRESS.sub(" ", text))
    found: list[str] = []
    for joined in JOINT.split(BREAK.split(text.strip(" -–—|•·"))[0]):
        for part in re.split(r"\s*,\s*", joined):
            part = tidy(part)
            if not part:
                continue
            if found and CREDENTIAL.fullmatch(part) and not AGENCY.fullmatch(part):
                found[-1] += ", " + part
            elif not found or not (
                ROLE.search(part) or CHIEF.match(part) or AGENCY.fullmatch(part) or PLACE.fullmatch(part)
            ):
                found.append(part)
    return found


def tidy(name: str) -> str:
    """A name without what surrounds it."""
    name = PREFIX.sub("", " ".join(name.split()))
    bare = CJK_ROLE.sub("", name.strip(' ,;:|/-–—•·*"“”()[]<>‹›✍')).strip()
    if bare.endswith(".") and bare[-4:-1].isalpha() and bare[-4:-1].islower():  # the end of a sentence, not an initial
        bare = bare[:-1]
    return f"{bare})" if bare.count("(") > bare.count(")") and f"{bare})" in name else bare


def is_name(name: str) -> bool:
    """Whether a text can name an author: letters, not too long, no address, not what programs fill in."""
    return (
        1 < len(name) <= LONGEST
        and LETTER.search(name) is not None
        and name.lower() not in NOBODY
        and not ADDRESS.search(name)
        and not TEMPLATE.search(name)
        and len(name.split()) <= 9
    )


def looks_like_name(name: str, led: bool) -> bool:
    """Whether a text looks like a name: a few words with capitals, particles aside.

    :param led: a word like "by" stands before it, or its markup says that it is one: then one word is enough, and only
        the first needs a capital.
    """
    bare = name.split(",")[0]
    words = bare.split()
    if not 1 <= len(words) <= 5 or SENTENCE.search(bare) or (not led and any(char.isdigit() for char in bare)):
        return False
    lower = [word.lower().strip(".") for word in words]
    if any(
        word in NO_NAME for word in (lower[1:] if led and lower[0] == "the" else lower) if not (led and word == "the")
    ):
        return False
    if not any(char.isupper() or char.islower() for char in bare):  # a script without cases
        return len(bare) <= 12
    if led:
        return len(words) == 1 or (
            (not words[0][0].islower() or words[0].lower() in PARTICLES - JOINTS) and not bare.islower()
        )
    return (
        len(words) > 1
        and lower[0] != "the"
        and all(not word[0].islower() or word.lower() in PARTICLES for word in words)
    )


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in its fuller form."""
    kept: list[str] = []
    for name in islice(names, MOST_READ):
        key = name.casefold()
        for number, other in enumerate(kept):
            if key in other.casefold():
                break
            if other.casefold() in key:
                kept[number] = name
                break
        else:
            kept.append(name)
    return tuple(kept[:MOST])
