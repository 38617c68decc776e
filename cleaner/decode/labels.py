"""The labels of encodings, and bytes read in a labelled encoding: the WHATWG Encoding Standard, as browsers do it.

https://encoding.spec.whatwg.org/#names-and-labels
"""

from __future__ import annotations

import codecs
import re
from functools import cache

REPLACEMENT = "replacement"
"""What the standard calls the encodings that no browser reads any more (hz-gb-2312, iso-2022-kr ...)."""
WIDE = ("gbk", "gb18030", "big5", "euc-jp", "shift_jis", "euc-kr", "iso-2022-jp")
"""Encodings with several bytes a character, where a wrong label shows as invalid bytes."""

STANDARD = """
utf-8: unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8
ibm866: 866 cp866 csibm866
iso-8859-2: csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
iso-8859-3: csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
iso-8859-4: csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
iso-8859-5: csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
iso-8859-6: arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127
    iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
iso-8859-7: csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987
    sun_eu_greek
iso-8859-8: csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8
    iso_8859-8:1988 visual
iso-8859-8-i: csiso88598i logical
iso-8859-10: csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6
iso-8859-13: iso8859-13 iso885913
iso-8859-14: iso8859-14 iso885914
iso-8859-15: csisolatin9 iso8859-15 iso885915 iso_8859-15 l9
iso-8859-16:
koi8-r: cskoi8r koi koi8 koi8_r
koi8-u: koi8-ru
macintosh: csmacintosh mac x-mac-roman
windows-874: dos-874 iso-8859-11 iso8859-11 iso885911 tis-620
windows-1250: cp1250 x-cp1250
windows-1251: cp1251 x-cp1251
windows-1252: ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591
    iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252
windows-1253: cp1253 x-cp1253
windows-1254: cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 x-cp1254
windows-1255: cp1255 x-cp1255
windows-1256: cp1256 x-cp1256
windows-1257: cp1257 x-cp1257
windows-1258: cp1258 x-cp1258
x-mac-cyrillic: x-mac-ukrainian
gbk: chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk
gb18030:
big5: big5-hkscs cn-big5 csbig5 x-x-big5
euc-jp: cseucpkdfmtjapanese x-euc-jp
iso-2022-jp: csiso2022jp
shift_jis: csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis
euc-kr: cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949
replacement: csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr
utf-16be: unicodefffe
utf-16le: csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16
x-user-defined:
"""
LABELS = {
    label: name
    for name, labels in re.findall(r"^(\S+):(.*(?:\n .*)*)", STANDARD, re.M)
    for label in (name, *labels.split())
}
"""Every label of the standard, and the name of its encoding."""
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
PRESCAN = 4096
"""Bytes searched for a declaration. Browsers search 1,024; of the pages that declare an encoding, 8% do it later."""


def encoding_of(label: str) -> str | None:
    """The standard's name of the encoding that a label means; None where it is no label of the standard."""
    return LABELS.get(label.strip().lower())


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
    for found in DECLARATION.finditer(data, 0, PRESCAN):
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
