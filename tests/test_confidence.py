"""Whether there is an article at all: high on articles (less on a bare table), low on what is left when they are taken out."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleaner

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.html"))
LINKS = "".join(f'<li><a href="/{n}">Read all about story number {n}</a></li>' for n in range(40))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_articles(path: Path) -> None:
    document = cleaner.clean(path.read_bytes())
    assert document.confidence > 0.2
    assert document.to_dict()["confidence"] == round(document.confidence, 3)


@pytest.mark.parametrize(
    "source", ["", "<nav><a href=/>Home</a></nav>", f"<body><ul>{LINKS}</ul></body>", "Home\nNews\nShop"]
)
def test_none(source: str) -> None:
    assert cleaner.clean(source).confidence < 0.2


def test_a_fragment_is_content() -> None:
    assert cleaner.clean("<p>Hello world</p>").confidence > 0.9
