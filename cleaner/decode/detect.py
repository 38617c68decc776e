"""Tell the encoding of bytes that nobody labelled, or that their label cannot mean.

chardetng decides, the detector of Firefox (https://hsivonen.fi/chardetng/): its statistics are those of letter pairs in
the encodings that browsers read. It gets the page's text without the markup, which it takes a third of the time for and
reads as well. Where the letters that come out are not those of one language (:mod:`cleaner.decode.alphabets`), others
are tried, among them those of DOS and of the old Macintosh, which browsers do not know.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaner.decode.alphabets import Fit, fit_of
from cleaner.decode.labels import WIDE, encoding_named, read

SAMPLE = 1_000_000
"""Bytes of a page that are looked at for text."""
ISO_2022_JP = re.compile(rb"\x1b\$[@B][!-~]")
NOT_TEXT = (b"script", b"style>", b"style ", b"SCRIPT", b"STYLE>", b"STYLE ", b"Script", b"!--")
ASCII = bytes(range(128))
ALTERNATIVES = (
    *("windows-1252", "windows-1250", "iso-8859-2", "windows-1254", "windows-1257"),
    *("cp850", "cp437", "cp852", "macintosh", "x-mac-cyrillic", "mac-latin2", "cp737", "mac-greek", "cp857"),
    *("mac-turkish", "cp775", "cp865", "cp862"),
)
"""Encodings for Latin letters, and those of DOS and the Macintosh; of equals the first wins."""
FEW = 3
"""Below so many letters outside ASCII, a page is rather in a Western language than in one that is full of them."""
ENOUGH = 4
"""So many characters more must be those of one language, for a reading to be taken in place of another."""
BETTER = 0.1
"""And so much more of their share, in [0, 1]."""


class Guess(NamedTuple):
    """The encoding that bytes are most likely in."""

    encoding: str
    sure: bool
    """False if another is about as likely."""


def detect(data: bytes) -> Guess:
    """Guess the encoding of bytes that are no UTF-8: the most likely one, windows-1252 where nothing tells."""
    if ISO_2022_JP.search(data, 0, SAMPLE):
        return Guess("iso-2022-jp", sure=True)
    text = page_text(data[:SAMPLE])
    if text.isascii():
        return Guess("windows-1252", sure=False)
    from chardetng_py import EncodingDetector  # only pages without a valid label need it

    detector = EncodingDetector()
    detector.feed(text, last=True)
    label, sure = detector.guess_assess(tld=None, allow_utf8=False)
    encoding = encoding_named(label) or "windows-1252"
    if encoding == "gb18030":
        encoding = "gbk"  # which browsers read as gb18030
    if encoding in WIDE:
        return Guess(encoding, sure)
    western = fit_of(read(text, "windows-1252"))
    if western.good + western.bad < FEW:  # a pound sign, the sign of a copyright: detectors take them for letters
        return Guess("windows-1252", sure=False)
    fit = fit_of(read(text, encoding))
    if fit.share > 1 - BETTER:
        return Guess(encoding, sure)
    fits = [(fit_of(read(text, name)), name) for name in ALTERNATIVES]
    best, name = max(fits, key=lambda one: one[0].share)
    return Guess(name, sure=False) if is_better(best, fit) else Guess(encoding, sure=False)


def relabel(data: bytes, label: str) -> Guess | None:
    """The encoding of bytes that a label of one byte a character cannot mean; None if it can.

    It cannot where its letters are those of no one language, and those of the detected encoding are.
    """
    text = page_text(data[:SAMPLE])
    fit = fit_of(read(text, label))
    if fit.share > 1 - BETTER:
        return None
    guess = detect(data)
    if guess.encoding in (label, *WIDE):
        return None
    return guess if is_better(fit_of(read(text, guess.encoding)), fit) else None


def is_better(one: Fit, other: Fit) -> bool:
    """Whether one reading is so much more like a language than another that it is no accident."""
    return one.share > other.share + BETTER and one.good - other.good + other.bad - one.bad >= ENOUGH


def page_text(data: bytes) -> bytes:
    """A page's bytes without tags, scripts, styles and comments, roughly: no more than detection needs."""
    return b" ".join(piece.partition(b">")[2] for piece in (b">" + data).split(b"<") if not piece.startswith(NOT_TEXT))
