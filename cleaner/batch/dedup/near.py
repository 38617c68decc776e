"""What copies of a text share: a digest of its words, or a MinHash signature (Broder 1997) of its word runs."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from cleaner.batch.libraries import load
from cleaner.batch.settings import Dedup
from cleaner.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

"""A run of letters and digits, or one character of a script without spaces."""
RUN = 4
"""Words of a run."""
PERMUTATIONS = 128
BANDS = 16
"""Texts of which a band of the signatures agrees are compared: 16 bands of 8 find 95 % of the pairs at SIMILAR."""
SIMILAR = 0.8
"""The share of common runs from which on texts are copies."""


def signature_of(text: str, how: Dedup) -> bytes:
    """What copies of a text share; empty for a text without words."""
    words = words_of(text.casefold())
    if not words:
        return b""
    if how is Dedup.EXACT:
        return blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=16).digest()
    sketch = empty_sketch().copy()
    runs = {" ".join(words[k : k + RUN]) for k in range(max(1, len(words) - RUN + 1))}
    sketch.update_batch([run.encode("utf-8", "replace") for run in sorted(runs)])
    return bytes(sketch.hashvalues.astype("<u4").tobytes())


@cache
def empty_sketch() -> Any:
    """A MinHash without texts: its permutations are drawn once.

    :raises MissingLibraryError: the library is not installed.
    """
    return load("datasketch").MinHash(PERMUTATIONS, seed=1)


def bands(signature: bytes) -> Iterator[bytes]:
    """The keys under which a signature is looked up."""
    width = len(signature) // BANDS
    for number in range(BANDS):
        part = bytes([number]) + signature[number * width : (number + 1) * width]
        yield blake2b(part, digest_size=8).digest()


def similarity(one: bytes, other: bytes) -> float:
    """The estimated share of common runs."""
    pairs = zip(memoryview(one).cast("I"), memoryview(other).cast("I"), strict=True)
    return sum(a == b for a, b in pairs) / PERMUTATIONS
