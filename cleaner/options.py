"""What a user can choose. Everything else is learned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from cleaner.errors import ArgumentError, ArgumentTypeError
from cleaner.rules import Rules, rules_of

MEGABYTE = 1_000_000
MAX_BYTES = 20 * MEGABYTE
"""The largest source that is cleaned, unless the caller says otherwise."""


class Focus(StrEnum):
    """Which mistakes weigh more: keeping boilerplate or losing content."""

    PRECISION = "precision"
    BALANCED = "balanced"
    RECALL = "recall"


class Comments(StrEnum):
    """What is done with readers' comments."""

    AUTO = "auto"
    KEEP = "keep"
    DROP = "drop"


CommentsName = Comments | Literal["auto", "keep", "drop"]
FocusName = Focus | Literal["precision", "balanced", "recall"]
BETAS = {Focus.PRECISION: 0.4, Focus.BALANCED: 1.0, Focus.RECALL: 2.5}
"""Beta of the F-measure that the decision maximises: how many times as much recall weighs as precision."""
SWITCHES = {
    "links": (True, False, None),
    "images": (True, False, None),
    "tables": (True, False),
    "emphasis": (True, False),
}
"""The values that these options may have."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to clean, and how to show the result.

    :param focus: ``"precision"`` keeps less text, of which more is content; ``"recall"`` keeps more; ``"balanced"``, the
        default, has the best F1.
    :param max_bytes: larger sources (bytes, or characters of a str) are refused; 20 million by default.
    :param links: whether Markdown and HTML keep links; by default (None) HTML does.
    :param images: likewise for images.
    :param tables: whether Markdown writes data tables as tables; else each row is a line.
    :param emphasis: whether Markdown and HTML keep bold, italics and the like.
    :param comments: what becomes of the sections of a page that its markup names as readers' comments: ``"keep"``,
        ``"drop"``, or ``"auto"``, the default, which decides as for all other text: most below articles go, and posts of
        threads stay.
    :param keep: what is kept on every page, whatever the scorer thinks: CSS selectors, or texts of whole blocks.
    :param drop: likewise what is removed; ``keep`` wins over ``drop``, texts over selectors.
    :raises ArgumentError: a value makes no sense.
    :raises SelectorError: a selector does not parse.

    >>> Options(focus="recall").focus
    <Focus.RECALL: 'recall'>
    """

    focus: FocusName = Focus.BALANCED
    """Which mistakes weigh more. ``"precision"``: keeping boilerplate; ``"recall"``: losing content."""
    max_bytes: int = MAX_BYTES
    """Sources larger than this (bytes, or characters of a str) are refused with :class:`cleaner.TooLargeError`."""
    links: bool | None = None
    """Whether Markdown and HTML keep links; their words stay either way. None: HTML does, Markdown does not, for
    addresses are not words of the page. Markdown that came in keeps its links unless this is False."""
    images: bool | None = None
    """Whether Markdown and HTML keep the images of the kept text. None: as for links."""
    tables: bool = True
    """Whether Markdown writes data tables as tables; else each row is a line."""
    emphasis: bool = True
    """Whether Markdown and HTML keep bold, italics and the like; their words stay either way."""
    comments: CommentsName = Comments.AUTO
    """What becomes of sections of readers' comments. ``"auto"``: decided as all other text is."""
    keep: Iterable[str] = ()
    """Rules for every page: CSS selectors, or texts of whole blocks, that are kept; as a tuple."""
    drop: Iterable[str] = ()
    """The same for what is removed."""

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "focus", Focus(self.focus))
        except ValueError:
            raise ArgumentError(f"focus is {self.focus!r}; it must be one of {', '.join(Focus)}") from None
        try:
            object.__setattr__(self, "comments", Comments(self.comments))
        except ValueError:
            raise ArgumentError(f"comments is {self.comments!r}; it must be one of {', '.join(Comments)}") from None
        if not isinstance(self.max_bytes, int) or isinstance(self.max_bytes, bool):
            raise ArgumentTypeError(f"max_bytes is {self.max_bytes!r}; it must be a whole number of bytes")
        if self.max_bytes <= 0:
            raise ArgumentError(f"max_bytes is {self.max_bytes}; it must be positive")
        for name, values in SWITCHES.items():
            value = getattr(self, name)
            if not any(value is one for one in values):
                raise ArgumentTypeError(f"{name} is {value!r}; it must be one of {', '.join(map(repr, values))}")
        for name in ("keep", "drop"):
            object.__setattr__(self, name, checked_rules(name, getattr(self, name)))
        if self.keep or self.drop:
            self.rules()

    def rules(self) -> Rules | None:
        """What ``keep`` and ``drop`` say; None if they say nothing.

        :raises SelectorError: a selector does not parse.
        """
        if not (self.keep or self.drop):
            return None
        return rules_of(self.keep, self.drop)

    @property
    def beta(self) -> float:
        """How many times as much recall weighs as precision."""
        return BETAS[Focus(self.focus)]


def checked_rules(name: str, value: Any) -> tuple[str, ...]:
    """Selectors and texts as a tuple.

    :raises ArgumentTypeError: they are not strings.
    :raises ArgumentError: one of them is empty.
    """
    if value == ():
        return ()
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise ArgumentTypeError(f"{name} is {value!r}; it must be a list of selectors or texts: {name}=['div.about']")
    rules = tuple(value)
    for rule in rules:
        if not isinstance(rule, str):
            raise ArgumentTypeError(f"{name} has {rule!r} in it; selectors and texts are strings")
        if not rule.strip():
            raise ArgumentError(f"{name} has an empty selector or text in it")
    return rules
