"""Templates as their users see them: learn, merge, write, read, clean."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

import cleaner
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
