"""Bytes to text, as browsers do it, and the repair of broken text.

Labels of encodings and what they mean: WHATWG Encoding Standard. The order: byte order mark, the charset the caller
knows, what the page declares, detection; but what is valid UTF-8 in fact is read as UTF-8.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from enum import StrEnum


class UnknownEncodingError(ValueError):
    """The caller named an encoding that does not exist."""


class NotTextError(ValueError):
    """The bytes are no text: an image, an archive, a PDF file ..."""


class Source(StrEnum):
    """How the encoding was found."""

    BOM = "byte order mark"
    CALLER = "caller"
    VALID = "valid UTF-8"
    DECLARED = "declared by the page"
    DETECTED = "detected"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how it was read."""

    text: str
    encoding: str
    """The encoding's name in the Encoding Standard: ``utf-8``, ``windows-1252``, ``gbk`` ..."""
    source: Source
    repaired: bool
    """Whether text that had been decoded wrongly before (mojibake) was put right."""


BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
# Labels that mean another encoding than Python takes them for, or that Python does not know.
LABELS = {
    **dict.fromkeys(
        "ascii us-ascii ansi_x3.4-1968 iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1 cp1252 cp819 x-cp1252".split(), "windows-1252"
    ),
    **dict.fromkeys("gb2312 gb_2312-80 gb_2312 chinese csgb2312 x-gbk cp936 iso-ir-58".split(), "gbk"),
    **dict.fromkeys("shift-jis sjis x-sjis ms_kanji shift_jis windows-31j ms932".split(), "shift_jis"),
    **dict.fromkeys("euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 cseuckr".split(), "euc-kr"),
    **dict.fromkeys("big5 big5-hkscs cn-big5 x-x-big5 csbig5".split(), "big5"),
    **dict.fromkeys("iso-8859-9 iso8859-9 iso_8859-9 latin5 l5 x-cp1254".split(), "windows-1254"),
    **dict.fromkeys("iso-8859-11 tis-620 dos-874".split(), "windows-874"),
    **dict.fromkeys("utf8 unicode-1-1-utf-8 x-unicode20utf8 unicode11utf8".split(), "utf-8"),
    **dict.fromkeys("utf-16 ucs-2 unicode csunicode iso-10646-ucs-2".split(), "utf-16le"),
    **dict.fromkeys("x-cp1250 cp1250".split(), "windows-1250"),
    **dict.fromkeys("x-cp1251 cp1251".split(), "windows-1251"),
    **dict.fromkeys("koi8 koi koi8_r cskoi8r".split(), "koi8-r"),
    **dict.fromkeys("x-euc-jp cseucpkdfmtjapanese".split(), "euc-jp"),
    **dict.fromkeys("logical visual csisolatinhebrew".split(), "iso-8859-8"),
    "x-mac-cyrillic": "x-mac-cyrillic",
    "macintosh": "macintosh",
    "mac": "macintosh",
}
CODECS = {
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "windows-874": "cp874",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
}
MAGIC = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"%PDF-", "a PDF file"),
    (b"\x1f\x8b", "gzip-compressed data"), (b"PK\x03\x04", "a zip archive"), (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"\xfd7zXZ\x00", "xz-compressed data"), (b"BZh", "bzip2-compressed data"), (b"\x7fELF", "a program"),
    (b"OggS", "an Ogg file"), (b"ID3", "an MP3 file"), (b"7z\xbc\xaf", "a 7z archive"), (b"wOFF", "a font"), (b"wOF2", "a font"),
    (b"\xd0\xcf\x11\xe0", "an Office file"), (b"SQLite format 3\x00", "an SQLite database"), (b"PAR1", "a Parquet file"),
)  # fmt: skip
DECLARATION = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([a-zA-Z0-9_.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([^"'>]+)""", re.I)
PRESCAN = 4096
SAMPLE = 200_000
"""Bytes that detection looks at."""
STRAY = 0.02
"""Share of bad sequences among the non-ASCII ones up to which a page counts as UTF-8 with some bytes damaged."""


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Read bytes as text.

    :param charset: the encoding's label, where the caller knows it (an HTTP header).
    :raises UnknownEncodingError: ``charset`` is no encoding.
    :raises NotTextError: the bytes are no text; the message says what they look like.
    """
    known = name_of(charset) if charset is not None else None
    if charset is not None and known is None:
        raise UnknownEncodingError(f"unknown encoding {charset!r}: give a label such as utf-8, windows-1252, gbk or shift_jis")
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return finish(read(data[len(mark) :], encoding), encoding, Source.BOM)
    refuse_binary(data, known)
    if known is not None and known != "utf-8":
        return finish(read(data, known), known, Source.CALLER)
    declared = declared_by(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if declared is None or declared == "utf-8" or not data.isascii():
            return finish(text, "utf-8", Source.CALLER if known else Source.DECLARED if declared == "utf-8" else Source.VALID)
        return finish(read(data, declared), declared, Source.DECLARED)
    if known == "utf-8" or declared in ("utf-8", None):
        text = data.decode("utf-8", "replace")
        sequences = sum(map(len, re.findall(r"[^\x00-\x7f]+", text[:SAMPLE])))
        if text[:SAMPLE].count("\ufffd") <= max(2, STRAY * sequences) and sequences:
            return finish(text, "utf-8", Source.CALLER if known else Source.DECLARED)
        declared = None
    if declared is not None and plausible(data, declared):
        return finish(read(data, declared), declared, Source.DECLARED)
    encoding = detect(data) or declared or "windows-1252"
    return finish(read(data, encoding), encoding, Source.DETECTED)


def finish(text: str, encoding: str, source: Source) -> Decoded:
    """Repair what an earlier program broke."""
    repaired = repair(text)
    return Decoded(repaired, encoding, source, repaired != text)


def name_of(label: str) -> str | None:
    """The Encoding Standard's name for a label; None where there is no such encoding."""
    label = label.strip().lower()
    if label in LABELS:
        return LABELS[label]
    try:
        found = codecs.lookup(CODECS.get(label, label))
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding:
        return None
    name = found.name.replace("_", "-")
    return f"windows-{name[2:]}" if re.fullmatch(r"cp125\d", name) else LABELS.get(name, name)


def declared_by(data: bytes) -> str | None:
    """The encoding that the page's first bytes declare."""
    found = DECLARATION.search(data, 0, PRESCAN)
    if found is None:
        return None
    name = name_of((found[1] or found[2]).decode("ascii", "replace"))
    return "utf-8" if name in ("utf-16le", "utf-16be") else name


def read(data: bytes, encoding: str) -> str:
    """Decode; what cannot be decoded becomes U+FFFD, or the control character that windows-125x bytes stand for."""
    if encoding.startswith("windows-125"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            table = [bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in range(256)]
            return codecs.charmap_decode(data, "strict", "".join(table))[0]
    return data.decode(CODECS.get(encoding, encoding), "replace")


def plausible(data: bytes, encoding: str) -> bool:
    """Whether the bytes are mostly valid in a declared encoding of several bytes a character."""
    if encoding not in ("gbk", "shift_jis", "euc-kr", "big5", "euc-jp"):
        return True
    text = read(data[:SAMPLE], encoding)
    foreign = sum(map(len, re.findall(r"[^\x00-\x7f]+", text)))
    return text.count("\ufffd") <= max(3, 0.05 * foreign)


# Candidates for detection, and the letters that running text in them has most.
FREQUENT = {
    "windows-1251": "оеаинтсрвл",
    "koi8-r": "оеаинтсрвл",
    "windows-1253": "αοιετσνηυρ",
    "windows-1250": "ąęłśżźćńóáéíěščřžýůőű",
    "windows-1254": "ığüşöç",
    "windows-1255": "יוהלארתמבש",
    "windows-1256": "اليمونرتبة",
    "windows-1252": "éèàäöüßçñóáíêôâåøæãõ’“”–",
}
WIDE = ("gbk", "big5", "shift_jis", "euc-jp", "euc-kr")


def detect(data: bytes) -> str | None:
    """Guess an encoding from the frequencies of what the bytes would be; None where nothing fits."""
    sample = re.sub(rb"<[^>]{0,2000}>", b" ", data[:SAMPLE])
    best, most = None, 0.0
    for encoding in WIDE:
        text = read(sample, encoding)
        foreign = "".join(re.findall(r"[^\x00-\x7f]+", text))
        if len(foreign) >= 8 and foreign.count("\ufffd") <= 0.01 * len(foreign):
            common = len(re.findall("[的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年就那要得可以の に は を た が で て と し れ이다는을에가의고한지]", foreign)) / len(foreign)
            kana = len(re.findall("[\u3041-\u30ff\uac00-\ud7a3\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]", foreign)) / len(foreign)
            if kana * (common + 0.05) * 4 > most and kana > 0.85:
                best, most = encoding, kana * (common + 0.05) * 4
    for encoding, letters in FREQUENT.items():
        text = read(sample, encoding)
        foreign = re.findall(r"[^\x00-\x7f]", text)
        if foreign:
            share = sum(letter in letters for letter in foreign) / len(foreign)
            if share > max(most, 0.3):
                best, most = encoding, share
    return best


def refuse_binary(data: bytes, known: str | None) -> None:
    """Raise NotTextError for what is no text."""
    for magic, name in MAGIC:
        if data.startswith(magic):
            raise NotTextError(f"this is {name}, not a page: give HTML or text")
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        raise NotTextError("this is a media file, not a page: give HTML or text")
    head = data[:PRESCAN]
    if known is None or not known.startswith("utf-16"):
        controls = len(head) - len(head.translate(None, bytes([*range(9), *range(14, 27), *range(28, 32)])))
        if controls > 0.1 * len(head):
            raise NotTextError("this is binary data, not a page: give HTML or text")


# What UTF-8 looks like after it was read as windows-1252, windows-1251 and the like.
MOJIBAKE = re.compile(
    "[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    "|â[€\u0080][\u0080-\u00bf™œ\u009d“”˜¦¢]"
    "|[ÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ][^\n]{0,3}[ÐÑ]"
    "|[ÎÏ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ][^\n]{0,3}[ÎÏ]"
    "|ï¿½|ðŸ"
)
UNSAFE = re.compile("[\x00\ud800-\udfff]")


def repair(text: str) -> str:
    """Put mojibake right, run of text by run of text; text that is not broken comes back as it is."""
    if UNSAFE.search(text):
        text = UNSAFE.sub("\ufffd", text.replace("\x00", ""))
    if text.isascii() or MOJIBAKE.search(text) is None:
        return text
    from ftfy import TextFixerConfig, fix_encoding

    config = TextFixerConfig(restore_byte_a0=True, replace_lossy_sequences=False, decode_inconsistent_utf8=True)

    def better(run: re.Match[str]) -> str:
        return fix_encoding(run[0], config) if MOJIBAKE.search(run[0]) else run[0]

    return re.sub(r"[^<>\n]+", better, text)
