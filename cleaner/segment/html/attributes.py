"""What the attributes of an element say it is for; equal ones share a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from cleaner.page.page import Attributes
from cleaner.segment.html.furniture import may_be_furniture
from cleaner.segment.html.styles import hides

if TYPE_CHECKING:
    from collections.abc import Mapping

Rest: TypeAlias = tuple[str, str, str, bool]
Key: TypeAlias = str | tuple[str, str] | tuple[str, str, str, str, str, bool]
"""The values of :class:`Attributes`, the empty ones at the end left out; of one value, it alone."""

TELLING = frozenset(
    (
        "role",
        "itemprop",
        "style",
        "hidden",
        "aria-hidden",
        "aria-label",
        "data-component",
        "data-testid",
        "data-module",
    )
)
"""The attributes, beside class and id, that say what a box is for."""
NOTHING: Rest = ("", "", "", False)
"""What most elements say by them."""
MOST_SPANNED = 1000
WHOLE = re.compile(r"-?[0-9]{1,9}")


class Numbers(dict[Key, int]):
    """The place of each distinct set of attributes in a list; new ones are put there."""

    def __init__(self, sets: list[Attributes]) -> None:
        super().__init__({"": 0})
        self._sets = sets
        self.furniture: set[int] = set()
        """The numbers of those whose classes :func:`may_be_furniture`."""

    def __missing__(self, key: Key) -> int:
        """A new set of attributes."""
        number = self[key] = len(self._sets)
        if isinstance(key, str):
            values = (key, "", "", "", "", False)
        elif len(key) == 2:
            values = (*key, "", "", "", False)
        else:
            values = key
        if values[0] and may_be_furniture(values[0]):
            self.furniture.add(number)
        self._sets.append(tuple.__new__(Attributes, values))  # in half the time of Attributes(...)
        return number

    def of(self, found: Mapping[str, str | None]) -> int:
        """The number of what an element has."""
        classes, identifier = found.get("class") or "", found.get("id") or ""
        if not TELLING.isdisjoint(found):
            rest = rest_of(found)
            if rest != NOTHING:
                return self[classes, identifier, *rest]
        return self[(classes, identifier) if identifier else classes]


def rest_of(found: Mapping[str, str | None]) -> Rest:
    """What the attributes of an element say it is for, beside its class and id."""
    get = found.get
    style = get("style")
    hidden = "hidden" in found or get("aria-hidden") == "true" or (style is not None and hides(style))
    label = get("aria-label") or get("data-component") or get("data-testid") or get("data-module") or ""
    return get("role") or "", get("itemprop") or "", label, hidden


def spans(found: Mapping[str, str | None]) -> tuple[int, int]:
    """How many columns and rows a cell covers; 0 rows are all that follow."""
    columns, rows = whole(found.get("colspan")), whole(found.get("rowspan"))
    return max(1, min(MOST_SPANNED, 1 if columns is None else columns)), 1 if rows is None else max(0, rows)


def whole(value: str | None) -> int | None:
    """A whole number of at most nine digits; None for what is none."""
    value = (value or "").strip()
    return int(value) if WHOLE.fullmatch(value) else None
