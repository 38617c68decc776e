"""A guide for the walk through a page of a known site: it skips what never was content there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.templates.evidence.knowledge import UNKNOWN

if TYPE_CHECKING:
    from cleaner.page.page import Boxes
    from cleaner.templates.evidence.knowledge import SiteKnowledge


class SkipGuide:
    """A guide for one page's walk, that knows where on the site it is."""

    def __init__(self, knowledge: SiteKnowledge) -> None:
        self._knowledge = knowledge
        self.reasons = knowledge.passed
        """Why each node that is skipped is."""
        self._found: dict[tuple[int, str, int], int] = {}
        self._nodes = [0]
        """The template's node of each box that was read."""
        self.skipped: list[int] = []
        """The nodes that were skipped, in document order."""

    def enter(self, around: int, tag: str, attributes: int, boxes: Boxes) -> bool:
        """Whether to read the next box."""
        outer = self._nodes[around]
        if outer == UNKNOWN:
            self._nodes.append(UNKNOWN)
            return True
        key = (outer, tag, attributes)
        node = self._found.get(key)
        if node is None:
            node = self._found[key] = self._knowledge.enter(outer, tag, boxes.attribute_sets[attributes])
        if node in self.reasons:
            self.skipped.append(node)
            return False
        self._nodes.append(node)
        return True
