"""Every page in ``samples/`` comes out as the ``.txt`` and ``.md`` beside it.

To add a case, put ``NAME.html`` there, run ``python -m tests.test_samples NAME`` to write what comes out now, and read
it: what stands in those files is a promise.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import cleaner

SAMPLES = Path(__file__).parent.parent / "samples"
PAGES = sorted(SAMPLES.glob("*.html"))
OPTIONS = cleaner.Options(links=True, images=True)
UNSURE = frozenset(("article-2003",))
"""Where the scorer errs on a block: a date, a byline, a heading. The day one comes out right, the suite says so."""
ENDINGS = {"text": ".txt", "markdown": ".md"}


def shown(page: Path, view: str) -> str:
    """What cleaner makes of a sample, with a newline at its end."""
    document = cleaner.clean(page.read_bytes(), url="https://sample.example/page", options=OPTIONS)
    return str(getattr(document, view)) + "\n"


def test_there_are_samples() -> None:
    assert len(PAGES) >= 12


@pytest.mark.parametrize("view", ENDINGS)
@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, id=page.stem, marks=[pytest.mark.xfail(strict=True)] * (page.stem in UNSURE))
        for page in PAGES
    ],
)
def test_sample(page: Path, view: str) -> None:
    assert shown(page, view) == page.with_suffix(ENDINGS[view]).read_text(encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for view, ending in ENDINGS.items():
            target = (SAMPLES / name).with_suffix(ending)
            target.write_text(shown(target.with_suffix(".html"), view), encoding="utf-8")
            print(target)
