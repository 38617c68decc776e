"""Which site a page is of: its host; and from how many of its pages on a site is known."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

LEAST_PAGES = 2
"""Pages of a site that a template must know beside the one in hand: what stands on one other page may be chance."""
HEAD = 200_000
"""Characters of the source that are searched for an address."""
TAG = re.compile(r"<(?:link|meta)\s[^<>]*>", re.I)
CANONICAL = re.compile(r"""rel\s*+=\s*+["']?\s*+canonical\b""", re.I)
OG_URL = re.compile(r"""(?:property|name)\s*+=\s*+["']?\s*+og:url\b""", re.I)
VALUE = re.compile(r"""\s(?:href|content)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.I)


def site_of(url: str | None, source: str = "") -> str:
    """The site's name: the host without ``www.``, of the address, else of what the page declares; empty if unknown."""
    site = host(url or "")
    if site or not source:
        return site
    declared: dict[bool, str] = {}
    for tag in TAG.findall(source[:HEAD]):
        canonical = CANONICAL.search(tag) is not None
        if canonical or OG_URL.search(tag):
            value = VALUE.search(tag)
            declared.setdefault(canonical, host(unescape(next(filter(None, value.groups()), "")) if value else ""))
    return declared.get(True) or declared.get(False) or ""


def host(url: str) -> str:
    """The host of an address, lower case, without ``www.``; empty if there is none."""
    url = url.strip()
    try:
        name = urlsplit(url if "//" in url else "").hostname or ""
    except ValueError:
        return ""
    return name.lower().rstrip(".").removeprefix("www.")
