"""Addresses of links and images: absolute, and harmless."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

SCHEMES = frozenset(("http", "https", "mailto", "tel"))
"""What a link may be; nothing that runs or holds code."""
LOADED = frozenset(("http", "https"))
"""What a picture may be."""
STRIPPED = re.compile(r"[\t\n\r]")
EDGES = "".join(map(chr, range(33)))
SLASHES = re.compile(r"^[^?#]*")
"""The part of an address where browsers read a backslash as a slash."""
UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029<>\"`{}|\\^]")
PLAIN = re.compile(
    r"https?://[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,9}(?:/[A-Za-z0-9_.~/+,@=&%:-]*)?(?:\?[A-Za-z0-9_.~/+,@=&%:-]+)?"
)
"""An address that stays as it is, as most of those do that begin with a host."""
FORBIDDEN = re.compile(r"[\x00-\x20#%/<>?@\\^|]")
"""What the name of a host cannot have."""


def declared_address(root: LexborNode | None) -> str | None:
    """The page's address as its canonical link says it, where that is an absolute one."""
    link = None if root is None else root.css_first('link[rel~="canonical" i][href]')
    address = "" if link is None else resolve("", link.attributes.get("href") or "", LOADED)
    return address if urlsplit(address).scheme in LOADED else None


def base_of(url: str | None, declared: str) -> str:
    """What addresses of a page are relative to: ``<base>``, itself relative to the page's own address."""
    return resolve(url or "", declared, LOADED) or url or "" if declared else url or ""


def resolve(base: str, address: str, schemes: frozenset[str] = SCHEMES) -> str:
    """An address as browsers read it, made absolute where there is a base; empty if it is none that may be shown."""
    if PLAIN.fullmatch(address) is not None:
        return address
    address = STRIPPED.sub("", address.strip(EDGES))
    if not address or address == "#":
        return ""
    address = SLASHES.sub(lambda path: path[0].replace("\\", "/"), address, count=1)
    try:
        found = urljoin(base, address)
        parts = urlsplit(found)
        scheme = parts.scheme
        if scheme in LOADED and (not parts.hostname or FORBIDDEN.search(parts.hostname) or (parts.port or 0) < 0):
            return ""
    except ValueError:  # brackets that do not match, a port that is no number
        return ""
    if scheme not in schemes and (scheme or ":" in re.split(r"[/?#]", found, maxsplit=1)[0]):
        return ""
    if found.startswith("#"):
        return ""
    return UNSAFE.sub(lambda unsafe: "".join(f"%{byte:02X}" for byte in unsafe[0].encode()), found)


def fragment_of(href: str, url: str | None) -> str:
    """The id that a link inside the page leads to; empty for links elsewhere."""
    href = href.strip()
    if url and href.startswith(url.split("#")[0] + "#"):
        href = href[len(url.split("#")[0]) :]
    return href[1:] if href.startswith("#") else ""
