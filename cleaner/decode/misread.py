"""Put right pieces of UTF-8 that were read in an encoding of East Asia, of DOS, or in KOI8-R.

Chinese in UTF-8, read as GBK, is Chinese of rare characters ("鐨勬槸"). Where bytes were lost on the way,
:mod:`cleaner.decode.lost` tells what they were a part of. Western encodings are the matter of :mod:`cleaner.decode.mojibake`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.decode.lost import restored

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Misreading(NamedTuple):
    """How UTF-8 looks that was read in an encoding."""

    codec: str
    signs: tuple[str, ...]
    """What it has often, and good text hardly: of punctuation and of the commonest letters."""
    least: int
    """How many signs a piece of text needs to have."""
    first: tuple[bytes, ...]
    """Bytes of which every sign has one in UTF-8: to search for these few first takes less."""

    def may_be_in(self, foreign: bytes) -> bool:
        """Whether the bytes of a text that are not ASCII have those of a sign."""
        return any(first in foreign for first in self.first) and any(sign.encode() in foreign for sign in self.signs)


BOXES = (b"\xe2\x94", b"\xe2\x95")
MISREADINGS = (
    Misreading(
        "gb18030",
        ("锛", "銆", "鐨", "銇", "銈", "銉", "紝", "殑"),
        2,
        (b"\xe9\x94\x9b", b"\xe9\x8a", b"\xe9\x90\xa8", b"\xe7\xb4\x9d", b"\xe6\xae\x91"),
    ),
    Misreading("gb18030", ("鈥",), 1, (b"\xe9\x88",)),
    Misreading("cp932", ("縺", "繧", "繝", "縲"), 2, (b"\xe7\xb8", b"\xe7\xb9")),
    Misreading("big5hkscs", ("嚗", "銝"), 2, (b"\xe5\x9a\x97", b"\xe9\x8a\x9d")),
    Misreading("cp949", ("뒗", "쓽", "쓣", "씠", "뿉"), 2, (b"\xeb", b"\xec")),
    Misreading("koi8-r", ("п╟", "п╬", "п╣", "п╦", "я┌", "п╫", "ц╘", "ц╪", "ц╤", "Б─"), 1, BOXES),
    Misreading("cp866", ("╨░", "╨╛", "╨╡", "╨╕", "╤В", "╨╜"), 1, BOXES),
    Misreading("cp437", ("├⌐", "├╝", "├╢", "├ñ", "├á", "ΓÇÖ", "ΓÇ£"), 1, (*BOXES, b"\xce\x93\xc3\x87")),
    Misreading("cp850", ("├®", "├╝", "├Â", "├ñ", "├á", "ÔÇÖ", "ÔÇ£"), 1, (*BOXES, b"\xc3\x94\xc3\x87")),
)
PIECE = re.compile(r"[^<>\n]+")
LOST = 0.2
"""Up to so many characters were lost, of each that comes out."""
NO_ASCII = dict.fromkeys(range(128))
"""For ``str.translate``: what is not ASCII."""


def foreign_places(data: bytes) -> NDArray[np.intp]:
    """Where the bytes are that are not ASCII: few on most pages."""
    if data.isascii():
        return np.zeros(0, dtype=np.intp)
    return (np.frombuffer(data, np.int8) < 0).nonzero()[0]


def read_rightly(text: str, data: bytes, places: NDArray[np.intp]) -> str:
    """Read those pieces of a text again that were misread; a good text comes back as it is.

    :param data: the text in UTF-8.
    :param places: where its bytes are that are not ASCII (see :func:`foreign_places`).
    """
    if not len(places):
        return text
    foreign = np.frombuffer(data, np.uint8).take(places).tobytes()
    for one in MISREADINGS:
        if one.may_be_in(foreign) and any(sign in text for sign in one.signs):
            text = read_again(text, one)
    return text


def read_again(text: str, misreading: Misreading) -> str:
    """Read the pieces again that have signs of a misreading, and then those that have none and are alike."""
    wide = misreading.least > 1
    found: dict[str, str | None] = {}
    for piece in PIECE.findall(text):
        if piece.isascii() or piece in found:
            continue
        if sum(map(piece.count, misreading.signs)) >= misreading.least:
            found[piece] = reading(piece, misreading.codec, wide)
            if found[piece] is None and misreading.least == 1:  # a good character beside the misread ones
                found[piece] = by_word(piece, misreading)
    if not any(found.values()):
        return text
    # A page that has such pieces was misread as a whole, or parts of it: short titles have no signs.
    return PIECE.sub(
        lambda one: found.get(one[0]) or (wide and reading(one[0], misreading.codec, wide)) or one[0], text
    )


def by_word(piece: str, misreading: Misreading) -> str | None:
    """A piece of text whose words with signs are read again; None if none of them can be."""
    words = piece.split(" ")
    again = [
        (reading(word, misreading.codec, wide=False) if any(sign in word for sign in misreading.signs) else None)
        or word
        for word in words
    ]
    return " ".join(again) if again != words else None


def reading(piece: str, codec: str, wide: bool) -> str | None:
    """A piece of text as UTF-8; None if it was none.

    :param wide: whether only characters come out that have three bytes in UTF-8, those of East Asia say.
    """
    if piece.isascii():
        return None
    try:
        data = piece.replace("\ufffd", "").encode(codec)
    except UnicodeEncodeError:
        return None
    again = data.decode("utf-8", "replace")
    lost = again.count("\ufffd")
    letters = again.replace("\ufffd", "").translate(NO_ASCII)
    if not letters or lost > LOST * len(letters) + (1 if wide else piece.count("\ufffd")):
        return None
    if wide and sum(letter < "\u0800" for letter in letters) > LOST * len(letters):
        return None
    return restored(piece, codec) if lost and wide else again
