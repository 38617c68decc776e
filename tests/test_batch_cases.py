"""Inputs for batch runs, each beside what must come out of it: run where the collection of cases is at hand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import cleaner
from cleaner.batch.inputs.page import Failure, Page
from cleaner.batch.inputs.reading import Source
from cleaner.batch.inputs.sources import listed
from cleaner.batch.settings import Settings

FOLDER = Path(__file__).parent.parent.parent / "shared" / "cases" / "batch"
END = ".expected.json"
EXPECTED = [
    pytest.param(path, marks=[pytest.mark.needs("pyarrow")] if path.name.endswith(f".parquet{END}") else [])
    for path in sorted(FOLDER.glob(f"*{END}"))
]
FIELDS = {"nested.jsonl": "doc.content", "d.parquet": "doc.html"}
"""The fields that the page of a case is in, where it is not ``html``."""
MORE = {"header-oddities.warc.gz", "two-wet.warc.gz", "two.warc.wet.gz", "warc-length-large.warc", "pages.csv"}
"""Cases of which more can be read than is asked for."""
NUMBER = re.compile(r"(?:number|page|Nummer|номер|страниц\w*)\s+(\d+)")


@pytest.mark.skipif(not EXPECTED, reason="the collection of cases is not there")
@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name.removesuffix(END))
def test_case(path: Path) -> None:
    name = path.name.removesuffix(END)
    expected = json.loads(path.read_text(encoding="utf-8"))
    source = FOLDER / name
    if not source.exists():
        pytest.skip("it is too large to be kept")
    pages, errors = read(source, Settings(html_field=FIELDS.get(name, "html")))
    if name in MORE:
        assert set(expected["pages"]) <= set(pages)
    else:
        assert pages == expected["pages"]
        assert expected.get("errors") in (None, errors)


def read(source: Path, settings: Settings) -> tuple[list[int], int]:
    """The numbers that the pages bear, and how many errors there are."""
    pages: list[int] = []
    errors = 0
    for item in Source(listed(str(source), None), settings):
        if isinstance(item, Failure):
            errors += 1
        elif isinstance(item, Page):
            number = number_of(item)
            errors += number is None
            pages += [] if number in (None, 0) else [number or 0]
    return pages, errors


def number_of(page: Page) -> int | None:
    """The number that a page bears; 0 for a page without text, None for one that cannot be cleaned."""
    form: Any = page.form or "auto"
    try:
        document = cleaner.clean(page.data, page.url, form, page.encoding)
    except ValueError:
        return None
    found = NUMBER.search(document.text)
    return int(found[1]) if found else 0
