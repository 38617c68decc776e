"""The real address of a picture: pages that load late put a placeholder where the picture will be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from cleaner.content.links import LOADED, resolve
from cleaner.content.tree import Image
from cleaner.segment.html.styles import hides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

LATE = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-original-src", "data-hi-res-src", "data-url")
LATE_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set")
ADDRESS = re.compile(r"(?:https?:/)?/?[^\s\"'<>{}]+\.(?:jpe?g|png|gif|webp|avif|svg|bmp)(?:[?#]\S*)?", re.I)
SIZE_OF_CANDIDATE = re.compile(r"(\d{1,7}(?:\.\d{1,7})?)([wxh])(?:,(\S*))?")
COMMA_BEFORE_ADDRESS = re.compile(r",(?=https?:)")
PLACEHOLDER = re.compile(
    r"(?:^|[^a-z])(?:placeholder|spacer|lazy-?load(?:er|ing)?|ajax-?loader|1x1|1px|tracking-?pixel|cleardot)(?:[^a-z]|$)"
    r"|^(?:blank|pixel|transparent|transp?|clear|loading|loader|lazy|empty|dummy|gr[ae]y|white|shim|dot)"
    r"\.(?:gif|png|svg|jpe?g|webp)$|^[a-z0-9]\.gif$",
    re.I,
)
TINY, SMALL = 2, 32
"""Pixels: what is no larger than the first is there to be loaded, not seen; than the second, an icon."""
SIZE = re.compile(r"\s*+(\d{1,9})(?:px)?+\s*+$")
STYLED = re.compile(r"(?:^|;)\s*+(width|height)\s*+:\s*+(\d{1,9})px", re.I)
VARIANT = re.compile(
    r"(?:[-_.](?:\d{1,5}x\d{1,5}|\d{1,5}w?|large|medium|small|thumb|thumbnail|full|desktop|tablet|mobile|[smlx]|xx?[sl])"
    r"|@\dx)$"
)
"""What names a size of a picture, at the end of its file name."""


def image_of(node: LexborNode, base: str) -> Image | None:
    """The picture of an ``<img>``; None for placeholders, tracking pixels, icons and what is hidden."""
    attributes = node.attributes
    if is_unseen(attributes):
        return None
    source = next((address for raw in candidates(node, attributes) if (address := real(raw, base))), "")
    return Image(source, alt_of(node)) if source else None


def alt_of(node: LexborNode) -> str:
    """What a picture says for those who do not see it."""
    return " ".join((node.attributes.get("alt") or "").split())


def images_in(node: LexborNode, base: str, placeholder: str | None) -> list[Image]:
    """The pictures that a ``<noscript>`` has for readers without scripts.

    Counters and advertisements have no file name, and no placeholder before them that says the same.

    :param placeholder: the ``alt`` of the picture right before, if that is none but holds the place of one.
    """
    images = [image for one in node.css("img") if (image := image_of(one, base)) is not None]
    return [
        image
        for image in images
        if ADDRESS.fullmatch(image.source) or (placeholder is not None and image.alt == placeholder != "")
    ]


def candidates(node: LexborNode, attributes: dict[str, str | None]) -> Iterator[str]:
    """Addresses a picture may have, the likeliest first."""
    get = attributes.get
    for name in LATE:
        yield get(name) or ""
    for name in LATE_SETS:
        yield largest(get(name) or "")
    for name, value in attributes.items():
        if name.startswith("data-") and value and "src" in name and ADDRESS.fullmatch(value.strip()):
            yield value
    yield get("src") or ""
    yield largest(get("srcset") or "")
    parent = node.parent
    if parent is not None and parent.tag == "picture":
        for source in parent.css("source"):
            yield largest(source.attributes.get("srcset") or source.attributes.get("data-srcset") or "")


def largest(source_set: str) -> str:
    """The largest picture of a ``srcset``: addresses, each with a width or density (HTML Standard, 4.8.4.3.10).

    Commas are parts of addresses too; one ends a candidate only at the end of an address or behind its size.
    """
    best, most = "", -1.0
    address = ""
    for word in source_set.split():
        if not address or not (size := SIZE_OF_CANDIDATE.fullmatch(word)):
            parts = COMMA_BEFORE_ADDRESS.split(word)
            for part in (address, *parts[:-1]):
                if usable(part) and most < 1:
                    best, most = part.rstrip(","), 1.0
            address = "" if word == "," else parts[-1]
            continue
        value = float(size[1])
        if usable(address) and value > most:
            best, most = address, value
        address = size[3] or ""
    if usable(address) and most < 1:
        best = address.rstrip(",")
    return best


def usable(address: str) -> bool:
    """Whether a candidate is an address at all, and not the picture itself."""
    return bool(address.strip(",")) and not address.startswith("data:")


def real(raw: str, base: str) -> str:
    """An address if it is one of a real picture, absolute; else nothing."""
    raw = raw.strip()
    if not raw or raw.startswith("data:") or "{" in raw:
        return ""
    found = resolve(base, raw, LOADED)
    return "" if not found or is_placeholder(found) else found


def is_placeholder(address: str) -> bool:
    """Whether an address is that of something that only holds the place of a picture."""
    return PLACEHOLDER.search(unquote(urlsplit(address).path).rpartition("/")[2]) is not None


def is_unseen(attributes: dict[str, str | None]) -> bool:
    """Whether a picture is hidden, a tracking pixel or an icon."""
    style = attributes.get("style") or ""
    if "hidden" in attributes or hides(style) or attributes.get("role") in ("presentation", "none"):
        return True
    sizes = {name.lower(): int(value) for name, value in STYLED.findall(style)}
    for name in ("width", "height"):
        if (found := SIZE.match(attributes.get(name) or "")) is not None:
            sizes[name] = int(found[1])
    values = sizes.values()
    return bool(values) and (min(values) <= TINY or (len(values) == 2 and max(values) <= SMALL))


def same_picture(one: Image, other: Image) -> bool:
    """Whether two pictures are sizes of one, by their file names; of another text, they are two."""
    if one.source == other.source:
        return True
    return one.alt == other.alt and stem(one.source) == stem(other.source) != ""


def stem(address: str) -> str:
    """The name of a file without its ending and its size, with the folder it is in."""
    folder, _, name = urlsplit(address).path.rpartition("/")
    name = name.rpartition(".")[0] or name
    while (shorter := VARIANT.sub("", name)) != name:
        name = shorter
    return f"{folder}/{name}" if name else ""
