"""The labels of encodings, and bytes read in a labelled encoding: the WHATWG Encoding Standard, as browsers do it.

https://encoding.spec.whatwg.org/#names-and-labels
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from webencodings import LABELS as LABELS

REPLACEMENT = "replacement"
"""What the standard calls the encodings that no browser reads any more (hz-gb-2312, iso-2022-kr ...)."""
WIDE = ("gbk", "gb18030", "big5", "euc-jp", "shift_jis", "euc-kr", "iso-2022-jp")
"""Encodings with several bytes a character, where a wrong label shows as invalid bytes."""

CODECS = {
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-8859-8-i": "iso-8859-8",
    "windows-874": "cp874",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
"""Python's codec for an encoding, where Python calls it otherwise or has a wider one that browsers use."""
PYTHON = {
    "gb18030": "gbk", "big5hkscs": "big5", "cp932": "shift_jis", "cp949": "euc-kr", "cp874": "windows-874",
    "mac-roman": "macintosh", "mac-cyrillic": "x-mac-cyrillic", "utf-8-sig": "utf-8", "iso2022-jp": "iso-2022-jp",
    "utf-16-le": "utf-16le", "utf-16-be": "utf-16be", "euc-jis-2004": "euc-jp", "shift-jis-2004": "shift_jis",
}  # fmt: skip
"""The standard's name for what Python calls otherwise."""
NO_CHARSETS = ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7", "mbcs", "oem")
"""Python's codecs from text to bytes that are ways to write text, not encodings a page can have."""
DECLARATION = re.compile(
    rb"""<meta[^>]{0,500}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})"""
    rb"""|^\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""",
    re.I,
)
HIDDEN = re.compile(rb"<script\b.*?(?:</script|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
"""Scripts, whose strings may hold the markup of other pages, and comments."""
PRESCAN = 4096
"""Bytes searched for a declaration. Browsers search 1,024; of the pages that declare an encoding, 8% do it later."""


def encoding_of(label: str) -> str | None:
    """The standard's name of the encoding that a label means; None if it is not a label of the standard."""
    name: str | None = LABELS.get(label.strip().lower())
    return name


def encoding_named(label: str) -> str | None:
    """The encoding that a person or program means by a label: the standard's, or else any charset Python can read."""
    name = encoding_of(label)
    if name is not None:
        return name
    try:
        found = codecs.lookup(label.strip())
    except (LookupError, ValueError):
        return None
    name = found.name.replace("_", "-")
    if not found._is_text_encoding or name in NO_CHARSETS:
        return None
    return PYTHON.get(name) or LABELS.get(name, name)


def declared(data: bytes) -> str | None:
    """The encoding that a page's first bytes declare, in ``<meta charset>``, ``<meta http-equiv>`` or ``<?xml?>``.

    As in the HTML Standard: a page whose declaration could be read is not UTF-16, so that UTF-16 means UTF-8 there,
    and x-user-defined means windows-1252.
    """
    for found in DECLARATION.finditer(HIDDEN.sub(b"", data[:PRESCAN])):
        name = encoding_of((found[1] or found[2]).decode("ascii", "replace"))
        if name is not None and name != REPLACEMENT:
            return "utf-8" if name.startswith("utf-16") else "windows-1252" if name == "x-user-defined" else name
    return None


def read(data: bytes, encoding: str) -> str:
    """Decode bytes in an encoding of the standard (or of Python); U+FFFD stands for what is invalid in it."""
    if encoding == "x-user-defined":
        return "".join(chr(byte + 0xF700) if byte > 0x7F else chr(byte) for byte in data)
    codec = CODECS.get(encoding, encoding)
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        pass
    if encoding.startswith("windows-"):
        return codecs.charmap_decode(data, "replace", table(codec))[0]
    text = data.decode(codec, "replace")
    if encoding == "euc-jp":  # The standard's euc-jp has NEC's characters (circled digits ...), Python's has not.
        return min(text, data.decode("euc_jis_2004", "replace"), key=lambda reading: reading.count("\ufffd"))
    return text


@cache
def table(codec: str) -> str:
    """The 256 characters of a Windows code page: bytes 80-9F that it leaves undefined are C1 controls."""
    known = [bytes([byte]).decode(codec, "ignore") for byte in range(256)]
    return "".join(char or (chr(byte) if byte < 0xA0 else "\ufffd") for byte, char in enumerate(known))
