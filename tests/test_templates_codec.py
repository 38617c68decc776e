"""Templates as JSON: what is damaged is refused, with the line."""

from __future__ import annotations

import json

import pytest

import cleaner
from cleaner.rules import Rules
from tests.template_pages import site_pages

TEMPLATE = cleaner.SiteTemplate.learn(site_pages(4)).with_rules(Rules(drop=("div.side",)))
TEXT = TEMPLATE.to_json()
LINES = TEXT.splitlines()
PAGES = LINES.index(' "pages": [') + 2
"""The line of the first page, from 1."""


def changed(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def page(**values: object) -> str:
    """The template with another first page."""
    row = {**json.loads(LINES[PAGES - 1].rstrip(",")), **values}
    return "\n".join([*LINES[: PAGES - 1], json.dumps(row) + ",", *LINES[PAGES:]])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: not a template"),
        ("[]", "line 1: not a template"),
        ("{}", "line 1: not a template"),
        ("<html>", "line 1: not a template"),
        ("[" * 100_000, "line 1: not a template"),
        (TEXT[: len(TEXT) // 2], "line .*ends too early|line .*Unterminated"),
        (changed('"format": 2', '"format": 3'), "line 3: format 3; .*update cleaner"),
        (changed('"format": 2', '"format": 1'), "line 3: format 1; .*learn the site again"),
        (changed('"drop": ["div.side"]', '"drop": "div.side"'), 'line 6: "drop"'),
        (changed('"drop": ["div.side"]', '"drop": ["div..side"]'), "line 6: the selector 'div..side' cannot be read"),
        (changed('"keep": []', '"keep": [}'), "line 5: "),
        (changed('"threshold": null', '"threshold": "x"'), 'line 9: "threshold"'),
        (changed('[-1,"body"]', '[0,"body"]'), "line 11: place 1 is damaged"),
        (changed('[-1,"body"]', '["body"]'), "line 11: place 1 is damaged"),
        (page(places="AAAA"), f"line {PAGES}: page 1 is damaged"),
        (page(log_odds="?"), f"line {PAGES}: page 1 is damaged"),
        (page(paths=[0, 99]), f"line {PAGES}: page 1 is damaged"),
        (page(period="2026-13"), f"line {PAGES}: page 1 is damaged"),
        (page(period="9" * 400 + "-11"), f"line {PAGES}: page 1 is damaged"),
        (page(begins="AAAA"), f"line {PAGES}: page 1 is damaged"),
        (page(id="-1"), f"line {PAGES}: page 1 is damaged"),
        (page(title=3), f"line {PAGES}: page 1 is damaged"),
    ],
)
def test_what_is_damaged_is_refused(text: str, message: str) -> None:
    with pytest.raises(cleaner.TemplateError, match=message):
        cleaner.SiteTemplate.from_json(text)


def test_a_person_can_read_and_change_it() -> None:
    again = cleaner.SiteTemplate.from_json(changed('"keep_texts": []', '"keep_texts": ["A text"]'))
    assert again.rules == Rules(drop=("div.side",), keep_texts=("A text",))
    assert again.sample == TEMPLATE.sample
    assert cleaner.SiteTemplate.from_json(TEXT).to_json() == TEXT
