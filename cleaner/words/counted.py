"""Numbers with their nouns, in messages."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the singular or plural: ``1 page``, ``2,000 pages``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
