"""Which site a page is of."""

from __future__ import annotations

import pytest

from cleaner.templates.site.site import site_of


@pytest.mark.parametrize(
    ("url", "source", "site"),
    [
        ("https://www.Example.org/a", "", "example.org"),
        ("http://example.org:8080/", "", "example.org"),
        ("//news.example.co.uk/x", "", "news.example.co.uk"),
        (None, "", ""),
        ("no address", "", ""),
        ("http://[broken", "", ""),
        (None, '<link rel="canonical" href="https://www.example.org/a?b=1&amp;c">', "example.org"),
        (None, "<LINK HREF=https://example.org/a REL=canonical>", "example.org"),
        (None, "<meta property='og:url' content='http://example.org/'>", "example.org"),
        (None, '<meta property="og:url" content="http://b.example/"><link rel="canonical" href="http://a.example/">', "a.example"),
        (None, '<link rel="canonical" href="/only/a/path"><meta property="og:url" content="http://b.example/">', "b.example"),
        ("https://a.example/", '<link rel="canonical" href="http://b.example/">', "a.example"),
        (None, '<link rel="stylesheet" href="https://cdn.example/x.css">', ""),
    ],
)  # fmt: skip
def test_site_of(url: str | None, source: str, site: str) -> None:
    assert site_of(url, source) == site
