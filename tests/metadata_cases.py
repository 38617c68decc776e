"""The lists of cases in ``cases/metadata``."""

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases" / "metadata"


def cases(stem: str) -> list[dict[str, Any]]:
    """The cases of one list."""
    found: list[dict[str, Any]] = json.loads((CASES / f"{stem}.cases.json").read_text(encoding="utf-8"))
    return found


def name(case: dict[str, Any]) -> str:
    """What a case is called."""
    return ascii(case.get("text", case.get("declared")))[:40]
