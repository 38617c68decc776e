"""Repair text that an earlier program read in a wrong encoding (mojibake), and nothing else.

ftfy does the repair (https://ftfy.readthedocs.io), its encoding steps only. It is slow on a page and sure only of a
phrase, so that patterns of bytes first tell the pages worth its time (0.2 ms for 300 KB), and then each run of
text is repaired by itself: what is not broken comes out as it went in.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np

from cleaner.decode.detect import ASCII, detect
from cleaner.decode.labels import WIDE, declared, read
from cleaner.decode.misread import foreign_places, read_rightly

if TYPE_CHECKING:
    from numpy.typing import NDArray

# UTF-8 of the characters that bytes 80-BF are in windows-1252 and ISO 8859-1.
TAIL = (
    rb"(?:\xc2[\x80-\xbf]|\xe2\x80[\x93-\xba]|\xe2\x82\xac|\xe2\x84\xa2"
    rb"|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6\x92|\xcb[\x86\x9c])"
)
# UTF-8 read as windows-1252: "Ã©", "â€™", "ðŸ˜€"; as Mac Roman: "‚Äô"; single bytes of another script: "Ïðèâåò".
WESTERN = re.compile(
    rb"\xc3(?:[\x82-\x9b]TAIL|[\xa0-\xaf]TAIL{2}|[\xb0-\xb4]TAIL{3}"
    rb"|\x84\xc3[\xac-\xbb]|.\xc3.\xc3.\xc3)".replace(b"TAIL", TAIL),
    re.S,
)
# C1 controls: windows-1252 read as ISO 8859-1. UTF-8 read as Mac Roman: "√©".
CONTROLS = re.compile(rb"\xc2(?:[\x80-\x84\x86-\x9f]|(?<=\x88\x9a\xc2)[\xa0-\xbf])")
# UTF-8 read as windows-1250 or ISO 8859-2: "Ĺ‚", "Ăł".
CENTRAL = re.compile(rb"\xc4[\xb9\x82](?:[\xc2\xcb\xe2]|\xc4[\x84\x85\xbd\xbe]|\xc5[\x81\x82\x9a-\xa5\xb9-\xbe])")
# UTF-8 read as windows-1251, windows-1253, windows-1257.
CYRILLIC, GREEK, BALTIC = (tuple(sign.encode() for sign in signs) for signs in (("вЂ", "Р°"), ("β€", "Ξ±"), ("ā€",)))
BROKEN = re.compile(
    b"|".join((WESTERN.pattern, CONTROLS.pattern, CENTRAL.pattern, *map(re.escape, CYRILLIC + GREEK + BALTIC))), re.S
)
"""All of these: for short texts, one search takes less than to choose the searches that are worth it."""
RUN = re.compile(r"[^<>\n]{1,200}(?:[^<>\n ]|(?<![A-Za-z0-9.,;:]) ){0,200}")
"""A run of text between tags, or a piece of a long one that ends before a space."""
WORD = re.compile(
    "[a-z]Ã[\x80-\xbfŒœŠšŸŽžƒˆ˜\u2013-\u2122]|Ã[\xa0-\xbf][a-z]|â(?:€[\x80-\xbfŒœŠšŸŽžƒˆ˜\u2013-\u2122]|„¢)"
)
"""A broken character in a word or after it: two that no language has side by side."""
FOREIGN = re.compile("[\x80-\xffŒœŠšŸŽžƒˆ˜\u2013-\u2122]{4,}")
"""Bytes of another script taken for Latin letters: the words of Western languages have not so many in a row."""
LATIN = re.compile("[À-ÖØ-öø-ž]")
# Good texts that ftfy takes for broken: letters in a list; a word in capitals before a closing quote ("AMANHÃ”).
LETTER_LIST = re.compile(r"(?:(?<![^\x00-/:-@\[-`{-~])[À-ÖØ-öø-ž](?![^\x00-/:-@\[-`{-~])[^À-ž]{0,20}){3}")
CAPITALS = re.compile(r"[A-ZÀ-Þ][Â-Þ][’”»“](?!\w)")
# A single broken character in quotes, in a text about broken characters.
QUOTED = re.compile("(?:[\"'`“‘]|&quot;|&#39;)([ÂÃ].|â..|Ã¢[^\x00-\x7f]{2,6})(?:[\"'`”’\\\\]|&quot;|&#39;)")
SUSPECT = re.compile("[\x80-\x9f]|[РС][^\x00-\x7fа-яА-ЯёЁ]")
"""Beside the signs of a broken page: what single broken runs on it have."""
BARE = re.compile(r"^\W+|\W+$")
ENOUGH = 30
"""Characters to be found broken, before a page counts as broken all through."""
THIRD = np.isin(np.arange(256), (0xC2, 0xC3, 0xC5, 0xC6, 0xCB, 0xE2))
"""The bytes that come third in what WESTERN finds."""
ROUNDS = 3
"""How often a page may have been broken in a row."""


def repair(text: str) -> str:
    """Put right what an earlier program broke in a text; a good text comes back as it is.

    Surrogates are joined to the characters they stand for, alone they become U+FFFD; NUL characters go.
    """
    return mend(*with_utf8(text))


def with_utf8(text: str) -> tuple[str, bytes]:
    """A text without surrogates, and the same in UTF-8."""
    try:
        return text, text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text, text.encode()


def looks_broken(data: bytes, places: NDArray[np.intp] | None = None) -> bool:
    """Whether text in UTF-8 has a sequence that broken texts have and good ones seldom.

    Most pages have few of the bytes that these begin with: patterns are tried at those places alone.

    :param places: where the bytes are that are not ASCII (see :func:`foreign_places`), if they are at hand.
    """
    places = foreign_places(data) if places is None else places
    if not len(places):
        return False
    codes = np.frombuffer(data, np.uint8)
    foreign = codes.take(places)
    western = places[foreign == 0xC3]
    western = western[THIRD.take(codes.take(western + 2, mode="clip"))]
    controls = places[foreign == 0xC2]
    after = codes.take(controls + 1, mode="clip")
    controls = controls[(after < 0xA0) | (codes.take(np.maximum(controls - 1, 0)) == 0x9A)]
    seen = np.bincount(foreign, minlength=256).astype(bool).tolist()
    return bool(
        matches(WESTERN, data, western)
        or matches(CONTROLS, data, controls)
        or (seen[0xC4] and (matches(CENTRAL, data, places[foreign == 0xC4]) or any(sign in data for sign in BALTIC)))
        or (seen[0xD0] and any(sign in data for sign in CYRILLIC))
        or (seen[0xCE] and any(sign in data for sign in GREEK))
    )


def matches(pattern: re.Pattern[bytes], data: bytes, places: NDArray[np.intp]) -> bool:
    """Whether a pattern matches at one of some places."""
    return any(pattern.match(data, place) for place in places.tolist())


def mend(text: str, data: bytes) -> str:
    """Repair a text of which the UTF-8 bytes are at hand; see :func:`repair`."""
    if 0 in data:
        text = text.replace("\0", "")
    places = foreign_places(data)
    again = read_rightly(text, data, places)
    if again is not text:
        text, data = again, again.encode()
        places = foreign_places(data)
    if not looks_broken(data, places):
        return text
    for _ in range(ROUNDS):
        whole = read_again(text)
        if whole is None:
            break
        text = whole
    return mend_runs(text)


def read_again(text: str) -> str | None:
    """A page that is broken all through, read in its true encoding; None for another page."""
    import_module("ftfy.bad_codecs")  # registers the sloppy codecs, that read undefined bytes too

    for codec in ("latin-1", "iso8859-15", "sloppy-windows-1252", "sloppy-windows-1251"):
        try:
            data = text.encode(codec)
        except UnicodeEncodeError:
            continue
        try:
            again = data.decode()
        except UnicodeDecodeError:
            return read_foreign(text, data)
        return without_1a(again) if len(data) - len(again) >= ENOUGH else None
    return None


def without_1a(text: str) -> str:
    """The sloppy codecs write U+FFFD as the control character 1A."""
    return text.replace("\x1a", "\ufffd")


def read_foreign(text: str, data: bytes) -> str | None:
    """A page of another script of which each byte was taken for a Latin letter; None for another page."""
    foreign = FOREIGN.findall(text)
    letters = len(data.translate(None, ASCII))
    if len(foreign) < ENOUGH / 3 or sum(map(len, foreign)) < max(7 * ENOUGH, letters / 2):
        return None
    encoding = declared(data)
    if encoding is None or encoding not in WIDE:
        encoding = detect(data).encoding
    again = read(data, encoding)
    other = len(re.findall("[\u0370-\ufefe]", again))
    return again if other > 20 * again.count("\ufffd") and other > letters / 4 else None


def mend_runs(text: str) -> str:
    """Repair each run of text that is broken."""
    from ftfy import TextFixerConfig, fix_encoding

    config = TextFixerConfig(explain=False, replace_lossy_sequences=False)
    known: dict[str, str] = {}

    def mended(found: re.Match[str]) -> str:
        run = found[0]
        if run.isascii() or not (SUSPECT.search(run) or BROKEN.search(run.encode())):
            return run
        if run not in known:
            fixed = fix(run)
            if WORD.search(fixed):  # a good character beside the broken ones hides them
                again = " ".join(reword(word) if WORD.search(word) else word for word in fixed.split(" "))
                fixed = run if on_purpose(run, again) else again
            known[run] = fixed
        return known[run]

    def fix(run: str) -> str:
        fixed = without_1a(fix_encoding(run, config))
        return run if fixed == run or on_purpose(run, fixed) else fixed

    # No run crosses a "<", and most of what stands between two of them is ASCII.
    return "<".join(part if part.isascii() else RUN.sub(mended, part) for part in text.split("<"))


def reword(word: str) -> str:
    """A word of UTF-8 that was read as windows-1252, read again; another word as it is."""
    try:
        return without_1a(word.encode("sloppy-windows-1252").decode())
    except UnicodeError:
        return word


def on_purpose(run: str, fixed: str) -> bool:
    """Whether a text shows broken characters because it is about them, or is good and only looks broken."""
    start = next((at for at, (old, new) in enumerate(zip(run, fixed, strict=False)) if old != new), 0)
    if start and LATIN.match(run, start - 1):
        return True
    if LETTER_LIST.search(run) or CAPITALS.search(run) or QUOTED.search(run):
        return True
    if LATIN.fullmatch(fixed.strip(" \t\r\"'()")):
        return True
    old_words, new_words = run.split(" "), fixed.split(" ")
    if len(old_words) != len(new_words):
        return False
    right = (BARE.sub("", new) for old, new in zip(old_words, new_words, strict=True) if new != old)
    return any(word and not word.isascii() and word in run for word in right)
