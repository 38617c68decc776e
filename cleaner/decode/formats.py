"""What bytes are that are not text in a byte encoding: files of well-known formats, and UTF-16 without its mark."""

from __future__ import annotations

import re

CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b")
HEAD = 4096
"""How much of the beginning is looked at."""
BINARY = 0.05
"""Share of control characters from which bytes are not text. Compressed data has 0.11, text none."""
FORMATS = (
    ("a PNG image", rb"\x89PNG"),
    ("a JPEG image", rb"\xff\xd8\xff"),
    ("a GIF image", rb"GIF8[79]a"),
    ("a WebP image", rb"RIFF.{4}WEBP"),
    ("a TIFF image", rb"II\*\x00|MM\x00\*"),
    ("an icon", rb"\x00\x00\x01\x00"),
    ("a Photoshop file", rb"8BPS\x00"),
    ("an AVIF or HEIC image", rb".{4}ftyp(?:avi[fs]|hei[cx]|mif1)"),
    ("a video", rb".{4}ftyp|\x1aE\xdf\xa3|RIFF.{4}AVI |FLV\x01|\x00\x00\x01\xba"),
    ("a sound file", rb"ID3[\x02-\x04]|OggS\x00|fLaC\x00|RIFF.{4}WAVE|\xff[\xfb\xf3\xf2]"),
    ("gzip-compressed data", rb"\x1f\x8b\x08"),
    ("zstd-compressed data", rb"\x28\xb5\x2f\xfd"),
    ("xz-compressed data", rb"\xfd7zXZ\x00"),
    ("bzip2-compressed data", rb"BZh[1-9]1AY&SY"),
    ("LZ4-compressed data", rb"\x04\x22\x4d\x18"),
    ("a zip archive (or a .docx, .xlsx, .epub file)", rb"PK(?:\x03\x04|\x05\x06)"),
    ("a 7z archive", rb"7z\xbc\xaf\x27\x1c"),
    ("a RAR archive", rb"Rar!\x1a\x07"),
    ("a tar archive", rb".{257}ustar"),
    ("a Parquet file", rb"PAR1"),
    ("an Arrow file", rb"ARROW1\x00"),
    ("an SQLite database", rb"SQLite format 3\x00"),
    ("an Office file", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("a font", rb"wOF[F2]|OTTO\x00|\x00\x01\x00\x00\x00"),
    ("a program", rb"\x7fELF|MZ.{0,200}\x00|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe|\x00asm"),
    ("a Python pickle", rb"\x80[\x02-\x05]"),
)
"""What the first bytes of well-known formats look like; all of them also have control characters near the start."""


def utf16_without_mark(data: bytes) -> str | None:
    """``utf-16le`` or ``utf-16be`` where every other byte of the beginning tends to be zero, as in markup."""
    head = data[:HEAD]
    if len(head) < 8 or 0 not in head:
        return None
    low, high = head[::2].count(0) / (len(head) / 2), head[1::2].count(0) / (len(head) / 2)
    if min(low, high) > 0.02 or max(low, high) < 0.3:
        return None
    return "utf-16le" if high > low else "utf-16be"


def binary_format(data: bytes) -> str | None:
    """What bytes that are not text look like (``a PNG image``); None for text."""
    head = data[:HEAD]
    if head.startswith(b"%PDF-"):
        return "a PDF file"
    controls = len(head) - len(head.translate(None, CONTROLS))
    if not controls:
        return None
    for name, pattern in FORMATS:
        if re.match(pattern, head, re.S):
            return name
    return "binary data" if controls > 3 + BINARY * len(head) else None
