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

from cleaner.decode.detect import ASCII, ISO_2022_JP, Guess, detect, relabel
from cleaner.decode.formats import HEAD, binary_format, utf16_without_mark
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
    """The text in UTF-8, if it is at hand: parsers take that."""
    warnings: tuple[str, ...] = ()
    """What a person should know of the reading: a label that was not believed, a guess, lost bytes, a repair."""


BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
SURROGATES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
"""A character that was written as two surrogates in UTF-8, as Java and old databases do it (CESU-8)."""
STRAYS = re.compile("[\udc80-\udcff]+")
"""Bytes that are not UTF-8, as Python's ``surrogateescape`` carries them."""
CUT = "\udcc2\udcc3\udce2"
"""The bytes that most often begin a character in UTF-8 text of Latin letters: alone, they are what is left of one."""
MOSTLY = 4
"""How many characters of valid UTF-8 a stray byte needs next to it, for a page to be UTF-8 against its label."""
CHANCE = 4
"""Up to so many pairs of bytes of Chinese, Japanese or Korean happen to be valid UTF-8."""
MIXED = 10
"""Characters of UTF-8 that the valid pieces of a page need to have, for the others to be in another encoding."""
IMPURE = 0.1
"""The characters that are valid UTF-8 for each stray byte, in pieces that are in another encoding, are fewer."""
OF_A_BLOCK = 8
"""Stray bytes from which they are text in another encoding, and no single characters."""
NO_ASCII = dict.fromkeys(range(128))
"""For ``str.translate``: what is not ASCII."""
SAID_OF = ("utf-8", "windows-1252")
"""Encodings so common that a guess of them needs no word."""


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Read bytes as text, and repair it where it was broken before.

    :param charset: the encoding's label, where the caller knows it (an HTTP header).
    :raises UnknownEncodingError: ``charset`` is not an encoding.
    :raises NotTextError: the bytes are not text; the message says what they look like.
    """
    known = None if charset is None else caller_encoding(charset)
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return finished(read(data[len(mark) :], encoding), encoding, Source.BOM)
    wide = known if known and known.startswith("utf-") and known != "utf-8" else utf16_without_mark(data)
    looks_like = binary_format(data)
    if wide is not None and looks_like in (None, "binary data") and 0 in data:
        return finished(read(data, wide), wide, Source.CALLER if wide == known else Source.DETECTED)
    refuse(looks_like)
    if 0xED in data and SURROGATES.search(data):
        data = SURROGATES.sub(joined, data)
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


def joined(pair: re.Match[bytes]) -> bytes:
    """Two surrogates in UTF-8 as the one character that they stand for."""
    return pair[0].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le").encode()


def decode_legacy(data: bytes, labels: list[tuple[str, Source]]) -> Decoded:
    """Bytes that are no valid UTF-8: UTF-8 for the most part, what a label says, or what they look like."""
    ascii_only = len(data) - len(data.translate(None, ASCII))
    valid = len(data.decode("utf-8", "ignore")) - ascii_only
    text = data.decode("utf-8", "surrogateescape")
    stray = len(text) - ascii_only - valid
    said = next((source for name, source in labels if name == "utf-8"), None)
    if valid >= MIXED and (mixed := decode_mixed(data, labels)):
        return mixed
    if valid > stray * (1 if said else MOSTLY):
        lost = f"{stray} stray bytes were read as windows-1252 or lost"
        return finished(STRAYS.sub(stray_text, text), "utf-8", said or Source.UTF8, warnings=(lost,))
    for name, source in labels:
        if name == "utf-8":
            continue
        if source is Source.CALLER or plausible(data, name):
            other = relabel(data, name) if source is Source.META and name not in WIDE else None
            if other is None:
                return read_as(data, name, source)
            doubt = f"the page says {name}, but its letters are those of {other.encoding}"
            return read_as(data, other.encoding, Source.DETECTED, (doubt,))
    guess = detect(data)
    return read_as(data, guess.encoding, Source.DETECTED, said_of(guess))


def read_as(data: bytes, encoding: str, source: Source, warnings: tuple[str, ...] = ()) -> Decoded:
    """Bytes in an encoding of one's choice, and a warning of those that are none in it."""
    text = read(data, encoding)
    lost = text.count("\ufffd")
    if lost:
        warnings += (f"{lost} characters are no {encoding} and were lost",)
    return finished(text, encoding, source, warnings=warnings)


def said_of(guess: Guess) -> tuple[str, ...]:
    """What a person should know of a guess."""
    if guess.sure or guess.encoding in SAID_OF:
        return ()
    return (f"no label says the encoding: {guess.encoding} is a guess",)


def decode_mixed(data: bytes, labels: list[tuple[str, Source]]) -> Decoded | None:
    """A page of which some pieces between tags are UTF-8 and others in another encoding; None for another page.

    The others are in the encoding of one byte a character that a label names, else in the one that they look like.
    """
    pieces = data.split(b"<")
    texts: list[str | None] = []
    good = 0
    for piece in pieces:
        try:
            text = piece.decode()
        except UnicodeDecodeError:
            texts.append(None)
        else:
            good += 0 if piece.isascii() else len(text.translate(NO_ASCII))
            texts.append(text)
    others = [piece for piece, text in zip(pieces, texts, strict=True) if text is None]
    stray = sum(len(piece.translate(None, ASCII)) for piece in others)
    valid = sum(len(piece.decode("utf-8", "ignore").translate(NO_ASCII)) for piece in others)
    if good < MIXED or stray < OF_A_BLOCK or valid > IMPURE * stray or good < IMPURE * stray:
        return None
    label = next((name for name, _ in labels if name not in ("utf-8", *WIDE)), None)
    encoding = label or detect(b"<p>" + b"<p>".join(others)).encoding
    whole = "<".join(read(piece, encoding) if text is None else text for piece, text in zip(pieces, texts, strict=True))
    return finished(whole, "utf-8", Source.UTF8, warnings=(f"parts of the page were {encoding}, not utf-8",))


def finished(
    text: str, encoding: str, source: Source, utf8: bytes | None = None, warnings: tuple[str, ...] = ()
) -> Decoded:
    """The text repaired. ``utf8`` is the text in UTF-8, if it is at hand."""
    whole, data = with_utf8(text) if utf8 is None else (text, utf8)
    mended = mend(whole, data)
    repaired = mended != text
    if repaired:
        lost = mended.count("\ufffd")
        warnings += (f"broken {encoding} text was repaired" + (f"; {lost} characters of it are lost" if lost else ""),)
    return Decoded(mended, encoding, source, repaired, data if mended is whole else None, warnings)


def take(text: str) -> Decoded:
    """Text that someone else decoded, repaired.

    :raises NotTextError: it never was text.
    """
    refuse(binary_format(text[:HEAD].encode("latin-1", "replace")))
    return finished(text, "utf-8", Source.CALLER)


def refuse(looks_like: str | None) -> None:
    """Whatever looks like something else is no text."""
    if looks_like is not None:
        raise NotTextError(f"this is {looks_like}, not a page: give HTML or text")


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
