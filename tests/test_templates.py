"""Templates as their users see them: learn, merge, write, read, clean."""

from __future__ import annotations

import pickle
from datetime import date
from functools import reduce
from typing import Any

import pytest

import cleaner
from cleaner import SiteTemplate
from cleaner.templates.ready import ReadyTemplates
from cleaner.templates.site.sample import LIMIT
from tests.template_pages import article, site_pages

MONTH = date(2026, 11, 1)


def test_learned_in_parts_is_learned_at_once() -> None:
    pages = site_pages(9)
    whole = cleaner.SiteTemplate.learn(pages, when=MONTH)
    parts = [cleaner.SiteTemplate.learn(pages[k::3], when=MONTH) for k in range(3)]
    assert parts[2].merge(parts[0]).merge(parts[1]) == whole == parts[0].merge(parts[1].merge(parts[2]))
    assert whole.site == "example.org"
    assert whole.pages == 9


def test_json_gives_an_equal_template_that_decides_the_same() -> None:
    pages = site_pages(6)
    template = cleaner.SiteTemplate.learn(pages, when=MONTH)
    again = cleaner.SiteTemplate.from_json(template.to_json())
    assert again == template
    source = article(40)
    assert cleaner.clean(source, template=again).to_dict() == cleaner.clean(source, template=template).to_dict()
    assert pickle.loads(pickle.dumps(template)) == template


def test_size_is_bounded_and_the_number_of_pages_is_still_told() -> None:
    template = cleaner.SiteTemplate.learn(((article(n), None) for n in range(400)), when=MONTH)
    assert len(template.to_json().encode()) <= LIMIT + 20_000
    assert len(template.sample.records) < 400
    assert template.pages == pytest.approx(400, rel=0.35)


def test_templates_of_different_sites_do_not_merge() -> None:
    one = cleaner.SiteTemplate.learn(site_pages(2), site="a.example")
    with pytest.raises(ValueError, match="different sites"):
        one.merge(cleaner.SiteTemplate.learn(site_pages(2), site="b.example"))


def test_a_page_that_cannot_be_read_is_told_and_skipped() -> None:
    pages = site_pages(4)
    errors: list[cleaner.CleanerError] = []
    mixed: list[Any] = [*pages[:2], b"%PDF-1.4", *pages[2:], (b"\x89PNG\r\n\x1a\n\0", "https://a.example/")]
    template = SiteTemplate.learn(mixed, when=MONTH, on_error=errors.append)
    assert template == SiteTemplate.learn(pages, when=MONTH)
    assert [error.reason for error in errors] == ["not text"] * 2
    with pytest.raises(cleaner.NotTextError):
        SiteTemplate.learn(mixed)


def test_bytes_are_a_template_too() -> None:
    template = SiteTemplate.learn(site_pages(8))
    data = template.to_bytes()
    assert len(data) < len(template.to_json()) / 2
    assert SiteTemplate.from_bytes(data) == SiteTemplate.from_bytes(template.to_json().encode()) == template
    for damaged in (data[:-9], b"", b"{", b"\xff" + data):
        with pytest.raises(cleaner.TemplateError, match="line 1: not a template"):
            SiteTemplate.from_bytes(damaged)


def test_many_parts_are_merged_at_once() -> None:
    pages = site_pages(12)
    parts = [SiteTemplate.learn(pages[n : n + 2]) for n in range(0, 12, 2)]
    assert SiteTemplate.merge_all(reversed(parts)) == reduce(SiteTemplate.merge, parts) == SiteTemplate.learn(pages)
    assert SiteTemplate.merge_all([]) == SiteTemplate()
    with pytest.raises(ValueError, match="different sites, a and b"):
        SiteTemplate.merge_all([SiteTemplate("b"), SiteTemplate("a")])


def test_what_comes_along_is_made_ready_once() -> None:
    known = ReadyTemplates(100_000)
    template = SiteTemplate.learn(site_pages(4))
    data = template.to_bytes()
    first = known.get(data)
    assert first == template
    assert known.get(bytes(bytearray(data))) is first
    for number in range(1000):
        known.get(SiteTemplate(f"s{number}", template.sample).to_bytes())
    assert known.get(data) is not first
