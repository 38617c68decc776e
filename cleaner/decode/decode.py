"""Bytes to text, as browsers do it, and the repair of text that was broken before.

The order is a browser's: byte order mark, the charset the caller knows, what the page declares, detection. Where that
reads pages worse than their bytes allow, it is left: bytes that are valid UTF-8 are read as UTF-8, whatever label they
carry, and a page of UTF-8 with a few stray bytes is not given up for them.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from enum import StrEnum

from cleaner.decode.detect import ASCII, ISO_2022_JP, binary_format, detect, utf16_without_mark
from cleaner.decode.labels import REPLACEMENT, WIDE, declared, encoding_named, read
from cleaner.decode.mojibake import mend, repair, with_utf8
from cleaner.errors import NotTextError, UnknownEncodingError

__all__ = ["Decoded", "NotTextError", "Source", "UnknownEncodingError", "decode", "repair", "take"]


class Source(StrEnum):
    """What told the encoding."""

    BOM = "bom"
    CALLER = "caller"
    UTF8 = "valid utf-8"
    META = "meta"
    DETECTED = "detected"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how it was read."""

    text: str
    encoding: str
    """The encoding's name in the WHATWG Encoding Standard: ``utf-8``, ``windows-1252``, ``gbk`` ..."""
    source: Source
    repaired: bool
    """Whether text that had been read in a wrong encoding before (mojibake) was put right."""
    utf8: bytes | None = field(default=None, repr=False)
    """The text in UTF-8, where it is at hand: parsers take that."""


BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
STRAYS = re.compile("[\udc80-\udcff]+")
"""Bytes that are not UTF-8, as Python's ``surrogateescape`` carries them."""
CUT = "\udcc2\udcc3\udce2"
"""The bytes that most often begin a character in UTF-8 text of Latin letters: alone, they are what is left of one."""
MOSTLY = 4
"""How many characters of valid UTF-8 a stray byte needs beside it, for a page to be UTF-8 against its label."""
CHANCE = 4
"""Up to so many pairs of bytes of Chinese, Japanese or Korean happen to be valid UTF-8."""


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Read bytes as text, and repair it where it was broken before.

    :param charset: the encoding's label, where the caller knows it (an HTTP header).
    :raises UnknownEncodingError: ``charset`` is no encoding.
    :raises NotTextError: the bytes are no text; the message says what they look like.
    """
    known = None if charset is None else caller_encoding(charset)
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return finished(read(data[len(mark) :], encoding), encoding, Source.BOM)
    wide = known if known and known.startswith("utf-") and known != "utf-8" else utf16_without_mark(data)
    looks_like = binary_format(data)
    if wide is not None and looks_like in (None, "binary data") and 0 in data:
        return finished(read(data, wide), wide, Source.CALLER if wide == known else Source.DETECTED)
    if looks_like is not None:
        raise NotTextError(f"this is {looks_like}, not a page: give HTML or text")
    labels = [(name, source) for name, source in ((known, Source.CALLER), (declared(data), Source.META)) if name]
    label, source = labels[0] if labels else (None, Source.UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return decode_legacy(data, labels)
    if label == "utf-8" or not (label or data.isascii()):
        return finished(text, "utf-8", source, data)
    if data.isascii():
        return decode_ascii(data, text, label, source)
    if label in WIDE and len(data) - len(text) <= CHANCE and "\ufffd" not in (other := read(data, label)):
        return finished(other, label, source)
    return finished(text, "utf-8", Source.UTF8, data)


def decode_ascii(data: bytes, text: str, label: str | None, source: Source) -> Decoded:
    """ASCII means the same in all encodings but one, that writes Japanese with it."""
    if label == "iso-2022-jp" or ISO_2022_JP.search(data):
        return finished(read(data, "iso-2022-jp"), "iso-2022-jp", source if label == "iso-2022-jp" else Source.DETECTED)
    return finished(text, label or "utf-8", source, data)


def decode_legacy(data: bytes, labels: list[tuple[str, Source]]) -> Decoded:
    """Bytes that are no valid UTF-8: nearly UTF-8, what a label says, or what they look like."""
    ascii_only = len(data) - len(data.translate(None, ASCII))
    valid = len(data.decode("utf-8", "ignore")) - ascii_only
    text = data.decode("utf-8", "surrogateescape")
    stray = len(text) - ascii_only - valid
    said = next((source for name, source in labels if name == "utf-8"), None)
    if valid > stray * (1 if said else MOSTLY):
        return finished(STRAYS.sub(stray_text, text), "utf-8", said or Source.UTF8)
    for name, source in labels:
        if name != "utf-8" and (source is Source.CALLER or plausible(data, name)):
            return finished(read(data, name), name, source)
    encoding = detect(data)
    return finished(read(data, encoding), encoding, Source.DETECTED)


def finished(text: str, encoding: str, source: Source, utf8: bytes | None = None) -> Decoded:
    """The text repaired. ``utf8`` is the text in UTF-8, where it is at hand."""
    whole, data = with_utf8(text) if utf8 is None else (text, utf8)
    mended = mend(whole, data)
    return Decoded(mended, encoding, source, mended != text, data if mended is whole else None)


def take(text: str) -> Decoded:
    """Text that someone else decoded, repaired."""
    return finished(text, "utf-8", Source.CALLER)


def caller_encoding(charset: str) -> str | None:
    """The encoding that the caller names; None for one that browsers know and read no more."""
    name = encoding_named(charset)
    if name is None:
        raise UnknownEncodingError(
            f"unknown encoding {charset!r}: give a label such as utf-8, windows-1252, gbk or shift_jis, "
            "or none to have it detected"
        )
    return None if name == REPLACEMENT else name


def plausible(data: bytes, encoding: str) -> bool:
    """Whether bytes can be in a declared encoding: in one of several bytes a character, nearly all must be valid."""
    if encoding not in WIDE:
        return True
    text = read(data, encoding)
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") <= 2 + 0.05 * foreign


def stray_text(found: re.Match[str]) -> str:
    """A stray byte between ASCII characters is a character of windows-1252; others are what is left of a cut one."""
    text, start, end = found.string, found.start(), found.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    alone = end - start == 1 and before.isascii() and after.isascii()
    if alone and (found[0] not in CUT or after.isalpha()):
        return read(bytes([ord(found[0]) - 0xDC00]), "windows-1252")
    return "\ufffd"
