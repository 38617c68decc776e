"""Which blocks of a page the rules of a person decide.

Selectors are matched against the page's block-level elements as the page was parsed, case and all; a rule holds for
all blocks inside. The steps between ancestors are taken here, each box looked at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.page.page import Form
from cleaner.rules import parse
from cleaner.segment.html.segment import segment_inlines
from cleaner.templates.site.texts import fingerprint

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from cleaner.page.page import Page
    from cleaner.rules import Rules, Step


def verdicts(rules: Rules, page: Page) -> dict[int, bool]:
    """The blocks that a rule decides, and whether it keeps them: texts win over selectors, keep wins over drop."""
    found: dict[int, bool] = {}
    for selectors, kept in ((rules.drop, False), (rules.keep, True)):
        for box in matches(page, selectors):
            found.update(dict.fromkeys(range(page.boxes.begins[box], page.boxes.ends[box]), kept))
    if rules.keep_texts or rules.drop_texts:
        texts = {fingerprint(text): False for text in rules.drop_texts}
        texts.update((fingerprint(text), True) for text in rules.keep_texts)
        for number, text in enumerate(page.blocks.texts):
            verdict = texts.get(fingerprint(text))
            if verdict is not None:
                found[number] = verdict
    return found


def matches(page: Page, selectors: tuple[str, ...]) -> list[int]:
    """The boxes of a page that one of the selectors matches; none if the page is text."""
    if not selectors or page.form is not Form.HTML:
        return []
    nodes = segment_inlines(page).nodes
    tree = nodes[0].parser
    ids: dict[str, frozenset[int]] = {}
    found: set[int] = set()
    for steps in dict.fromkeys(steps for selector in selectors for steps in parse(selector)):
        for step in steps:
            if step.css not in ids:
                ids[step.css] = frozenset(node.mem_id for node in tree.css(step.css))
        if all(ids[step.css] for step in steps):
            found.update(fitting(nodes, steps, [ids[step.css] for step in steps]))
    return sorted(found)


def fitting(nodes: list[LexborNode], steps: tuple[Step, ...], ids: list[frozenset[int]]) -> list[int]:
    """The boxes at which all steps end, one inside the other.

    From the outermost element inwards it is noted how many steps have been taken: the earlier each is, the more room
    is left for the next, so that the first that fits will do.
    """
    taken: dict[int, int] = {}
    found = []
    for box, node in enumerate(nodes):
        path = []
        above: LexborNode | None = node
        while above is not None and above.mem_id not in taken:
            path.append(above)
            above = above.parent
        for inner in reversed(path):
            outer = inner.parent
            so_far = taken.get(outer.mem_id, 0) if outer is not None else 0
            taken[inner.mem_id] = min(so_far + reaches(inner, so_far, steps, ids, taken), len(steps) - 1)
        if node.mem_id in ids[-1] and room(node, steps[-1].height, taken) >= len(steps) - 1:
            found.append(box)
    return found


def reaches(
    node: LexborNode, so_far: int, steps: tuple[Step, ...], ids: list[frozenset[int]], taken: dict[int, int]
) -> bool:
    """Whether the next step ends at an element."""
    if so_far >= len(steps) - 1 or node.mem_id not in ids[so_far]:
        return False
    return room(node, steps[so_far].height, taken) >= so_far


def room(node: LexborNode, height: int, taken: dict[int, int]) -> int:
    """How many steps were taken above the outermost element of a step that ends at an element."""
    outer: LexborNode | None = node
    for _ in range(height + 1):
        outer = outer.parent if outer is not None else None
    return taken.get(outer.mem_id, 0) if outer is not None else 0
