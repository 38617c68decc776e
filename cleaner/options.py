"""What a user can choose; everything else is learned."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1_000_000
MAX_BYTES = 20 * MEGABYTE
"""The largest source that is cleaned, unless the caller says otherwise."""


class Focus(StrEnum):
    """Which mistakes weigh more: keeping boilerplate, or losing content."""

    PRECISION = "precision"
    BALANCED = "balanced"
    RECALL = "recall"


BETAS = {Focus.PRECISION: 0.4, Focus.BALANCED: 1.0, Focus.RECALL: 2.5}
"""How many times as much recall weighs as precision in the F-measure that the decision maximises."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to clean, and how to show the result. Values that make no sense raise ValueError when it is made."""

    focus: Focus | str = Focus.BALANCED
    """``"precision"`` keeps less and surer text, ``"recall"`` keeps more; ``"balanced"`` has the best F1."""
    max_bytes: int = MAX_BYTES
    """Sources larger than this (bytes, or characters of a str) are refused with :class:`cleaner.TooLargeError`."""
    links: bool | None = None
    """Whether Markdown and HTML keep links; their words stay either way. None: HTML does, Markdown does not, for
    addresses are no words of the page. Markdown that came in keeps its links unless this is False."""
    images: bool | None = None
    """Whether Markdown and HTML keep the images of the kept text. None: as for links."""
    tables: bool = True
    """Whether Markdown writes data tables as tables; else each row is a line."""
    emphasis: bool = True
    """Whether Markdown and HTML keep bold, italics and the like; their words stay either way."""

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "focus", Focus(self.focus))
        except ValueError:
            raise ValueError(f"focus is {self.focus!r}; it must be one of {', '.join(Focus)}") from None
        if self.max_bytes <= 0:
            raise ValueError(f"max_bytes is {self.max_bytes}; it must be positive")

    @property
    def beta(self) -> float:
        """How many times as much recall weighs as precision."""
        return BETAS[Focus(self.focus)]
