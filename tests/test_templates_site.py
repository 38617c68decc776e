"""Which site a page is of: what it takes to tell, as the rest is in ``tests/cases/functions``."""

from __future__ import annotations

import time

import pytest

from cleaner.templates.site.site import site_of


@pytest.mark.parametrize("link", ["<link rel={}>", "<link rel{}>", "<meta name={}>", '<link rel="canonical" href{}>'])
def test_time_grows_as_white_space_does(link: str) -> None:
    def cost(spaces: int) -> float:
        begin = time.process_time()
        site_of(None, link.format(" " * spaces))
        return time.process_time() - begin

    assert cost(80_000) < 20 * cost(10_000) + 0.1
