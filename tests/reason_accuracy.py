"""How often removed blocks get the name that a person gave them.

usage: python -m tests.reason_accuracy GOLD_FOLDER [--draw develop|develop-2|test] [--wrong]

The blocks were drawn at random (``tests/reason_labels.py``) and labelled by reading them. The rules were written with
the first two draws at hand; the last, of other sites, tells how good they are on pages nobody looked at. A block is
named as if it was removed, whatever is decided of it today.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner import clean
from cleaner.explain.reasons import Reason
from cleaner.explain.reasons.rules import reason_of
from cleaner.explain.reasons.surroundings import survey
from cleaner.page.page import Form
from cleaner.training.gold import load
from tests.reason_labels import DRAWS, digest, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LABELS = Path(__file__).parent / "cases" / "reasons" / "labels.csv"


class Row(NamedTuple):
    """A labelled block, and the name it gets."""

    collection: str
    page: str
    form: str
    block: int
    draw: str
    label: Reason
    named: Reason
    text: str


def rows(folder: Path) -> Iterator[Row]:
    """Name every labelled block."""
    wanted: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with LABELS.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            wanted[line["collection"], line["page"]].append(line)
    moved = 0
    for name in sorted({collection for collection, _ in wanted}):
        for page in load(folder / f"{name}.jsonl.xz"):
            lines = wanted.get((name, page.id), ())
            for form in sorted({line["form"] for line in lines}):
                document = clean(source_of(page, Form(form)), url=page.url, form=Form(form))
                for line in lines:
                    if line["form"] != form:
                        continue
                    number = int(line["block"])
                    texts = document.page.blocks.texts
                    if number >= len(texts) or digest(texts[number]) != line["digest"]:
                        moved += 1
                        continue
                    kept = document.kept.copy()
                    kept[number] = False
                    reason = reason_of(survey(document.page, kept), number)
                    yield Row(name, page.id, form, number, line["draw"], Reason(line["label"]), reason, texts[number])
    if moved:
        print(f"{moved} labelled blocks are no longer where they were", file=sys.stderr)


def table(found: Iterable[Row]) -> str:
    """Accuracy over all and by label, and how many of the blocks with a name deserve it."""
    found = list(found)
    right = Counter(row.label for row in found if row.label is row.named)
    labelled, named = Counter(row.label for row in found), Counter(row.named for row in found)
    lines = [f"{'':30s} blocks   found   right"]
    for reason in Reason:
        if labelled[reason] or named[reason]:
            share = f"{right[reason] / labelled[reason]:8.3f}" if labelled[reason] else " " * 8
            exact = f"{right[reason] / named[reason]:8.3f}" if named[reason] else ""
            lines.append(f"{reason.value:30s} {labelled[reason]:6d}{share}{exact}")
    lines.append(f"{'all':30s} {len(found):6d}{right.total() / max(1, len(found)):8.3f}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the tables."""
    found = list(rows(Path(arguments[0])))
    wanted = arguments[arguments.index("--draw") + 1] if "--draw" in arguments else None
    for name in (wanted,) if wanted else DRAWS:
        print(f"{name}\n{table(row for row in found if row.draw == name)}\n")
    if wanted is None:
        print(f"all\n{table(found)}")
    if "--wrong" in arguments:
        for row in found:
            if row.label is not row.named and row.draw == wanted:
                print(
                    f"{row.label.value} | {row.named.value} | {row.page[:40]} {row.form} {row.block} | {row.text[:80]!r}"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
