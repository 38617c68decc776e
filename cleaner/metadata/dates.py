"""Dates as pages write them, for machines and for people, to ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import NamedTuple

from cleaner.words.months import NUMBERS

FIRST_YEAR, LAST_YEAR = 1900, 2099
EMPTY = frozenset(("1970-01-01", "1969-12-31", "1900-01-01"))
"""What programs write where they know no date."""
ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ,]*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:]\d+)?)?\s*([AaPp][Mm])?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}"
    r"|[+-]\d{2}(?!\d))?)?"
)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}.*)?")
EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?")
NAME = r"([^\W\d][^\s\d,/()|:;•·⋅»«—–-]{0,24})"
YEAR = r"(\d{4})(?=\d{1,2}:\d|\D|$)"
GAP = r"[\s.\-/–,]{0,3}"
OF = r"(?:d[eo]l?\s|of\s|d['’]|ngày\s|da\s|ta['’]\s)?"
DAY = r"(?<![\d.,:/-])(\d{1,2})(?:st|nd|rd|th|er|ος|η|º|ª|-?го)?"
DAY_MONTH_YEAR = re.compile(DAY + GAP + OF + NAME + GAP + r"(?:d[eo]l?\s)?" + YEAR, re.I)
MONTH_DAY_YEAR = re.compile(NAME + r"\.?\s{0,2}(\d{1,2})(?:st|nd|rd|th)?[\s.,]{1,3}" + YEAR, re.I)
YEAR_MONTH_DAY = re.compile(r"(?<!\d)(\d{4})(?:\.|,|\s?m\.|년)?\s{1,2}(?:g\.\s)?" + NAME + r"\s(\d{1,2})(?!\d)", re.I)
IDEOGRAPHIC = re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?")
VIETNAMESE = re.compile(r"(\d{1,2})\s{1,3}tháng\s{1,3}(\d{1,2}),?\s{1,3}(?:năm\s{1,3})?(\d{4})", re.I)
NAMED = ((DAY_MONTH_YEAR, (3, 2, 1)), (MONTH_DAY_YEAR, (3, 1, 2)), (YEAR_MONTH_DAY, (1, 2, 3)))
"""Patterns with the name of the month, and their groups for year, name and day."""
YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})(?![\d/-]|\.\w)")
YEAR_LAST = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})(?![\d/-]|\.\d)")
SHORT_YEAR = re.compile(r"(?<![\d/.-])(\d{1,2})([/.])(\d{1,2})\2(\d{2})(?![\d/.-])")
LONG, SHORT_OR_LONG = re.compile(r"\d\d{3}"), re.compile(r"\d(?:\d{3}|[./]\d\d(?!\d))")
"""What every date has, without and with years of two digits; beginning with one digit makes the search faster."""
MONTH_FIRST = re.compile(r"en-(?:us|ph|ca)\b|en$|fil\b|$", re.I)


def read_stamp(text: str, language: str = "") -> str | None:
    """A date that is meant for machines (an attribute, a meta element, JSON-LD), with its time where it has one."""
    text = text.strip().strip("\"'")
    found = ISO.match(text)
    if found:
        return iso_of(found)
    found = COMPACT.fullmatch(text)
    if found and (day := day_of(int(found[1]), int(found[2]), int(found[3]))):
        return day
    found = EPOCH.fullmatch(text)
    if found:
        day = datetime.fromtimestamp(int(found[1]), UTC).isoformat()
        return day if valid(day) else None
    return next((day.value for day in find_days(text, language)), None) if len(text) < 80 else None


def iso_of(found: re.Match[str]) -> str | None:
    """A match of ``ISO``, put right: two digits everywhere, offsets with a colon."""
    day = day_of(int(found[1]), int(found[2]), int(found[3]))
    if day is None or found[4] is None:
        return day
    hour, minute, second = int(found[4]), int(found[5]), int(found[6] or 0)
    if found[7] and hour <= 12:
        hour = hour % 12 + 12 * (found[7].lower() == "pm")
    zone = found[8] or ""
    if hour > 23 or minute > 59 or second > 59 or (not zone and hour == minute == second == 0):
        return day
    if zone in ("Z", "UTC", "GMT"):
        zone = "+00:00"
    elif zone:
        zone = f"{zone[:3]}:{zone[3:].lstrip(':') or '00'}"
    return f"{day}T{hour:02}:{minute:02}:{second:02}{zone}"


class Day(NamedTuple):
    """A day that text names, and where."""

    value: str
    """``YYYY-MM-DD``."""
    begin: int
    end: int


def find_days(text: str, language: str = "", short: bool = False) -> list[Day]:
    """The days written in text, in order.

    A day of numbers alone is read day first, but month first where the language is American English; one that has a
    number above 12 is clear by itself.

    :param language: BCP 47.
    :param short: also those with two digits for the year.
    """
    if not (SHORT_OR_LONG if short else LONG).search(text):  # most lines have no year
        return []
    found: list[tuple[re.Match[str], str | None]] = []
    for pattern in (YEAR_FIRST, IDEOGRAPHIC, VIETNAMESE):
        for match in pattern.finditer(text):
            numbers = [int(group) for group in match.groups() if group.isdigit()]
            found.append((match, day_of(*(reversed(numbers) if pattern is VIETNAMESE else numbers))))
    for pattern, (year, name, day) in NAMED:
        for match in pattern.finditer(text):
            month = NUMBERS.get(match[name].lower().rstrip(".'’"))
            if month:
                found.append((match, day_of(int(match[year]), month, int(match[day]))))
    for match in YEAR_LAST.finditer(text):
        found.append((match, by_numbers(int(match[1]), int(match[3]), int(match[4]), match[2], language)))
    if short and not found:
        for match in SHORT_YEAR.finditer(text):
            found.append((match, by_numbers(int(match[1]), int(match[3]), 2000 + int(match[4]), match[2], language)))
    return sorted((Day(day, match.start(), match.end()) for match, day in found if day), key=lambda one: one.begin)


def by_numbers(first: int, second: int, year: int, separator: str, language: str) -> str | None:
    """A date of three numbers with the year last."""
    if second > 12 or (first <= 12 and separator != "." and MONTH_FIRST.match(language)):
        first, second = second, first
    return day_of(year, second, first)


def day_of(year: int, month: int, day: int) -> str | None:
    """The day in ISO 8601; None if there is no such day. Years of the Buddhist calendar are reckoned back."""
    if 2400 < year < 2700:
        year -= 543
    try:
        text = date(year, month, day).isoformat()
    except ValueError:
        return None
    return text if valid(text) else None


def valid(text: str) -> bool:
    """Whether a date can be a page's: no year far off, and none that stands for no date."""
    return FIRST_YEAR <= int(text[:4]) <= LAST_YEAR and text[:10] not in EMPTY
